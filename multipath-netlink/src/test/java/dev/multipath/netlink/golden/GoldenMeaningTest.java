package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.RtDecoder;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.KernelObject;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopBucket;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.model.RuleAction;
import dev.multipath.netlink.wire.MessageReader;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What we read in a recorded message is what another decoder read in it. */
final class GoldenMeaningTest {
    private static final List<Integer> TYPES = List.of(
            Rtm.RTM_NEWROUTE,
            Rtm.RTM_DELROUTE,
            Rtm.RTM_NEWRULE,
            Rtm.RTM_DELRULE,
            Rtm.RTM_NEWADDR,
            Rtm.RTM_DELADDR,
            Rtm.RTM_NEWLINK,
            Rtm.RTM_DELLINK,
            Rtm.RTM_NEWNEXTHOP,
            Rtm.RTM_DELNEXTHOP,
            Rtm.RTM_NEWNEXTHOPBUCKET);

    @TestFactory
    Stream<DynamicTest> values_are_those_another_decoder_found() {
        Optional<Path> directory = Golden.directory();
        assumeTrue(directory.isPresent(), "the recordings in shared/golden are not part of a clone");
        return Stream.of("capture_requests.jsonl", "capture_replies.jsonl", "suites_rtnl.jsonl")
                .flatMap(file -> Golden.messages(directory.get(), file, TYPES).stream())
                .filter(line -> line.line().has("decoded")
                        && line.line().getAsJsonObject("decoded").has("attrs"))
                .map(line -> DynamicTest.dynamicTest(line.id() + " " + line.about(), () -> compare(line)));
    }

    private static void compare(Golden.Line line) throws Exception {
        MessageReader message = new MessageReader(Unpooled.wrappedBuffer(line.bytes()));
        message.next();
        if (line.about().contains("no attributes")) {
            return;
        }
        KernelObject object = RtDecoder.decode(message);
        JsonObject body = line.line().getAsJsonObject("decoded").getAsJsonObject("body");
        Map<String, JsonElement> attributes = attributes(line.line().getAsJsonObject("decoded"));
        if (object instanceof Route route) {
            compare(route, body, attributes);
        } else if (object instanceof Rule rule) {
            compare(rule, body, attributes);
        } else if (object instanceof Address address) {
            compare(address, body, attributes);
        } else if (object instanceof Link link && !line.isRequest()) {
            compare(link, body, attributes);
        } else if (object instanceof NextHopObject nexthop) {
            compare(nexthop, body, attributes);
        } else if (object instanceof NextHopBucket bucket) {
            compare(bucket, attributes);
        }
    }

    private static void compare(Route route, JsonObject body, Map<String, JsonElement> attributes) {
        assertThat(route.destination().length()).isEqualTo(body.get("dst_len").getAsInt());
        assertThat(route.key().tos()).isEqualTo(body.get("tos").getAsInt());
        text(attributes, "RTA_DST", route.destination().address());
        text(
                attributes,
                "RTA_SRC",
                route.key().source().map(source -> source.address()).orElse(null));
        text(attributes, "RTA_PREFSRC", route.options().prefSrc().orElse(null));
        number(attributes, "RTA_PRIORITY", route.key().priority());
        number(attributes, "RTA_EXPIRES", route.options().expires());
        number(attributes, "RTA_UID", route.options().uid());
        number(attributes, "RTA_MARK", route.options().mark());
        long table = attributes.containsKey("RTA_TABLE")
                ? attributes.get("RTA_TABLE").getAsLong()
                : body.get("table").getAsLong();
        assertThat(route.table().value()).isEqualTo(table);
        if (route.target() instanceof RouteTarget.NextHopId object) {
            assertThat(object.id()).isEqualTo(attributes.get("RTA_NH_ID").getAsLong());
        }
        if (route.target() instanceof RouteTarget.Single single) {
            text(
                    attributes,
                    "RTA_GATEWAY",
                    attributes.containsKey("RTA_VIA")
                            ? null
                            : single.hop().gateway().orElse(null));
            number(
                    attributes,
                    "RTA_OIF",
                    single.hop().interfaceIndex() == 0
                            ? OptionalInt.empty()
                            : OptionalInt.of(single.hop().interfaceIndex()));
            if (attributes.containsKey("RTA_VIA")) {
                JsonObject via = attributes.get("RTA_VIA").getAsJsonObject();
                assertThat(single.hop().gateway())
                        .hasToString("Optional[" + via.get("addr").getAsString() + "]");
            }
        }
        if (route.target() instanceof RouteTarget.Multipath multipath) {
            List<String> legs = new ArrayList<>();
            for (JsonElement leg : attributes.get("RTA_MULTIPATH").getAsJsonArray()) {
                JsonObject hop = leg.getAsJsonObject();
                legs.add(hop.get("rtnh_ifindex") + " weight " + hop.get("weight") + " flags " + hop.get("rtnh_flags"));
            }
            List<String> ours = new ArrayList<>();
            for (NextHop leg : multipath.legs()) {
                ours.add(leg.interfaceIndex() + " weight " + leg.weight() + " flags " + leg.flags());
            }
            assertThat(ours).isEqualTo(legs);
        }
    }

