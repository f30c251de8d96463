package dev.multipath.netlink;

import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of resilient nexthop groups: {@code ip nexthop bucket}. The kernel makes, moves and removes them; they can
 * only be looked at.
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>
 */
public final class NextHopBuckets {
    private static final int MAX_INDEX = 0xffff;

    private final Conversation conversation;
    private final Duration timeout;

    NextHopBuckets(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every bucket of every resilient group. */
    public List<NextHopBucket> list() {
        return list(NextHopBucketFilter.ALL);
    }

    /**
     * The buckets a filter lets through, by group and index; none for a group that is gone. EINVAL for an object that is
     * no resilient group.
     */
    public List<NextHopBucket> list(NextHopBucketFilter filter) {
        List<NextHopBucket> buckets = new ArrayList<>();
        dump(filter, new Gathering<>(buckets, NextHopBuckets::decode));
        return buckets;
    }

    /**
     * One bucket; empty where there is no such group, or it has fewer. EINVAL for an object that is no resilient group.
     *
     * @param index from 0
     */
    public Optional<NextHopBucket> get(long groupId, int index) {
        NextHopRequest.requireId(groupId);
        if (index < 0 || index > MAX_INDEX) {
            throw new IllegalArgumentException("bucket index " + index + " is outside 0.." + MAX_INDEX);
        }
        Gathering<NextHopBucket> answer = new Gathering<>(new ArrayList<>(1), NextHopBuckets::decode);
        Request request = new NextHopRequest.GetBucket(groupId, index);
        conversation.get(request, timeout, answer, Errno.ENOENT.value());
        return answer.first();
    }

    /**
     * Shows the buckets a filter lets through to a visitor, one by one, in the order of {@link #list(NextHopBucketFilter)}.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(NextHopBucketFilter filter, Visitor<? super NextHopBucket> visitor) {
        dump(filter, new Walk<>(NextHopBuckets::decode, visitor));
    }

    private void dump(NextHopBucketFilter filter, Sink sink) {
        int absent = filter.groupId().isPresent() ? Errno.ENOENT.value() : 0;
        conversation.dump(new NextHopRequest.DumpBuckets(filter), timeout, sink, absent);
    }

    private static @Nullable NextHopBucket decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWNEXTHOPBUCKET && NextHopBucketCodec.isTyped(message);
        return about ? NextHopBucketCodec.decode(message) : null;
    }
}
