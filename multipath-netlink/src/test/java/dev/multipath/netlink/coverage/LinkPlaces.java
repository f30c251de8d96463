package dev.multipath.netlink.coverage;

import dev.multipath.netlink.codec.LinkCodec;
import dev.multipath.netlink.codec.ProtocolInfoCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.StatsCodec;
import dev.multipath.netlink.model.AfSpecAttributes;
import dev.multipath.netlink.model.Attribute;
import dev.multipath.netlink.model.AttributeSet;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.BondAttributes;
import dev.multipath.netlink.model.BondPortAttributes;
import dev.multipath.netlink.model.BridgeAttributes;
import dev.multipath.netlink.model.BridgePortAttributes;
import dev.multipath.netlink.model.DpllPinAttributes;
import dev.multipath.netlink.model.Inet6Attributes;
import dev.multipath.netlink.model.InetAttributes;
import dev.multipath.netlink.model.InterfaceStatistics;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkAttributes;
import dev.multipath.netlink.model.LinkInfo;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.LinkPort;
import dev.multipath.netlink.model.MctpAttributes;
import dev.multipath.netlink.model.ProtocolInfo;
import dev.multipath.netlink.model.StatsAttributes;
import dev.multipath.netlink.model.TunAttributes;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.VfAttributes;
import dev.multipath.netlink.model.VfStatsAttributes;
import dev.multipath.netlink.model.VlanAttributes;
import dev.multipath.netlink.model.VrfAttributes;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Where in a message each attribute set of the specification stands: what is put there goes through the codec. */
final class LinkPlaces {
    /** Sends attributes through bytes and gives them back. */
    @FunctionalInterface
    interface Place {
        Attributes through(Attributes attributes) throws DecodeException;
    }

    /** A set of ours and where it stands. */
    record Spot(AttributeSet set, Place place) {}

    private LinkPlaces() {}

    /** By the name of the specification's set. */
    static Map<String, Spot> all() {
        Place link = attributes -> link(LinkInfo.NONE, attributes).attributes();
        Place afSpec = nested(link, LinkAttributes.AF_SPEC);
        Place vf = element(link, LinkAttributes.VFINFO_LIST);
        Map<String, Spot> places = new LinkedHashMap<>();
        places.put("link-attrs", new Spot(LinkAttributes.ALL, link));
        places.put("af-spec-attrs", new Spot(AfSpecAttributes.ALL, afSpec));
        places.put("ifla-attrs", new Spot(InetAttributes.ALL, nested(afSpec, AfSpecAttributes.AF_INET)));
        places.put("ifla6-attrs", new Spot(Inet6Attributes.ALL, nested(afSpec, AfSpecAttributes.AF_INET6)));
        places.put("mctp-attrs", new Spot(MctpAttributes.ALL, nested(afSpec, AfSpecAttributes.AF_MCTP)));
        places.put("vfinfo-attrs", new Spot(VfAttributes.ALL, vf));
        places.put("vf-stats-attrs", new Spot(VfStatsAttributes.ALL, nested(vf, VfAttributes.VF_STATS)));
        places.put("link-dpll-pin-attrs", new Spot(DpllPinAttributes.ALL, nested(link, LinkAttributes.DPLL_PIN)));
        places.put("linkinfo-bond-attrs", new Spot(BondAttributes.ALL, kind("bond")));
        places.put(
                "bond-ad-info-attrs",
                new Spot(BondAttributes.BOND_AD_INFO.inner(), nested(kind("bond"), BondAttributes.BOND_AD_INFO)));
        places.put("linkinfo-bridge-attrs", new Spot(BridgeAttributes.ALL, kind("bridge")));
        places.put("linkinfo-tun-attrs", new Spot(TunAttributes.ALL, kind("tun")));
        places.put("linkinfo-vlan-attrs", new Spot(VlanAttributes.ALL, kind("vlan")));
        places.put("linkinfo-vrf-attrs", new Spot(VrfAttributes.ALL, kind("vrf")));
        places.put("bond-slave-attrs", new Spot(BondPortAttributes.ALL, port("bond")));
        places.put("linkinfo-brport-attrs", new Spot(BridgePortAttributes.ALL, port("bridge")));
        places.put("stats-attrs", new Spot(StatsAttributes.ALL, LinkPlaces::statistics));
        return places;
    }

    private static Place kind(String name) {
        return attributes -> link(LinkInfo.of(LinkKind.of(name, attributes)), Attributes.NONE)
                .linkKind()
                .orElseThrow()
                .attributes();
    }

    private static Place port(String master) {
        return attributes -> link(LinkInfo.NONE.port(LinkPort.of(master, attributes)), Attributes.NONE)
                .port()
                .orElseThrow()
                .attributes();
    }

    private static Place nested(Place outer, Attribute<Attributes> key) {
        return attributes ->
                outer.through(Attributes.of(key, attributes)).get(key).orElseThrow();
    }

    private static Place element(Place outer, Attribute<List<Attributes>> key) {
        return attributes -> outer.through(Attributes.of(key, List.of(attributes)))
                .get(key)
                .orElseThrow()
                .get(0);
    }

    static Link link(LinkInfo info, Attributes attributes) throws DecodeException {
        Link link = new Link(
                7,
                "eth0",
                1,
                Link.UP,
                1500,
                true,
                6,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                info,
                attributes);
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWLINK, 0, 1);
        LinkCodec.encode(link, writer);
        writer.end();
        return LinkCodec.decode(message(out));
    }

    /** A link message of these raw attributes alone. */
    static Link raw(UnknownAttributes attributes) throws DecodeException {
        return link(LinkInfo.NONE, Attributes.raw(attributes));
    }

    /** Through a message of its own family. */
    static ProtocolInfo protocol(ProtocolInfo info) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWLINK, 0, 1);
        ProtocolInfoCodec.encode(info, writer);
        writer.end();
        return ProtocolInfoCodec.decode(message(out)).orElseThrow();
    }

    private static Attributes statistics(Attributes attributes) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer = new MessageWriter(out).begin(Rtm.RTM_NEWSTATS, 0, 1);
        StatsCodec.encode(new InterfaceStatistics(7, 1, attributes), writer);
        writer.end();
        return StatsCodec.decode(message(out)).attributes();
    }

    private static MessageReader message(ByteBuf bytes) throws DecodeException {
        MessageReader reader = new MessageReader(bytes);
        if (!reader.next()) {
            throw new IllegalStateException("no message");
        }
        return reader;
    }
}
