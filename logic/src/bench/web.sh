#!/usr/bin/env bash
# just bench web [--rounds N] [--seconds S] [--json FILE] [--quick]: TCP and HTTP, ours against the Linux kernel with nginx.
#
# Each round gives both a pair of namespaces with a veth between, and measures them in turn: first with the offloads of
# the veth on, then off, then off and ours with --no-offload. Printed are the medians over the rounds, and the median of
# what ours is to the kernel in the same round. On a shared machine the ratios count, the absolute figures do not. Requests
# are for a page of 360 octets, by wrk with one thread; the sides share the machine with it. With 100 connections a third
# side tells what two processes with a pair of sockets between them can do at all (relay.c, page).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
options "just bench web [--rounds N] [--seconds S] [--json FILE] [--quick]" "$@"
is_root || die "bench web needs root: nginx listens in a network namespace of its own"
need_tool wrk wrk
need_tool nginx nginx-light
need_tool ethtool ethtool
begin web

rate() { awk '/^Requests\/sec/ { print $2 }'; }
p99() { # in milliseconds
  awk '$1 == "99%" { v = $2 + 0; print $2 ~ /us$/ ? v / 1000 : $2 ~ /ms$/ ? v : v * 1000 }'
}
done_in() { awk '/requests in/ { print $1 }' <<<"$1"; }

closed() { # WHO CONNECTIONS
  note "$1" "close_$2" "$(requests "$1" "$2" -s "$DIR/close.lua" | rate)"
}

kept() { # WHO CONNECTIONS
  local who=$1 n=$2 out before of binder logic
  before=$(ticks ${running[$who]})
  if [[ $who == ours ]]; then binder=$(ticks "$BINDER_PID") logic=$(ticks "$LOGIC_PID"); fi
  out=$(requests "$who" "$n")
  note "$who" "keep_$n" "$(rate <<<"$out")"
  note "$who" "p99_keep_$n" "$(p99 <<<"$out")"
  ((n == 100)) || return 0
  of=$(done_in "$out")
  note "$who" cpu_ms_per_1000 "$(per $(($(ticks ${running[$who]}) - before)) "$of")"
  [[ $who == ours ]] || return 0
  note ours cpu_ms_per_1000_binder "$(per $(($(ticks "$BINDER_PID") - binder)) "$of")"
  note ours cpu_ms_per_1000_logic "$(per $(($(ticks "$LOGIC_PID") - logic)) "$of")"
}

measure_web() { # in turn
  local who n sides
  for n in 1 100 1000; do
    sides=(kernel ours)
    if ((n == 100)); then sides+=(limit); fi
    for who in "${sides[@]}"; do closed "$who" "$n"; done
    for who in "${sides[@]}"; do kept "$who" "$n"; done
  done
  for who in kernel ours; do
    note "$who" connect_us "$(inside "${client[$who]}" "$DIR/bulk" connect 10.77.0.2 80 1000 7>&-)"
  done
}

measure_bulk() { # WHO on|bare|off: and what a gigabyte (10^9 octets) takes of both our halves, in ms
  local way rate binder logic
  for way in down up; do
    if [[ $1 == ours ]]; then binder=$(ticks "$BINDER_PID") logic=$(ticks "$LOGIC_PID"); fi
    rate=$(inside "${client[$1]}" timeout 60 "$DIR/bulk" "$way" 10.77.0.2 "$seconds" 7>&-) || rate=0
    note "$1" "${way}_$2" "$rate"
    [[ $1 == ours ]] || continue
    note ours "cpu_ms_per_gb_binder_${way}_$2" "$(awk -v t=$(($(ticks "$BINDER_PID") - binder)) -v r="$rate" -v s="$seconds" 'BEGIN { print (r > 0 ? t * 10 / (r * s / 8000) : 0) }')"
    note ours "cpu_ms_per_gb_logic_${way}_$2" "$(awk -v t=$(($(ticks "$LOGIC_PID") - logic)) -v r="$rate" -v s="$seconds" 'BEGIN { print (r > 0 ? t * 10 / (r * s / 8000) : 0) }')"
  done
}

say "web: $rounds rounds of about $((seconds * 26 + 55)) s (congestion control of the kernel: $(cat /proc/sys/net/ipv4/tcp_congestion_control))"
for ((slice = 1; slice <= rounds; slice++)); do
  for offload in on bare off; do
    start_kernel "$offload"
    start_ours "$offload" --www "$DIR/www"
    seconds=5 requests ours 100 >/dev/null # the JIT's turn
    if [[ $offload == off ]]; then # as other stacks were measured
      start_limit off
      for ((i = 0; i < 2; i++)); do # each way again, once its code knows the other
        seconds=3 requests ours 100 -s "$DIR/close.lua" >/dev/null
        seconds=3 requests ours 100 >/dev/null
      done
      measure_web
      note ours heap_mb "$(awk -v o="$(live_heap "$LOGIC_PID")" 'BEGIN { print o / 1048576 }')"
    fi
    for way in down up; do inside "${client[ours]}" timeout 60 "$DIR/bulk" "$way" 10.77.0.2 2 >/dev/null 7>&- || true; done
    for who in kernel ours; do measure_bulk "$who" "$offload"; done
    stop_sides
  done
  awk -v r="$slice" '$4 == r { v[$1 " " $2] = $3 } END { printf "round %d: close -c100 kernel %d, ours %d; keep -c100 kernel %d, ours %d\n", r, v["kernel close_100"], v["ours close_100"], v["kernel keep_100"], v["ours keep_100"] }' "$results"
done
conclude
