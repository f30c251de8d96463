package dev.multipath.agent.survival;

/** Whose conversation it is, and how it is led. */
public enum Group {
    /** Of the LAN's client, masqueraded by the gateway. */
    LAN_TCP("TCP of the LAN"),
    /** Likewise; a conversation is one socket's with one address. */
    LAN_UDP("UDP of the LAN"),
    /** Of the gateway itself, its source address chosen by the kernel. */
    GATEWAY_TCP("TCP of the gateway"),
    /** Likewise, connected. */
    GATEWAY_UDP("UDP of the gateway"),
    /** From the Internet to one uplink's address, and by the operator's port forward to the LAN's server. */
    FORWARDED("TCP forwarded to the LAN"),
    /** UDP of the LAN, quiet from before the fault until after the switch, as between two keepalives. */
    LAN_TUNNEL("quiet tunnel of the LAN"),
    /** UDP of the gateway, likewise. */
    GATEWAY_TUNNEL("quiet tunnel of the gateway"),
    /** TCP of the LAN that ended with an uplink, and comes again from the same port when the uplink returns. */
    RECONNECTED("TCP of the LAN, come again"),
    /** On the client's loopback device: its gaps are the machine's own. */
    CONTROL("loopback");

    private final String words;

    Group(String words) {
        this.words = words;
    }

    /** For tables. */
    public String words() {
        return words;
    }

    boolean isStream() {
        return this == LAN_TCP || this == GATEWAY_TCP || this == FORWARDED || this == RECONNECTED;
    }

    /** Whether it says nothing until it is woken. */
    boolean isTunnel() {
        return this == LAN_TUNNEL || this == GATEWAY_TUNNEL;
    }
}
