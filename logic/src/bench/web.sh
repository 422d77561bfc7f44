#!/usr/bin/env bash
# just bench web [--rounds N] [--seconds S] [--json FILE]: TCP and HTTP, ours against the Linux kernel with nginx.
#
# Each round gives both a pair of namespaces with a veth between, and measures them in turn: first with the offloads of
# the veth on, then off (ours with --no-offload). Printed are the medians over the rounds, and the median of what ours is
# to the kernel in the same round. On a shared machine the ratios count, the absolute figures do not.
#
#   close, keep N      requests a second for a page of 360 octets, over N connections at once, closed after each request
#                      or kept (wrk, one thread)
#   p99 keep N         the 99th percentile of the latency with N connections kept, in milliseconds
#   connect            median time until connect(2) returns, one connection after the other, in microseconds
#   down, up           octets each way over one connection, in Mbit/s
#   CPU us/request     processor time of both our processes for a request over a kept connection (100 of them)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/lab.sh"
source "$(dirname "${BASH_SOURCE[0]}")/median.sh"

rounds=5 seconds=3 json=''
while (($# > 0)); do
  case $1 in
    --rounds) rounds=${2:?} ;;
    --seconds) seconds=${2:?} ;;
    --json) json=${2:?} ;;
    *) die "just bench web [--rounds N] [--seconds S] [--json FILE], not '$1'" ;;
  esac
  shift 2
done
is_root || die "bench web needs root: nginx listens in a network namespace of its own"
need_tool cc "gcc libc6-dev"
need_tool wrk wrk
need_tool nginx nginx-light
need_tool ethtool ethtool
need_jdk
"$ROOT/logic/src/lab/build.sh" all

