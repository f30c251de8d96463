/**
 * Some twenty bad days, written down once and lived through twice: by the agent in virtual time, and by the packaged jar
 * in network namespaces.
 */
@org.jspecify.annotations.NullMarked
package dev.multipath.agent.scenario;
