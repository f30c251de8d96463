package dev.multipath.testkit.netns;

/** What breaks a router on the way, as nf_tables rules in its namespace: each fault a table of its own. */
final class Faults {
    /** In the families' tables, before everything else. */
    private static final int PRIORITY = -400;

    private final Namespace router;

    Faults(Namespace router) {
        this.router = router;
    }

    /** Drops silently what the router forwards, both ways. */
    void blackhole() {
        blackhole("");
    }

    /** Likewise, only what matches; in the place of an earlier one. */
    void blackhole(String match) {
        set("inet", "fault_blackhole", forward(match + " drop"));
    }

    /** Refuses what the router should forward, both ways, with ICMP "network unreachable" or ICMPv6 "no route". */
    void unreachable() {
        set("inet", "fault_unreachable", forward("reject with icmpx type no-route"));
    }

    /** Drops each packet the router forwards with this probability, in both directions independently. */
    void loss(double percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("a loss of " + percent + " %");
        }
        long share = Math.round(percent * 1000);
        String dice = share == 100_000 ? "" : "numgen random mod 100000 < " + share + " ";
        set("inet", "fault_loss", forward(dice + "drop"));
    }

    /** Nothing comes in or goes out by a device, ARP and neighbour discovery included; its carrier stays. */
    void deaf(String device) {
        set(
                "netdev",
                "fault_deaf",
                "chain in {\n type filter hook ingress device \"" + device + "\" priority 0; policy drop;\n}\n"
                        + "chain out {\n type filter hook egress device \"" + device
                        + "\" priority 0; policy drop;\n}");
    }

    /** Drops silently what is addressed to one of the router's own addresses. */
    void silence(String family, String address) {
        set(
                "inet",
                table(address),
                "chain input {\n type filter hook input priority " + PRIORITY + ";\n " + family + " daddr " + address
                        + " drop;\n}");
    }

    void unsilence(String address) {
        router.nft(cleared("inet", table(address)));
    }

    /** Ends all faults but silence. */
    void clear() {
        router.nft(cleared("inet", "fault_blackhole")
                + cleared("inet", "fault_unreachable")
                + cleared("inet", "fault_loss")
                + cleared("netdev", "fault_deaf"));
    }

    private static String table(String address) {
        return "fault_silence_" + address.replace('.', '_').replace(':', '_');
    }

    private static String forward(String rule) {
        return "chain forward {\n type filter hook forward priority " + PRIORITY + ";\n " + rule + ";\n}";
    }

    /** Adding an existing table does nothing: this way it is replaced in one transaction, and deleted if there. */
    private void set(String family, String table, String chains) {
        router.nft(cleared(family, table) + "table " + family + " " + table + " {\n" + chains + "\n}\n");
    }

    private static String cleared(String family, String table) {
        return "add table " + family + " " + table + "\ndelete table " + family + " " + table + "\n";
    }
}
