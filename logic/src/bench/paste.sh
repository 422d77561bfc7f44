#!/usr/bin/env bash
# just bench paste [COMMAND]: puts the figures that were measured last, and what they mean on larger machines, into
# README.md, between its marks. COMMAND is what they were measured with.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/../lab/jdk.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$here/table.sh" --command "${1:-just bench}" relay web load fresh idle steps decode soak | sed '/^Latency against/d' >"$scratch/figures"
"$here/scaling.sh" >"$scratch/scaling"
kept=${ETHERLOOM_BENCH:-$ROOT/logic/target/bench}
if [[ -r $kept/load.svg ]]; then
  cp "$kept/load.svg" "$here/load.svg"
  printf '![latency against offered rate](logic/src/bench/load.svg)\n' >>"$scratch/figures"
fi
awk -v folder="$scratch" '
  /^<!-- end of / { skipping = 0 }
  !skipping { print }
  /^<!-- (figures|scaling) -->/ { skipping = 1; while ((getline line <(folder "/" $2)) > 0) print line }' "$ROOT/README.md" >"$scratch/README.md"
cat "$scratch/README.md" >"$ROOT/README.md"
say "README.md has them; look at git diff"
