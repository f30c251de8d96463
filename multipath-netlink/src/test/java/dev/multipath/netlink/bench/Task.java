package dev.multipath.netlink.bench;

import java.util.Locale;
import java.util.Optional;

/** A piece of work every program does, as it is called in their output and in the report. */
enum Task {
    ADD("add", "Add %,d IPv4 routes, one message each, its acknowledgement awaited", Per.ROUTE),
    ADD_BATCH("add-batch", "Add %,d IPv4 routes, batched", Per.ROUTE),
    ADD_BATCH_ACKS("add-batch-acks", "Add %,d IPv4 routes, batched, the kernel acknowledging every message", Per.ROUTE),
    DUMP("dump", "Dump %,d IPv4 routes into records", Per.ROUTE),
    WALK("walk", "Walk over a dump of %,d IPv4 routes, keeping none", Per.ROUTE),
    DELETE("delete", "Delete %,d IPv4 routes, one message each, its acknowledgement awaited", Per.ROUTE),
    DELETE_BATCH("delete-batch", "Delete %,d IPv4 routes, batched", Per.ROUTE),
    FLUSH("flush", "Flush %,d IPv4 routes: dump, and delete what came, batched", Per.ROUTE),
    REPLACE("replace", "Replace a weighted default over four gateways %,d times", Per.REPLACE),
    EVENT("event", "From another process sending a change to hearing of it, %,d times, 1 ms apart", Per.EVENT),
    FIRST("first", "Add the first %,d IPv4 routes of a fresh process, one message each", Per.FIRST_ROUTE),
    STORM("storm", "Hear %,d changes made without a pause, with a receive buffer of 4 MiB asked for", Per.ROUTE),
    STORM_SMALL("storm-small", "The same of %,d changes, with the kernel's usual receive buffer", Per.ROUTE),
    LIST("list", "List all routes and rules of a small namespace, whole process", Per.PROCESS),
    LIST_RSS("list-rss", "The same: peak resident set", Per.PROCESS),
    FULL_LIST("full-list", "Read all routes and rules of a namespace with %,d routes, whole process", Per.ROUTE),
    FULL_LIST_RSS("full-list-rss", "The same of %,d: peak resident set", Per.ROUTE);

    /** How many routes are the first ones. */
    static final int FIRST_ROUTES = 1000;

    /** What is counted. */
    enum Per {
        ROUTE,
        FIRST_ROUTE,
        REPLACE,
        EVENT,
        PROCESS
    }

    private final String word;
    private final String title;
    private final Per per;

    Task(String word, String title, Per per) {
        this.word = word;
        this.title = title;
        this.per = per;
    }

    /** In output. */
    String word() {
        return word;
    }

    /** In the report. */
    String title(BenchOptions options) {
        return String.format(Locale.ROOT, title, count(options));
    }

    /** What says how much memory the processes of this task needed; empty where nobody looked. */
    Optional<Task> memory() {
        return switch (this) {
            case LIST -> Optional.of(LIST_RSS);
            case FULL_LIST -> Optional.of(FULL_LIST_RSS);
            default -> Optional.empty();
        };
    }

    /** Whether it tells of another task's memory, and has no table of its own. */
    boolean isMemory() {
        return this == LIST_RSS || this == FULL_LIST_RSS;
    }

    /** Whether single steps were timed and not their sum is what counts. */
    boolean isDelay() {
        return this == EVENT || this == STORM || this == STORM_SMALL;
    }

    /** How many of it are done in one go. */
    int count(BenchOptions options) {
        return switch (per) {
            case ROUTE -> options.routes();
            case FIRST_ROUTE -> FIRST_ROUTES;
            case REPLACE -> options.replaces();
            case EVENT -> options.events();
            case PROCESS -> 1;
        };
    }

    /**
     * The task of that name in output.
     *
     * @throws IllegalArgumentException for a name there is none of
     */
    static Task named(String word) {
        for (Task task : values()) {
            if (task.word.equals(word)) {
                return task;
            }
        }
        throw new IllegalArgumentException("no such work: " + word);
    }
}
