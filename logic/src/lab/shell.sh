#!/usr/bin/env bash
# just shell [COMMAND...]: on the client's side of the running lab.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

# The youngest lab that runs, in the given registries.
newest() {
  local file best=''
  for file in "$@"; do
    [[ -r $file ]] || continue
    RUN='' CLIENT=''
    source "$file"
    if [[ -n $CLIENT && -e /proc/$RUN && ( -z $best || $file -nt $best ) ]]; then best=$file; fi
  done
  echo "$best"
}

lab=$(newest "$(registry)"/*/lab.env)
if [[ -z $lab ]] && ! is_root && [[ -n $(newest /run/etherloom-lab/*/lab.env) ]]; then
  command -v sudo >/dev/null || die "the running lab is root's, and there is no sudo: run this as root."
  exec sudo "$ROOT/logic/src/lab/shell.sh" "$@"
fi
[[ -n $lab ]] || die "no lab is running: start one with 'just run' in another terminal"
source "$lab"
export STACK_IP STACK_IP6
enter_words "$CLIENT"
door=("$ROOT/logic/src/lab/door.pl" "$CLIENT")
if is_root || ! command -v perl >/dev/null; then door=(); fi
if (($# > 0)); then
  if [[ $1 == tcpdump && ${#door[@]} -gt 0 ]]; then exec perl "${door[@]}" "$@"; fi
  exec "${ENTER[@]}" "$@"
fi
say "the client's side of the lab: 10.77.0.1 and fd77::1 on lab-client; the stack is $STACK_IP${STACK_IP6:+ and $STACK_IP6} (ping \$STACK_IP). exit leaves."
if ((${#door[@]} > 0)); then
  LAB_DOOR="perl $(printf '%q ' "${door[@]}")"
  export LAB_DOOR
  tcpdump() { eval "$LAB_DOOR tcpdump \"\$@\""; }
  export -f tcpdump
fi
export PS1='etherloom-lab \w \$ ' PROMPT_COMMAND=''
exec "${ENTER[@]}" bash --norc
