# shellcheck shell=bash
# Sourced by the parts that need the bench's own Java: compiles it, against libraries from the package registry. JAVA is
# then the command to run it with.
need_maven
build_classes() {
  local folder=$ROOT/logic/target/bench pom=$ROOT/logic/src/bench/pom.xml processors
  mkdir -p "$folder/lib" "$folder/classes"
  if [[ ! $folder/lib/all -nt $pom ]]; then
    mvn -B -q -Dstyle.color=never -f "$pom" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$folder/lib" 2> >(grep -v Unsafe >&2) \
      || die "the libraries of $pom could not be had"
    touch "$folder/lib/all"
  fi
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