    private static void compare(Rule rule, JsonObject body, Map<String, JsonElement> attributes) {
        assertThat(rule.selector().from().length())
                .isEqualTo(body.get("src_len").getAsInt());
        assertThat(rule.selector().to().length()).isEqualTo(body.get("dst_len").getAsInt());
        assertThat(rule.selector().inverted()).isEqualTo((body.get("flags").getAsInt() & 2) != 0);
        text(
                attributes,
                "FRA_SRC",
                rule.selector().from().isAll() ? null : rule.selector().from().address());
        text(
                attributes,
                "FRA_DST",
                rule.selector().to().isAll() ? null : rule.selector().to().address());
        text(attributes, "FRA_IIFNAME", rule.selector().inputInterface().orElse(null));
        text(attributes, "FRA_OIFNAME", rule.selector().outputInterface().orElse(null));
        number(attributes, "FRA_PRIORITY", rule.priority());
        number(attributes, "FRA_SUPPRESS_PREFIXLEN", rule.suppressPrefixLength());
        number(attributes, "FRA_SUPPRESS_IFGROUP", rule.suppressInterfaceGroup());
        number(attributes, "FRA_IP_PROTO", rule.selector().ipProtocol());
        number(attributes, "FRA_TUN_ID", rule.selector().tunnelId());
        range(attributes, "FRA_UID_RANGE", rule.selector().uid().map(uid -> uid.first() + "-" + uid.last()));
        range(attributes, "FRA_SPORT_RANGE", rule.selector().sourcePort().map(p -> p.first() + "-" + p.last()));
        range(attributes, "FRA_DPORT_RANGE", rule.selector().destinationPort().map(p -> p.first() + "-" + p.last()));
        assertThat(rule.selector().l3mdev()).isEqualTo(attributes.containsKey("FRA_L3MDEV"));
        if (attributes.containsKey("FRA_FWMARK")) {
            assertThat(rule.selector().mark().orElseThrow().value())
                    .isEqualTo(attributes.get("FRA_FWMARK").getAsLong());
        }
        if (rule.action() instanceof RuleAction.Goto target) {
            assertThat(target.priority()).isEqualTo(attributes.get("FRA_GOTO").getAsLong());
        }
    }

    private static void compare(Address address, JsonObject body, Map<String, JsonElement> attributes) {
        assertThat(address.interfaceIndex()).isEqualTo(body.get("index").getAsInt());
        assertThat(address.prefixLength()).isEqualTo(body.get("prefixlen").getAsInt());
        String local = attributes.containsKey("IFA_LOCAL") ? "IFA_LOCAL" : "IFA_ADDRESS";
        text(attributes, local, address.local());
        text(attributes, "IFA_BROADCAST", address.broadcast().orElse(null));
        text(attributes, "IFA_LABEL", address.label().orElse(null));
        number(attributes, "IFA_RT_PRIORITY", address.routePriority());
        if (attributes.containsKey("IFA_CACHEINFO")) {
            JsonObject lifetime = attributes.get("IFA_CACHEINFO").getAsJsonObject();
            assertThat(address.lifetime().orElseThrow().valid())
                    .isEqualTo(lifetime.get("valid").getAsLong());
        }
    }

    private static void compare(Link link, JsonObject body, Map<String, JsonElement> attributes) {
        assertThat(link.index()).isEqualTo(body.get("index").getAsInt());
        assertThat(link.flags()).isEqualTo(body.get("flags").getAsLong());
        text(attributes, "IFLA_IFNAME", link.name().isEmpty() ? null : link.name());
        number(attributes, "IFLA_MASTER", link.master());
        number(attributes, "IFLA_LINK", link.parent());
        if (attributes.containsKey("IFLA_MTU")) {
            assertThat(link.mtu()).isEqualTo(attributes.get("IFLA_MTU").getAsLong());
        }
        if (attributes.containsKey("IFLA_CARRIER")) {
            assertThat(link.carrier()).isEqualTo(attributes.get("IFLA_CARRIER").getAsInt() != 0);
        }
    }

