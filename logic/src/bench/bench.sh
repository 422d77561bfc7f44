#!/usr/bin/env bash
# just bench [PART] [options]: figures of both halves, beside others' where there are others.
#
#   just bench [--rounds N] [--quick] [--only PART,...] [--json FILE] [--profile DIR]
#                       all parts, one after the other, and one table at the end
#   just bench PART ... one part alone, with options of its own: the head of logic/src/bench/PART.sh says which
#
#   relay   echoes against a relay in C of the same shape            web     TCP and HTTP against the kernel with nginx
#   load    latency against offered rate, open loop; draws load.svg  fresh   how soon a new process is at full rate
#   idle    connections that only are there, 1,000 to 1,000,000      soak    full load for long: memory, pauses, losses
#   steps   the pure code, by JMH, in short                          decode  the packet decoder against tshark
#
#   jmh     the pure code, with JMH's own options                    profile flame graphs of both halves
#   goodput over a bad way, against the kernel's CUBIC and BBR; a round takes about a minute
#   scaling what the figures of relay and web mean on larger machines paste   puts table and scaling into README.md
#
# --profile leaves flame graphs of both halves in DIR; --quick is for a look, not for figures.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/../lab/jdk.sh"
all=(relay web load fresh idle steps decode soak)
for one in "${all[@]}" jmh profile scaling paste goodput; do
  if [[ ${1:-} == "$one" ]]; then exec "$here/$one.sh" "${@:2}"; fi
done

words="just bench${*:+ $*}" rounds=2 quick='' built='' only='' json='' profile=''
while (($# > 0)); do
  case $1 in
    --rounds) rounds=${2:?} ;;
    --only) only=${2:?} ;;
    --json) json=$(realpath -m "${2:?}") ;;
    --profile) profile=$(realpath -m "${2:?}") ;;
    --quick) quick=--quick; shift; continue ;;
    --built) built=--built; shift; continue ;;
    *) sed -n '2,17s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; [[ $1 == --help || $1 == -h ]] && exit 0; die "just bench: not '$1'" ;;
  esac
  shift 2
done
IFS=, read -ra parts <<<"${only:-$(IFS=,; echo "${all[*]}")}"
declare -A each=([relay]=90 [web]=135 [load]=97 [fresh]=20 [idle]=150 [steps]=130 [decode]=20 [soak]=75 [profile]=95)
whole=0
span() { # PART: about how many seconds it takes
  case $1 in
    relay | web | load | fresh | decode) echo $((each[$1] * (${#quick} ? 1 : rounds) / (${#quick} ? 2 : 1))) ;;
    *) echo $((each[$1] / (${#quick} ? 3 : 1))) ;;
  esac
}
for part in "${parts[@]}" ${profile:+profile}; do
  [[ -n ${each[$part]:-} ]] || die "just bench --only: there is no part '$part', there are ${all[*]}"
  whole=$((whole + $(span "$part")))
done
need_jdk
[[ -n $built ]] || "$ROOT/logic/src/lab/build.sh" all
begun=$SECONDS skipped=()
say "just bench: ${parts[*]}; about $(((whole + 59) / 60)) minutes, until $(date -d "+$whole seconds" +%H:%M)"
number=0
for part in "${parts[@]}"; do
  say ""
  say "[$((++number))/${#parts[@]}] $part, about $(span "$part") s, after $(((SECONDS - begun) / 60)) min"
  rm -f "${ETHERLOOM_BENCH:-$ROOT/logic/target/bench}/$part.medians"
  "$here/$part.sh" --rounds "$rounds" $quick $built --brief </dev/null || skipped+=("$part")
done
if [[ -n $profile ]]; then "$here/profile.sh" "$profile" $quick $built || skipped+=(profile); fi
say ""
"$here/table.sh" ${json:+--json "$json"} --command "$words" "${parts[@]}"
if [[ -n $profile ]]; then say "Flame graphs: $profile"; fi
((${#skipped[@]} == 0)) || die "not measured: ${skipped[*]}; the reason stands above"
