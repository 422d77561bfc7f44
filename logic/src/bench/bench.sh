#!/usr/bin/env bash
# just bench [--rounds N] [--seconds S] [--json FILE] [--only PART]: figures of both halves against the same relay in C.
#
# Each round measures, in a fresh pair of namespaces and in turn: the C relay one frame a call, the C relay in batches,
# ours. Printed are the medians of the rounds, and ours divided by the C relay in batches. On a shared machine the ratios
# count, the absolute figures do not.
#
#   rtt p50, p99        round trip of a 56-octet echo, one every 2 ms, in microseconds (echoblast --window 1)
#   ping p50, p99       the same as ping sees it (ping -i 0.002)
#   echoes/s            saturated: 512 requests under way (echoblast --window 512)
#   large echoes/s      the same with 1,400 octets
#   CPU us/echo         processor time of both processes for one saturated echo
#   idle %, ready s, RSS  of our two processes alone
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/lab.sh"

rounds=5 seconds=3 json=''
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
first='' second=''
end_round() {
  stop "$second"
  stop "$first"
  first='' second=''
  if [[ -n ${CLIENT:-} ]]; then kill -KILL "$CLIENT" "$STACK" 2>/dev/null || true; fi
  CLIENT=''
}
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
results=$DIR/results # lines: who figure value
: >"$results"

note() { echo "$1 $2 $3" >>"$results"; }
milliseconds() { local t=${EPOCHREALTIME/[.,]/}; echo "${t%???}"; }
ticks() { # of CPU, 10 ms each, of some processes
  local pid sum=0
  for pid in "$@"; do
    stat_fields "$pid" && ((sum += FIELDS[11] + FIELDS[12]))
  done
  echo "$sum"
}
resident() { awk '/^VmRSS/ { print $2 / 1024 }' "/proc/$1/status"; }

# Starts one of the three; MAC is where to send echo requests to.
start_pair() {
  make_namespaces
  local who=$1 begun i
  enter_words "$STACK"
  if [[ $who != ours ]]; then
    "${ENTER[@]}" "$DIR/relay" binder lab-stack "${who#relay-}" "$SOCKETS/r" "$SOCKETS/l" 7>&- &
    first=$!
    remember "$first"
    "$DIR/relay" logic "${who#relay-}" "$SOCKETS/r" "$SOCKETS/l" 7>&- &
    second=$!
    remember "$second"
    MAC=$RELAY_MAC
    inside "$CLIENT" ip neigh replace 10.77.0.2 lladdr "$MAC" dev lab-client
    sleep 0.3
    return
  fi
  rm -f "$DIR"/logic.log "$DIR"/binder.log
  begun=$(milliseconds)
  binder_command "$STACK"
  start binder "${BINDER_COMMAND[@]}" --interface lab-stack >/dev/null
  first=$STARTED
  logic_command
  start logic "${LOGIC_COMMAND[@]}" --ip 10.77.0.2/24 >/dev/null
  second=$STARTED
  for ((i = 0; i < 1500; i++)); do
    if grep -q '^ready:' "$DIR/logic.log" 2>/dev/null; then break; fi
    sleep 0.01
  done
  MAC=$(awk '/^ready:/ { print $2; exit }' "$DIR/logic.log")
  [[ -n $MAC ]] || die "ours did not get ready: $(cat "$DIR"/*.log)"
  note ours ready_s "$(awk -v ms=$(($(milliseconds) - begun)) 'BEGIN { print ms / 1000 }')"
}

blast() { inside "$CLIENT" "$DIR/echoblast" lab-client "$MAC" 10.77.0.1 10.77.0.2 "$@" 7>&-; }
field() { awk -v name="$2" '{ for (i = 1; i < NF; i++) if ($i == name) print $(i + 1) }' <<<"$1"; }
percentiles() { # of ping's times, in microseconds
  sed -n 's/.*time=\([0-9.]*\) ms.*/\1/p' | sort -n | awk '{ t[NR] = $1 * 1000 } END { print t[int(NR * .5) + 1], t[int(NR * .99) + 1] }'
}

