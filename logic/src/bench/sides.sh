# shellcheck shell=bash disable=SC2034 # sourced by the parts of the bench, which use what is set here
# The sides that are compared, each in a pair of network namespaces of its own with a veth between: the relay in C, the
# kernel with nginx, and ours. What a part notes is kept in logic/target/bench.

source "$(dirname "${BASH_SOURCE[0]}")/../lab/lab.sh"
source "$(dirname "${BASH_SOURCE[0]}")/median.sh"

BENCH=$ROOT/logic/src/bench
KEPT=${ETHERLOOM_BENCH:-$ROOT/logic/target/bench}
export ETHERLOOM_BENCH=$KEPT
declare -A client=() stack=() running=()
holders=()
slice=0
LOGIC_JAVA='' BINDER_JAVA='' BINDER_MORE=()

# options USAGE ARGUMENTS...: the options that all parts have; sets rounds, seconds, json, quick and rest.
rounds=5 seconds=3 json='' quick='' brief='' built='' rest=()
options() {
  local usage=$1
  shift
  while (($# > 0)); do
    case $1 in
      --rounds) rounds=${2:?"$usage"} ;;
      --seconds) seconds=${2:?"$usage"} ;;
      --json) json=${2:?"$usage"} ;;
      --brief) brief=yes; shift; continue ;; # whoever called prints the table
      --built) built=yes; shift; continue ;; # as it is
      --quick) quick=yes rounds=1 seconds=1; shift; continue ;;
      -h | --help) say "$usage"; exit 0 ;;
      -*) rest+=("$1" "${2:?"$usage"}") ;;
      *) rest+=("$1"); shift; continue ;;
    esac
    shift 2
  done
}

# What is to be measured, built if it has changed.
ready() {
  need_jdk
  [[ -n $built ]] || "$ROOT/logic/src/lab/build.sh" all
  mkdir -p "$KEPT"
}

# begin PART: a folder of its own, and its end, whatever happens.
begin() {
  part=$1
  ready
  is_root || may_unshare || die "bench needs network namespaces: run it as root, or where ordinary users get them"
  make_folder
  results=$DIR/results # lines: who figure value slice
  : >"$results"
  trap finish EXIT
  trap 'exit 130' INT TERM HUP
  start_janitor
  chmod -R a+rX "$DIR"
  reachable_halves
}
finish() {
  trap - EXIT
  stop_sides
  sweep "$DIR"
  exec 7>&-
}
# Keeps the medians, and prints the part's table.
conclude() {
  medians "$results" >"$KEPT/$part.medians"
  [[ -z $brief ]] || return 0
  say ""
  "$BENCH/table.sh" ${json:+--json "$json"} "$part"
}

# program NAME: compiled from NAME.c, in DIR, where every user may run it.
program() {
  need_tool cc "gcc libc6-dev"
  [[ -x $DIR/$1 ]] || cc -O2 -Wall -o "$DIR/$1" "$BENCH/$1.c"
}

