#!/usr/bin/env bash
# just units [--prefix DIR] [--interface IF] [--ip ADDR/LEN] [--write DIR]: systemd units for both halves, on stdout or
# as files in DIR.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
prefix=/opt/etherloom interface=eth0 address=192.0.2.2/24 folder=''
while (($# > 0)); do
  case $1 in
    --prefix) prefix=${2:?} ;;
    --interface) interface=${2:?} ;;
    --ip) address=${2:?} ;;
    --write) folder=${2:?} ;;
    *) die "just units [--prefix DIR] [--interface IF] [--ip ADDR/LEN] [--write DIR], not '$1'" ;;
  esac
  shift 2
done
find_jdk || JAVA_HOME=/usr/lib/jvm/java-25-openjdk-amd64
fill() {
  sed -e "s|@PREFIX@|$prefix|g" -e "s|@INTERFACE@|$interface|g" -e "s|@ADDRESS@|$address|g" \
    -e "s|@JAVA_HOME@|$JAVA_HOME|g" "$ROOT/logic/src/main/units/$1"
}
if [[ -n $folder ]]; then
  for unit in etherloom-binder.service etherloom-logic.service; do fill "$unit" >"$folder/$unit"; done
  exit 0
fi
cat <<TEXT
# To use these, as root, after 'just build':
#   groupadd --system etherloom
#   useradd --system --gid etherloom --shell /usr/sbin/nologin etherloom-binder
#   mkdir -p $prefix && cp -rL $ROOT/binder/target/app $prefix/binder && cp -rL $ROOT/logic/target/app $prefix/logic
#   just units --interface $interface --ip $address --write /etc/systemd/system
#   systemctl daemon-reload && systemctl start etherloom-logic

# --- etherloom-binder.service
TEXT
fill etherloom-binder.service
say "" "# --- etherloom-logic.service"
fill etherloom-logic.service
