#!/usr/bin/env bash
# table.sh [--json FILE] [--command TEXT] PART...: what the parts noted last, as one table in Markdown, which is what
# README.md shows. Which figures there are, and which goals they have, stands in figures.tsv.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/jdk.sh"
folder=${ETHERLOOM_BENCH:-$ROOT/logic/target/bench}
json='' command=''
while [[ ${1:-} == --* ]]; do
  case $1 in
    --json) json=$2 ;;
    --command) command=$2 ;;
  esac
  shift 2
done
parts=$*
: "${command:=just bench $parts}"
machine="$(nproc) x $(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo), Linux $(uname -r)"
find_jdk || true
java="Java $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "${JAVA_HOME:-}/release" 2>/dev/null)"
commit=$(git -C "$ROOT" describe --always --dirty 2>/dev/null || echo 'no commit')
date=$(date -u '+%Y-%m-%d %H:%M UTC')

if [[ -n $json ]]; then
  {
    printf '{"date": "%s", "machine": "%s, %s", "commit": "%s", "command": "%s"' "$date" "$machine" "$java" "$commit" "${command//\"/\'}"
    for part in $parts; do
      if [[ -r $folder/$part.medians ]]; then awk -v part="$part" '{ printf ",\n \"%s.%s.%s\": %s", part, $1, $2, $3 }' "$folder/$part.medians"; fi
    done
    printf '}\n'
  } >"$json"
fi

say "$date, $machine, $java, commit $commit: \`$command\`"
say ""
for part in $parts; do
  if [[ -r $folder/$part.medians ]]; then sed "s/^/$part /" "$folder/$part.medians"; fi
done | awk -v parts="$parts" '
  function number(v) { return v == "" ? "" : v >= 10000 ? grouped(sprintf("%.3g", v) + 0) : v >= 100 ? sprintf("%.0f", v) : v >= 10 ? sprintf("%.1f", v) : sprintf("%.2f", v) }
  function grouped(v,   s) { s = sprintf("%d", v); while (match(s, /^[0-9]+[0-9][0-9][0-9]($|,)/)) s = substr(s, 1, match(s, /[0-9][0-9][0-9]($|,)/) - 1) "," substr(s, RSTART); return s }
  function goal(text, ours, ratio,   word, value) { # "ratio >= 0.8", "<= 4096"
    if (text == "") return ""
    value = text ~ /^ratio/ ? ratio : ours
    split(text, word, /[<>]= */)
    return text (value == "" ? "" : (text ~ />/ ? value >= word[2] + 0 : value <= word[2] + 0) ? ": met" : ": missed")
  }
  function cell(r, c, text) { at[r, c] = text; if (length(text) > width[c]) width[c] = length(text) }
  BEGIN {
    split(parts, wanted, " "); for (i in wanted) is[wanted[i]] = 1
    split("figure beside theirs Etherloom ratio goal", head, " ")
    for (c = 1; c <= 6; c++) cell(0, c, head[c])
  }
  NR == FNR { median[$1 " " $2 " " $3] = $4; next }
  /^#/ || !is[$1] { next }
  {
    ours = median[$1 " ours " $2]; theirs = median[$1 " " $3 " " $2]; ratio = median[$1 " ratio/" $3 " " $2]
    if (ours == "" && theirs == "") next
    cell(++rows, 1, $4)
    cell(rows, 2, $3 == "kernel" ? "kernel + nginx" : $3 == "relay-mmsg" ? "relay in C, batches" : $3 == "relay-one" ? "relay in C" : $3 == "limit" ? "limit of the split" : $3 == "-" ? "" : $3)
    cell(rows, 3, number(theirs)); cell(rows, 4, number(ours)); cell(rows, 5, number(ratio)); cell(rows, 6, goal($5, ours, ratio))
  }
  END {
    for (r = 0; r <= rows; r++) {
      line = "|"
      for (c = 1; c <= 6; c++) line = line sprintf(c < 3 || c == 6 ? " %-" width[c] "s |" : " %" width[c] "s |", at[r, c])
      print line
      if (r == 0) { line = "|"; for (c = 1; c <= 6; c++) { dash = sprintf("%" width[c] "s", ""); gsub(/ /, "-", dash); line = line (c < 3 || c == 6 ? " " dash " |" : " " substr(dash, 2) ": |") } print line }
    }
  }' - FS='\t' "$ROOT/logic/src/bench/figures.tsv"
if [[ " $parts " == *" load "* && -r $folder/load.svg ]]; then
  say ""
  say "Latency against offered rate: $folder/load.svg"
fi