make_folder
finish() {
  trap - EXIT
  end_round
  sweep "$DIR"
  exec 7>&-
}
declare -A client=() running=()
holders=()
end_round() {
  local pid
  for pid in ${running[ours]:-} ${running[kernel]:-}; do stop "$pid"; done
  if ((${#holders[@]} > 0)); then kill -KILL "${holders[@]}" 2>/dev/null || true; fi
  running=() holders=()
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
start_janitor
cc -O2 -Wall -o "$DIR/bulk" "$ROOT/logic/src/bench/bulk.c"
mkdir -p "$DIR/www" "$DIR/nginx"
printf '%359s\n' '' | tr ' ' x >"$DIR/www/index.html"
printf 'wrk.headers["Connection"] = "close"\n' >"$DIR/close.lua"
cat >"$DIR/nginx.conf" <<CONF
daemon off;
user nobody nogroup;
worker_processes auto;
pid $DIR/nginx/pid;
error_log /dev/null;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path $DIR/nginx/a; proxy_temp_path $DIR/nginx/b; fastcgi_temp_path $DIR/nginx/c;
  uwsgi_temp_path $DIR/nginx/d; scgi_temp_path $DIR/nginx/e;
  open_file_cache max=100;
  server { listen 80 backlog=4096; root $DIR/www; }
}
CONF
chmod -R a+rX "$DIR"
reachable_halves
results=$DIR/results # lines: who figure value round
: >"$results"
note() { echo "$1 $2 $3 $round" >>"$results"; }
ticks() { # of CPU, 10 ms each, of some processes
  local pid sum=0
  for pid in "$@"; do
    stat_fields "$pid" && ((sum += FIELDS[11] + FIELDS[12]))
  done
  echo "$sum"
}

offloads() { # on|off, at both ends
  inside "$1" ethtool -K lab-client tso "$3" gso "$3" gro "$3" tx "$3" rx "$3" >/dev/null 2>&1 || true
  inside "$2" ethtool -K lab-stack tso "$3" gso "$3" gro "$3" tx "$3" rx "$3" >/dev/null 2>&1 || true
}

start_kernel() { # on|off
  make_namespaces
  client[kernel]=$CLIENT
  holders+=("$CLIENT" "$STACK")
  offloads "$CLIENT" "$STACK" "$1"
  inside "$STACK" ip link set lo up
  inside "$STACK" ip address add 10.77.0.2/24 dev lab-stack
  enter_words "$STACK"
  setsid "${ENTER[@]}" nginx -c "$DIR/nginx.conf" 7>&- >/dev/null 2>&1 &
  remember $!
  running[kernel]=$!
  setsid "${ENTER[@]}" "$DIR/bulk" serve 7>&- &
  remember $!
  running[kernel]+=" $!"
}

start_ours() { # on|off
  local i flag=()
  [[ $1 == on ]] || flag=(--no-offload)
  make_namespaces
  client[ours]=$CLIENT
  holders+=("$CLIENT" "$STACK")
  offloads "$CLIENT" "$STACK" "$1"
  rm -f "$DIR"/logic.log "$DIR"/binder.log
  binder_command "$STACK"
  start binder "${BINDER_COMMAND[@]}" --interface lab-stack "${flag[@]}" >/dev/null
  running[ours]=$STARTED
  logic_command
  start logic "${LOGIC_COMMAND[@]}" --ip 10.77.0.2/24 --www "$DIR/www" "${flag[@]}" >/dev/null
  running[ours]+=" $STARTED"
  for ((i = 0; i < 1500; i++)); do
    if grep -q '^ready:' "$DIR/logic.log" 2>/dev/null; then return; fi
    sleep 0.01
  done
  die "ours did not get ready: $(cat "$DIR"/*.log)"
}

requests() { # WHO CONNECTIONS [wrk's options]: what wrk prints
  inside "${client[$1]}" wrk -t1 -c"$2" -d"${seconds}s" --latency "${@:3}" http://10.77.0.2/ 7>&-
}
rate() { awk '/^Requests\/sec/ { print $2 }'; }
p99() { # in milliseconds
  awk '$1 == "99%" { v = $2 + 0; print $2 ~ /us$/ ? v / 1000 : $2 ~ /ms$/ ? v : v * 1000 }'
}

measure_web() {
  local who=$1 n out before
  for n in 1 100 1000; do
    out=$(requests "$who" "$n" -s "$DIR/close.lua")
    note "$who" "close_$n" "$(rate <<<"$out")"
  done
  for n in 1 100 1000; do
    before=$(ticks ${running[$who]})
    out=$(requests "$who" "$n")
    note "$who" "keep_$n" "$(rate <<<"$out")"
    note "$who" "p99_keep_$n" "$(p99 <<<"$out")"
    if [[ $who == ours && $n == 100 ]]; then
      note ours cpu_us_per_request "$(awk -v t=$(($(ticks ${running[ours]}) - before)) '/requests in/ { print t * 10000 / $1 }' <<<"$out")"
    fi
  done
  note "$who" connect_us "$(inside "${client[$who]}" "$DIR/bulk" connect 10.77.0.2 80 1000 7>&-)"
}

measure_bulk() { # WHO on|off
  note "$1" "down_$2" "$(inside "${client[$1]}" "$DIR/bulk" down 10.77.0.2 "$seconds" 7>&-)"
  note "$1" "up_$2" "$(inside "${client[$1]}" "$DIR/bulk" up 10.77.0.2 "$seconds" 7>&-)"
}

say "measuring, $rounds rounds of about $((seconds * 20 + 30)) s (CPUs: $(nproc), kernel $(uname -r), congestion control of the kernel: $(cat /proc/sys/net/ipv4/tcp_congestion_control))"
for ((round = 1; round <= rounds; round++)); do
  for offload in on off; do
    start_kernel "$offload"
    start_ours "$offload"
    requests ours 100 >/dev/null # the JIT's turn
    if [[ $offload == off ]]; then # as the peers were measured
      requests ours 100 -s "$DIR/close.lua" >/dev/null
      for who in kernel ours; do measure_web "$who"; done
    fi
    inside "${client[ours]}" "$DIR/bulk" down 10.77.0.2 2 >/dev/null 7>&-
    inside "${client[ours]}" "$DIR/bulk" up 10.77.0.2 2 >/dev/null 7>&-
    for who in kernel ours; do measure_bulk "$who" "$offload"; done
    end_round
  done
  awk -v r="$round" '$4 == r { v[$1 " " $2] = $3 } END { printf "round %d: close -c100 kernel %d, ours %d; keep -c100 kernel %d, ours %d\n", r, v["kernel close_100"], v["ours close_100"], v["kernel keep_100"], v["ours keep_100"] }' "$results"
done

medians "$results" kernel >"$DIR/medians"
if [[ -n $json ]]; then as_json <"$DIR/medians" >"$json"; fi
awk '{ median[$1 " " $2] = $3 }
  END {
    printf "\n%-22s %14s %14s   %s\n", "median", "kernel+nginx", "ours", "ours / kernel"
    rows = split("close_1 close_100 close_1000 keep_1 keep_100 keep_1000 p99_keep_1 p99_keep_100 p99_keep_1000 connect_us down_on up_on down_off up_off", row, " ")
    for (i = 1; i <= rows; i++) {
      r = row[i]
      ratio = ("ratio " r) in median ? sprintf("%.2f", median["ratio " r]) : "-"
      printf "%-22s %14.5g %14.5g   %s\n", r, median["kernel " r], median["ours " r], ratio
    }
    printf "%-22s %14s %14.5g\n", "cpu_us_per_request", "", median["ours cpu_us_per_request"]
  }' "$DIR/medians"
