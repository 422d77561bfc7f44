#!/usr/bin/env bash
# build.sh all|binder|logic|fmt [maven arguments]: builds what changed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
need_maven
what=${1:-all}
shift || true
cd "$ROOT"

# fresh LAUNCHER FOLDER...: whether the launcher is younger than every source.
fresh() {
  local launcher=$1
  shift
  [[ -x $launcher && -e $launcher.built ]] \
    && [[ -z $(find pom.xml "$@" \( -name target -o -name test -o -name lab -o -name bench -o -name .cifuzz-corpus \) -prune \
      -o \( -type f -newer "$launcher.built" -print -quit \)) ]]
}

# build MODULES LAUNCHER...: the stamps take the time at which the build began.
build() {
  local modules=$1 launcher begun
  shift
  begun=$(mktemp)
  mvn -B -q -ntp -Dstyle.color=never -Dmaven.test.skip=true package -pl "$modules" -am "${arguments[@]}" 2> >(grep -v 'Unsafe' >&2) \
    || { rm -f "$begun"; die "the build failed; the lines above say where"; }
  for launcher in "$@"; do
    [[ -x $launcher ]] || { rm -f "$begun"; die "the build made no $launcher"; }
    touch -r "$begun" "$launcher.built"
  done
  rm -f "$begun"
}

arguments=("$@")
case $what in
  all)
    if (($# == 0)) && fresh "$BINDER" shared-frames binder && fresh "$LOGIC" shared-frames logic; then exit 0; fi
    say "building (the first time takes a few minutes)"
    build shared-frames,binder,logic "$BINDER" "$LOGIC"
    ;;
  binder)
    if (($# == 0)) && fresh "$BINDER" shared-frames binder; then exit 0; fi
    say "building the binder"
    build shared-frames,binder "$BINDER"
    ;;
  logic)
    if (($# == 0)) && fresh "$LOGIC" shared-frames logic; then exit 0; fi
    say "building the logic"
    build shared-frames,logic "$LOGIC"
    ;;
  fmt) mvn -B -q -ntp -Dstyle.color=never spotless:apply ;;
  *) die "build.sh: all, binder, logic or fmt, not '$what'" ;;
esac
