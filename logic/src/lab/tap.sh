#!/usr/bin/env bash
# just tap NAME [ADDR/LEN]: a persistent TAP of this user's. To remove it: ip link delete NAME.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
name=${1:-}
[[ -n $name ]] || die "just tap NAME [ADDR/LEN]: which name should the TAP have?"
command -v ip >/dev/null || die "ip is missing: apt-get install iproute2"
((EUID == 0)) || command -v sudo >/dev/null || die "this needs root, and there is no sudo: run it as root, with SUDO_USER=$(id -un)."
as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }
owner=${SUDO_USER:-$(id -un)}
as_root ip tuntap add dev "$name" mode tap user "$owner"
if [[ -n ${2:-} ]]; then as_root ip address add "$2" dev "$name"; fi
as_root ip link set "$name" up
say "made   $name, owned by $owner: just run $name --ip ADDRESS/LENGTH   (gone again with: ip link delete $name)"
may_attach() { if ((EUID == 0)); then setpriv --reuid "$owner" --regid "$(id -g "$owner")" --init-groups "$@"; else "$@"; fi; }
if ! may_attach test -w /dev/net/tun; then
  say "note   /dev/net/tun is not open to $owner: chmod 0666 /dev/net/tun, as most distributions have it"
fi
