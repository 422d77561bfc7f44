#!/usr/bin/env bash
# just run [IFACE] [options]: both halves at work until Ctrl-C, in a private lab or on a real interface.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
note_callers

# --- what is asked for -------------------------------------------------------------------------------------------
all=("$@")
interface=''
binder_options=()
logic_options=()
address=''
address6=''
ip6=''
built=''
if [[ ${1:-} == --built ]]; then # already built by the ordinary user who called sudo
  built=yes
  shift
fi
if (($# > 0)) && [[ $1 != -* ]]; then
  interface=$1
  shift
fi
while (($# > 0)); do
  case $1 in
    --mac | --mtu) # for both
      [[ $1 == --mtu ]] || binder_options+=("$1" "${2:-}")
      logic_options+=("$1" "${2:-}")
      shift
      ;;
    --mac=*) binder_options+=("$1") logic_options+=("$1") ;;
    --no-offload) binder_options+=("$1") logic_options+=("$1") ;;
    --ethertype | --rate)
      binder_options+=("$1" "${2:-}")
      shift
      ;;
    --ethertype=* | --rate=* | --promiscuous | --any-source | --keep-privileges) binder_options+=("$1") ;;
    --ip)
      address=${2:-}
      logic_options+=("$1" "${2:-}")
      shift
      ;;
    --ip=*)
      address=${1#--ip=}
      logic_options+=("$1")
      ;;
    --ip6)
      [[ ${2:-} == auto ]] || address6=${2:-}
      ip6=yes
      logic_options+=("$1" "${2:-}")
      shift
      ;;
    --ip6=*)
      [[ $1 == --ip6=auto ]] || address6=${1#--ip6=}
      ip6=yes
      logic_options+=("$1")
      ;;
    --config)
      address=config
      logic_options+=("$1" "${2:-}")
      shift
      ;;
    *) logic_options+=("$1") ;;
  esac
  shift || true
done

need_jdk
[[ -n $built ]] || "$ROOT/logic/src/lab/build.sh" all
still_wanted || exit 0

# --- how it can be done here -------------------------------------------------------------------------------------
with_sudo() {
  command -v sudo >/dev/null || die "$1, and there is no sudo: run this as root."
  say "$1: going on with sudo (the binder becomes 'nobody', the logic stays you)"
  exec sudo env JAVA_HOME="$JAVA_HOME" "$ROOT/logic/src/lab/run.sh" --built "${all[@]}"
}

GRANTED=/usr/local/bin/etherloom-binder
tap=''
if [[ -n $interface ]]; then
  [[ -d /sys/class/net/$interface ]] || die "there is no interface '$interface' here (ip link shows those that are)"
  [[ -n $address$ip6 ]] || die "on a real interface the stack needs an address of its own: just run $interface --ip ADDRESS/LENGTH, or --ip6 ADDRESS/LENGTH|auto"
  if [[ -e /sys/class/net/$interface/tun_flags ]]; then
    tap=yes
    is_root || [[ $(cat "/sys/class/net/$interface/owner") == "$UID" && -w /dev/net/tun ]] \
      || with_sudo "the TAP $interface is not yours (just tap NAME makes one that is)"
  else
    is_root || [[ -x $GRANTED ]] || with_sudo "raw sockets on $interface need CAP_NET_RAW ('just grant' gives it to the binder alone)"
  fi
elif [[ -z $address$ip6 ]]; then
  address=$STACK_ADDRESS
  logic_options+=(--ip "$address")
  if has_ip6; then
    address6=$STACK_ADDRESS6
    logic_options+=(--ip6 "$address6")
  fi
fi
[[ -n $interface ]] || is_root || may_unshare || with_sudo "this machine gives ordinary users no namespaces"

# --- the end, prepared before the beginning ----------------------------------------------------------------------
binder=''
logic=''
binder_printer=''
logic_printer=''
finish() {
  local code=$?
  trap '' INT TERM HUP
  trap - EXIT
  if [[ -n $logic$binder ]]; then say "" && say "stopping"; fi
  stop "$logic" "$logic_printer"
  stop "$binder" "$binder_printer"
  sweep "$DIR"
  exec 7>&-
  exit "$code"
}
make_folder
trap finish EXIT
trap 'exit 0' INT TERM HUP
start_janitor

# --- the lab -----------------------------------------------------------------------------------------------------
CLIENT='' STACK=''
if [[ -z $interface ]]; then
  make_namespaces
  say "made   a private lab: 10.77.0.1 and fd77::1 (lab-client, the kernel) <- veth -> lab-stack (the binder); sockets in $SOCKETS"
fi
reachable_halves

start_binder() {
  binder_command "$STACK"
  if [[ -n $tap ]]; then
    BINDER_COMMAND+=(--tap "$interface")
  else
    BINDER_COMMAND+=(--interface "${interface:-lab-stack}")
  fi
  start binder "${BINDER_COMMAND[@]}" "${binder_options[@]}"
  binder=$STARTED binder_printer=$PRINTER
}
start_logic() {
  logic_command
  start logic "${LOGIC_COMMAND[@]}" "${logic_options[@]}"
  logic=$STARTED logic_printer=$PRINTER
}
write_down() {
  printf '%s=%q\n' RUN $$ LAB_ROOT "${LAB_ROOT:-}" CLIENT "$CLIENT" STACK "$STACK" BINDER_PID "$binder" LOGIC_PID "$logic" SOCKETS "$SOCKETS" \
    STACK_IP "${address%%/*}" STACK_IP6 "${address6%%/*}" >"$DIR/lab.env.new"
  mv "$DIR/lab.env.new" "$DIR/lab.env"
}

