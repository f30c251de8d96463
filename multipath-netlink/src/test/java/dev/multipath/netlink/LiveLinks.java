package dev.multipath.netlink;

import com.google.gson.JsonObject;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.BridgePortAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** The links of a namespace as the library and {@code ip -d} have them, by name. */
record LiveLinks(LiveNamespace live) {
    /** What the library reads of a link's kind. */
    Attributes attributes(String name) {
        return live.netlink()
                .links()
                .get(name)
                .orElseThrow()
                .linkKind()
                .orElseThrow()
                .attributes();
    }

    /** What came without a key, padding aside. */
    static Map<Integer, String> typeless(Attributes attributes) {
        Map<Integer, String> found = new TreeMap<>();
        attributes.unknown().attributes().forEach(raw -> found.put(raw.type() & 0x3fff, raw.toString()));
        found.remove(attributes.has(BridgePortAttributes.BRPORT_COST) ? 26 : 40);
        return found;
    }

    int index(String name) {
        return live.netlink().links().get(name).orElseThrow().index();
    }

    /** What {@code ip -d link show} says. */
    JsonObject json(String name) {
        return live.json("-d link show " + name).get(0).getAsJsonObject();
    }

    /** What it says of the link's kind. */
    JsonObject data(String name) {
        return json(name).getAsJsonObject("linkinfo").getAsJsonObject("info_data");
    }

    /** Skips the test on a kernel without this kind of link, or without its options. */
    void requireKind(String kind, String options) {
        requireKind(kind, options, "link add probe");
    }

    /** The same, for a kind that wants more than a name. */
    void requireKind(String kind, String options, String add) {
        FreshNamespace.Result made = live.run((add + " type " + kind + " " + options).strip());
        Assumptions.assumeTrue(made.status() == 0, "this kernel has no " + kind + ": " + made.output());
        live.ip("link delete probe");
    }
}
