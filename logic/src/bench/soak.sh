#!/usr/bin/env bash
# just bench soak [--minutes M] [--quick] [--json FILE]: full load of all kinds for M minutes (10; 1 within all parts).
#
# wrk with kept and with closed connections and bulk in both directions, at once. Printed every now and then: the heap
# after a collection, what is resident, frames; in the end what is alive in the heap after a third of the time and then
# (connections in TIME-WAIT fill up for a minute, so a run under three tells little), pauses, and the reckoning of frames:
# those that passed the interface, those that the stack saw, and those that either half counted as dropped. What is left
# over was lost without a count.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
options "just bench soak [--minutes M] [--quick] [--json FILE]" "$@"
span=$((${#brief} ? 60 : 600))
if [[ -n $quick ]]; then span=15; fi
for ((i = 0; i < ${#rest[@]}; i += 2)); do
  if [[ ${rest[i]} == --minutes ]]; then span=$((rest[i + 1] * 60)); else die "just bench soak [--minutes M], not '${rest[i]}'"; fi
done
need_tool wrk wrk
begin soak
site
program bulk
LOGIC_JAVA="-Xlog:gc:file=$SOCKETS/gc.log"
start_ours on --www "$DIR/www"

counters() { grep -E '^(link|stack|pair): ' "$DIR/$1.log" | tail -n 2; } # of logic several shards may say more
# What both halves count: in and out at the interface and at the stack, drops on either way.
reckon() {
  local wire
  wire=$(frames ours)
  kill -USR1 "$BINDER_PID"
  kill -USR1 "$LOGIC_PID"
  sleep 1
  { echo "$wire"; counters binder; counters logic; } | tee "$KEPT/soak.counters" | awk '
    function drops(line,   sum, s) { # all of a line
      for (s = line; match(s, /(dropped, |refused)[a-zA-Z, ]*(65,557 octets )?[0-9]+/); s = substr(s, RSTART + RLENGTH)) sum += last(substr(s, RSTART, RLENGTH))
      return sum + 0
    }
    function of(line, label) { return match(line, label " [0-9]+") ? last(substr(line, RSTART, RLENGTH)) : 0 }
    function last(text,   w, n) { n = split(text, w, " "); return w[n] }
    NR == 1 { wire_in = $1; wire_out = $2 }
    /^link: / { ring = of($0, "kernel queue full") + of($0, "65,557 octets") + of($0, "makes no sense"); link = drops($0) - ring }
    /^pair: / { pair[++n] = drops($0); unpeered[n] = of($0, "came before peering") }
    /^stack: / { stack_in = of($0, "frames in"); stack_out = of($0, ", out") }
    END {
      in_drops = ring + pair[1] - unpeered[1] + unpeered[2]; out_drops = pair[2] - unpeered[2] + unpeered[1] + link
      print wire_in, stack_in, in_drops, stack_out, wire_out, out_drops
    }'
}
load() { # until the time is over
  local until=$((SECONDS + span))
  inside "$CLIENT" wrk -t1 -c90 -d"${span}s" http://10.77.0.2/ 7>&- >/dev/null &
  remember $!
  inside "$CLIENT" wrk -t1 -c10 -d"${span}s" -s "$DIR/close.lua" http://10.77.0.2/ 7>&- >/dev/null &
  remember $!
  while ((SECONDS < until - 2)); do
    inside "$CLIENT" timeout 20 "$DIR/bulk" down 10.77.0.2 1 7>&- >/dev/null || true
    inside "$CLIENT" timeout 20 "$DIR/bulk" up 10.77.0.2 1 7>&- >/dev/null || true
  done
  wait
}
alive_now() { # MB alive in the heap
  diagnose "$LOGIC_PID" GC.run >/dev/null
  awk '/Diagnostic Command/ { match($0, />[0-9]+[KMG]/); v = substr($0, RSTART + 1, RLENGTH - 2) + 0 } END { print v }' "$SOCKETS/gc.log"
}

sleep 4 # until the address is announced, and nothing more is under way
read -ra before < <(reckon)
say "soak: $span s of full load"
load &
remember $!
loader=$!
begun=$SECONDS step=$((span / 12 > 2 ? span / 12 : 2)) third=''
while ((SECONDS - begun < span - 2)); do
  sleep "$step"
  read -ra now < <(frames ours)
  say "$(printf '%4d s: heap after collection %s, resident %d MB logic, %d MB binder, %d million frames' $((SECONDS - begun)) \
    "$(awk '/Pause/ { match($0, />[0-9]+[KMG]/); v = substr($0, RSTART + 1, RLENGTH - 1) } END { print v }' "$SOCKETS/gc.log")" \
    "$(resident "$LOGIC_PID" | cut -d. -f1)" "$(resident "$BINDER_PID" | cut -d. -f1)" $(((now[0] + now[1]) / 1000000)))"
  if [[ -z $third ]] && ((SECONDS - begun >= span / 3)); then
    third=$(alive_now)
    note ours alive_third_mb "$third"
    note ours rss_third_mb "$(resident "$LOGIC_PID")"
    note ours rss_third_binder_mb "$(resident "$BINDER_PID")"
  fi
done
note ours rss_end_mb "$(resident "$LOGIC_PID")"
note ours rss_end_binder_mb "$(resident "$BINDER_PID")"
note ours alive_end_mb "$(alive_now)"
wait "$loader" || true
sleep 2
read -ra after < <(reckon)
for ((i = 0; i < 6; i++)); do after[i]=$((after[i] - before[i])); done
say "in:  ${after[0]} frames at the interface, ${after[1]} at the stack, ${after[2]} drops counted between" \
  "| out: ${after[3]} from the stack, ${after[4]} at the interface, ${after[5]} drops counted between"
note ours frames $((after[0] + after[4]))
note ours counted $((after[2] + after[5]))
note ours uncounted $((after[0] - after[1] - after[2] + after[3] - after[4] - after[5]))
awk '/Pause/ && !/Diagnostic/ { print $NF + 0 }' "$SOCKETS/gc.log" | sort -g >"$DIR/pauses"
note ours pauses "$(wc -l <"$DIR/pauses")"
note ours pause_p50_ms "$(awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }' "$DIR/pauses")"
note ours pause_max_ms "$(tail -n 1 "$DIR/pauses")"
conclude
