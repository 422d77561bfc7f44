#!/usr/bin/env bash
# just bench steps [--quick] [--json FILE]: what the pure code costs for a frame, by JMH, in short; just bench jmh for
# long. One fork; of Etherloom alone.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
options "just bench steps [--quick] [--json FILE]" "$@"
part=steps
ready
source "$BENCH/classes.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
results=$scratch/results
turns=(-wi 5 -i 5)
if [[ -n $quick ]]; then turns=(-wi 1 -i 1); fi
say "steps: ten benchmarks of ${turns[1]} + ${turns[3]} s"
"${JAVA[@]}" org.openjdk.jmh.Main -f 1 "${turns[@]}" -w 1 -r 1 -prof gc -rf csv -rff "$scratch/jmh.csv" >"$scratch/log" 2>&1 \
  || die "$(tail -n 20 "$scratch/log")"
# "dev.etherloom.bench.StepBenchmark.echo","avgt",1,5,812.5,…,"ns/op"
tr -d '"' <"$scratch/jmh.csv" | awk -F, '
  NR > 1 { sub(/dev.etherloom.bench./, "", $1); split($1, name, /[.:]+/); figure = name[1] == "StepBenchmark" ? name[2] "_ns" : name[2] "_per_s" }
  NR > 1 && $1 !~ /:/ { print "ours", figure, $5, 1 }
  NR > 1 && $1 ~ /gc.alloc.rate.norm/ { sub(/_(ns|per_s)$/, "_octets", figure); print "ours", figure, $5, 1 }' >"$results"
conclude
