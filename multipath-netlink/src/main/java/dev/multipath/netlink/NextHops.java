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
import org.jspecify.annotations.Nullable;

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

    /**
     * Shows the objects a filter lets through to a visitor, one by one, in order of id; none is kept.
     *
     * <p>The deadline covers the whole walk, the visitor's own time included. Other threads' requests on this handle wait;
     * for a long walk open another handle.
     *
     * @throws NetlinkException.DumpInterrupted at the end, when changes disturbed the walk and the visitor does not start
     *     over
     */
    public void walk(NextHopFilter filter, Visitor<? super NextHopObject> visitor) {
        ask(filter, false, new Walk<>(NextHops::decode, filter::matches, visitor));
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
        conversation.execute(replacement(object), timeout);
    }

    /**
     * Like {@link #add}, but false where its id is taken, by whatever object.
     *
     * @throws IllegalArgumentException for an object without id
     */
    public boolean addIfAbsent(NextHopObject object) {
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
        conversation.execute(deletion(id), timeout);
    }

    /** Like {@link #delete(NextHopObject)}, but false where there is no object of this id. */
    public boolean deleteIfPresent(NextHopObject object) {
        return deleteIfPresent(object.id());
    }

    /** Like {@link #delete(long)}, but false where there is no such object. */
    public boolean deleteIfPresent(long id) {
        return conversation.execute(deletion(id), timeout, Errno.ENOENT.value(), 0);
    }

    /** The buckets of resilient groups: {@code ip nexthop bucket}. */
    public NextHopBuckets buckets() {
        return new NextHopBuckets(conversation, timeout);
    }

    private List<NextHopObject> list(NextHopFilter filter, boolean statistics) {
        List<NextHopObject> objects = new ArrayList<>();
        ask(filter, statistics, new Gathering<>(objects, NextHops::decode, filter::matches));
        return objects;
    }

    private void ask(NextHopFilter filter, boolean statistics, Sink sink) {
        OptionalLong id = filter.id();
        if (id.isPresent()) {
            Request one = new NextHopRequest.Get(id.getAsLong(), statistics);
            conversation.get(one, timeout, sink, Errno.ENOENT.value());
        } else {
            conversation.dump(new NextHopRequest.Dump(filter, statistics), timeout, sink, 0);
        }
    }

    private Optional<NextHopObject> get(long id, boolean statistics) {
        List<NextHopObject> one = list(NextHopFilter.ALL.id(id), statistics);
        return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
    }

    /** The echo of the request is the object as it was made, which tells its id. */
    private long addUnnamed(NextHopObject object) {
        Gathering<NextHopObject> echo = new Gathering<>(new ArrayList<>(1), NextHops::decode);
        int flags = NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO;
        Request request = new NextHopRequest.Change(flags, object, "add");
        conversation.get(request, timeout, echo, 0);
        return echo.first()
                .orElseThrow(() -> new NetlinkException.Malformed(
                        request.words(), new DecodeException("RTM_NEWNEXTHOP", 0, "no echo of the new object")))
                .id();
    }

    static Request addition(NextHopObject object) {
        NextHopRequest.requireId(object.id());
        return new NextHopRequest.Change(NLM_F_CREATE | NLM_F_EXCL, object, "add");
    }

    static Request replacement(NextHopObject object) {
        NextHopRequest.requireId(object.id());
        return new NextHopRequest.Change(NLM_F_CREATE | NLM_F_REPLACE, object, "replace");
    }

    static Request deletion(long id) {
        NextHopRequest.requireId(id);
        return new NextHopRequest.Delete(id);
    }

    private static @Nullable NextHopObject decode(MessageReader message) throws DecodeException {
        boolean about = message.type() == Rtm.RTM_NEWNEXTHOP && NextHopObjectCodec.isTyped(message);
        return about ? NextHopObjectCodec.decode(message) : null;
    }
}
