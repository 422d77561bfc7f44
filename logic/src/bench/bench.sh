#!/usr/bin/env bash
# just bench [--rounds N] [--seconds S] [--json FILE] [--only PART]: figures of both halves against the same relay in C.
#
# Each round starts the C relay with one frame a call, the C relay in batches, and ours, each in namespaces of its own,
# and then measures them in turn, in short slices, several times: so a machine that is slower for a while is slower for
# all three. Printed are the medians of all slices, and the median of what ours is to the C relay in batches in the same
# slice. On a shared machine the ratios count, the absolute figures do not.
#
#   rtt p50, p99        round trip of a 56-octet echo, one every 2 ms, in microseconds (echoblast --window 1)
#   ping p50, p99       the same as ping sees it (ping -i 0.002)
#   echoes/s            saturated: 512 requests under way (echoblast --window 512)
#   large echoes/s      the same with 1,400 octets
#   CPU us/echo         processor time of both processes for one saturated echo
#   idle %, ready s, RSS  of our two processes alone
set -euo pipefail
if [[ ${1:-} == jmh ]]; then exec "$(dirname "${BASH_SOURCE[0]}")/jmh.sh" "${@:2}"; fi
if [[ ${1:-} == decode ]]; then exec "$(dirname "${BASH_SOURCE[0]}")/decode.sh" "${@:2}"; fi
if [[ ${1:-} == web ]]; then exec "$(dirname "${BASH_SOURCE[0]}")/web.sh" "${@:2}"; fi
source "$(dirname "${BASH_SOURCE[0]}")/../lab/lab.sh"
source "$(dirname "${BASH_SOURCE[0]}")/median.sh"

rounds=5 seconds=1.5 slices=3 json=''
while (($# > 0)); do
  case $1 in
    --rounds) rounds=${2:?} ;;
    --seconds) seconds=${2:?} ;;
    --json) json=${2:?} ;;
    *) die "just bench [--rounds N] [--seconds S] [--json FILE], not '$1'" ;;
  esac
  shift 2
done
need_tool cc "gcc libc6-dev"
need_tool ping iputils-ping
need_jdk
"$ROOT/logic/src/lab/build.sh" all
is_root || may_unshare || die "bench needs network namespaces: run it as root, or where ordinary users get them"

