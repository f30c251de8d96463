package dev.multipath.netlink;

import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.IflaInfo;
import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.ProtocolInfoCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.Iproute2Link;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.LinkFilter;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.KernelText;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;
import java.util.List;

/** Requests about links. */
final class LinkRequest {
    /** Bytes of the longest name {@code IFLA_IFNAME} takes; longer ones are alternative names. */
    private static final int MAX_NAME = 15;

    private static final int MAX_ALTERNATIVE_NAME = 127;
    private static final int MAX_NAMES = 100;

    private LinkRequest() {}

    /**
     * Insists on the index of an interface: 0 would ask for, change or delete something else.
     *
     * @return the index
     */
    static int requireIndex(int index) {
        if (index < 1) {
            throw new IllegalArgumentException("interface index " + index);
        }
        return index;
    }

    /** Whether an interface can have this name, or this alternative one. */
    static boolean isName(String name) {
        int bytes = KernelText.bytes(name).length;
        return bytes > 0 && bytes <= MAX_ALTERNATIVE_NAME && name.indexOf('\0') < 0;
    }

    /** Creates one. */
    record Create(NewLink link) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_NEWLINK;
        }

        @Override
        public int flags() {
            return NetlinkHeader.NLM_F_CREATE | NetlinkHeader.NLM_F_EXCL;
        }

        @Override
        public void write(MessageWriter message) {
            LinkCodec.encodeRequest(link, message);
        }

        @Override
        public String words() {
            return Iproute2Link.add(link);
        }
    }

    /** Changes one. */
    record Change(int index, LinkChange change) implements Request {
        Change {
            requireIndex(index);
        }

        @Override
        public int type() {
            return Rtm.RTM_NEWLINK;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            LinkCodec.encodeRequest(index, change, message);
        }

        @Override
        public String words() {
            return Iproute2Link.set(index, change);
        }
    }

    /** Deletes one. */
    record Delete(int index) implements Request {
        Delete {
            requireIndex(index);
        }

        @Override
        public int type() {
            return Rtm.RTM_DELLINK;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            LinkCodec.encodeIndex(index, message);
        }

        @Override
        public String words() {
            return "ip link delete if" + index;
        }
    }

    /** Asks for one: by index, or by any of its names where the index is 0. */
    record Get(int index, String name) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETLINK;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            LinkCodec.encodeIndex(index, message);
            message.attributes().u32(Ifla.IFLA_EXT_MASK, LinkFilter.ALL.extras());
            if (!name.isEmpty()) {
                int type = KernelText.bytes(name).length > MAX_NAME ? Ifla.IFLA_ALT_IFNAME : Ifla.IFLA_IFNAME;
                message.attributes().string(type, name);
            }
        }

        @Override
        public String words() {
            return "ip link show " + (name.isEmpty() ? "if" + index : name);
        }
    }

    /** Dumps those the kernel chooses. */
    record Dump(LinkFilter filter) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETLINK;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            LinkCodec.encodeIndex(0, message);
            AttributeWriter out = message.attributes();
            out.u32(Ifla.IFLA_EXT_MASK, filter.extras());
            if (filter.master().isPresent()) {
                out.u32(Ifla.IFLA_MASTER, filter.master().getAsInt());
            }
            if (filter.kind().isPresent()) {
                int mark = out.open(Ifla.IFLA_LINKINFO | AttributeReader.NESTED);
                out.text(IflaInfo.IFLA_INFO_KIND, filter.kind().get());
                out.close(mark);
            }
            if (filter.namespace().isPresent()) {
                out.u32(Ifla.IFLA_TARGET_NETNSID, filter.namespace().getAsInt());
            }
        }

        @Override
        public String words() {
            return Iproute2Link.show(filter);
        }
    }

    /** Dumps what a protocol says of each. */
    record Protocol(AddressFamily family) implements Request {
        /** @throws IllegalArgumentException for a family that says nothing of links */
        Protocol {
            ProtocolInfo.set(family);
        }

        @Override
        public int type() {
            return Rtm.RTM_GETLINK;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            ProtocolInfoCodec.encodeDump(family, message);
        }

        @Override
        public String words() {
            return family.equals(AddressFamily.BRIDGE) ? "bridge link show" : "ip -6 link show";
        }
    }

    /** Gives one further names, or takes them. */
    record Names(int index, List<String> names, boolean give) implements Request {
        Names {
            requireIndex(index);
            if (names.isEmpty() || names.size() > MAX_NAMES) {
                throw new IllegalArgumentException(names.size() + " alternative names");
            }
            for (String name : names) {
                if (!isName(name)) {
                    throw new IllegalArgumentException("alternative name '" + name + "' is not 1..127 bytes");
                }
            }
        }

        @Override
        public int type() {
            return give ? Rtm.RTM_NEWLINKPROP : Rtm.RTM_DELLINKPROP;
        }

        @Override
        public int flags() {
            return give ? NetlinkHeader.NLM_F_CREATE | NetlinkHeader.NLM_F_EXCL | NetlinkHeader.NLM_F_APPEND : 0;
        }

        @Override
        public void write(MessageWriter message) {
            LinkCodec.encodeIndex(index, message);
            AttributeWriter out = message.attributes();
            int mark = out.open(Ifla.IFLA_PROP_LIST | AttributeReader.NESTED);
            for (String name : names) {
                out.string(Ifla.IFLA_ALT_IFNAME, name);
            }
            out.close(mark);
        }

        @Override
        public String words() {
            String verb = give ? " add" : " del";
            return "ip link property" + verb + " dev if" + index + " altname " + String.join(" altname ", names);
        }
    }

    /**
     * Asks for statistics of one, or dumps those of all where the index is 0.
     *
     * @param filter bit n−1 asks for attribute n of {@link InterfaceStatistics}
     */
    record Statistics(int index, long filter) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_GETSTATS;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            StatsCodec.encodeHeader(index, filter, message);
        }

        @Override
        public String words() {
            return "ip stats show" + (index == 0 ? "" : " dev if" + index);
        }
    }
}
