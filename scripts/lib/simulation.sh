# Builds and starts the agent's simulation; sourced after common.sh by scripts/simulate and scripts/mutate.
# shellcheck shell=bash

# build_simulation: compiles, and sets simulation_classes to the class path. SIMULATION_CLASSES skips that: a class path
# of what is compiled already.
build_simulation() {
  simulation_classes=${SIMULATION_CLASSES:-}
  [[ -z $simulation_classes ]] || return 0
  install_missing javac mvn
  step "building"
  local out=$PWD/multipath-agent/target/simulation
  mkdir -p "$out"
  mvn --quiet --batch-mode ${MAVEN_OFFLINE:+--offline} --projects multipath-agent --also-make test-compile \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dspotless.check.skip -Djacoco.skip -DincludeScope=test -Dmdep.outputFile="$out/classpath" ||
    die "The build failed; see above."
  simulation_classes=multipath-agent/target/test-classes:multipath-agent/target/classes:$(<"$out/classpath")
}

# simulate CLASSPATH ARGUMENT…
simulate() {
  local classes=$1
  shift
  # Four compiling threads: code that waits to be compiled runs slowly, and there is a hundred seconds' worth of it. Large
  # pages: all that is made in the young generation is written to memory that was last touched long ago.
  "$(default_jdk)/bin/java" -XX:+UseSerialGC -XX:CICompilerCount=4 -XX:+UseTransparentHugePages -Xms768m -Xmn512m \
    -Xmx1g -cp "$classes" dev.multipath.agent.sim.Simulate "$@"
}
