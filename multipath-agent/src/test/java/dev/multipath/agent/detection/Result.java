package dev.multipath.agent.detection;

/**
 * What one watcher made of one trace.
 *
 * @param detection from the death of the line until it is out of use; of runs in which it was in use when it died
 * @param alreadyOut runs in which it was not
 * @param returning from the revival of the line until it is in use again
 * @param leaves how often a line that was not dead went out of use, a day; of a flapping line, how often it went at all,
 *     an hour
 * @param outOfUse the share of that time it was out of use
 * @param packets a second sent to the line in that time
 */
record Result(Delays detection, int alreadyOut, Delays returning, double leaves, double outOfUse, double packets) {}
