#!/usr/bin/env bash
# just bench scaling: what the processor times that relay and web measured last say about larger machines, on paper.
#
# A frame moved one way costs b in the binder and l in the logic, with the kernel's work for both: half an echo of 56 and
# of 1,400 octets, and a super-frame of 64 KiB of a connection that sends (with its acknowledgments). A NIC of so many
# Gbit/s brings r frames a second one way. One pair of processes with one thread each moves 1 / max(b, l); n cores, with
# a pair or shard for every flow's hash, move 0.8 n / (b + l), where 0.8 stands for what is lost on caches and locks. Seven
# times each octet is read or written on its way: by DMA, and by three copies (ring, shared memory, logic), less where it
# stays in a cache; a server has 200 GB/s of memory or so, and 31 GB/s of PCIe 4.0 x16.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/jdk.sh"
folder=${ETHERLOOM_BENCH:-$ROOT/logic/target/bench}
[[ -r $folder/relay.medians && -r $folder/web.medians ]] || die "just bench --only relay,web has to be run before"
cat "$folder/relay.medians" "$folder/web.medians" | awk '
  $1 == "ours" { v[$2] = $3 }
  function grouped(x,   s) { s = sprintf("%d", x); while (match(s, /^[0-9]+[0-9][0-9][0-9]($|,)/)) s = substr(s, 1, match(s, /[0-9][0-9][0-9]($|,)/) - 1) "," substr(s, RSTART); return s }
  function two(x) { return sprintf(x < 10 ? "%.1f" : "%.0f", x) }
  function share(frames, rate,   s) { s = 100 * frames / rate; return s >= 100 ? "100 %" : s < 1 ? sprintf("%.1f %%", s) : sprintf("%.0f %%", s) }
  function rows(name, octets, wire, b, l,   i, rate, need, memory, first) { # costs in seconds
    for (i = 1; i <= 3; i++) {
      rate = nic[i] * 1e9 / 8 / wire
      need = rate * (b + l) / 0.8
      memory = rate * octets * 7 / 1e9
      first = need > 64 ? (b > l ? "CPU, the binder more than logic" : "CPU, logic more than the binder") : "the NIC, from " two(need) " cores on"
      if (need <= 64 && memory > 200) first = "memory"
      printf "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s |\n", name, nic[i], grouped(rate), two(rate * b), two(rate * l), \
        share(1 / (b > l ? b : l), rate), share(8 * .8 / (b + l), rate), share(32 * .8 / (b + l), rate), share(64 * .8 / (b + l), rate), first " (memory: " two(memory) " GB/s)"
    }
  }
  END {
    split("10 40 100", nic, " ")
    printf "ns for a frame, binder + logic: 64 octets %d + %d, 1,500 octets %d + %d, 64 KiB %d + %d\n\n", \
      v["cpu_us_binder"] * 500, v["cpu_us_logic"] * 500, v["large_cpu_us_binder"] * 500, v["large_cpu_us_logic"] * 500, \
      v["cpu_ms_per_gb_binder_down_on"] * 65.536, v["cpu_ms_per_gb_logic_down_on"] * 65.536
    print "| frames | Gbit/s | frames/s at line rate | binder cores for that | logic cores | one pair | 8 cores | 32 cores | 64 cores | ends first |"
    print "|---|---|---|---|---|---|---|---|---|---|"
    rows("64 octets", 64, 84, v["cpu_us_binder"] / 2e6, v["cpu_us_logic"] / 2e6)
    rows("1,500 octets", 1514, 1538, v["large_cpu_us_binder"] / 2e6, v["large_cpu_us_logic"] / 2e6)
    rows("64 KiB", 65536, 69210, v["cpu_ms_per_gb_binder_down_on"] * 65.536e-9, v["cpu_ms_per_gb_logic_down_on"] * 65.536e-9)
    printf "\nRequests for a small page, kept alive: %s a second on 8 cores, %s on 32, %s on 64 (CPU: binder %.1f, logic %.1f us each).\n", \
      grouped(8 * .8e6 / v["cpu_ms_per_1000"]), grouped(32 * .8e6 / v["cpu_ms_per_1000"]), grouped(64 * .8e6 / v["cpu_ms_per_1000"]), v["cpu_ms_per_1000_binder"], v["cpu_ms_per_1000_logic"]
  }'
