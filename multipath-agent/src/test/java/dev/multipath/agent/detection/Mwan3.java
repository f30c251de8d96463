package dev.multipath.agent.detection;

/**
 * mwan3 of OpenWrt with its tracker's defaults: a ping, waited for 4 s, then a pause of 10 s; five failures in a row and
 * it is offline, five successes in a row and it is online again. One tracked address, reliability 1.
 *
 * <p>The score runs from 0 to {@code down + up}. Where one check less makes it {@code up} the interface goes offline and
 * the score to 0; where one more makes it {@code up} the interface comes back and the tracker starts anew.
 *
 * @see <a href="https://github.com/openwrt/packages/blob/0150459a78519c8a421a1ad8a164f0b22d74d0e6/net/mwan3/files/usr/sbin/mwan3track">mwan3track</a>
 */
final class Mwan3 implements Script {
    private static final int DOWN = 5;
    private static final int UP = 5;
    private static final Step PING = new Ping(1, 4 * Path.SECOND);
    private static final Step PAUSE = new Pause(10 * Path.SECOND);

    private int score = DOWN + UP;
    private boolean pinged;
    private boolean online = true;

    @Override
    public Step next(boolean answered, long now) {
        if (!pinged) {
            pinged = true;
            return PING;
        }
        pinged = false;
        if (answered) {
            succeeded();
        } else {
            failed();
        }
        return PAUSE;
    }

    private void succeeded() {
        score++;
        if (score >= UP) {
            online = true;
            score = DOWN + UP;
        }
    }

    private void failed() {
        score--;
        if (score <= UP) {
            online = score == UP ? false : online;
            score = 0;
        }
    }

    @Override
    public boolean inUse() {
        return online;
    }
}
