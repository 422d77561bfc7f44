# shellcheck shell=bash
# Sourced by the parts that need the bench's own Java: compiles it, against libraries from the package registry. JAVA is
# then the command to run it with.
need_maven
build_classes() {
  local folder=$ROOT/logic/target/bench artifact name processors
  mkdir -p "$folder/lib" "$folder/classes"
  for artifact in org.openjdk.jmh:jmh-core:1.37 org.openjdk.jmh:jmh-generator-annprocess:1.37 net.sf.jopt-simple:jopt-simple:5.0.4 \
    org.apache.commons:commons-math3:3.6.1 org.hdrhistogram:HdrHistogram:2.2.2 tools.profiler:async-profiler:4.5; do
    name=${artifact#*:}
    [[ -e $folder/lib/${name/:/-}.jar ]] \
      || (cd "$ROOT" && mvn -B -q -N -Dstyle.color=never dependency:copy -Dartifact="$artifact" -DoutputDirectory="$folder/lib" 2> >(grep -v Unsafe >&2)) \
      || die "$artifact could not be had"
  done
  processors=$(printf '%s:' "$folder"/lib/jmh*.jar "$folder"/lib/jopt*.jar "$folder"/lib/commons*.jar)
  CLASSES="$folder/classes:$folder/lib/*:$ROOT/logic/target/app/lib/*"
  if [[ -z $(find "$folder/classes" -name Load.class -newer "$LOGIC") ]] \
    || [[ -n $(find "$ROOT/logic/src/bench/java" -name '*.java' -newer "$folder/classes/dev/etherloom/bench/Load.class") ]]; then
    rm -rf "$folder/classes" "$folder/made"
    mkdir "$folder/classes" "$folder/made"
    "$JAVA_HOME/bin/javac" -proc:full -processorpath "$processors" -cp "$CLASSES" -d "$folder/classes" -s "$folder/made" \
      "$ROOT"/logic/src/bench/java/dev/etherloom/bench/*.java
  fi
  JAVA=("$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "$CLASSES")
}
build_classes
