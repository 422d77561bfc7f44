#!/usr/bin/env bash
# just bench jmh [options of JMH]: how many frames a second the pure code takes, by JMH: DecodeBenchmark.layers decodes
# a mix of 10,000 frames, DecodeBenchmark.json prints them too. Operations are frames.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lab/jdk.sh"
need_maven
"$ROOT/logic/src/lab/build.sh" logic
folder=$ROOT/logic/target/jmh
mkdir -p "$folder/lib" "$folder/classes"
for artifact in org.openjdk.jmh:jmh-core:1.37 org.openjdk.jmh:jmh-generator-annprocess:1.37 net.sf.jopt-simple:jopt-simple:5.0.4 \
  org.apache.commons:commons-math3:3.6.1; do
  name=${artifact#*:}
  [[ -e $folder/lib/${name/:/-}.jar ]] \
    || (cd "$ROOT" && mvn -B -q -N dependency:copy -Dartifact="$artifact" -DoutputDirectory="$folder/lib" 2> >(grep -v Unsafe >&2))
done
classpath=$folder/lib/*:$ROOT/logic/target/app/lib/*
processors=$(printf '%s:' "$folder"/lib/*.jar)
"$JAVA_HOME/bin/javac" -proc:full -processorpath "$processors" -cp "$classpath" -d "$folder/classes" "$ROOT"/logic/src/bench/java/dev/etherloom/bench/*.java
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$folder/classes:$classpath" org.openjdk.jmh.Main "$@"
