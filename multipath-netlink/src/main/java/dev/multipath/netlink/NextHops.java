package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_ECHO;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;

import dev.multipath.netlink.codec.NextHopObjectCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Nexthop objects: {@code ip nexthop}. Routes name them by id ({@code RouteTarget.NextHopId}).
 *
 * <p>Every method throws a {@link NetlinkException} when the kernel refuses or cannot be asked.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-nexthop.8.html">ip-nexthop(8)</a>
 */
public final class NextHops {
    private final Conversation conversation;
    private final Duration timeout;

    NextHops(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /** Every nexthop object, in order of id. */
    public List<NextHopObject> list() {
        return list(NextHopFilter.ALL);
    }

    /** The objects a filter lets through, in order of id. */
    public List<NextHopObject> list(NextHopFilter filter) {
        return list(filter, false);
    }

    /**
     * Like {@link #list(NextHopFilter)}, with what each group counted: {@code ip -s nexthop}. Since Linux 6.9; an older
     * kernel refuses with EINVAL.
     */
    public List<NextHopObject> listWithStatistics(NextHopFilter filter) {
        return list(filter, true);
    }

    /** One object. */
    public Optional<NextHopObject> get(long id) {
        return get(id, false);
    }

    /** Like {@link #get}, with what a group counted. Since Linux 6.9; an older kernel refuses with EINVAL. */
    public Optional<NextHopObject> getWithStatistics(long id) {
        return get(id, true);
    }

    /**
     * Adds an object: refused with EEXIST where its id is taken.
     *
     * <p>Its device must be up and have carrier (ENETDOWN), members of a group must exist (EINVAL).
     *
     * @return its id: the one it has, or the one the kernel chose where it has 0
     */
    public long add(NextHopObject object) {
        if (object.id() == 0) {
            return addUnnamed(object);
        }
        conversation.execute(addition(object), timeout);
        return object.id();
    }

    /**
     * Adds an object, or replaces the one of this id in place: no packet of its routes is lost. A group cannot take the
     * place of a single one or of a group of another type, and a bucket table keeps its size (EINVAL).
     *
     * @throws IllegalArgumentException for an object without id
     */
    public void replace(NextHopObject object) {
        requireId(object.id());
        int flags = NLM_F_CREATE | NLM_F_REPLACE;
        conversation.execute(new NextHopRequest.Change(flags, object, "replace"), timeout);
    }

    /**
     * Like {@link #add}, but false where its id is taken, by whatever object.
     *
     * @throws IllegalArgumentException for an object without id
     */
    public boolean addIfAbsent(NextHopObject object) {
        requireId(object.id());
        return conversation.execute(addition(object), timeout, Errno.EEXIST.value(), 0);
    }

    /** Deletes the object of this one's id; ENOENT where there is none. See {@link #delete(long)}. */
    public void delete(NextHopObject object) {
        delete(object.id());
    }

    /**
     * Deletes an object; ENOENT where there is none. Groups lose it as a member, a group's last member takes the group
     * with it, and the routes that named it, or such a group, are gone.
     */
    public void delete(long id) {
        requireId(id);
        conversation.execute(new NextHopRequest.Delete(id), timeout);
    }

    /** Like {@link #delete(NextHopObject)}, but false where there is no object of this id. */
    public boolean deleteIfPresent(NextHopObject object) {
        return deleteIfPresent(object.id());
    }

    /** Like {@link #delete(long)}, but false where there is no such object. */
    public boolean deleteIfPresent(long id) {
        requireId(id);
        return conversation.execute(new NextHopRequest.Delete(id), timeout, Errno.ENOENT.value(), 0);
    }

    /** The buckets of resilient groups: {@code ip nexthop bucket}. */
    public NextHopBuckets buckets() {
        return new NextHopBuckets(conversation, timeout);
    }

    private List<NextHopObject> list(NextHopFilter filter, boolean statistics) {
        Collector collector = new Collector(filter);
        OptionalLong id = filter.id();
        if (id.isPresent()) {
            Request one = new NextHopRequest.Get(id.getAsLong(), statistics);
            conversation.get(one, timeout, collector, Errno.ENOENT.value());
        } else {
            conversation.dump(new NextHopRequest.Dump(filter, statistics), timeout, collector, 0);
        }
        return collector.objects;
    }

    private Optional<NextHopObject> get(long id, boolean statistics) {
        List<NextHopObject> one = list(NextHopFilter.ALL.id(id), statistics);
        return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
    }

    /** The echo of the request is the object as it was made, which tells its id. */
    private long addUnnamed(NextHopObject object) {
        Collector echo = new Collector(NextHopFilter.ALL);
        int flags = NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO;
        Request request = new NextHopRequest.Change(flags, object, "add");
        conversation.get(request, timeout, echo, 0);
        if (echo.objects.isEmpty()) {
            DecodeException missing = new DecodeException("RTM_NEWNEXTHOP", 0, "no echo of the new object");
            throw new NetlinkException.Malformed(request.words(), missing);
        }
        return echo.objects.get(0).id();
    }

    private static Request addition(NextHopObject object) {
        return new NextHopRequest.Change(NLM_F_CREATE | NLM_F_EXCL, object, "add");
    }

    private static void requireId(long id) {
        NextHopRequest.requireId(id);
    }

    private static final class Collector implements Sink {
        private final NextHopFilter filter;
        private final List<NextHopObject> objects = new ArrayList<>();

        Collector(NextHopFilter filter) {
            this.filter = filter;
        }

        @Override
        public void restart() {
            objects.clear();
        }

        @Override
        public void accept(MessageReader message) throws DecodeException {
            if (message.type() != Rtm.RTM_NEWNEXTHOP || !NextHopObjectCodec.isTyped(message)) {
                return;
            }
            NextHopObject object = NextHopObjectCodec.decode(message);
            if (filter.matches(object)) {
                objects.add(object);
            }
        }
    }
}
