#!/usr/bin/env bash
# just simulate SEEDS [FIRST]: whole stacks over made-up networks, one for each seed, from FIRST (default 0) on. What a
# seed that fails had on the wire is kept under logic/target/simulation; exits 1 where one does.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"

usage="just simulate SEEDS [FIRST]"
(($# > 0 && $# < 3)) || die "$usage"
for number in "$@"; do
  [[ $number =~ ^[0-9]{1,12}$ ]] || die "$usage: both are 0, 1, 2…, not '$number'"
done
need_maven
cd "$ROOT"
mkdir -p logic/target
code=0
mvn -B -ntp -Dstyle.color=never test -pl shared-frames,logic -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dsimulation.seeds="$1" -Dsimulation.first="${2:-0}" >logic/target/simulation.log 2>&1 || code=$?
grep -A200 -m1 -e ' seeds without a fault' logic/target/simulation.log | sed '/^\[INFO\]/,$d' || tail -20 logic/target/simulation.log
((code == 0)) || grep -e 'ERROR.*seed ' -e '^seed ' logic/target/simulation.log | head -5
exit "$code"
