#!/usr/bin/env bash
# just door PATH: lets packetdrill, or whoever speaks as it does, at our TCP: a UNIX stream socket at PATH takes socket
# calls and frames, a request a line, and answers in virtual time. Prints `ready: PATH`; until Ctrl-C. The language:
# logic/src/test/java/dev/etherloom/logic/testkit/PacketdrillDoor.java
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jdk.sh"
(($# == 1)) || die "just door PATH"
path=$(realpath -m "$1")
need_maven
cd "$ROOT"
mvn -B -q -ntp -Dstyle.color=never test-compile dependency:build-classpath -Dmdep.outputFile=target/door/classpath \
  -pl shared-frames,logic 2> >(grep -v Unsafe >&2) || die "the build failed; the lines above say where"
cd logic
exec "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp "target/test-classes:target/classes:$(<target/door/classpath)" dev.etherloom.logic.testkit.PacketdrillDoor "$path"
