package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.NeighbourParameter;
import dev.multipath.netlink.model.NeighbourParameters;
import dev.multipath.netlink.model.NeighbourTable;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.transport.Errno;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neighbour tables of the running kernel: ours read by iproute2, iproute2's read by us. */
final class NeighbourTablesNetnsIT {
    /** What does not change between two looks. */
    private static final Map<String, NeighbourParameter> STEADY = Map.of(
            "base_reachable", NeighbourParameter.BASE_REACHABLE_TIME,
            "retrans", NeighbourParameter.RETRANS_TIME,
            "gc_stale", NeighbourParameter.GC_STALE_TIME,
            "delay_probe", NeighbourParameter.DELAY_PROBE_TIME,
            "app_probes", NeighbourParameter.APP_PROBES,
            "ucast_probes", NeighbourParameter.UNICAST_PROBES,
            "mcast_probes", NeighbourParameter.MULTICAST_PROBES,
            "anycast_delay", NeighbourParameter.ANYCAST_DELAY,
            "proxy_delay", NeighbourParameter.PROXY_DELAY,
            "locktime", NeighbourParameter.LOCK_TIME);

    private LiveNamespace live;
    private NeighbourTables tables;
    private int index;

    @BeforeEach
    void open() {
        live = new LiveNamespace();
        tables = live.netlink().neighbourTables();
        index = live.uplink("va", "192.0.2.1", "2001:db8::1");
    }

    @AfterEach
    void close() {
        live.close();
    }

    static Stream<AddressFamily> families() {
        return Stream.of(AddressFamily.INET, AddressFamily.INET6);
    }

    private JsonObject shown(AddressFamily family, String device) {
        for (JsonElement each : live.json("-s ntable show")) {
            JsonObject table = each.getAsJsonObject();
            String of = table.has("dev") ? table.get("dev").getAsString() : "";
            if (table.get("family").getAsString().equals(family.toString()) && of.equals(device)) {
                return table;
            }
        }
        throw new AssertionError("no " + family + " " + device);
    }

    @ParameterizedTest
    @MethodSource("families")
    void the_tables_are_those_iproute2_shows(AddressFamily family) {
        NeighbourTable table = tables.get(family).orElseThrow();
        JsonObject shown = shown(family, "");
        assertThat(table.name()).isEqualTo(shown.get("name").getAsString());
        assertThat(table.threshold1()).hasValue(shown.get("thresh1").getAsLong());
        assertThat(table.threshold2()).hasValue(shown.get("thresh2").getAsLong());
        assertThat(table.threshold3()).hasValue(shown.get("thresh3").getAsLong());
        assertThat(table.gcInterval()).hasValue(shown.get("gc_interval").getAsLong());
        assertThat(table.config().orElseThrow().keyLength())
                .isEqualTo(shown.get("key_length").getAsInt());
        assertThat(table.config().orElseThrow().entrySize())
                .isEqualTo(shown.get("entry_size").getAsInt());
        assertThat(table.statistics().orElseThrow().lookups())
                .isGreaterThanOrEqualTo(table.statistics().orElseThrow().hits());
        assertThat(table.unknown().attributes()).isEmpty();
        compare(table.parameters().orElseThrow(), shown);

        NeighbourTable device = tables.get(family, index).orElseThrow();
        assertThat(device.config()).isEmpty();
        assertThat(device.parameters().orElseThrow().unknown().attributes()).isEmpty();
        compare(device.parameters().orElseThrow(), shown(family, "va"));
        assertThat(tables.get(family, 4711)).isEmpty();
    }

