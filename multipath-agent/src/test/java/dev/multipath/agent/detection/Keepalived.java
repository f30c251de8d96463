package dev.multipath.agent.detection;

/**
 * keepalived with a track script run every second, {@code fall 2} and {@code rise 2}, the script being {@code ping -c 1
 * -W 1}.
 *
 * <p>The result counts from 0 to {@code rise + fall − 1}; a failure that finds it at {@code rise} takes the line out, a
 * success that finds it at {@code rise − 1} takes it in.
 *
 * @see <a href="https://github.com/acassen/keepalived/blob/master/keepalived/vrrp/vrrp_scheduler.c">vrrp_scheduler.c,
 *     vrrp_script_child_thread</a>
 * @see <a href="https://www.keepalived.org/manpage.html">keepalived.conf(5), vrrp_script</a>
 */
final class Keepalived implements Script {
    private static final int FALL = 2;
    private static final int RISE = 2;
    private static final long INTERVAL = Path.SECOND;
    private static final Step PING = new Ping(1, Path.SECOND);

    private int result = RISE + FALL - 1;
    private boolean running;
    private long began;
    private boolean good = true;

    @Override
    public Step next(boolean answered, long now) {
        if (!running) {
            running = true;
            began = now;
            return PING;
        }
        running = false;
        if (answered) {
            succeeded();
        } else {
            failed();
        }
        return new Pause(Math.max(0, began + INTERVAL - now));
    }

    private void succeeded() {
        if (result < RISE - 1) {
            result++;
        } else {
            good = true;
            result = RISE + FALL - 1;
        }
    }

    private void failed() {
        if (result > RISE) {
            result--;
        } else {
            good = false;
            result = 0;
        }
    }

    @Override
    public boolean inUse() {
        return good;
    }
}
