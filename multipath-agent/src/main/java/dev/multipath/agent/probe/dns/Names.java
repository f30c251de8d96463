package dev.multipath.agent.probe.dns;

import dev.multipath.agent.probe.exchange.Exchanges;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.netlink.model.IpAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The addresses of names, looked up over the very path they are wanted for. An address is used beyond its time to live
 * while the name is looked up again, and on when that fails: a resolver's death is not the uplink's. Of the prober's
 * thread alone.
 */
public final class Names {
    /** Asked again no sooner and no later than this, whatever the time to live. */
    private static final long LEAST = Duration.ofSeconds(5).toNanos();

    private static final long MOST = Duration.ofMinutes(5).toNanos();

    /** What could not be looked up again for so long is forgotten, and so is what nobody wants. */
    private static final long STALE = Duration.ofHours(1).toNanos();

    private static final int MAX_NAMES = 1024;
    private static final int MAX_WAITING = 64;

    /** Who wants an address. */
    public interface Wanter {
        void found(IpAddress address);

        void notFound(String why);
    }

    /** A name is looked up anew for each path: providers' resolvers may answer differently. */
    record Key(Path path, String host) {}

    private static final class Entry {
        private final Deque<Wanter> waiting = new ArrayDeque<>();
        private List<IpAddress> addresses = List.of();
        private int current;
        private boolean lookingUp;
        private long freshUntil;
        private long heardAt;
        /** When the last lookup ended, however it did. */
        private long lookedUpAt;

        private long wantedAt;
    }

    private final Exchanges exchanges;
    private final SystemResolvers system;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    public Names(Exchanges exchanges, SystemResolvers system) {
        this.exchanges = exchanges;
        this.system = system;
    }

    /**
     * Tells an address of the host, at once or later.
     *
     * @param resolvers who is asked; empty for those of the system
     */
    public void find(Path path, String host, List<IpAddress> resolvers, Wanter wanter) {
        long now = System.nanoTime();
        Key key = new Key(path, host);
        Entry entry = entries.computeIfAbsent(key, unknown -> new Entry());
        entry.wantedAt = now;
        if (!entry.addresses.isEmpty() && now - entry.heardAt > STALE) {
            entry.addresses = List.of();
        }
        boolean known = !entry.addresses.isEmpty();
        if (!known) {
            if (entry.waiting.size() >= MAX_WAITING) {
                entry.waiting.remove();
            }
            entry.waiting.add(wanter);
        }
        if (!entry.lookingUp && (!known || now - entry.freshUntil >= 0)) {
            entry.lookingUp = true;
            new Lookup(this, exchanges, key, usable(path, resolvers, now)).ask();
        }
        if (known) {
            wanter.found(entry.addresses.get(entry.current));
        }
    }

    /**
     * The address was of no use: the next one, if there is another. Once none of them was of any, the name is looked up
     * again, whatever its time to live: a captive portal's resolver may have answered.
     */
    public void tryAnother(Path path, String host, IpAddress useless) {
        Entry entry = entries.get(new Key(path, host));
        if (entry != null
                && !entry.addresses.isEmpty()
                && entry.addresses.get(entry.current).equals(useless)) {
            entry.current = (entry.current + 1) % entry.addresses.size();
            if (entry.current == 0 && entry.freshUntil - (entry.lookedUpAt + LEAST) > 0) {
                entry.freshUntil = entry.lookedUpAt + LEAST;
            }
        }
    }

    /** Forgets names nobody wanted for an hour, and the oldest of too many. */
    public void sweep(long now) {
        entries.values().removeIf(entry -> !entry.lookingUp && now - entry.wantedAt > STALE);
        while (entries.size() > MAX_NAMES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private List<IpAddress> usable(Path path, List<IpAddress> configured, long now) {
        List<IpAddress> usable = new ArrayList<>();
        for (IpAddress resolver : configured.isEmpty() ? system.current(now) : configured) {
            if (resolver.family().equals(path.source().family())) {
                usable.add(resolver);
            }
        }
        return usable;
    }

    /** @param ttl in seconds */
    void found(Key key, List<IpAddress> addresses, long ttl) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return;
        }
        long now = System.nanoTime();
        IpAddress before = entry.addresses.isEmpty() ? addresses.get(0) : entry.addresses.get(entry.current);
        entry.addresses = List.copyOf(addresses);
        entry.current = Math.max(0, entry.addresses.indexOf(before));
        entry.heardAt = now;
        entry.lookedUpAt = now;
        entry.lookingUp = false;
        entry.freshUntil = now
                + Math.max(
                        LEAST,
                        Math.min(MOST, Duration.ofSeconds(Math.min(ttl, 86_400)).toNanos()));
        IpAddress address = entry.addresses.get(entry.current);
        for (Wanter wanter = entry.waiting.poll(); wanter != null; wanter = entry.waiting.poll()) {
            wanter.found(address);
        }
    }

    void notFound(Key key, String why) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return;
        }
        entry.lookingUp = false;
        entry.lookedUpAt = System.nanoTime();
        entry.freshUntil = entry.lookedUpAt + LEAST;
        for (Wanter wanter = entry.waiting.poll(); wanter != null; wanter = entry.waiting.poll()) {
            wanter.notFound(why);
        }
    }
}
