package dev.multipath.agent.detection;

/**
 * Fault Tolerant Router with the configuration it generates: six addresses are pinged one after the other, each once and
 * waited for 2 s, until four answered or four no longer can; then a pause of 60 s. The last test alone decides.
 *
 * @see <a href="https://github.com/FireWalkerX/fault_tolerant_router">fault_tolerant_router</a>: {@code uplink.rb}
 *     ({@code ping -n -c 1 -W 2}) and {@code generate_config.rb}
 */
final class FaultTolerantRouter implements Script {
    private static final int ADDRESSES = 6;
    private static final int REQUIRED = 4;
    private static final Step PING = new Ping(1, 2 * Path.SECOND);
    private static final Step PAUSE = new Pause(60 * Path.SECOND);

    private boolean testing;
    private int successful;
    private int unsuccessful;
    private boolean up = true;

    @Override
    public Step next(boolean answered, long now) {
        if (!testing) {
            testing = true;
            successful = 0;
            unsuccessful = 0;
            return PING;
        }
        successful += answered ? 1 : 0;
        unsuccessful += answered ? 0 : 1;
        if (successful < REQUIRED && ADDRESSES - unsuccessful >= REQUIRED) {
            return PING;
        }
        testing = false;
        up = successful >= REQUIRED;
        return PAUSE;
    }

    @Override
    public boolean inUse() {
        return up;
    }
}
