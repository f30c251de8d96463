package dev.multipath.agent.migrate;

/**
 * One thing a shell file says: an assignment, or something else that is not executed here.
 *
 * @param line where it begins, from 1
 * @param name of the variable; empty for something else
 * @param value as the shell would have it
 * @param source as it stands there, on one line
 * @param doubt why the value, or that there is an assignment at all, cannot be told without executing it; else empty
 */
record Statement(int line, String name, String value, String source, String doubt) {
    boolean isAssignment() {
        return !name.isEmpty();
    }
}
