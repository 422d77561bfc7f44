#!/usr/bin/env bash
# just test [maven arguments]: builds, runs the unit tests and the end-to-end tests, and sums up what was skipped.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
need_maven
cd "$ROOT"
rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports
begun=$(mktemp)
code=0
mvn -B -ntp -Dstyle.color=never verify "$@" 2>&1 | grep -v --line-buffered -e Unsafe -e '^\[INFO\] *$' || code=${PIPESTATUS[0]}
for launcher in "$BINDER" "$LOGIC"; do
  if [[ $launcher -nt $begun ]]; then touch -r "$begun" "$launcher.built"; fi
done
rm -f "$begun"

# What the reports say: one line a reason, with how many tests it kept from running.
say "" "tests:"
shopt -s nullglob
cat /dev/null ./*/target/{surefire,failsafe}-reports/TEST-*.xml | awk '
  function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
  function plain(text) {
    gsub(/&#10;.*/, "", text); gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
    gsub(/&apos;/, "\047", text); gsub(/&amp;/, "\\&", text); sub(/^Assumption failed: /, "", text)
    return text
  }
  function skip(reason) { skipped++; if (!(reason in count)) order[++reasons] = reason; count[reason]++ }
  /<testcase / { run++; name = attribute("classname"); sub(/.*\./, "", name); name = name " " plain(attribute("name")) }
  /<skipped/ {
    reason = attribute("message")
    if (reason == "" && match($0, /CDATA\[/)) { reason = substr($0, RSTART + 6); sub(/^[A-Za-z0-9.]+: /, "", reason); sub(/\]\]>.*/, "", reason) }
    skip(plain(reason))
  }
  /<flaky(Failure|Error)[ >]/ && name != told { told = name; again++; print "  again    " name ": " plain(attribute("message")) }
  /<(failure|error)[ >]/ {
    failed++
    reason = attribute("message")
    print "  FAILED   " name ": " plain(reason)
  }
  END {
    for (i = 1; i <= reasons; i++) printf "  skipped  %d: %s\n", count[order[i]], order[i] == "" ? "no reason given" : order[i]
    if (again) printf "  %d of them passed only when run again\n", again
    printf "  %d run, %d failed, %d skipped\n", run - skipped, failed, skipped
  }'
exit "$code"
