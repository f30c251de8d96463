package dev.multipath.agent.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.agent.config.FlowsSection;
import dev.multipath.agent.flows.FlowTable.Outlet;
import dev.multipath.agent.flows.FlowTable.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table in the words of {@code nft list table}. */
final class FlowRulesTest {
    private static final List<Outlet> TWO =
            List.of(new Outlet("eth0", 0x100_0000, true, 1500), new Outlet("ppp0", 0x200_0000, false, 0));

    private static FlowTable table(boolean pins, boolean clampMss, List<Share> spread4) {
        List<Outlet> outlets = pins
                ? TWO
                : TWO.stream()
                        .map(each -> new Outlet(each.interfaceName(), each.mark(), false, each.mtu()))
                        .toList();
        return new FlowTable(
                "multipath",
                "multipath-agent, protocol 77",
                FlowsSection.DEFAULT_MASK,
                pins,
                outlets,
                clampMss,
                spread4,
                List.of());
    }

    private static String text(FlowTable table) {
        return FlowRules.of(table).toString().replace("\t", "  ");
    }

    @Test
    void connections_are_marked_and_their_packets_led() {
        assertThat(text(table(true, false, List.of()))).isEqualTo("""
                table inet multipath {
                  comment "multipath-agent, protocol 77"
                  map marked {
                    type mark : verdict
                    elements = { 0x01000000 : goto lead-1, 0x02000000 : goto lead-2 }
                  }
                  map arriving {
                    type ifname : verdict
                    elements = { "eth0" : goto arriving-1, "ppp0" : goto arriving-2 }
                  }
                  map leaving {
                    type ifname : verdict
                    elements = { "eth0" : goto leaving-1, "ppp0" : goto leaving-2 }
                  }
                  chain lead-1 {
                    meta mark set meta mark & 0xc1ffffff | 0x01000000
                  }
                  chain take-1 {
                    ct mark set ct mark & 0xc1ffffff | 0x01000000
                  }
                  chain arriving-1 {
                    ct mark & 0x3f000000 == 0x00000000 goto take-1
                  }
                  chain leaving-1 {
                    ct mark & 0x3f000000 == 0x01000000 return
                    ct mark & 0x3f000000 == 0x00000000 goto take-1
                    meta mark & 0x3f000000 != 0x00000000 goto take-1
                  }
                  chain lead-2 {
                    meta mark set meta mark & 0xc2ffffff | 0x02000000
                  }
                  chain take-2 {
                    ct mark set ct mark & 0xc2ffffff | 0x02000000
                  }
                  chain arriving-2 {
                    ct mark & 0x3f000000 == 0x00000000 goto take-2
                  }
                  chain leaving-2 {
                    ct mark & 0x3f000000 == 0x02000000 return
                    ct mark & 0x3f000000 == 0x00000000 goto take-2
                    meta mark & 0x3f000000 != 0x00000000 goto take-2
                  }
                  chain lead {
                    ct mark & 0x3f000000 vmap @marked
                    ct mark set ct mark & 0xc0ffffff
                  }
                  chain prerouting {
                    type filter hook prerouting priority -150; policy accept;
                    iifname vmap @arriving
                    ct mark & 0x3f000000 != 0x00000000 goto lead
                  }
                  chain output {
                    type route hook output priority -150; policy accept;
                    meta mark != 0x00000000 accept
                    ct mark & 0x3f000000 != 0x00000000 goto lead
                  }
                  chain postrouting {
                    type filter hook postrouting priority -150; policy accept;
                    oifname vmap @leaving
                  }
                  chain srcnat {
                    type nat hook postrouting priority 100; policy accept;
                    meta nfproto ipv4 oifname "eth0" masquerade
                    meta nfproto ipv6 ip6 saddr & fe00:: == fc00:: oifname "eth0" masquerade
                  }
                }""");
    }

    @Test
    void segments_are_made_to_fit_in_both_directions() {
        assertThat(text(table(true, true, List.of()))).contains("""
                          chain forward {
                            type filter hook forward priority -150; policy accept;
                            oifname "eth0" meta l4proto tcp tcp flags syn tcp option maxseg size set rt mtu
                            meta nfproto ipv4 iifname "eth0" meta l4proto tcp tcp flags syn tcp option maxseg size set 1460
                            meta nfproto ipv6 iifname "eth0" meta l4proto tcp tcp flags syn tcp option maxseg size set 1440
                            oifname "ppp0" meta l4proto tcp tcp flags syn tcp option maxseg size set rt mtu
                          }
                        """);
    }

    @Test
    void single_packets_are_spread_by_weight_and_no_connection_is_marked() {
        List<Share> shares = List.of(new Share(0x100_0000, 4), new Share(0x200_0000, 1), new Share(0x300_0000, 1));
        String text = text(table(false, false, shares));

        assertThat(text).contains("""
                        spread4 {
                            numgen inc mod 6 < 4 goto lead-1
                            numgen inc mod 2 < 1 goto lead-2
                            goto lead-3
                          }
                        """).contains("iifname @uplinks accept").doesNotContain("ct mark");
    }

    @Test
    void nothing_outside_the_mask_is_written() {
        String text = text(table(true, true, List.of()));

        assertThat(text.lines().filter(line -> line.contains(" set meta mark") || line.contains(" set ct mark")))
                .hasSize(5)
                .allMatch(line -> line.contains("mark & 0xc"));
    }
}