measure() {
  local who=$1 line before p
  blast --seconds 2 --window 64 >/dev/null # the JIT's turn, and the neighbor table's
  if [[ $who == ours ]]; then blast --seconds 3 --window 512 >/dev/null; fi
  line=$(blast --count 1500 --window 1 --interval-us 2000 --seconds 10)
  note "$who" rtt_p50_us "$(field "$line" p50)"
  note "$who" rtt_p99_us "$(field "$line" p99)"
  p=($(inside "$CLIENT" ping -n -i 0.002 -c 1000 -w 20 10.77.0.2 7>&- | percentiles))
  note "$who" ping_p50_us "${p[0]}"
  note "$who" ping_p99_us "${p[1]}"
  before=$(ticks "$first" "$second")
  line=$(blast --seconds "$seconds" --window 512)
  note "$who" echoes_per_s "$(field "$line" rate)"
  note "$who" lost "$(field "$line" lost)"
  note "$who" cpu_us_per_echo "$(awk -v t=$(($(ticks "$first" "$second") - before)) -v n="$(field "$line" received)" 'BEGIN { print t * 10000 / (n ? n : 1) }')"
  line=$(blast --seconds "$seconds" --window 512 --size 1400)
  note "$who" large_echoes_per_s "$(field "$line" rate)"
  if [[ $who == ours ]]; then
    sleep 2
    before=$(ticks "$first") && local other
    other=$(ticks "$second")
    sleep 10
    note ours idle_binder_percent "$(awk -v t=$(($(ticks "$first") - before)) 'BEGIN { print t / 10 }')"
    note ours idle_logic_percent "$(awk -v t=$(($(ticks "$second") - other)) 'BEGIN { print t / 10 }')"
    note ours rss_binder_mb "$(resident "$first")"
    note ours rss_logic_mb "$(resident "$second")"
  fi
}

say "measuring, $rounds rounds of about $((seconds * 6 + 55)) s (CPUs: $(nproc), kernel $(uname -r), wmem_max $(cat /proc/sys/net/core/wmem_max 2>/dev/null || echo unknown))"
for ((round = 1; round <= rounds; round++)); do
  for who in relay-one relay-mmsg ours; do
    start_pair "$who"
    measure "$who"
    end_round
  done
  printf 'round %d: ' "$round"
  for who in relay-one relay-mmsg ours; do
    printf '%s %s echoes/s  ' "$who" "$(awk -v w="$who" '$1 == w && $2 == "echoes_per_s" { v = $3 } END { print v }' "$results")"
  done
  say ""
done

sort -k1,1 -k2,2 -k3,3g "$results" | awk -v json="$json" '
  function flush() { if (n) median[key] = n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2 }
  { k = $1 " " $2; if (k != key) { flush(); key = k; n = 0 } v[++n] = $3 }
  END {
    flush()
    printf "\n%-22s %12s %12s %12s   %s\n", "median", "C, one", "C, batches", "ours", "ours / C, batches"
    rows = split("rtt_p50_us rtt_p99_us ping_p50_us ping_p99_us echoes_per_s large_echoes_per_s cpu_us_per_echo lost", row, " ")
    for (i = 1; i <= rows; i++) {
      r = row[i]; c = median["relay-mmsg " r]; o = median["ours " r]
      printf "%-22s %12.5g %12.5g %12.5g   %s\n", r, median["relay-one " r], c, o, c > 0 ? sprintf("%.2f", o / c) : "-"
    }
    alone = split("ready_s idle_binder_percent idle_logic_percent rss_binder_mb rss_logic_mb", row2, " ")
    for (i = 1; i <= alone; i++) printf "%-22s %12s %12s %12.5g\n", row2[i], "", "", median["ours " row2[i]]
    if (json != "") {
      printf "{" > json
      for (k in median) { split(k, part, " "); printf "%s\"%s.%s\": %s", comma, part[1], part[2], median[k] > json; comma = ", " }
      c = median["relay-mmsg echoes_per_s"]
      printf "%s\"ratio.echoes_per_s\": %s}\n", comma, c > 0 ? median["ours echoes_per_s"] / c : "null" > json
    }
  }'
