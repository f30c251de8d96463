package dev.multipath.agent.detection;

/**
 * WAN load balancing of VyOS with its defaults: a ping, waited for 5 s ({@code resp-time}), then a pause of 5 s; one
 * failure ({@code failure-count}) and it is out, one success ({@code success-count}) and it is in again.
 *
 * @see <a href="https://github.com/vyos/vyos-1x/blob/05e92d27ea1f18b5c5846ee447f189394586243c/src/helpers/vyos-load-balancer.py">vyos-load-balancer.py</a>
 */
final class Vyos implements Script {
    private static final Step PING = new Ping(1, 5 * Path.SECOND);
    private static final Step PAUSE = new Pause(5 * Path.SECOND);

    private boolean pinged;
    private boolean active = true;

    @Override
    public Step next(boolean answered, long now) {
        active = pinged ? answered : active;
        pinged = !pinged;
        return pinged ? PING : PAUSE;
    }

    @Override
    public boolean inUse() {
        return active;
    }
}
