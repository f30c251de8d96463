package dev.multipath.testkit.kernel;

import dev.multipath.netlink.codec.NextHopBucketCodec;
import dev.multipath.netlink.codec.Nha;
import dev.multipath.netlink.codec.NhaResBucket;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dumps of nexthop objects and of the buckets of resilient groups, and what limits them. */
final class NextHopDumps {
    private static final int HEADER = 8;
    private static final int LOOPBACK = 1;

    private final FakeNetwork network;

    NextHopDumps(FakeNetwork network) {
        this.network = network;
    }

    FakeDump.Content objects(MessageReader request) throws Refusal, DecodeException {
        Filter filter = Filter.read(request);
        filter.requireDevices();
        List<Body> bodies = new ArrayList<>();
        for (NextHopObject object : network.nextHops.all()) {
            if (passes(filter, object)) {
                bodies.add(message -> network.nextHops.write(object, message));
            }
        }
        return new FakeDump.Content(Rtm.RTM_NEWNEXTHOP, 0, bodies, network.nextHops::changes);
    }

    private boolean passes(Filter filter, NextHopObject object) {
        if (filter.groups && !object.isGroup()) {
            return false;
        }
        if (filter.family == 0 && filter.device == 0 && filter.master == 0) {
            return true;
        }
        boolean family =
                filter.family == 0 || filter.family == object.target().family().value();
        return !object.isGroup() && family && onDevice(filter, object);
    }

    private boolean onDevice(Filter filter, @Nullable NextHopObject object) {
        if (filter.device == 0 && filter.master == 0) {
            return true;
        }
        FakeLink link = object == null ? null : network.links.find(device(object));
        return link != null
                && (filter.device == 0 || filter.device == link.index)
                && (filter.master == 0 || filter.master == link.master);
    }

    private static int device(NextHopObject object) {
        if (object.target() instanceof NextHopTarget.Single single) {
            return single.interfaceIndex();
        }
        return object.target() instanceof NextHopTarget.Blackhole ? LOOPBACK : 0;
    }

    FakeDump.Content buckets(MessageReader request) throws Refusal, DecodeException {
        Filter filter = Filter.read(request);
        filter.requireDevices();
        if (filter.id != 0) {
            requireResilient(network.nextHops, filter.id);
        }
        List<Body> bodies = new ArrayList<>();
        for (NextHopBucket bucket : network.nextHops.buckets.list(filter.id)) {
            boolean member = filter.member == 0 || filter.member == bucket.nexthopId();
            if (member && onDevice(filter, network.nextHops.find(bucket.nexthopId()))) {
                bodies.add(message -> NextHopBucketCodec.encode(bucket, message));
            }
        }
        return new FakeDump.Content(Rtm.RTM_NEWNEXTHOPBUCKET, 0, bodies, network.nextHops::changes);
    }

    /** {@code RTM_GETNEXTHOPBUCKET} for one. */
    static NextHopBucket bucket(FakeNextHops objects, MessageReader request) throws Refusal, DecodeException {
        Filter filter = Filter.read(request);
        if (filter.id == 0) {
            throw new Refusal(Errno.EINVAL, "Nexthop id is missing");
        }
        if (filter.index < 0) {
            throw new Refusal(Errno.EINVAL, "Bucket information is missing");
        }
        requireResilient(objects, filter.id);
        List<NextHopBucket> all = objects.buckets.list(filter.id);
        if (filter.index >= all.size()) {
            throw new Refusal(Errno.ENOENT, "Bucket index out of bounds");
        }
        return all.get(filter.index);
    }

    private static void requireResilient(FakeNextHops objects, long id) throws Refusal {
        NextHopObject object = objects.find(id);
        if (object == null) {
            throw new Refusal(Errno.ENOENT);
        }
        if (!object.isGroup()) {
            throw new Refusal(Errno.EINVAL, "Not a nexthop group");
        }
        if (objects.buckets.find(id) == null) {
            throw new Refusal(Errno.EINVAL, "Nexthop group not of type resilient");
        }
    }

    /**
     * What a request names; 0 = not limited.
     *
     * @param member a bucket's
     * @param index a bucket's; −1 = none
     */
    private record Filter(int family, long id, int device, int master, boolean groups, long member, int index) {
        static Filter read(MessageReader request) throws Refusal, DecodeException {
            request.requireBody(HEADER, "nhmsg");
            long id = 0;
            int device = 0;
            int master = 0;
            boolean groups = false;
            long member = 0;
            int index = -1;
            AttributeReader in = request.attributes(HEADER, Nha.NAMES);
            while (in.next()) {
                switch (in.type()) {
                    case Nha.NHA_ID -> id = in.u32();
                    case Nha.NHA_OIF -> device = in.s32();
                    case Nha.NHA_MASTER -> master = in.s32();
                    case Nha.NHA_GROUPS -> groups = true;
                    case Nha.NHA_RES_BUCKET -> {
                        AttributeReader inner = in.nested(NhaResBucket.NAMES);
                        while (inner.next()) {
                            switch (inner.type()) {
                                case NhaResBucket.NHA_RES_BUCKET_NH_ID -> member = inner.u32();
                                case NhaResBucket.NHA_RES_BUCKET_INDEX -> index = inner.u16();
                                default -> {}
                            }
                        }
                    }
                    default -> {}
                }
            }
            return new Filter(request.u8(0), id, device, master, groups, member, index);
        }

        void requireDevices() throws Refusal {
            if (device < 0) {
                throw new Refusal(Errno.EINVAL, "Invalid device index");
            }
            if (master < 0) {
                throw new Refusal(Errno.EINVAL, "Invalid master device index");
            }
        }
    }
}
