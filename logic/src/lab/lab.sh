# Sourced: a private lab of two network namespaces and a veth pair between them, and the processes in it.
#
#   client  10.77.0.1/24 and fd77::1/64 on lab-client, the kernel's own stack: ping, curl, tcpdump
#   stack   lab-stack, without an address: the binder serves it
#   (logic runs in a third, empty network namespace of its own)
#
# A namespace lives as long as its holder process, and interfaces live as long as their namespace, so nothing has to be
# removed one by one. Root makes the namespaces directly; anybody else gets them inside a user namespace.

source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"

CLIENT_ADDRESS=10.77.0.1/24
STACK_ADDRESS=10.77.0.2/24
CLIENT_ADDRESS6=fd77::1/64
STACK_ADDRESS6=fd77::2/64
# Logic's user where root runs the lab by itself, and the group that both halves share: numbers that no account has.
LOGIC_USER=${SUDO_UID:-64977}
LOGIC_GROUP=${SUDO_GID:-64977}
SHARED_GROUP=64978

is_root() { ((EUID == 0)); }

# Where this user's running labs are written down.
registry() {
  if is_root; then echo /run/etherloom-lab; else echo "${XDG_RUNTIME_DIR:-/tmp}/etherloom-lab.$UID"; fi
}

# Whether this kernel speaks IPv6.
has_ip6() { [[ -e /proc/net/if_inet6 ]]; }

need_tool() {
  command -v "$1" >/dev/null || die "$1 is missing: apt-get install $2"
}

# DIR: this lab's own folder. A stranger's folder of the same name is refused.
make_folder() {
  local registry
  registry=$(registry)
  if is_root; then mkdir -p -m 0755 "$registry"; else mkdir -p -m 0700 "$registry"; fi
  [[ -d $registry && ! -L $registry && -O $registry ]] || die "$registry belongs to somebody else"
  DIR=$(mktemp -d "$registry/XXXXXX")
  SOCKETS=$DIR/sockets
  mkdir "$SOCKETS"
  if is_root; then
    chmod 0711 "$DIR"
    chgrp "$SHARED_GROUP" "$SOCKETS"
  fi
  chmod 2770 "$SOCKETS"
  : >"$DIR/pids"
}

# A process's start time, which with its PID names it for good; empty if it is gone.
started() { stat_fields "$1" && echo "${FIELDS[19]}"; }

# Of a process: FIELDS, as in proc(5) from the state on (parent is FIELDS[1], process group FIELDS[2]).
stat_fields() {
  local stat
  FIELDS=()
  read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
  read -ra FIELDS <<<"${stat##*) }"
}

# The processes that this script's caller put between itself and us (npx, node, just, sh): those of our process group.
# Killed alone, as by a terminal's end or a test's time limit, some of them leave their children running.
note_callers() {
  local pid=$$ group
  CALLERS=()
  stat_fields $$ && group=${FIELDS[2]}
  while stat_fields "$pid" && [[ ${FIELDS[2]} == "$group" ]]; do
    CALLERS+=("$pid ${FIELDS[19]}")
    pid=${FIELDS[1]}
  done
}

still_wanted() {
  local caller
  for caller in "${CALLERS[@]}"; do
    stat_fields "${caller% *}" && [[ ${FIELDS[19]} == "${caller#* }" ]] || return 1
  done
}

# Writes down a process that has to be gone in the end.
remember() { echo "$1 $(started "$1" || true)" >>"$DIR/pids"; }

alive() { [[ -n $1 && -e /proc/$1 ]] && kill -0 "$1" 2>/dev/null; }

# Ends what is written down in FOLDER/pids and still the same process, the hard way, and removes the folder.
sweep() {
  local folder=$1 pid start
  [[ -f $folder/pids ]] || return 0
  while read -r pid start; do
    if [[ -n $start && $(started "$pid" || true) == "$start" ]]; then kill -KILL "$pid" 2>/dev/null || true; fi
  done <"$folder/pids"
  rm -rf "$folder"
  rmdir "$(dirname "$folder")" 2>/dev/null || true
}

