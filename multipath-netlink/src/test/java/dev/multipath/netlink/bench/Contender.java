package dev.multipath.netlink.bench;

import java.util.List;

/**
 * A program that does the work.
 *
 * @param name in the report
 * @param training a command to run once before all rounds; none for most
 * @param command prints {@link Figure}s
 */
record Contender(String name, List<String> training, List<String> command) {
    Contender(String name, List<String> command) {
        this(name, List.of(), command);
    }
}
