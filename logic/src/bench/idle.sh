#!/usr/bin/env bash
# just bench idle [--most N] [--quick] [--json FILE]: connections that only are there, 1,000 to 1,000,000 of them.
#
# One process (crowd.c) opens them over the wire, from many addresses behind a gateway, to the echo service; each time
# the stack's heap is collected and what is alive in it is divided by their number, and a thousand of them, chosen at
# random, are asked for an echo, one after the other. Logic gets 3 GiB of heap here (ETHERLOOM_JAVA_OPTIONS), which is
# what bounds the number of its connections.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
options "just bench idle [--most N] [--quick] [--json FILE]" "$@"
most=${quick:+10000}
most=${most:-1000000}
for ((i = 0; i < ${#rest[@]}; i += 2)); do
  if [[ ${rest[i]} == --most ]]; then most=${rest[i + 1]}; else die "just bench idle [--most N], not '${rest[i]}'"; fi
done
begin idle
program crowd
LOGIC_JAVA=-Xmx3g
start_ours on --gateway 10.77.0.1
mkfifo "$DIR/orders" "$DIR/answers"
enter_words "$CLIENT"
"${ENTER[@]}" "$DIR/crowd" lab-client "$OUR_MAC" 10.77.0.2 7 <"$DIR/orders" >"$DIR/answers" 7>&- &
remember $!
exec 5>"$DIR/orders" 6<"$DIR/answers"
order() { # COMMAND NUMBER: its answer, by names, in ANSWER
  local words i
  echo "$1 $2" >&5
  read -ra words <&6
  ANSWER=()
  for ((i = 0; i < ${#words[@]}; i += 2)); do ANSWER[${words[i]}]=${words[i + 1]}; done
}
declare -A ANSWER=()
order open 100
empty=$(live_heap "$LOGIC_PID")
say "idle: up to $most connections"
for ((count = 1000; count <= most; count *= 10)); do
  order open "$count"
  note ours "opened_per_s_$count" "${ANSWER[rate]}"
  again=${ANSWER[again]} there=${ANSWER[opened]}
  heap=$(live_heap "$LOGIC_PID")
  note ours "heap_each_$count" "$(awk -v h="$heap" -v e="$empty" -v n="$count" 'BEGIN { print (h - e) / (n - 100) }')"
  note ours "heap_mb_$count" "$(awk -v h="$heap" 'BEGIN { print h / 1048576 }')"
  order ask 1000
  note ours "answered_$count" "${ANSWER[answered]}"
  note ours "ask_p50_us_$count" "${ANSWER[p50]}"
  say "$there open (SYN sent again: $again), $((heap >> 20)) MB alive, ${ANSWER[answered]} of 1,000 answered, p50 ${ANSWER[p50]} us"
done
exec 5>&- # the crowd goes
note ours rss_mb "$(resident "$LOGIC_PID")"
conclude
