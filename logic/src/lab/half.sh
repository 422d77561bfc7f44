#!/usr/bin/env bash
# half.sh binder|run|ping|decode|work|send [options]: one command of one half, in its own process from here on.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
need_jdk
command=$1
shift
if [[ $command != binder ]]; then
  "$ROOT/logic/src/lab/build.sh" logic >&2
  exec "$LOGIC" "$command" "$@"
fi
"$ROOT/logic/src/lab/build.sh" binder >&2
if ((EUID != 0)) && [[ " $* " == *" --interface"* && -x /usr/local/bin/etherloom-binder ]]; then
  exec /usr/local/bin/etherloom-binder "$@"
fi
exec "$BINDER" "$@"