note() { echo "$1 $2 $3 $slice" >>"$results"; }
milliseconds() { local t=${EPOCHREALTIME/[.,]/}; echo "${t%???}"; }
ticks() { # of CPU, 10 ms each, of some processes and their children
  local pid sum=0
  for pid in $(family "$@"); do
    stat_fields "$pid" && ((sum += FIELDS[11] + FIELDS[12]))
  done
  echo "$sum"
}
family() {
  local pid
  for pid in "$@"; do echo "$pid" "$(cat "/proc/$pid/task/$pid/children" 2>/dev/null)"; done
}
resident() { awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$1/status"; }
per() { awk -v t="$1" -v n="$2" 'BEGIN { print t * 10 / (n > 0 ? n / 1000 : 1) }'; } # ticks, events: CPU ms per 1,000
frames() { # WHO: frames that the stack's interface has received and sent since it is there
  awk '/lab-stack:/ { sub(/.*:/, ""); print $2, $10 }' "/proc/${stack[$1]}/net/dev"
}

namespaces() { # WHO on|bare|off: with a veth, its offloads as told
  make_namespaces
  client[$1]=$CLIENT stack[$1]=$STACK
  holders+=("$CLIENT" "$STACK" ${LAB_ROOT:+"$LAB_ROOT"})
  [[ $2 == on ]] && return
  need_tool ethtool ethtool
  inside "$CLIENT" ethtool -K lab-client tso off gso off gro off tx off rx off >/dev/null 2>&1 || true
  inside "$STACK" ethtool -K lab-stack tso off gso off gro off tx off rx off >/dev/null 2>&1 || true
}

launch() { # WHO COMMAND...: in the namespace of that side's stack, or in ours where WHO has none
  local ENTER=()
  enter_words "${stack[$1]}"
  setsid "${ENTER[@]}" "${@:2}" 7>&- >/dev/null 2>&1 &
  remember $!
  running[$1]+=" $!"
}

start_relay() { # relay-one|relay-mmsg; its MAC address is RELAY_MAC
  RELAY_MAC=02:00:00:00:00:02
  program relay
  namespaces "$1" on
  launch "$1" "$DIR/relay" binder lab-stack "${1#relay-}" "$SOCKETS/$1-r" "$SOCKETS/$1-l"
  launch "$1" "$DIR/relay" logic "${1#relay-}" "$SOCKETS/$1-r" "$SOCKETS/$1-l"
  inside "$CLIENT" ip neigh replace 10.77.0.2 lladdr "$RELAY_MAC" dev lab-client
  sleep 0.3
}

# The limit of the split: the two processes in C, the second of which knows one page and no state.
start_limit() { # on|off
  program relay
  namespaces limit "$1"
  launch limit "$DIR/relay" binder lab-stack mmsg "$SOCKETS/limit-r" "$SOCKETS/limit-l"
  launch limit "$DIR/relay" page mmsg "$SOCKETS/limit-r" "$SOCKETS/limit-l"
  inside "$CLIENT" ip neigh replace 10.77.0.2 lladdr 02:00:00:00:00:02 dev lab-client
  sleep 0.3
}

start_kernel() { # on|off
  is_root || die "nginx listens in a network namespace of its own, which needs root"
  need_tool nginx nginx-light
  program bulk
  site
  namespaces kernel "$1"
  inside "$STACK" ip link set lo up
  inside "$STACK" ip address add 10.77.0.2/24 dev lab-stack
  launch kernel nginx -c "$DIR/nginx.conf"
  launch kernel "$DIR/bulk" serve
}

site() { # a page of 360 octets, for both, and how nginx serves it
  [[ ! -d $DIR/www ]] || return 0
  mkdir -p "$DIR/www" "$DIR/nginx"
  printf '%359s\n' '' | tr ' ' x >"$DIR/www/index.html"
  printf 'wrk.headers["Connection"] = "close"\n' >"$DIR/close.lua"
  sed "s|@DIR@|$DIR|g" "$BENCH/nginx.conf" >"$DIR/nginx.conf"
  chmod -R a+rX "$DIR/www"
}

# start_ours on|bare|off OPTIONS OF LOGIC...: sets BINDER_PID, LOGIC_PID and OUR_MAC. On a bare link, which has no
# offloads, the binder still gives super-frames to the kernel; with off (--no-offload) no frame is longer than the MTU.
start_ours() {
  local begun i flag=()
  [[ $1 != off ]] || flag=(--no-offload)
  namespaces ours "$1"
  shift
  rm -f "$DIR"/logic.log "$DIR"/binder.log
  begun=$(milliseconds)
  binder_command "$STACK"
  start binder "ETHERLOOM_JAVA_OPTIONS=$BINDER_JAVA" "${BINDER_COMMAND[@]}" --interface lab-stack "${flag[@]}" "${BINDER_MORE[@]}" >/dev/null
  BINDER_PID=$STARTED
  logic_command
  start logic "ETHERLOOM_JAVA_OPTIONS=$LOGIC_JAVA" "${LOGIC_COMMAND[@]}" --ip 10.77.0.2/24 "${flag[@]}" "$@" >/dev/null
  LOGIC_PID=$STARTED
  running[ours]="$BINDER_PID $LOGIC_PID"
  for ((i = 0; i < 6000; i++)); do
    if grep -q '^ready:' "$DIR/logic.log" 2>/dev/null; then break; fi
    sleep 0.01
  done
  READY_MS=$(($(milliseconds) - begun))
  OUR_MAC=$(awk '/^ready:/ { print $2; exit }' "$DIR/logic.log")
  [[ -n $OUR_MAC ]] || die "ours did not get ready: $(cat "$DIR"/*.log)"
}

stop_sides() {
  local pid
  # shellcheck disable=SC2048 # a side may be several processes
  for pid in ${running[*]}; do stop "$pid"; done
  if ((${#holders[@]} > 0)); then kill -KILL "${holders[@]}" 2>/dev/null || true; fi
  running=() holders=() client=() stack=()
}

# diagnose PID COMMAND...: asks a JVM of ours.
diagnose() { "$JAVA_HOME/bin/jcmd" "$@" 7>&-; }
live_heap() { # PID: octets that are alive
  diagnose "$1" GC.run >/dev/null
  diagnose "$1" GC.heap_info | grep -o 'total [0-9]*K, used [0-9]*K' | awk '{ sum += $NF } END { print sum * 1024 }'
}
requests() { # WHO CONNECTIONS [wrk's options]: what wrk prints
  inside "${client[$1]}" wrk -t1 -c"$2" -d"${seconds}s" --latency "${@:3}" http://10.77.0.2/ 7>&-
}
