# shellcheck shell=bash
# For the scripts that run a Java program of the agent's test sources with the packaged jar: the demonstration and the
# measurements. Sourced after common.sh, in the project's directory.

agent_jar=$PWD/multipath-agent/target/multipath-agent.jar

# The jar has the libraries too, so that nothing else is needed.
program_classes=$agent_jar:$PWD/testkit/target/classes:$PWD/multipath-agent/target/test-classes

# build_agent: the jar and the programs, unless they are newer than all sources.
build_agent() {
  local newer=yes
  if [[ -f $agent_jar && -d multipath-agent/target/test-classes && -d testkit/target/classes ]]; then
    newer=$(find pom.xml LICENSE NOTICE ./*/pom.xml ./*/src -newer "$agent_jar" -print -quit)
  fi
  [[ -n $newer ]] || return 0
  step "building multipath-agent/target/multipath-agent.jar"
  mvn --quiet --batch-mode package -DskipTests -Dspotless.check.skip -Djacoco.skip ||
    die "The build failed; see above. 'mvn package -DskipTests' shows more."
}

# run_program CLASS ARGUMENT…: in the place of this shell where it can, so that signals go to the program.
run_program() {
  local java=java
  [[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
  local command=(
    "$java" -XX:+UseSerialGC "-Dmultipath.agent.jar=$agent_jar"
    "-Dmultipath.agent.launcher=$PWD/multipath-agent/bin/multipath-agent" "-Dbench.jdk=${bench_jdk:-}"
    -cp "$program_classes" "$@"
  )
  if ((EUID == 0)); then
    unshare --net true 2>/dev/null || die \
      "This needs network namespaces, and root may not make any here (in a container: with --privileged it may)."
    PATH=$PATH:/usr/sbin:/sbin exec "${command[@]}"
  fi
  in_namespaces "${command[@]}"
}