# Should this script be killed so that no trap runs, the pipe closes and the janitor sweeps in its place. Every child
# closes descriptor 7, so that the pipe is this script's alone.
start_janitor() {
  mkfifo -m 0600 "$DIR/janitor"
  setsid env --ignore-signal=INT,QUIT,TERM,HUP bash -c '
    source "$1/lab.sh"
    read -r _ <"$2/janitor" || true
    sweep "$2"' janitor "$ROOT/logic/src/lab" "$DIR" 7>&- >/dev/null 2>&1 &
  exec 7>"$DIR/janitor"
}

# hold COMMAND...: starts a process that does nothing but keep namespaces; its PID is HELD.
hold() {
  local i
  setsid env --ignore-signal=INT,QUIT "$@" sleep infinity 7>&- </dev/null >/dev/null &
  HELD=$!
  disown "$HELD" # so that bash keeps quiet about its end
  remember "$HELD"
  for ((i = 0; i < 2000; i++)); do
    [[ $(cat "/proc/$HELD/comm" 2>/dev/null) == sleep ]] && return 0
    alive "$HELD" || break
    sleep 0.01
  done
  die "no network namespace could be made here ($*)"
}

# ENTER: the words to put before a command that shall run in that holder's network namespace, as root of the lab's user
# namespace; it keeps its PID.
enter_words() {
  ENTER=(nsenter -t "$1" -n --)
  is_root || ENTER=(nsenter -t "$LAB_ROOT" -U --preserve-credentials -- "${ENTER[@]}")
}

# inside PID COMMAND...: runs a command in that holder's namespaces.
inside() {
  local ENTER
  enter_words "$1"
  "${ENTER[@]}" "${@:2}"
}

may_unshare() { unshare -Urn true 2>/dev/null; }

make_namespaces() {
  need_tool ip iproute2
  if is_root; then
    hold unshare -n
    CLIENT=$HELD
    hold unshare -n
  else
    # The client's namespace belongs to a user namespace within the lab's, where the user is no root: some programs do
    # not like to be root of a user namespace with one mapped user, and door.pl starts these there.
    hold unshare -Ur
    LAB_ROOT=$HELD
    local within=(nsenter -t "$LAB_ROOT" -U --preserve-credentials --)
    if "${within[@]}" unshare -Un --map-user="$UID" true 2>/dev/null; then
      hold "${within[@]}" unshare -Un --map-user="$UID"
    else
      hold "${within[@]}" unshare -n
    fi
    CLIENT=$HELD
    hold "${within[@]}" unshare -n
  fi
  STACK=$HELD
  inside "$CLIENT" ip link set lo up
  inside "$CLIENT" ip link add lab-client type veth peer name lab-stack netns "$STACK"
  inside "$CLIENT" ip link set lab-client addrgenmode none
  inside "$CLIENT" ip address add "$CLIENT_ADDRESS" dev lab-client
  if has_ip6; then inside "$CLIENT" ip address add "$CLIENT_ADDRESS6" dev lab-client nodad; fi
  inside "$CLIENT" ip link set lab-client up
  inside "$STACK" ip link set lab-stack addrgenmode none
  inside "$STACK" ip link set lab-stack up
}

# Whether logic's user may read a file; root copies the halves where it may not.
may_read() { setpriv --reuid "$LOGIC_USER" --regid "$LOGIC_GROUP" --clear-groups test -r "$1" 2>/dev/null; }

reachable_halves() {
  is_root || return 0
  may_read "$JAVA_HOME/lib/modules" \
    || die "the JDK in $JAVA_HOME can't be read by unprivileged users, and neither half runs as root: install one in /usr/lib/jvm, or run this as an ordinary user."
  if ! may_read "$LOGIC" || ! may_read "$BINDER"; then
    cp -rL --preserve=timestamps "$ROOT/binder/target/app" "$DIR/binder"
    cp -rL --preserve=timestamps "$ROOT/logic/target/app" "$DIR/logic"
    chmod -R a+rX "$DIR/binder" "$DIR/logic"
    BINDER=$DIR/binder/bin/binder
    LOGIC=$DIR/logic/bin/logic
  fi
}