    private static void compare(NextHopObject nexthop, JsonObject body, Map<String, JsonElement> attributes) {
        assertThat(nexthop.flags()).isEqualTo(body.get("flags").getAsLong());
        number(attributes, "NHA_ID", OptionalLong.of(nexthop.id()));
        if (nexthop.target() instanceof NextHopTarget.Single single) {
            text(attributes, "NHA_GATEWAY", single.gateway().orElse(null));
            number(attributes, "NHA_OIF", OptionalInt.of(single.interfaceIndex()));
        }
        boolean blackhole = nexthop.target() instanceof NextHopTarget.Blackhole;
        assertThat(blackhole).isEqualTo(attributes.containsKey("NHA_BLACKHOLE"));
        assertThat(nexthop.isGroup()).isEqualTo(attributes.containsKey("NHA_GROUP"));
        if (nexthop.target() instanceof NextHopTarget.Group group) {
            List<String> members = new ArrayList<>();
            for (JsonElement member : attributes.get("NHA_GROUP").getAsJsonArray()) {
                JsonObject each = member.getAsJsonObject();
                members.add(each.get("id") + " weight " + each.get("weight"));
            }
            assertThat(group.members())
                    .extracting(member -> member.id() + " weight " + member.weight())
                    .isEqualTo(members);
            group.resilience().ifPresent(table -> {
                Map<String, JsonElement> inner = nested(attributes.get("NHA_RES_GROUP"));
                number(inner, "NHA_RES_GROUP_BUCKETS", table.buckets());
                number(inner, "NHA_RES_GROUP_IDLE_TIMER", hundredths(table.idleTimer()));
                number(inner, "NHA_RES_GROUP_UNBALANCED_TIMER", hundredths(table.unbalancedTimer()));
                number(inner, "NHA_RES_GROUP_UNBALANCED_TIME", hundredths(table.unbalancedTime()));
            });
        }
    }

    private static void compare(NextHopBucket bucket, Map<String, JsonElement> attributes) {
        number(attributes, "NHA_ID", OptionalLong.of(bucket.groupId()));
        Map<String, JsonElement> inner = nested(attributes.get("NHA_RES_BUCKET"));
        number(inner, "NHA_RES_BUCKET_INDEX", OptionalInt.of(bucket.index()));
        number(inner, "NHA_RES_BUCKET_NH_ID", OptionalLong.of(bucket.nexthopId()));
        number(inner, "NHA_RES_BUCKET_IDLE_TIME", hundredths(Optional.of(bucket.idleTime())));
    }

    private static OptionalLong hundredths(Optional<Duration> time) {
        return time.isPresent() ? OptionalLong.of(time.get().toMillis() / 10) : OptionalLong.empty();
    }

    private static Map<String, JsonElement> nested(JsonElement attributes) {
        JsonObject whole = new JsonObject();
        whole.add("attrs", attributes);
        return attributes(whole);
    }

    private static Map<String, JsonElement> attributes(JsonObject decoded) {
        Map<String, JsonElement> attributes = new HashMap<>();
        for (JsonElement attribute : decoded.getAsJsonArray("attrs")) {
            JsonObject each = attribute.getAsJsonObject();
            attributes.put(each.get("attr").getAsString(), each.get("value"));
        }
        return attributes;
    }

    private static void text(Map<String, JsonElement> attributes, String name, Object ours) {
        JsonElement theirs = attributes.get(name);
        if (theirs != null
                && theirs.isJsonPrimitive()
                && theirs.getAsJsonPrimitive().isString()) {
            boolean unspecified =
                    theirs.getAsString().equals("::") || theirs.getAsString().equals("0.0.0.0");
            if (!unspecified && !theirs.getAsString().isEmpty()) {
                assertThat(ours).as(name).hasToString(theirs.getAsString());
            }
        } else if (theirs == null && ours instanceof String) {
            assertThat(ours).as(name).isNull();
        }
    }

    private static void number(Map<String, JsonElement> attributes, String name, OptionalInt ours) {
        number(attributes, name, ours.isPresent() ? OptionalLong.of(ours.getAsInt()) : OptionalLong.empty());
    }

    private static void number(Map<String, JsonElement> attributes, String name, OptionalLong ours) {
        JsonElement theirs = attributes.get(name);
        assertThat(ours)
                .as(name)
                .isEqualTo(theirs == null ? OptionalLong.empty() : OptionalLong.of(theirs.getAsLong()));
    }

    private static void range(Map<String, JsonElement> attributes, String name, Optional<String> ours) {
        JsonElement theirs = attributes.get(name);
        Optional<String> expected = theirs == null
                ? Optional.empty()
                : Optional.of(theirs.getAsJsonObject().get("start") + "-"
                        + theirs.getAsJsonObject().get("end"));
        assertThat(ours).as(name).isEqualTo(expected);
    }
}
