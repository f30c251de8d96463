package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.NamespaceIdCodec;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.AttributeForm;
import dev.multipath.netlink.model.Attributes;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.Link;
import dev.multipath.netlink.model.LinkKind;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NextHop;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.NextHopTarget;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.RouteMetric;
import dev.multipath.netlink.model.RouteTarget;
import dev.multipath.netlink.wire.DecodeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What stands deeper in recorded messages is what another decoder found there, value by value. */
final class GoldenDetailsTest {
    private static final List<String> FILES =
            List.of("capture_requests.jsonl", "capture_replies.jsonl", "suites_rtnl.jsonl");

    @Test
    void metrics_preference_and_legs_of_routes() throws DecodeException {
        int compared = 0;
        for (Golden.Line line : lines(Rtm.RTM_NEWROUTE)) {
            if (!(Messages.decode(line.bytes()) instanceof Route route)) {
                continue;
            }
            Map<String, JsonElement> theirs = top(line);
            if (theirs.containsKey("RTA_METRICS")) {
                compared += metrics(line, route, theirs.get("RTA_METRICS"));
            }
            if (theirs.containsKey("RTA_PREF")) {
                int preference = route.options().preference().orElseThrow();
                String word = List.of("medium", "high", "invalid", "low").get(preference & 3);
                assertThat(word).as(line.id()).isEqualTo(theirs.get("RTA_PREF").getAsString());
                compared++;
            }
            if (route.target() instanceof RouteTarget.Multipath multipath) {
                assertThat(multipath.legs().stream().map(GoldenDetailsTest::gateway))
                        .as(line.id())
                        .isEqualTo(gateways(theirs.get("RTA_MULTIPATH")));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(40);
    }

    private static int metrics(Golden.Line line, Route route, JsonElement theirs) {
        int compared = 0;
        for (JsonElement each : theirs.getAsJsonArray()) {
            JsonObject metric = each.getAsJsonObject();
            String value = metric.get("value").getAsString();
            String name = metric.get("attr").getAsString();
            String ours = switch (name) {
                case "RTAX_LOCK" -> Long.toString(route.options().metrics().lock());
                case "RTAX_CC_ALGO" ->
                    route.options().metrics().congestionControl().orElseThrow();
                default -> {
                    OptionalLong number = route.options()
                            .metrics()
                            .get(new RouteMetric(metric.get("type").getAsInt()));
                    yield number.isPresent() ? Long.toString(number.getAsLong()) : "absent";
                }
            };
            assertThat(ours).as("%s of %s", name, line.id()).isEqualTo(value);
            compared++;
        }
        return compared;
    }

    private static String gateway(NextHop leg) {
        return leg.gateway().map(Object::toString).orElse("absent");
    }

    private static List<String> gateways(JsonElement legs) {
        List<String> gateways = new ArrayList<>();
        for (JsonElement leg : legs.getAsJsonArray()) {
            Map<String, JsonElement> inner = named(leg.getAsJsonObject().get("attrs"));
            gateways.add(
                    inner.containsKey("RTA_VIA")
                            ? inner.get("RTA_VIA").getAsJsonObject().get("addr").getAsString()
                            : text(inner, "RTA_GATEWAY"));
        }
        return gateways;
    }

    @Test
    void tunnels_of_routes_and_nexthops() throws DecodeException {
        int compared = 0;
        for (Golden.Line line : lines(Rtm.RTM_NEWROUTE, Rtm.RTM_NEWNEXTHOP)) {
            Object object = Messages.decode(line.bytes());
            Optional<Encapsulation> ours = Optional.empty();
            if (object instanceof Route route && route.target() instanceof RouteTarget.Single single) {
                ours = single.hop().encapsulation();
            } else if (object instanceof NextHopObject nexthop
                    && nexthop.target() instanceof NextHopTarget.Single single) {
                ours = single.encapsulation();
            }
            JsonElement theirs = top(line).getOrDefault("RTA_ENCAP", top(line).get("NHA_ENCAP"));
            if (theirs == null || ours.isEmpty() || !theirs.isJsonArray()) {
                continue;
            }
            Map<String, JsonElement> inner = named(theirs);
            if (ours.get() instanceof Encapsulation.Ip ip) {
                String family = inner.containsKey("LWTUNNEL_IP_DST") ? "LWTUNNEL_IP_" : "LWTUNNEL_IP6_";
                assertThat(ip.destination()).as(line.id()).hasToString(text(inner, family + "DST"));
                assertThat(ip.id()).as(line.id()).hasToString(text(inner, family + "ID"));
                compared++;
            } else if (ours.get() instanceof Encapsulation.Seg6 seg6) {
                JsonObject header = inner.get("SEG6_IPTUNNEL_SRH").getAsJsonObject();
                List<String> segments = new ArrayList<>();
                header.getAsJsonArray("segments").forEach(each -> segments.add(each.getAsString()));
                assertThat(seg6.header().segments().stream().map(Object::toString))
                        .as(line.id())
                        .containsExactlyInAnyOrderElementsOf(segments);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(4);
    }

    @Test
    void kinds_and_attributes_of_links() throws DecodeException {
        int compared = 0;
        for (Golden.Line line : lines(Rtm.RTM_NEWLINK)) {
            if (line.about().contains("no attributes") || !(Messages.decode(line.bytes()) instanceof Link link)) {
                continue;
            }
            Map<String, JsonElement> theirs = top(line);
            compared += same(line, link.attributes(), theirs);
            if (!theirs.containsKey("IFLA_LINKINFO") || link.info().kind().isEmpty()) {
                continue;
            }
            LinkKind kind = link.info().kind().get();
            Map<String, JsonElement> info = named(theirs.get("IFLA_LINKINFO"));
            assertThat(kind.name()).as(line.id()).isEqualTo(text(info, "IFLA_INFO_KIND"));
            compared++;
            if (info.containsKey("IFLA_INFO_DATA") && info.get("IFLA_INFO_DATA").isJsonArray()) {
                compared += same(line, kind.attributes(), named(info.get("IFLA_INFO_DATA")));
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    /** The numbers and texts that both have. */
    private static int same(Golden.Line line, Attributes ours, Map<String, JsonElement> theirs) {
        int[] compared = {0};
        ours.values().forEach((key, value) -> {
            JsonElement other = theirs.get(key.name());
            boolean comparable = other != null && other.isJsonPrimitive();
            if (key.form() == AttributeForm.BE16) {
                // The other decoder takes it for a number in the machine's order.
                return;
            }
            if (comparable
                    && value instanceof Number number
                    && other.getAsJsonPrimitive().isNumber()) {
                assertThat(number.longValue()).as("%s of %s", key, line.id()).isEqualTo(other.getAsLong());
                compared[0]++;
            } else if (comparable && value instanceof String) {
                assertThat(value).as("%s of %s", key, line.id()).isEqualTo(other.getAsString());
                compared[0]++;
            }
        });
        return compared[0];
    }

    @Test
    void flags_and_origins_of_addresses() throws DecodeException {
        int compared = 0;
        for (Golden.Line line : lines(Rtm.RTM_NEWADDR)) {
            Map<String, JsonElement> theirs = top(line);
            if (!theirs.containsKey("IFA_FLAGS") || !(Messages.decode(line.bytes()) instanceof Address address)) {
                continue;
            }
            assertThat(address.flags()).as(line.id()).hasToString(text(theirs, "IFA_FLAGS"));
            String protocol = address.protocol()
                    .map(each -> Integer.toString(each.value()))
                    .orElse("absent");
            assertThat(protocol).as(line.id()).isEqualTo(text(theirs, "IFA_PROTO"));
            compared++;
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void names_thresholds_and_values_of_neighbour_tables() throws DecodeException {
        int compared = 0;
        for (Golden.Line line : lines(Rtm.RTM_NEWNEIGHTBL)) {
            if (!(Messages.decode(line.bytes()) instanceof NeighbourTable table)) {
                continue;
            }
            // The other decoder knows no more than numbers here.
            Map<String, JsonElement> theirs = raw(line);
            byte[] name = HexFormat.of().parseHex(text(theirs, "#1"));
            assertThat(table.name())
                    .as(line.id())
                    .isEqualTo(new String(name, 0, name.length - 1, StandardCharsets.US_ASCII));
            assertThat(number(table.threshold1())).as(line.id()).isEqualTo(u32(theirs, "#2"));
            assertThat(number(table.threshold2())).as(line.id()).isEqualTo(u32(theirs, "#3"));
            assertThat(number(table.threshold3())).as(line.id()).isEqualTo(u32(theirs, "#4"));
            compared++;
        }
        assertThat(compared).isGreaterThan(10);
    }

    @Test
    void numbers_of_namespaces() throws DecodeException {
        List<Golden.Line> lines = lines(Rtm.RTM_NEWNSID);
        assertThat(lines).isNotEmpty();
        for (Golden.Line line : lines) {
            assertThat(NamespaceIdCodec.decode(Messages.reader(line.bytes())).id())
                    .as(line.id())
                    .hasToString(text(top(line), "NETNSA_NSID"));
        }
    }

    private static List<Golden.Line> lines(Integer... types) {
        Optional<Path> directory = Golden.directory();
        assumeTrue(directory.isPresent(), "the recordings in shared/golden are not part of a clone");
        List<Golden.Line> lines = new ArrayList<>();
        for (String file : FILES) {
            for (Golden.Line line : Golden.messages(directory.get(), file, List.of(types))) {
                if (line.line().has("decoded")
                        && line.line().getAsJsonObject("decoded").has("attrs")) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static Map<String, JsonElement> top(Golden.Line line) {
        return named(line.line().getAsJsonObject("decoded").get("attrs"));
    }

    private static Map<String, JsonElement> named(JsonElement attributes) {
        return byName(attributes, "value");
    }

    private static Map<String, JsonElement> raw(Golden.Line line) {
        return byName(line.line().getAsJsonObject("decoded").get("attrs"), "raw");
    }

    private static Map<String, JsonElement> byName(JsonElement attributes, String part) {
        Map<String, JsonElement> named = new TreeMap<>();
        for (JsonElement each : attributes.getAsJsonArray()) {
            JsonObject attribute = each.getAsJsonObject();
            named.put(attribute.get("attr").getAsString(), attribute.get(part));
        }
        return named;
    }

    private static String text(Map<String, JsonElement> attributes, String name) {
        return attributes.containsKey(name) ? attributes.get(name).getAsString() : "absent";
    }

    private static String number(OptionalLong ours) {
        return ours.isPresent() ? Long.toString(ours.getAsLong()) : "absent";
    }

    private static String u32(Map<String, JsonElement> attributes, String name) {
        if (!attributes.containsKey(name)) {
            return "absent";
        }
        byte[] raw = HexFormat.of().parseHex(attributes.get(name).getAsString());
        return Integer.toUnsignedString(
                ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }
}
