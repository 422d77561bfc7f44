#!/usr/bin/env bash
# just grant [--group G] [--undo]: lets the members of a group start the binder, with CAP_NET_RAW for it alone.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
SUITE=/usr/local/lib/etherloom
COMMAND=/usr/local/bin/etherloom-binder

group='' undo='' built=''
while (($# > 0)); do
  case $1 in
    --group)
      group=${2:?--group needs a name}
      shift
      ;;
    --undo) undo=yes ;;
    --built) built=yes ;;
    *) die "just grant [--group GROUP] [--undo], not '$1'" ;;
  esac
  shift
done

as_root() {
  local words="$*"
  is_root && return 0
  command -v sudo >/dev/null || die "this needs root, and there is no sudo: run it as root, as 'just grant ${words#--built }'."
  exec sudo env ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} "$ROOT/logic/src/lab/grant.sh" "$@"
}

if [[ -n $undo ]]; then
  as_root --undo
  rm -rf "$SUITE" "$COMMAND"
  say "taken back: $COMMAND and $SUITE are gone, and ordinary users can open no raw socket through Etherloom."
  exit 0
fi

need_jdk
[[ -n $built ]] || "$ROOT/logic/src/lab/build.sh" binder
as_root --built --group "${group:-$(id -gn)}"

group=${group:-${SUDO_GID:+$(getent group "$SUDO_GID" | cut -d: -f1)}}
[[ -n $group ]] || die "which group's members may start the binder? just grant --group GROUP"
getent group "$group" >/dev/null || die "there is no group '$group' (groupadd $group makes it)"
need_tool cc "gcc libc6-dev"
need_tool setcap libcap2-bin
case $(findmnt -no OPTIONS -T /usr/local/lib 2>/dev/null) in
  *nosuid*) die "/usr/local/lib is mounted nosuid, so that file capabilities have no effect there" ;;
esac

# Everything that will run with the capability is copied to where root alone writes.
umask 022
rm -rf "$SUITE.new"
mkdir -p "$SUITE.new/binder"
trap 'rm -rf "$SUITE.new"' EXIT
cp -rL "$ROOT/binder/target/app/lib" "$ROOT/binder/target/app/native" "$SUITE.new/binder/"
"$JAVA_HOME/bin/jlink" --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.unsupported \
  --no-header-files --no-man-pages --output "$SUITE.new/java" || die "jlink of $JAVA_HOME made no runtime"
"$SUITE.new/java/bin/java" -Xshare:dump >/dev/null 2>&1 || true
cc -O2 -Wall -o "$SUITE.new/etherloom-binder" "$ROOT/binder/src/main/c/etherloom-binder.c"
chown -R root:root "$SUITE.new"
chmod -R u+rwX,go+rX,go-w "$SUITE.new"
chmod 0711 "$SUITE.new/java/bin/java" # a program that one may not read is not debugged either (ptrace(2))
chgrp "$group" "$SUITE.new/etherloom-binder"
chmod 0750 "$SUITE.new/etherloom-binder"
setcap cap_net_raw+ep "$SUITE.new/etherloom-binder" # last: chgrp takes it away
rm -rf "$SUITE"
mv "$SUITE.new" "$SUITE"
ln -sfn "$SUITE/etherloom-binder" "$COMMAND"

members=$(getent group "$group" | cut -d: -f4)
primary=$(getent passwd | awk -F: -v gid="$(getent group "$group" | cut -d: -f3)" '$4 == gid { printf "%s%s", comma, $1; comma = "," }')
cat <<TEXT
granted: $COMMAND -> $(getcap "$SUITE/etherloom-binder")
  who    the members of group $group (${members:+$members${primary:+,}}${primary}); nobody else can run it
  what   start the binder on any interface: read its frames, and send such as the binder's command line allows
         (its egress policy is theirs to choose, so give this to those who may speak on the network)
  not    no other program, Java class or JVM option gets the capability: the command is fixed, root owns all of it,
         the environment is dropped, and the binder gives the capability away once its socket is open
  try    just run INTERFACE --ip ADDRESS/LENGTH      as one of them, without sudo
  undo   just grant --undo
After another 'just build' this stays the old copy; 'just grant' renews it.
TEXT
