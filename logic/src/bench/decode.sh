#!/usr/bin/env bash
# just bench decode [FILE] [--rounds N] [--core N] [--quick] [--json FILE]: the packet decoder against tshark on the same
# capture, in turn, on one core: fields of every frame (--json against -T fields with the same fields), and counts only
# (--stats against -q -z io,phs -z conv,tcp). Without FILE a capture of 38 MB is made up, the mix of just bench jmh; one
# of real traffic, 100 MB or so, tells more.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
options "just bench decode [FILE] [--rounds N] [--core N] [--quick] [--json FILE]" "$@"
core=0 file=''
for ((i = 0; i < ${#rest[@]}; i++)); do
  if [[ ${rest[i]} == --core ]]; then core=${rest[++i]}; else file=${rest[i]}; fi
done
need_tool tshark tshark
part=decode
ready
# shellcheck source=classes.sh
source "$BENCH/classes.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
results=$scratch/results
if [[ -z $file ]]; then
  file=$scratch/mix.pcap
  "${JAVA[@]}" dev.etherloom.bench.Mix "$file" $((${#quick} ? 1 : 6))
fi
[[ -r $file ]] || die "just bench decode: $file can't be read"

# What the decoder's own JSON of the first frames has, tshark is asked for too, as far as it knows the names.
known=()
while read -r name; do known+=(-e "$name"); done < <(comm -12 \
  <("$LOGIC" decode --json --count 20000 "$file" | grep -o '"[a-z0-9_.]*":' | tr -d '":' | grep -v '^_ws' | sort -u) \
  <(tshark -G fields 2>/dev/null | cut -f3 | sort -u))
((${#known[@]} > 0)) || die "no fields in common with tshark"
octets=$(stat -Lc %s "$file")
say "decode: $octets octets, $((${#known[@]} / 2)) fields, $rounds rounds on one core"

measure() { # WHO FIGURE COMMAND...: how many megabytes a second it takes
  local begun=${EPOCHREALTIME/[.,]/}
  taskset -c "$core" "${@:3}" >/dev/null 2>&1 || true
  note "$1" "$2" "$(awk -v o="$octets" -v t=$((${EPOCHREALTIME/[.,]/} - begun)) 'BEGIN { print o / t }')"
}
for ((slice = 1; slice <= rounds; slice++)); do
  measure tshark fields tshark -n -r "$file" -T fields "${known[@]}"
  measure ours fields "$LOGIC" decode --json "$file"
  measure tshark counts tshark -n -r "$file" -q -z io,phs -z conv,tcp
  measure ours counts "$LOGIC" decode --stats "$file"
done
conclude
