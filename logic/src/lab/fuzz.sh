#!/usr/bin/env bash
# just fuzz [MINUTES] [TARGET...]: shows made-up input to the codecs, the file formats and the decoder, in all for so many
# minutes (default 10), target after target. Says for each how often it ran and what was found; exits 1 on a finding.
# A finding is saved beside the tests' resources, where `just test` repeats it from then on. What made the fuzzer go on
# is kept in logic/.cifuzz-corpus for the next time. ETHERLOOM_CAPTURES names a folder of captures to start from as well.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"

usage="just fuzz [MINUTES] [TARGET...]"
minutes=10
if (($# > 0)) && [[ $1 =~ ^[0-9] ]]; then
  [[ $1 =~ ^[0-9]{1,6}$ && $((10#$1)) -gt 0 ]] || die "$usage: minutes are 1, 2, 3…, not '$1'"
  minutes=$((10#$1))
  shift
fi
case $(uname -sm) in
  'Linux x86_64' | 'Linux aarch64' | Darwin*) ;;
  *) die "Jazzer does not fuzz on $(uname -sm); 'just test' repeats the inputs that there are, here too" ;;
esac
need_maven
if [[ -n ${ETHERLOOM_CAPTURES:-} ]]; then
  [[ -d $ETHERLOOM_CAPTURES ]] || die "ETHERLOOM_CAPTURES names no folder: $ETHERLOOM_CAPTURES"
  ETHERLOOM_CAPTURES=$(realpath "$ETHERLOOM_CAPTURES")
  export ETHERLOOM_CAPTURES
fi

package=dev.etherloom.logic.fuzz
sources=$ROOT/logic/src/test/java/${package//.//}/FuzzTargets.java
inputs=$ROOT/logic/src/test/resources/${package//.//}/FuzzTargetsInputs
mapfile -t known < <(sed -n 's/^  void \([A-Za-z0-9]*\)(byte.*/\1/p' "$sources")
targets=("$@")
(($# > 0)) || targets=("${known[@]}")
for target in "${targets[@]}"; do
  [[ " ${known[*]} " == *" $target "* ]] || die "$usage: no target '$target' among ${known[*]}"
done
seconds=$((minutes * 60 / ${#targets[@]}))
((seconds > 0)) || seconds=1

cd "$ROOT"
mvn -B -q -ntp -Dstyle.color=never test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz/classpath \
  -pl shared-frames,logic 2> >(grep -v Unsafe >&2) || die "the build failed; the lines above say where"
cd logic
classpath=target/test-classes:target/classes:$(<target/fuzz/classpath)

# findings TARGET: how many are saved for it.
findings() { if [[ -d $inputs/$1 ]]; then find "$inputs/$1" -type f | wc -l; else echo 0; fi; }

# fuzz TARGET LOG: in place of this shell; with the stack size of the logic.
fuzz() {
  exec "$JAVA_HOME/bin/java" -Xmx1g -Xss512k -XX:+UseSerialGC -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    --target_class="$package.FuzzTargets" --target_method="$1" --instrument='dev.etherloom.**' --reproducer_path=target/fuzz \
    -max_total_time="$seconds" -timeout=20 -report_slow_units=20 -print_final_stats=1 >"$2" 2>&1
}

child=
trap 'trap - INT TERM; [[ -z $child ]] || kill "$child" 2>/dev/null; exit 130' INT TERM
say "${#targets[@]} targets, $seconds s each"
failed=0
for target in "${targets[@]}"; do
  log=target/fuzz/$target.log
  before=$(findings "$target")
  fuzz "$target" "$log" &
  child=$!
  code=0
  wait "$child" || code=$?
  child=
  found=$(($(findings "$target") - before))
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  printf '  %-15s %11s executions, %d findings\n' "$target" "${runs:-no}" "$found"
  if ((code != 0 || found > 0)); then
    failed=1
    grep -m 4 -e '^== Java Exception' -e '^Caused by' -e 'ERROR: libFuzzer' -e '^Exception' "$log" | sed 's/^/    /' || true
    say "    all of it: logic/$log"
  fi
  rmdir "$inputs/$target" 2>/dev/null || true
done
rmdir "$inputs" 2>/dev/null || true
exit "$failed"
