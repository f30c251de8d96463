package dev.multipath.agent.bench;

/** One thing to be measured. It leaves nothing behind, whether it ends well or not. */
interface Measurement {
    /** As the command line has it. */
    String name();

    /** Measures, and adds its rows to the report. */
    void run(Options options, Report report) throws Exception;
}
