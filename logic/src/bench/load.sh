#!/usr/bin/env bash
# just bench load [--rounds N] [--seconds S] [--quick] [--json FILE]: latency against offered rate, open loop, ours
# against the kernel with nginx. 100 kept connections; first the rate at which each is saturated, then S seconds at 10 to
# 110 % of it (Load.java: each request has the time at which it was meant to go, and latency counts from then on). Draws
# logic/target/bench/load.svg and keeps the points beside it. The client takes one CPU wholly.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
options "just bench load [--rounds N] [--seconds S] [--quick] [--json FILE]" "$@"
begin load
# shellcheck source=classes.sh
source "$BENCH/classes.sh"
declare -A to=([kernel]=5 [ours]=6) from=([kernel]=8 [ours]=9) most=()
connect() { # WHO: a client in its namespace, that takes orders
  local ENTER who=$1
  mkfifo "$DIR/$who.orders" "$DIR/$who.answers"
  enter_words "${client[$who]}"
  "${ENTER[@]}" "${JAVA[@]}" -XX:+UseSerialGC -Xmn64m dev.etherloom.bench.Load 10.77.0.2 80 100 \
    <"$DIR/$who.orders" >"$DIR/$who.answers" 5>&- 6>&- 7>&- 8>&- 9>&- &
  remember $!
  eval "exec ${to[$who]}>'$DIR/$who.orders' ${from[$who]}<'$DIR/$who.answers'"
}
order() { # WHO ORDER...: its answer, by names, in ANSWER
  local words i
  echo "${@:2}" >&"${to[$1]}"
  read -ra words <&"${from[$1]}" || die "the client of $1 ended"
  ANSWER=()
  for ((i = 0; i < ${#words[@]}; i += 2)); do ANSWER[${words[i]}]=${words[i + 1]}; done
}
declare -A ANSWER=()

start_kernel off
start_ours off --www "$DIR/www"
steps=(10 20 30 40 50 60 70 80 90 100 110)
if [[ -n $quick ]]; then steps=(10 50 80 110); fi
say "load: $rounds times ${#steps[@]} rates of $seconds s for each side"
for who in kernel ours; do
  connect "$who"
  order "$who" most 12 # the JITs' turn
done
: >"$DIR/points"
for ((slice = 1; slice <= rounds; slice++)); do
  for who in kernel ours; do
    order "$who" most "$seconds"
    : "${most[$who]:=${ANSWER[rate]}}"
    note "$who" most "${ANSWER[rate]}"
  done
  for percent in "${steps[@]}"; do
    for who in kernel ours; do
      offered=$((most[$who] * percent / 100))
      order "$who" offer "$offered" "$seconds"
      echo "$who $offered ${ANSWER[rate]} ${ANSWER[p50]} ${ANSWER[p99]} ${ANSWER[p999]}" >>"$DIR/points"
      for p in p50 p99 p999; do note "$who" "${p}_$percent" "${ANSWER[$p]}"; done
    done
  done
  say "round $slice: saturated at $(awk '$2 == "most" { v[$1] = $3 } END { printf "%d (kernel), %d (ours)", v["kernel"], v["ours"] }' "$results") requests/s"
done
exec 5>&- 6>&- # the clients end
cp "$DIR/points" "$KEPT/load.points"
"${JAVA[@]}" dev.etherloom.bench.Curves "$KEPT/load.points" "$KEPT/load.svg"
conclude
