#!/usr/bin/env bash
# just bench profile DIR [--seconds S] [--quick]: flame graphs of both halves, by async-profiler from the package registry:
# keep, close, down and up, each after a warm-up of the same; DIR/LOAD-HALF.html.
#
# The binder keeps its privileges here: without them it can't be asked for anything any more, which is as it should be.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/sides.sh"
seconds=10
options "just bench profile DIR [--seconds S] [--quick]" "$@"
target=${rest[0]:?"just bench profile DIR"}
need_tool wrk wrk
begin profile
# shellcheck source=classes.sh
source "$BENCH/classes.sh"
site
program bulk
mkdir -p "$target" "$DIR/agent"
(cd "$DIR/agent" && "$JAVA_HOME/bin/jar" xf "$ROOT"/logic/target/bench/lib/async-profiler-*.jar)
agent=$(find "$DIR/agent" -name libasyncProfiler.so -path "*linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')*")
[[ -n $agent ]] || die "async-profiler knows no $(uname -m)"
chmod -R a+rX "$DIR/agent"
BINDER_MORE=(--keep-privileges)
start_ours on --www "$DIR/www"
work() { # LOAD
  case $1 in
    keep) requests ours 100 ;;
    close) requests ours 100 -s "$DIR/close.lua" ;;
    *) inside "${client[ours]}" "$DIR/bulk" "$1" 10.77.0.2 "$seconds" 7>&- ;;
  esac >/dev/null
}
profiler() { # WHAT IT IS TOLD, by half: the words with HALF in the place of its name
  diagnose "$LOGIC_PID" JVMTI.agent_load "$agent" "\"${1//HALF/logic}\"" >/dev/null
  diagnose "$BINDER_PID" JVMTI.agent_load "$agent" "\"${1//HALF/binder}\"" >/dev/null
}
say "profile: four loads, twice $seconds s each"
for load in keep close down up; do
  work "$load"
  profiler "start,event=ctimer,interval=500us,threads"
  work "$load"
  profiler "stop,file=$SOCKETS/$load-HALF.html,title=$load: HALF"
done
sleep 0.5
cp "$SOCKETS"/*.html "$target/"
chmod a+r "$target"/*.html
say "flame graphs: $target/{keep,close,down,up}-{logic,binder}.html"
