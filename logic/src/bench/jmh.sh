#!/usr/bin/env bash
# just bench jmh [options of JMH]: the pure code by JMH. StepBenchmark: nanoseconds for a request, an echo, a connection
# opened and closed; DecodeBenchmark.layers decodes a mix of 10,000 frames, DecodeBenchmark.json prints them too, its
# operations are frames a second.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/jdk.sh"
[[ ${1:-} == -l ]] || "$ROOT/logic/src/lab/build.sh" logic
source "$(dirname "${BASH_SOURCE[0]}")/classes.sh"
exec "${JAVA[@]}" org.openjdk.jmh.Main "$@"
