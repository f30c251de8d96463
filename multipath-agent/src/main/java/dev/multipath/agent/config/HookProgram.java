package dev.multipath.agent.config;

/**
 * A program that the configuration names, and where it does: whether it can be run is for others to look up.
 *
 * @param path absolute
 * @param line from 1
 * @param column from 1
 */
public record HookProgram(String path, int line, int column) {}