# BINDER_COMMAND: the binder with what it needs until it gives that away too. $1: its namespace's holder, or nothing for
# the namespace one is in.
binder_command() {
  BINDER_COMMAND=()
  if [[ -n ${1:-} ]]; then
    enter_words "$1"
    BINDER_COMMAND=("${ENTER[@]}")
  fi
  if is_root; then
    BINDER_COMMAND+=(setpriv --bounding-set=-all,+net_raw,+setuid,+setgid,+chown --inh-caps=-all --no-new-privs)
    BINDER_COMMAND+=(--groups "$SHARED_GROUP" --)
    BINDER_COMMAND+=("$BINDER" --socket-group "$SHARED_GROUP")
  elif [[ -n ${1:-} ]]; then
    BINDER_COMMAND+=(setpriv --bounding-set=-all,+net_raw --inh-caps=-all --no-new-privs -- "$BINDER")
  elif [[ -x ${GRANTED:-} ]]; then
    BINDER_COMMAND+=("$GRANTED")
  else
    BINDER_COMMAND+=("$BINDER")
  fi
  BINDER_COMMAND+=(--raw-to-logic "$SOCKETS/raw_to_logic.sock" --logic-to-raw "$SOCKETS/logic_to_raw.sock")
}

# LOGIC_COMMAND: the logic without any capability, in an empty network namespace.
logic_command() {
  local none=(setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all --no-new-privs)
  if is_root; then
    LOGIC_COMMAND=(unshare -n -- "${none[@]}" --reuid "$LOGIC_USER" --regid "$LOGIC_GROUP" --groups "$SHARED_GROUP" --)
    LOGIC_COMMAND+=("$LOGIC" run --socket-group "$SHARED_GROUP")
  elif unshare -Un --map-current-user --keep-caps true 2>/dev/null; then
    LOGIC_COMMAND=(unshare -Un --map-current-user --keep-caps -- "${none[@]}" -- "$LOGIC" run)
  else
    LOGIC_COMMAND=(setpriv --no-new-privs -- "$LOGIC" run)
  fi
  LOGIC_COMMAND+=(--raw-to-logic "$SOCKETS/raw_to_logic.sock" --logic-to-raw "$SOCKETS/logic_to_raw.sock")
}

# start NAME COMMAND...: in the background and in a session of its own (Ctrl-C is this script's to pass on); what it
# prints is shown with its name before it and kept in DIR/NAME.log. The PID is STARTED, the printer's PRINTER.
start() {
  local name=$1 line
  shift
  [[ -p $DIR/$name.out ]] || mkfifo -m 0600 "$DIR/$name.out"
  (
    trap '' INT TERM QUIT HUP
    exec 7>&-
    while IFS= read -r line; do
      printf '%s\n' "$line" >>"$DIR/$name.log"
      printf '%-6s | %s\n' "$name" "$line"
    done <"$DIR/$name.out"
  ) &
  PRINTER=$!
  setsid env --default-signal=INT,QUIT,TERM,HUP "$@" 7>&- </dev/null >"$DIR/$name.out" 2>&1 &
  STARTED=$!
  remember "$STARTED"
}

# stop PID: asks a process to end, waits up to 5 s, then insists. $2, if given, is its printer.
stop() {
  local pid=$1 i
  [[ -n $pid ]] || return 0
  kill -TERM "$pid" 2>/dev/null || true
  for ((i = 0; i < 100; i++)); do
    alive "$pid" || break
    sleep 0.05
  done
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  if [[ -n ${2:-} ]]; then wait "$2" 2>/dev/null || true; fi
}
