#!/usr/bin/env bash
# conform.sh decode [FOLDER]: compares the decoder, field by field, with the readings that lie beside the captures of a
# folder (NAME.jsonl.gz: a line of JSON a frame, keyed by Wireshark's field names). Without FOLDER: ETHERLOOM_CAPTURES,
# or the folder shared/captures beside this project.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
[[ ${1:-} == decode ]] || die "conform.sh decode [FOLDER]"
folder=${2:-${ETHERLOOM_CAPTURES:-$ROOT/../shared/captures}}
[[ -d $folder ]] || { say "skipped: there is no folder $folder"; exit 0; }
need_maven
cd "$ROOT"
ETHERLOOM_CAPTURES=$(realpath "$folder") mvn -B -q -ntp -Dstyle.color=never test -pl shared-frames,logic \
  -Dtest='ConformanceTest,CaptureCorpusTest' -Dsurefire.failIfNoSpecifiedTests=false 2> >(grep -v Unsafe >&2)
