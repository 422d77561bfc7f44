#!/usr/bin/env bash
# just bench fresh [--rounds N] [--seconds S] [--quick] [--json FILE]: how soon a new process is at its full rate.
#
# Both halves are started anew and get wrk's full load (100 kept connections) at once; the frames that leave are counted
# in slices of a tenth of a second, at the interface. The steady rate is the median of the last third of the slices. Kept
# in logic/target/bench/fresh.slices: seconds since the load began, frames a second, of the last round.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
seconds=15
options "just bench fresh [--rounds N] [--seconds S] [--quick] [--json FILE]" "$@"
if [[ -n $quick ]]; then seconds=6; fi
need_tool wrk wrk
begin fresh
site
say "fresh: $rounds times $seconds s"
for ((slice = 1; slice <= rounds; slice++)); do
  start_ours on --www "$DIR/www"
  inside "$CLIENT" wrk -t1 -c100 -d"${seconds}s" http://10.77.0.2/ 7>&- >/dev/null &
  remember $!
  client_pid=$!
  begun=$(milliseconds) last=$begun
  read -r _ before < <(frames ours)
  : >"$DIR/slices"
  while alive "$client_pid"; do
    sleep 0.095
    read -r _ count < <(frames ours)
    at=$(milliseconds)
    echo "$begun $last $at $((count - before))" >>"$DIR/slices"
    last=$at before=$count
  done
  wait "$client_pid" || true
  head -n -3 "$DIR/slices" | awk '$3 > $2 { print ($3 - $1) / 1000, $4 * 1000 / ($3 - $2) }' >"$KEPT/fresh.slices"
  steady=$(awk -v s="$seconds" '$1 > s * 2 / 3 { print $2 }' "$KEPT/fresh.slices" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')
  note ours steady_frames "$steady"
  if awk -v s="$steady" 'BEGIN { exit !(s < 1) }'; then
    warn "fresh: nothing passed any more in the last third; see $KEPT/fresh.slices"
    stop_sides
    continue
  fi
  # reached where the mean of three slices is
  note ours full_after_s "$(awk -v least="$steady" '{ if ((a + b + $2) / 3 >= .8 * least && NR > 2) { print $1; exit } a = b; b = $2 }' "$KEPT/fresh.slices")"
  note ours first_second "$(awk -v least="$steady" '$1 <= 1 { sum += $2; n++ } END { print 100 * sum / n / least }' "$KEPT/fresh.slices")"
  stop_sides
done
conclude
