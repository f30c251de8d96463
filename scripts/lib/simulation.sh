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
  # Four compiling threads: code that waits to be compiled runs slowly. Less is inlined than usual, so there is less to
  # compile. Large pages where there are any. docs/simulation.md says what it saves.
  local compiler=(-XX:CICompilerCount=4 -XX:InlineSmallCode=1000 -XX:MaxInlineLevel=9 -XX:FreqInlineSize=200)
  local memory=(-XX:+UseSerialGC -XX:+UseTransparentHugePages -Xms768m -Xmn512m -Xmx1g)
  "$(default_jdk)/bin/java" "${compiler[@]}" "${memory[@]}" -cp "$classes" dev.multipath.agent.sim.Simulate "$@"
}
