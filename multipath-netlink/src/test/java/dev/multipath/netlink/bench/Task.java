package dev.multipath.netlink.bench;

import java.util.Locale;

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
    LIST("list", "List all routes and rules of a small namespace, whole process", Per.PROCESS),
    LIST_RSS("list-rss", "The same: peak resident set", Per.PROCESS);

    /** What is counted. */
    enum Per {
        ROUTE,
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

    /** How many of it are done in one go. */
    int count(BenchOptions options) {
        return switch (per) {
            case ROUTE -> options.routes();
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