    private static void compare(NeighbourParameters ours, JsonObject shown) {
        STEADY.forEach((word, parameter) -> assertThat(ours.get(parameter))
                .as(word)
                .hasValue(shown.get(word).getAsLong()));
        assertThat(ours.get(NeighbourParameter.QUEUE_BYTES)).isPresent();
        assertThat(ours.get(NeighbourParameter.INTERVAL_PROBE_TIME)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("families")
    void what_we_change_iproute2_reads(AddressFamily family) {
        long before = shown(family, "vap").get("ucast_probes").getAsLong();
        tables.change(NeighbourTableChange.of(family)
                .interfaceIndex(index)
                .set(NeighbourParameter.UNICAST_PROBES, 7)
                .set(NeighbourParameter.BASE_REACHABLE_TIME, 12_000)
                .set(NeighbourParameter.PROXY_QUEUE_LENGTH, 9));
        JsonObject shown = shown(family, "va");
        assertThat(shown.get("ucast_probes").getAsLong()).isEqualTo(7);
        assertThat(shown.get("base_reachable").getAsLong()).isEqualTo(12_000);
        assertThat(shown.get("proxy_queue").getAsLong()).isEqualTo(9);
        assertThat(shown(family, "vap").get("ucast_probes").getAsLong()).isEqualTo(before);

        live.ip("ntable change name " + tables.get(family).orElseThrow().name() + " dev va mcast_probes 8");
        assertThat(tables.get(family, index)
                        .orElseThrow()
                        .parameters()
                        .orElseThrow()
                        .get(NeighbourParameter.MULTICAST_PROBES))
                .hasValue(8);
    }

    @ParameterizedTest
    @MethodSource("families")
    void every_parameter_that_can_be_changed_is(AddressFamily family) {
        NeighbourTableChange change = NeighbourTableChange.of(family).interfaceIndex(index);
        for (int number = 2; number <= 19; number++) {
            if (NeighbourParameter.isParameter(number) && !new NeighbourParameter(number).isReadOnly()) {
                change = change.set(new NeighbourParameter(number), 4000);
            }
        }
        tables.change(change);
        NeighbourParameters read =
                tables.get(family, index).orElseThrow().parameters().orElseThrow();
        for (NeighbourParameter parameter : change.parameters().values().keySet()) {
            // Packets are counted in bytes: the two queues are one number.
            boolean queue = parameter.equals(NeighbourParameter.QUEUE_LENGTH)
                    || parameter.equals(NeighbourParameter.QUEUE_BYTES);
            if (!queue) {
                assertThat(read.get(parameter)).as(parameter.toString()).hasValue(4000);
            }
        }
        tables.change(
                NeighbourTableChange.of(family).interfaceIndex(index).set(NeighbourParameter.QUEUE_BYTES, 1_000_000));
        assertThat(tables.get(family, index)
                        .orElseThrow()
                        .parameters()
                        .orElseThrow()
                        .get(NeighbourParameter.QUEUE_BYTES))
                .hasValue(1_000_000);
    }

    /** Elsewhere only the parameters of an interface can be changed. */
    @ParameterizedTest
    @MethodSource("families")
    void the_table_itself_belongs_to_the_first_namespace(AddressFamily family) {
        NeighbourTableChange change = NeighbourTableChange.of(family);
        for (NeighbourTableChange each : List.of(
                change.thresholds(128, 512, 1024),
                change.gcInterval(30_000),
                change.set(NeighbourParameter.UNICAST_PROBES, 6))) {
            assertThatExceptionOfType(NetlinkException.Rejected.class)
                    .isThrownBy(() -> tables.change(each))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
                    .withMessageContaining("ip ntable change " + each);
        }
    }

    @Test
    void an_interface_that_is_gone_has_no_parameters() {
        assertThatExceptionOfType(NetlinkException.Rejected.class)
                .isThrownBy(() -> tables.change(NeighbourTableChange.of(AddressFamily.INET)
                        .interfaceIndex(4711)
                        .set(NeighbourParameter.UNICAST_PROBES, 6)))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void every_interface_has_parameters_in_both_tables() {
        List<Integer> links =
                live.netlink().links().list().stream().map(link -> link.index()).toList();
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            assertThat(tables.list(family))
                    .filteredOn(table -> table.interfaceIndex().isPresent())
                    .extracting(table -> table.interfaceIndex().getAsInt())
                    .containsExactlyInAnyOrderElementsOf(links);
        }
        assertThat(tables.list()).extracting(NeighbourTable::name).contains("arp_cache", "ndisc_cache");
    }
}
