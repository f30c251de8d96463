package dev.multipath.testkit.kernel;

import java.util.HashMap;
import java.util.Map;

/** The values of the fake kernel's sysctls; {@link Sysctls} has their names. */
final class Settings {
    /** {@code net.ipv4.fib_multipath_hash_seed}: here 0 is a seed like any other, where Linux takes a random one. */
    long hashSeed;
    /** {@code net.ipv4.fib_multipath_hash_policy}: 0 or 1. */
    int hashPolicy4;
    /** {@code net.ipv6.fib_multipath_hash_policy}: 0 or 1. */
    int hashPolicy6;

    /** {@code net.ipv4.conf.all.ignore_routes_with_linkdown}: holds beside a device's own. */
    boolean all4;

    boolean all6;
    boolean default4;
    boolean default6;

    private final Map<Integer, Boolean> devices4 = new HashMap<>();
    private final Map<Integer, Boolean> devices6 = new HashMap<>();

    void copyFrom(Settings other) {
        hashSeed = other.hashSeed;
        hashPolicy4 = other.hashPolicy4;
        hashPolicy6 = other.hashPolicy6;
        all4 = other.all4;
        all6 = other.all6;
        default4 = other.default4;
        default6 = other.default6;
        devices4.clear();
        devices4.putAll(other.devices4);
        devices6.clear();
        devices6.putAll(other.devices6);
    }

    /** Whether legs of a device without carrier are passed over. */
    boolean ignoresLinkdown(boolean ipv6, int device) {
        return ipv6 ? device6(device) : all4 || device4(device);
    }

    /** A device's own value; an IPv4 one that was never set is that of {@code default}. */
    boolean device4(int device) {
        return devices4.getOrDefault(device, default4);
    }

    boolean device6(int device) {
        return devices6.getOrDefault(device, default6);
    }

    void device4(int device, boolean value) {
        devices4.put(device, value);
    }

    void device6(int device, boolean value) {
        devices6.put(device, value);
    }

    /** IPv6 has no second look at {@code all}: writing it writes all the others. */
    void all6(boolean value) {
        all6 = value;
        default6 = value;
        devices6.replaceAll((device, old) -> value);
    }

    /** A new device has the default of the moment. */
    void created(int device) {
        devices6.put(device, default6);
    }

    void deleted(int device) {
        devices4.remove(device);
        devices6.remove(device);
    }
}
