#!/usr/bin/env bash
# just requirements: what the standards require of this stack, and for each which test shows it, or why none does.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
need_maven
cd "$ROOT"
mkdir -p logic/target
code=0
mvn -B -q -ntp -Dstyle.color=never test -pl shared-frames,logic -Dtest=RequirementsTest \
  -Dsurefire.failIfNoSpecifiedTests=false >logic/target/requirements.log 2>&1 || code=$?
((code == 0)) || { tail -30 logic/target/requirements.log >&2; exit "$code"; }
cat logic/target/requirements.txt
