#!/usr/bin/env bash
# just bench relay [--rounds N] [--seconds S] [--json FILE] [--quick]: both halves against the same relay in C.
#
# Each round starts the C relay with one frame a call, the C relay in batches, and ours, each in namespaces of its own,
# and then measures them in turn, in short slices, several times: so a machine that is slower for a while is slower for
# all three. Printed are the medians of all slices, and the median of what ours is to the C relay in batches in the same
# slice. On a shared machine the ratios count, the absolute figures do not. What each figure is, figures.tsv says.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
seconds=1.5
options "just bench relay [--rounds N] [--seconds S] [--json FILE] [--quick]" "$@"
need_tool ping iputils-ping
slices=${quick:+1}
slices=${slices:-3} idle=${quick:+3}
idle=${idle:-10}
begin relay
program echoblast
everyone=(relay-one relay-mmsg ours)
declare -A mac=([relay-one]=02:00:00:00:00:02 [relay-mmsg]=02:00:00:00:00:02)

blast() { # WHO OPTIONS...
  inside "${client[$1]}" "$DIR/echoblast" lab-client "${mac[$1]}" 10.77.0.1 10.77.0.2 "${@:2}" 7>&-
}
field() { awk -v name="$2" '{ for (i = 1; i < NF; i++) if ($i == name) print $(i + 1) }' <<<"$1"; }
ping_times() { # of ping, in microseconds: p50, p99
  sed -n 's/.*time=\([0-9.]*\) ms.*/\1/p' | sort -n | awk '{ t[NR] = $1 * 1000 } END { print t[int(NR * .5) + 1], t[int(NR * .99) + 1] }'
}

measure() {
  local who=$1 line p50 p99
  line=$(blast "$who" --count 2000 --window 1 --interval-us 500 --seconds 5)
  note "$who" rtt_p50_us "$(field "$line" p50)"
  note "$who" rtt_p99_us "$(field "$line" p99)"
  note "$who" rtt_p999_us "$(field "$line" p999)"
  read -r p50 p99 < <(inside "${client[$who]}" ping -n -i 0.002 -c 300 -w 20 10.77.0.2 7>&- | ping_times)
  note "$who" ping_p50_us "$p50"
  note "$who" ping_p99_us "$p99"
  read -r p50 p99 < <(inside "${client[$who]}" ping -n -i 0.05 -c 40 -w 20 10.77.0.2 7>&- | ping_times)
  note "$who" ping_seldom_p50_us "$p50"
  saturate "$who" 56 ''
  saturate "$who" 1400 large_
}

saturate() { # WHO OCTETS PREFIX
  local who=$1 line before binder=0 logic=0 count
  before=$(ticks ${running[$who]})
  if [[ $who == ours ]]; then binder=$(ticks "$BINDER_PID") logic=$(ticks "$LOGIC_PID"); fi
  line=$(blast "$who" --seconds "$seconds" --window 512 --size "$2")
  count=$(field "$line" received)
  note "$who" "$3echoes_per_s" "$(field "$line" rate)"
  note "$who" "$3lost" "$(field "$line" lost)"
  note "$who" "$3cpu_us_per_echo" "$(per $(($(ticks ${running[$who]}) - before)) "$count")"
  [[ $who == ours ]] || return 0
  note ours "$3cpu_us_binder" "$(per $(($(ticks "$BINDER_PID") - binder)) "$count")"
  note ours "$3cpu_us_logic" "$(per $(($(ticks "$LOGIC_PID") - logic)) "$count")"
}

idle() {
  local binder logic
  sleep 3
  binder=$(ticks "$BINDER_PID")
  logic=$(ticks "$LOGIC_PID")
  sleep "$idle"
  note ours idle_binder_percent "$(awk -v t=$(($(ticks "$BINDER_PID") - binder)) -v s="$idle" 'BEGIN { print t / s }')"
  note ours idle_logic_percent "$(awk -v t=$(($(ticks "$LOGIC_PID") - logic)) -v s="$idle" 'BEGIN { print t / s }')"
  note ours rss_binder_mb "$(resident "$BINDER_PID")"
  note ours rss_logic_mb "$(resident "$LOGIC_PID")"
}

say "relay: $rounds rounds of about $(awk -v s="$seconds" -v n="$slices" -v i="$idle" 'BEGIN { print int(10 + i + n * 3 * (2 * s + 4.5)) }') s"
for ((round = 1; round <= rounds; round++)); do
  start_relay relay-one
  start_relay relay-mmsg
  start_ours on
  mac[ours]=$OUR_MAC
  note ours ready_s "$(awk -v ms="$READY_MS" 'BEGIN { print ms / 1000 }')"
  for who in "${everyone[@]}"; do blast "$who" --seconds 1 --window 64 >/dev/null; done
  blast ours --seconds 3 --window 512 >/dev/null # the JIT's turn
  for ((i = 0; i < slices; i++)); do
    slice=$((slice + 1))
    for who in "${everyone[@]}"; do measure "$who"; done
  done
  idle
  stop_sides
  awk -v s="$slice" -v r="$round" '$4 == s && $2 == "echoes_per_s" { v[$1] = $3 }
    END { printf "round %d, last slice, echoes/s: C, one %d; C, batches %d; ours %d\n", r, v["relay-one"], v["relay-mmsg"], v["ours"] }' "$results"
done
conclude
