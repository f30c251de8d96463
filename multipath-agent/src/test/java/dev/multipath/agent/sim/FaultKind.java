package dev.multipath.agent.sim;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/** What goes wrong in a schedule, and for how long. */
enum FaultKind {
    /** The cable is pulled once. */
    CARRIER_LOSS(true, true, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** The carrier comes and goes every few hundred milliseconds to seconds. */
    CARRIER_FLAPS(true, false, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** {@code ip link set down}, and up again. */
    ADMIN_DOWN(true, true, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** Nothing comes through any more, in one direction or both; carrier stays. Some lines answer "unreachable". */
    SILENT_LOSS(true, true, SECONDS.toNanos(6), SECONDS.toNanos(90)),
    /** The line dies and lives again in quick turns, its carrier unmoved: a modem that flaps. */
    SILENT_FLAPS(true, false, SECONDS.toNanos(20), SECONDS.toNanos(120)),
    /** Gilbert-Elliott bursts. */
    LOSS_BURSTS(true, false, SECONDS.toNanos(20), SECONDS.toNanos(180)),
    /** A share of the packets of one direction is lost. */
    ASYMMETRIC_LOSS(true, false, SECONDS.toNanos(20), SECONDS.toNanos(180)),
    /** Round trips grow to hundreds of milliseconds. */
    LATENCY_SPIKE(true, false, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** Others send and receive over the device; now and then what they send is answered no more. */
    TRAFFIC(true, false, SECONDS.toNanos(10), SECONDS.toNanos(180)),
    /** A target stops answering, whatever uplink asks; or all of them. */
    TARGET_DEATH(false, false, SECONDS.toNanos(10), SECONDS.toNanos(120)),
    /** An address goes and comes back; a point-to-point link redials and gets another. */
    ADDRESS_CHANGE(true, false, SECONDS.toNanos(2), SECONDS.toNanos(30)),
    /** The device is deleted and made anew, with another index. */
    IFINDEX_CHANGE(true, false, MILLISECONDS.toNanos(500), SECONDS.toNanos(30)),
    /** Another program has a route in main or in the agent's tables. */
    FOREIGN_ROUTE(true, false, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** Another program has a rule. */
    FOREIGN_RULE(false, false, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** Another program deletes routes and rules of the agent's, a few times. */
    OBJECTS_DELETED(false, false, SECONDS.toNanos(1), SECONDS.toNanos(20)),
    /** Notifications are lost: the receive buffer overruns, or nothing is heard at all. */
    EVENT_LOSS(false, false, SECONDS.toNanos(5), SECONDS.toNanos(40)),
    /** Dumps are disturbed by changes, or refused. */
    DUMP_INTERRUPTED(false, false, SECONDS.toNanos(5), SECONDS.toNanos(30)),
    /** Any operation may be refused, or its acknowledgement lost. */
    APPLY_FAILING(false, false, SECONDS.toNanos(5), SECONDS.toNanos(30)),
    /** {@code kill -9} between two events or two operations, and a new start. */
    CRASH(false, false, MILLISECONDS.toNanos(100), SECONDS.toNanos(20)),
    /** Another configuration. */
    RELOAD(false, false, SECONDS.toNanos(5), SECONDS.toNanos(60)),
    /** Looks and changes take hundreds of milliseconds. */
    SLOW_EXECUTOR(false, false, SECONDS.toNanos(5), SECONDS.toNanos(30)),
    /** The monotonic clock jumps ahead, and nothing else does: a virtual machine was moved. */
    CLOCK_STEP(false, false, MILLISECONDS.toNanos(100), SECONDS.toNanos(5)),
    /** The agent is stopped while the world goes on. */
    STOPPED(false, false, MILLISECONDS.toNanos(300), SECONDS.toNanos(8)),
    /** An operator takes an uplink out by hand. */
    DISABLED(true, false, SECONDS.toNanos(5), SECONDS.toNanos(60));

    /** Of all kinds. */
    static final long LONGEST = SECONDS.toNanos(180);

    final boolean ofUplink;
    /** Whether it is one outage: one notice that it is down, one that it is up. */
    final boolean outage;

    final long shortest;
    final long longest;

    FaultKind(boolean ofUplink, boolean outage, long shortest, long longest) {
        this.ofUplink = ofUplink;
        this.outage = outage;
        this.shortest = shortest;
        this.longest = longest;
    }
}
