package dev.multipath.netlink;

import static dev.multipath.netlink.codec.Nha.*;
import static dev.multipath.netlink.codec.NhaResBucket.NHA_RES_BUCKET_INDEX;
import static dev.multipath.netlink.codec.NhaResBucket.NHA_RES_BUCKET_NH_ID;

import dev.multipath.netlink.codec.NextHopObjectCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceNames;
import dev.multipath.netlink.model.Iproute2;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.MessageWriter;

/** Requests about nexthop objects and their buckets. */
final class NextHopRequest {
    /** {@code NHA_OP_FLAG_DUMP_STATS}: with counters. */
    private static final int DUMP_STATS = 1;
    /** {@code NHA_OP_FLAG_DUMP_HW_STATS}: with those of hardware; refused without the other. */
    private static final int DUMP_HW_STATS = 2;

    private NextHopRequest() {}

    static void requireId(long id) {
        if (id < 1 || id > 0xffff_ffffL) {
            throw new IllegalArgumentException("nexthop id " + id + " is outside 1..2^32-1");
        }
    }

    /**
     * Adds or replaces one.
     *
     * @param verb as {@code "add"}
     */
    record Change(int flags, NextHopObject object, String verb) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_NEWNEXTHOP;
        }

        @Override
        public void write(MessageWriter message) {
            NextHopObjectCodec.encodeRequest(object, message);
        }

        @Override
        public String words() {
            boolean ipv6 = object.target().family().value() == AddressFamily.INET6.value();
            String command = ipv6 ? "ip -6 nexthop " : "ip nexthop ";
            return command + verb + " " + Iproute2.nexthop(object, InterfaceNames.NUMBERS);
        }
    }

    /** Deletes one. */
    record Delete(long id) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_DELNEXTHOP;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            NextHopObjectCodec.encodeId(id, message);
        }

        @Override
        public String words() {
            return "ip nexthop delete id " + id;
        }
    }

    /** Asks for one. */
    record Get(long id, boolean statistics) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETNEXTHOP;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            NextHopObjectCodec.encodeId(id, message);
            countersToo(statistics, message.attributes());
        }

        @Override
        public String words() {
            return (statistics ? "ip -s nexthop get id " : "ip nexthop get id ") + id;
        }
    }

    /** Dumps those a filter without id lets through. */
    record Dump(NextHopFilter filter, boolean statistics) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETNEXTHOP;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            int family = filter.family().orElse(AddressFamily.UNSPEC).value();
            message.u8(family).u8(0).u8(0).u8(0).u32(0);
            AttributeWriter out = message.attributes();
            filter.interfaceIndex().ifPresent(index -> out.u32(NHA_OIF, index));
            filter.master().ifPresent(index -> out.u32(NHA_MASTER, index));
            if (filter.groups()) {
                out.flag(NHA_GROUPS);
            }
            if (filter.fdb()) {
                out.flag(NHA_FDB);
            }
            countersToo(statistics, out);
        }

        @Override
        public String words() {
            StringBuilder out = new StringBuilder(statistics ? "ip -s" : "ip");
            filter.family().ifPresent(family -> {
                out.append(family.value() == AddressFamily.INET.value() ? " -4" : " -6");
            });
            out.append(" nexthop show");
            filter.interfaceIndex().ifPresent(index -> out.append(" dev if").append(index));
            filter.master().ifPresent(index -> out.append(" master if").append(index));
            return out.append(filter.groups() ? " groups" : "")
                    .append(filter.fdb() ? " fdb" : "")
                    .toString();
        }
    }

    /** Asks for one bucket. */
    record GetBucket(long groupId, int index) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETNEXTHOPBUCKET;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            NextHopObjectCodec.encodeId(groupId, message);
            AttributeWriter out = message.attributes();
            int mark = out.open(NHA_RES_BUCKET | AttributeReader.NESTED);
            out.u16(NHA_RES_BUCKET_INDEX, index);
            out.close(mark);
        }

        @Override
        public String words() {
            return "ip nexthop bucket get id " + groupId + " index " + index;
        }
    }

    /** Dumps the buckets a filter lets through. */
    record DumpBuckets(NextHopBucketFilter filter) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETNEXTHOPBUCKET;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            message.u8(0).u8(0).u8(0).u8(0).u32(0);
            AttributeWriter out = message.attributes();
            filter.groupId().ifPresent(id -> out.u32(NHA_ID, id));
            filter.interfaceIndex().ifPresent(index -> out.u32(NHA_OIF, index));
            filter.master().ifPresent(index -> out.u32(NHA_MASTER, index));
            filter.nexthopId().ifPresent(id -> {
                int mark = out.open(NHA_RES_BUCKET | AttributeReader.NESTED);
                out.u32(NHA_RES_BUCKET_NH_ID, id);
                out.close(mark);
            });
        }

        @Override
        public String words() {
            StringBuilder out = new StringBuilder("ip nexthop bucket show");
            filter.groupId().ifPresent(id -> out.append(" id ").append(id));
            filter.nexthopId().ifPresent(id -> out.append(" nhid ").append(id));
            filter.interfaceIndex().ifPresent(index -> out.append(" dev if").append(index));
            filter.master().ifPresent(index -> out.append(" master if").append(index));
            return out.toString();
        }
    }

    private static void countersToo(boolean wanted, AttributeWriter out) {
        if (wanted) {
            out.u32(NHA_OP_FLAGS, DUMP_STATS | DUMP_HW_STATS);
        }
    }
}