make_folder
finish() {
  trap - EXIT
  end_round
  sweep "$DIR"
  exec 7>&-
}
declare -A first=() second=() client=() mac=()
everyone=(relay-one relay-mmsg ours)
end_round() {
  local who
  for who in "${!second[@]}"; do stop "${second[$who]}"; done
  for who in "${!first[@]}"; do stop "${first[$who]}"; done
  if ((${#holders[@]} > 0)); then kill -KILL "${holders[@]}" 2>/dev/null || true; fi
  first=() second=() holders=()
}
holders=()
trap finish EXIT
trap 'exit 130' INT TERM HUP
start_janitor
tools=$ROOT/logic/target/bench
mkdir -p "$tools"
for source in relay echoblast; do
  [[ $tools/$source -nt $ROOT/logic/src/bench/$source.c ]] \
    || cc -O2 -Wall -o "$tools/$source" "$ROOT/logic/src/bench/$source.c"
done
cp "$tools"/* "$DIR/"
chmod -R a+rX "$DIR"
reachable_halves
RELAY_MAC=02:00:00:00:00:02
results=$DIR/results # lines: who figure value slice
slice=0
: >"$results"

note() { echo "$1 $2 $3 $slice" >>"$results"; }
milliseconds() { local t=${EPOCHREALTIME/[.,]/}; echo "${t%???}"; }
ticks() { # of CPU, 10 ms each, of some processes
  local pid sum=0
  for pid in "$@"; do
    stat_fields "$pid" && ((sum += FIELDS[11] + FIELDS[12]))
  done
  echo "$sum"
}
resident() { awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$1/status"; }

# Starts one of the three; mac[who] is where to send echo requests to.
start_pair() {
  local who=$1 begun i
  make_namespaces
  client[$who]=$CLIENT
  holders+=("$CLIENT" "$STACK" ${LAB_ROOT:+"$LAB_ROOT"})
  enter_words "$STACK"
  if [[ $who != ours ]]; then
    "${ENTER[@]}" "$DIR/relay" binder lab-stack "${who#relay-}" "$SOCKETS/$who-r" "$SOCKETS/$who-l" 7>&- &
    first[$who]=$!
    remember $!
    "$DIR/relay" logic "${who#relay-}" "$SOCKETS/$who-r" "$SOCKETS/$who-l" 7>&- &
    second[$who]=$!
    remember $!
    mac[$who]=$RELAY_MAC
    inside "$CLIENT" ip neigh replace 10.77.0.2 lladdr "$RELAY_MAC" dev lab-client
    sleep 0.3
    return
  fi
  rm -f "$DIR"/logic.log "$DIR"/binder.log
  begun=$(milliseconds)
  binder_command "$STACK"
  start binder "${BINDER_COMMAND[@]}" --interface lab-stack >/dev/null
  first[ours]=$STARTED
  logic_command
  start logic "${LOGIC_COMMAND[@]}" --ip 10.77.0.2/24 >/dev/null
  second[ours]=$STARTED
  for ((i = 0; i < 1500; i++)); do
    if grep -q '^ready:' "$DIR/logic.log" 2>/dev/null; then break; fi
    sleep 0.01
  done
  mac[ours]=$(awk '/^ready:/ { print $2; exit }' "$DIR/logic.log")
  [[ -n ${mac[ours]} ]] || die "ours did not get ready: $(cat "$DIR"/*.log)"
  note ours ready_s "$(awk -v ms=$(($(milliseconds) - begun)) 'BEGIN { print ms / 1000 }')"
}

blast() { # WHO OPTIONS...
  inside "${client[$1]}" "$DIR/echoblast" lab-client "${mac[$1]}" 10.77.0.1 10.77.0.2 "${@:2}" 7>&-
}
field() { awk -v name="$2" '{ for (i = 1; i < NF; i++) if ($i == name) print $(i + 1) }' <<<"$1"; }
percentiles() { # of ping's times, in microseconds
  sed -n 's/.*time=\([0-9.]*\) ms.*/\1/p' | sort -n | awk '{ t[NR] = $1 * 1000 } END { print t[int(NR * .5) + 1], t[int(NR * .99) + 1] }'
}

measure() {
  local who=$1 line before p
  line=$(blast "$who" --count 500 --window 1 --interval-us 2000 --seconds 5)
  note "$who" rtt_p50_us "$(field "$line" p50)"
  note "$who" rtt_p99_us "$(field "$line" p99)"
  p=($(inside "${client[$who]}" ping -n -i 0.002 -c 300 -w 20 10.77.0.2 7>&- | percentiles))
  note "$who" ping_p50_us "${p[0]}"
  note "$who" ping_p99_us "${p[1]}"
  before=$(ticks "${first[$who]}" "${second[$who]}")
  line=$(blast "$who" --seconds "$seconds" --window 512)
  note "$who" echoes_per_s "$(field "$line" rate)"
  note "$who" lost "$(field "$line" lost)"
  note "$who" cpu_us_per_echo "$(awk -v t=$(($(ticks "${first[$who]}" "${second[$who]}") - before)) -v n="$(field "$line" received)" 'BEGIN { print t * 10000 / (n ? n : 1) }')"
  line=$(blast "$who" --seconds "$seconds" --window 512 --size 1400)
  note "$who" large_echoes_per_s "$(field "$line" rate)"
}

idle() {
  local binder logic
  sleep 3
  binder=$(ticks "${first[ours]}")
  logic=$(ticks "${second[ours]}")
  sleep 10
  note ours idle_binder_percent "$(awk -v t=$(($(ticks "${first[ours]}") - binder)) 'BEGIN { print t / 10 }')"
  note ours idle_logic_percent "$(awk -v t=$(($(ticks "${second[ours]}") - logic)) 'BEGIN { print t / 10 }')"
  note ours rss_binder_mb "$(resident "${first[ours]}")"
  note ours rss_logic_mb "$(resident "${second[ours]}")"
}

say "measuring, $rounds rounds of about $(awk -v s="$seconds" -v n="$slices" 'BEGIN { print int(25 + n * 3 * (2 * s + 2.5)) }') s (CPUs: $(nproc), kernel $(uname -r), wmem_max $(cat /proc/sys/net/core/wmem_max 2>/dev/null || echo unknown))"
for ((round = 1; round <= rounds; round++)); do
  for who in "${everyone[@]}"; do start_pair "$who"; done
  for who in "${everyone[@]}"; do blast "$who" --seconds 1 --window 64 >/dev/null; done
  blast ours --seconds 3 --window 512 >/dev/null # the JIT's turn
  for ((i = 0; i < slices; i++)); do
    slice=$((slice + 1))
    for who in "${everyone[@]}"; do measure "$who"; done
  done
  idle
  end_round
  awk -v s="$slice" -v r="$round" '$4 == s && $2 == "echoes_per_s" { v[$1] = $3 }
    END { printf "round %d, last slice, echoes/s: C, one %d; C, batches %d; ours %d\n", r, v["relay-one"], v["relay-mmsg"], v["ours"] }' "$results"
done

medians "$results" relay-mmsg >"$DIR/medians"
if [[ -n $json ]]; then as_json <"$DIR/medians" >"$json"; fi
awk '{ median[$1 " " $2] = $3 }
  END {
    printf "\n%-22s %12s %12s %12s   %s\n", "median", "C, one", "C, batches", "ours", "ours / C, batches"
    rows = split("rtt_p50_us rtt_p99_us ping_p50_us ping_p99_us echoes_per_s large_echoes_per_s cpu_us_per_echo lost", row, " ")
    for (i = 1; i <= rows; i++) {
      r = row[i]
      ratio = ("ratio " r) in median ? sprintf("%.2f", median["ratio " r]) : "-"
      printf "%-22s %12.5g %12.5g %12.5g   %s\n", r, median["relay-one " r], median["relay-mmsg " r], median["ours " r], ratio
    }
    alone = split("ready_s idle_binder_percent idle_logic_percent rss_binder_mb rss_logic_mb", row2, " ")
    for (i = 1; i <= alone; i++) printf "%-22s %12s %12s %12.5g\n", row2[i], "", "", median["ours " row2[i]]
  }' "$DIR/medians"
