#!/usr/bin/env bash
# just bench decode FILE [--rounds N] [--core N]: the packet decoder against tshark on the same file, in turn, on one
# core: fields of every frame (--json against -T fields with the same fields), and counts only (--stats against
# -q -z io,phs -z conv,tcp). Prints the medians and what the ratio is. FILE should have 100 MB or so.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/jdk.sh"
rounds=5 core=0 file=''
while (($# > 0)); do
  case $1 in
    --rounds) rounds=${2:?}; shift 2 ;;
    --core) core=${2:?}; shift 2 ;;
    *) file=$1; shift ;;
  esac
done
[[ -r $file ]] || die "just bench decode FILE [--rounds N] [--core N]: FILE is a capture of 100 MB or so"
command -v tshark >/dev/null || die "tshark is missing: apt-get install tshark"
need_jdk
"$ROOT/logic/src/lab/build.sh" logic

# What the decoder's own JSON of the first frames has, tshark is asked for too, as far as it knows the names.
known=()
while read -r name; do known+=(-e "$name"); done < <(comm -12 \
  <("$LOGIC" decode --json --count 20000 "$file" | grep -o '"[a-z0-9_.]*":' | tr -d '":' | grep -v '^_ws' | sort -u) \
  <(tshark -G fields 2>/dev/null | cut -f3 | sort -u))
((${#known[@]} > 0)) || die "no fields in common with tshark"

seconds() { # COMMAND...: its time on one core, in seconds
  local begun=${EPOCHREALTIME/[.,]/}
  taskset -c "$core" "$@" >/dev/null 2>&1 || true
  echo $(((${EPOCHREALTIME/[.,]/} - begun) / 1000))
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

declare -A times=()
for ((round = 1; round <= rounds; round++)); do
  times[fields]+="$(seconds tshark -n -r "$file" -T fields "${known[@]}") "
  times[json]+="$(seconds "$LOGIC" decode --json "$file") "
  times[counts]+="$(seconds tshark -n -r "$file" -q -z io,phs -z conv,tcp) "
  times[stats]+="$(seconds "$LOGIC" decode --stats "$file") "
done
of() { tr ' ' '\n' <<<"${times[$1]}" | grep . | median; }
say "$(stat -Lc %s "$file") octets, $((${#known[@]} / 2)) fields, medians of $rounds, one core"
printf '%-28s %10s %10s %8s\n' "" "tshark ms" "ours ms" ratio
row() { awk -v name="$1" -v t="$2" -v o="$3" 'BEGIN { printf "%-28s %10d %10d %8.1f\n", name, t, o, t / o }'; }
row "all fields (--json)" "$(of fields)" "$(of json)"
row "counts (--stats)" "$(of counts)" "$(of stats)"
