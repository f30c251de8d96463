package dev.multipath.netlink;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about rules. */
final class RuleRequest {
    private RuleRequest() {}

    /**
     * Adds or deletes one.
     *
     * @param verb as {@code "add"}
     */
    record Change(int type, int flags, Rule rule, String verb) implements Request {
        @Override
        public void write(MessageWriter message) {
            RuleCodec.encodeRequest(rule, message);
        }

        @Override
        public String words() {
            boolean ipv4 = rule.family().value() == AddressFamily.INET.value();
            return (ipv4 ? "ip rule " : "ip -6 rule ") + verb + " " + Iproute2.rule(rule);
        }
    }

    /** Dumps those of one family. */
    record Dump(AddressFamily family) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETRULE;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            message.u8(family.value()).u8(0).u8(0).u8(0).u32(0).u32(0);
        }

        @Override
        public String words() {
            return family.value() == AddressFamily.INET.value() ? "ip rule show" : "ip -6 rule show";
        }
    }
}
