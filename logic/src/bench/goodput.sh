#!/usr/bin/env bash
# just bench goodput [--rounds N] [--json FILE] [--only SCENARIO]: octets a second over a bad way, ours and the kernel's.
#
# One bridge (lossy.c) between a client of the kernel's and one interface, behind which the kernel and our stack each have
# an address. In each round, with a seed of its own, the client fetches in turn from the kernel with CUBIC, ours with
# CUBIC, the kernel with BBR and ours with BBR. Printed are the medians, in Mbit/s, and the median of what ours is to the
# kernel in the same round.
#
#   lossy   2 % of the frames lost both ways, 10 ms each way; 3 MB
#   narrow  50 Mbit/s, 20 ms each way, 200 frames waiting or on their way; 25 MB
#   far     1 % lost both ways, 100 ms each way; 1 MB
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/lab.sh"
source "$(dirname "${BASH_SOURCE[0]}")/median.sh"

rounds=5 json='' only='lossy narrow far'
while (($# > 0)); do
  case $1 in
    --rounds) rounds=${2:?} ;;
    --json) json=${2:?} ;;
    --only) only=${2:?} ;;
    *) die "just bench goodput [--rounds N] [--json FILE] [--only SCENARIO], not '$1'" ;;
  esac
  shift 2
done
declare -A way=([lossy]='2 10 0 0' [narrow]='0 20 50 200' [far]='1 100 0 0')
declare -A octets=([lossy]=3000000 [narrow]=25000000 [far]=1000000)
for scenario in $only; do [[ -n ${way[$scenario]:-} ]] || die "--only lossy, narrow or far, not '$scenario'"; done
is_root || die "bench goodput needs root: the bridge looks at every frame of two interfaces"
need_tool cc "gcc libc6-dev"
need_tool ethtool ethtool
need_jdk
"$ROOT/logic/src/lab/build.sh" all

make_folder
pids=() holders=() bridge=''
finish() {
  local pid
  trap - EXIT
  for pid in $bridge "${pids[@]}"; do stop "$pid"; done
  if ((${#holders[@]} > 0)); then kill -KILL "${holders[@]}" 2>/dev/null || true; fi
  sweep "$DIR"
  exec 7>&-
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
start_janitor
cc -O2 -Wall -o "$DIR/lossy" "$ROOT/logic/src/bench/lossy.c"
reachable_halves

# client - [lossy-a bridge lossy-b] - stack
make_namespaces
hold unshare -n
holders=("$CLIENT" "$STACK" "$HELD")
MIDDLE=$HELD
inside "$CLIENT" ip link del lab-client
inside "$CLIENT" ip link add lab-client type veth peer name lossy-a netns "$MIDDLE"
inside "$STACK" ip link add lab-stack type veth peer name lossy-b netns "$MIDDLE"
for end in "$CLIENT lab-client" "$MIDDLE lossy-a" "$MIDDLE lossy-b" "$STACK lab-stack"; do
  read -r holder interface <<<"$end"
  inside "$holder" ip link set "$interface" addrgenmode none
  inside "$holder" ethtool -K "$interface" tso off gso off gro off tx off rx off >/dev/null 2>&1 || true
  inside "$holder" ip link set "$interface" up
done
inside "$CLIENT" ip address add 10.77.0.1/24 dev lab-client
inside "$STACK" ip address add 10.77.0.9/24 dev lab-stack

declare -A at=()
everyone=(kernel-cubic ours-cubic kernel-bbr ours-bbr)
start_kernel() { # CONTROL PORT
  enter_words "$STACK"
  setsid "${ENTER[@]}" "$DIR/lossy" serve "$2" "$1" 7>&- &
  remember $!
  pids+=("$!")
  at[kernel-$1]="10.77.0.9 $2"
}
start_ours() { # CONTROL ADDRESS
  local i
  mkdir "$DIR/$1"
  SOCKETS=$DIR/$1
  chgrp "$SHARED_GROUP" "$SOCKETS"
  chmod 2770 "$SOCKETS"
  binder_command "$STACK"
  start "binder-$1" "${BINDER_COMMAND[@]}" --interface lab-stack >/dev/null
  pids+=("$STARTED")
  logic_command
  start "logic-$1" "${LOGIC_COMMAND[@]}" --ip "$2/24" --congestion "$1" >/dev/null
  pids+=("$STARTED")
  for ((i = 0; i < 6000; i++)); do
    if grep -q '^ready:' "$DIR/logic-$1.log" 2>/dev/null; then break; fi
    sleep 0.01
  done
  ((i < 6000)) || die "ours did not get ready: $(cat "$DIR"/*.log)"
  at[ours-$1]="$2 5001"
}
start_bridge() { # DROP DELAY RATE QUEUE SEED
  if [[ -n $bridge ]]; then stop "$bridge"; fi
  enter_words "$MIDDLE"
  setsid "${ENTER[@]}" "$DIR/lossy" bridge lossy-a lossy-b "$@" 7>&- &
  bridge=$!
  remember "$bridge"
  sleep 0.2
}
fetch() { # WHO OCTETS
  inside "$CLIENT" timeout 120 "$DIR/lossy" fetch ${at[$1]} "$2" 7>&-
}

start_kernel cubic 6001
start_kernel bbr 6002
start_ours cubic 10.77.0.2
start_ours bbr 10.77.0.3
start_bridge 0 1 0 0 1 # the JIT's turn
for i in 1 2 3; do for who in ours-cubic ours-bbr; do fetch "$who" 100000000 >/dev/null; done; done

results=$DIR/results # lines: who figure value round
: >"$results"
say "measuring, $rounds rounds (CPUs: $(nproc), kernel $(uname -r))"
for scenario in $only; do
  for ((round = 1; round <= rounds; round++)); do
    line="$scenario $round:"
    for who in "${everyone[@]}"; do
      start_bridge ${way[$scenario]} "$round" # anew, so that all lose the same frames
      mbit=$(fetch "$who" "${octets[$scenario]}")
      echo "${who%-*} ${scenario}_${who#*-} $mbit $round" >>"$results"
      line+=" $who $mbit"
    done
    echo "$line"
  done
done

medians "$results" >"$DIR/medians"
if [[ -n $json ]]; then as_json <"$DIR/medians" >"$json"; fi
awk -v rows="$only" '{ median[$1 " " $2] = $3 }
  END {
    printf "\n%-16s %10s %10s   %s\n", "median, Mbit/s", "kernel", "ours", "ours / kernel"
    count = split(rows, row, " ")
    for (i = 1; i <= count; i++)
      for (c = 1; c <= 2; c++) {
        r = row[i] "_" (c == 1 ? "cubic" : "bbr")
        printf "%-16s %10.4g %10.4g   %.2f\n", r, median["kernel " r], median["ours " r], median["ratio/kernel " r]
      }
  }' "$DIR/medians"