who() { # of a process, the user's name or number
  local uid
  uid=$(awk '/^Uid:/ { print $2 }' "/proc/$1/status" 2>/dev/null) || return 0
  getent passwd "$uid" | cut -d: -f1 | grep . || echo "uid $uid"
}

start_binder
start_logic
write_down
for ((i = 0; i < 1200; i++)); do
  if grep -q '^ready:' "$DIR/logic.log" 2>/dev/null; then break; fi
  alive "$binder" || { wait "$binder_printer" || true; die "the binder ended before it was ready; its last lines are above"; }
  alive "$logic" || { wait "$logic_printer" || true; die "the logic ended before it was ready; its last lines are above"; }
  sleep 0.05
done
grep -q '^ready:' "$DIR/logic.log" 2>/dev/null || die "no 'ready:' from the logic within a minute"
say "binder PID $binder, $(who "$binder"); logic PID $logic, $(who "$logic"), in an empty network namespace"

# --- show it -----------------------------------------------------------------------------------------------------
just_command() { if command -v just >/dev/null; then echo just; else echo "npx --yes rust-just"; fi; }
just=$(just_command)
if [[ -n $CLIENT && $address == 10.77.0.* ]]; then
  if command -v ping >/dev/null; then
    say ""
    inside "$CLIENT" ping -c 5 -i 0.2 "${address%%/*}" 7>&- || die "the stack does not answer ping"
  else
    say "(no ping here to show round trips with: apt-get install iputils-ping)"
  fi
fi
# free ADDRESS: waits until that address of the stack proved free (RFC 4862).
free() {
  local i
  for ((i = 0; i < 100; i++)); do
    grep -q " $1 is usable" "$DIR/logic.log" 2>/dev/null && return 0
    sleep 0.05
  done
}
if [[ -n $CLIENT && $address6 == fd77::* ]] && has_ip6 && command -v ping >/dev/null; then
  say ""
  free "${address6%%/*}"
  inside "$CLIENT" ping -6 -c 5 -i 0.2 "${address6%%/*}" 7>&- || die "the stack does not answer ping -6"
fi
page() { # what the stack's web server answers: status, length, title
  local page
  page=$(inside "$CLIENT" curl -sS -m 30 -i "http://${address%%/*}/" 7>&-) || return 1
  say "curl http://${address%%/*}/"
  sed -n -e '1p' -e '/^[Cc]ontent-[LlTt]/p' -e 's/.*\(<title>.*<\/title>\).*/\1/p' <<<"$page" | tr -d '\r' | sed 's/^/  /'
}
if [[ -n $CLIENT && $address == 10.77.0.* ]] && [[ " ${logic_options[*]} " != *" --responders "* ]] && command -v curl >/dev/null; then
  say ""
  page || die "the stack serves no page"
fi
hint() { printf '  %-46s %s\n' "$1" "$2"; }
stack_ip=${address%%/*}
stack_ip=${stack_ip:-${address6%%/*}}
say ""
if [[ -n $CLIENT ]]; then
  say "Try next, from another terminal in $ROOT:"
  hint "$just shell" "a shell on the client's side of this lab; in it:"
  hint "  ping $stack_ip" "(-f, -s 20000, -M do -s 1472, -p ff, -R)"
  hint "  tcpdump -ni lab-client -vv" "what is on the wire"
  hint "  nc -u $stack_ip 9" "a closed UDP port: refused at the second line"
  if [[ -n $address6 ]]; then hint "  ping -6 ${address6%%/*}" "(-s 20000; ping -6 ff02::1%lab-client asks all)"; fi
  hint "  curl -v http://$stack_ip/; nc $stack_ip 7" "the built-in page; an echo (discard 9, chargen 19)"
  hint "  nc $stack_ip 5001 >/dev/null" "octets without end (5002 takes them)"
  hint "$just shell ping -c 3 $stack_ip" "one command instead of a shell"
else
  say "Try next:"
  if [[ -n $tap ]]; then
    hint "ping $stack_ip" "from here, if $interface has an address in that subnet"
  else
    hint "ping $stack_ip" "from another machine on $interface; this one's own kernel does not hear the stack"
  fi
fi
sudo=${SUDO_USER:+sudo }
hint "${sudo}kill -USR1 $binder; ${sudo}kill -USR1 $logic" "both print their counters here"
hint "${sudo}kill -9 $logic" "either half may die under load: it is started again"
say "Ctrl-C ends it all."

# --- keep it going -----------------------------------------------------------------------------------------------
# again NAME PID: what the end of a half means. Killed by a signal, it is started again; ended by itself, so do we.
again() {
  local code=0
  wait "$2" 2>/dev/null || code=$?
  ((code > 128)) || die "the $1 ended (exit $code)"
  say "the $1 was killed (signal $((code - 128))); starting it again"
}
while true; do
  { # bash has its own words for killed children
    sleep 0.5 7>&- &
    wait $! || true
  } 2>/dev/null
  if ! alive "$binder"; then
    again binder "$binder"
    start_binder
    write_down
  fi
  if ! alive "$logic"; then
    again logic "$logic"
    start_logic
    write_down
  fi
  still_wanted || exit 0
done
