package dev.multipath.netlink;

import dev.multipath.netlink.codec.Ifla;
import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.wire.MessageWriter;
import dev.multipath.netlink.wire.NetlinkHeader;

/** Requests about links. */
final class LinkRequest {
    /** {@code RTEXT_FILTER_SKIP_STATS}: counters are a third of the answer and nobody asked. */
    private static final int RTEXT_FILTER_SKIP_STATS = 8;

    private LinkRequest() {}

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
            StringBuilder out = new StringBuilder("ip link add ").append(link.name());
            out.append(" type ").append(link.kind());
            link.peer().ifPresent(peer -> out.append(" peer name ").append(peer.name()));
            return out.toString();
        }
    }

    /** Changes one. */
    record Change(int index, LinkChange change) implements Request {
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
            StringBuilder out = new StringBuilder("ip link set if").append(index);
            change.up().ifPresent(up -> out.append(up ? " up" : " down"));
            change.name().ifPresent(name -> out.append(" name ").append(name));
            change.mtu().ifPresent(mtu -> out.append(" mtu ").append(mtu));
            change.hardwareAddress()
                    .ifPresent(address -> out.append(" address ").append(address));
            change.master().ifPresent(master -> {
                out.append(master == 0 ? " nomaster" : " master if" + master);
            });
            change.netNsFd()
                    .ifPresent(descriptor -> out.append(" netns /proc/self/fd/").append(descriptor));
            return out.toString();
        }
    }

    /** Deletes one. */
    record Delete(int index) implements Request {
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

    /** Dumps all, or asks for one: by index, or by name where the index is 0. */
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
            message.attributes().u32(Ifla.IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
            if (!name.isEmpty()) {
                message.attributes().string(Ifla.IFLA_IFNAME, name);
            }
        }

        @Override
        public String words() {
            if (name.isEmpty()) {
                return index == 0 ? "ip link show" : "ip link show if" + index;
            }
            return "ip link show " + name;
        }
    }
}
