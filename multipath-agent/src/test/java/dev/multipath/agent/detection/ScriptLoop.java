package dev.multipath.agent.detection;

/** Runs a {@link Script} on a line. */
final class ScriptLoop implements Watcher {
    private final Script script;
    private Script.Step step = new Script.Pause(0);
    private long stepBegan;
    private long firstPacket;
    private long nextPacket;

    /** @param start when it begins, virtual nanoseconds */
    ScriptLoop(Script script, long start) {
        this.script = script;
        stepBegan = start;
    }

    @Override
    public long nextWake() {
        if (step instanceof Script.Ping ping) {
            boolean more = nextPacket - firstPacket < ping.packets();
            long deadline = stepBegan + ping.deadline();
            return more ? Math.min(deadline, stepBegan + (nextPacket - firstPacket) * Path.SECOND) : deadline;
        }
        return stepBegan + ((Script.Pause) step).nanos();
    }

    @Override
    public void wake(long now, Wire wire) {
        if (step instanceof Script.Ping ping && now - stepBegan < ping.deadline()) {
            wire.echo(nextPacket++);
        } else {
            begin(false, now, wire);
        }
    }

    @Override
    public void answered(long probe, long sentAt, long now, Wire wire) {
        if (step instanceof Script.Ping && probe >= firstPacket) {
            begin(true, now, wire);
        }
    }

    private void begin(boolean answered, long now, Wire wire) {
        step = script.next(answered, now);
        stepBegan = now;
        firstPacket = nextPacket;
        if (step instanceof Script.Ping) {
            wire.echo(nextPacket++);
        }
    }

    @Override
    public boolean inUse() {
        return script.inUse();
    }
}
