# Sourced by the other scripts: finds the checkout, a JDK 25 and Maven.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
BINDER=$ROOT/binder/target/app/bin/binder
LOGIC=$ROOT/logic/target/app/bin/logic

PATH=$PATH:/usr/sbin:/sbin # where ip and tcpdump may be, and ordinary users do not look

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
  warn "$*"
  exit 1
}

# The Java version of a JDK folder, by its release file; 0 if it is no JDK.
java_version() {
  local version=0 line
  [[ -x $1/bin/javac && -r $1/release ]] || { echo 0; return; }
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then version=${BASH_REMATCH[1]}; fi
  done <"$1/release"
  echo "$version"
}

# JAVA_HOME if it is new enough, else the oldest JDK from 25 on in the usual folders.
find_jdk() {
  local folder version best='' least=1000
  if [[ -n ${JAVA_HOME:-} ]] && (($(java_version "$JAVA_HOME") >= 25)); then return 0; fi
  for folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/lib/jvm/* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    [[ -d $folder && ! -L $folder ]] || continue
    version=$(java_version "$folder")
    if ((version >= 25 && version < least)); then best=$folder least=$version; fi
  done
  [[ -n $best ]] || return 1
  export JAVA_HOME=$best
}

need_jdk() {
  find_jdk || die "Etherloom needs a JDK 25, and none is in JAVA_HOME, /usr/lib/jvm, /opt or ~/.sdkman: install one with 'apt-get install openjdk-25-jdk-headless', 'sdk install java 25-tem' or Temurin 25, or set JAVA_HOME."
  export PATH=$JAVA_HOME/bin:$PATH
}

need_maven() {
  local folder
  need_jdk
  command -v mvn >/dev/null && return 0
  for folder in "${MAVEN_HOME:-/nonexistent}" /usr/share/maven /opt/maven /opt/apache-maven* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/maven/current; do
    if [[ -x $folder/bin/mvn ]]; then
      export PATH=$folder/bin:$PATH
      return 0
    fi
  done
  die "Etherloom is built with Maven, and there is no mvn: install it with 'apt-get install maven' or 'sdk install maven'."
}
