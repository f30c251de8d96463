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
        Collector collector = new Collector();
        int absent = filter.groupId().isPresent() ? Errno.ENOENT.value() : 0;
        conversation.dump(new NextHopRequest.DumpBuckets(filter), timeout, collector, absent);
        return collector.buckets;
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
        Collector collector = new Collector();
        Request request = new NextHopRequest.GetBucket(groupId, index);
        conversation.get(request, timeout, collector, Errno.ENOENT.value());
        return collector.buckets.isEmpty() ? Optional.empty() : Optional.of(collector.buckets.get(0));
    }

    private static final class Collector implements Sink {
        private final List<NextHopBucket> buckets = new ArrayList<>();

        @Override
        public void restart() {
            buckets.clear();
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() == Rtm.RTM_NEWNEXTHOPBUCKET && NextHopBucketCodec.isTyped(message)) {
                buckets.add(NextHopBucketCodec.decode(message));
            }
        }
    }
}
