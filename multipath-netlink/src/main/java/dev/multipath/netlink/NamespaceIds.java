package dev.multipath.netlink;

import dev.multipath.netlink.codec.NamespaceIdCodec;
import dev.multipath.netlink.codec.Netnsa;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.NamespaceId;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which this network namespace knows others: {@code ip netns list-id} and {@code ip netns set}. They are
 * what {@code IFLA_LINK_NETNSID} and events of a namespace-wide monitor speak of.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
public final class NamespaceIds {
    private final Conversation conversation;
    private final Duration timeout;

    NamespaceIds(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every namespace that has a number here. */
    public List<NamespaceId> list() {
        List<NamespaceId> ids = new ArrayList<>();
        Request request = new Ask(Rtm.RTM_GETNSID, 0, 0, 0, "ip netns list-id");
        conversation.dump(request, timeout, new Gathering<>(ids, NamespaceIds::decode), 0);
        return ids;
    }

    /**
     * The number of the namespace this descriptor stands for.
     *
     * @return absent where it has none here
     */
    public OptionalInt get(int netNsDescriptor) {
        return get(Netnsa.NETNSA_FD, netNsDescriptor, "ip netns list-id # of /proc/self/fd/" + netNsDescriptor);
    }

    /**
     * The number of the namespace a process is in; ESRCH where there is no such process.
     *
     * @return absent where it has none here
     */
    public OptionalInt ofProcess(int pid) {
        return get(Netnsa.NETNSA_PID, pid, "ip netns list-id # of process " + pid);
    }

    /**
     * Gives the namespace this descriptor stands for a number, for as long as it exists.
     *
     * @param id 0 and above
     * @throws NetlinkException.Rejected EEXIST where it has a number, ENOSPC where the number is taken
     */
    public void set(int netNsDescriptor, int id) {
        conversation.execute(naming(netNsDescriptor, id), timeout);
    }

    static Request naming(int netNsDescriptor, int id) {
        if (id < 0) {
            throw new IllegalArgumentException("namespace id " + id);
        }
        return new Set(netNsDescriptor, id, "ip netns set /proc/self/fd/" + netNsDescriptor + " " + id);
    }

    private OptionalInt get(int attribute, int value, String words) {
        Gathering<NamespaceId> answer = new Gathering<>(new ArrayList<>(1), NamespaceIds::decode, id -> id.id() >= 0);
        Request request = new Ask(Rtm.RTM_GETNSID, attribute, value, 0, words);
        conversation.get(request, timeout, answer, Errno.ENOENT.value());
        return answer.first().map(id -> OptionalInt.of(id.id())).orElse(OptionalInt.empty());
    }

    private record Ask(int type, int attribute, int value, int flags, String words) implements Request {
        @Override
        public void write(MessageWriter message) {
            NamespaceIdCodec.encodeHeader(message);
            if (attribute != 0) {
                message.attributes().u32(attribute, value);
            }
        }
    }

    private record Set(int descriptor, int id, String words) implements Request {
        @Override
        public int type() {
            return Rtm.RTM_NEWNSID;
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void write(MessageWriter message) {
            NamespaceIdCodec.encodeHeader(message);
            message.attributes().u32(Netnsa.NETNSA_FD, descriptor);
            message.attributes().u32(Netnsa.NETNSA_NSID, id);
        }
    }

    private static @Nullable NamespaceId decode(MessageReader message) throws DecodeException {
        return message.type() == Rtm.RTM_NEWNSID ? NamespaceIdCodec.decode(message) : null;
    }
}
