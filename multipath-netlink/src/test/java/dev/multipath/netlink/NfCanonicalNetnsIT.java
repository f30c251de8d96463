package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Immediate;
import dev.multipath.netlink.model.nftables.Limit;
import dev.multipath.netlink.model.nftables.Log;
import dev.multipath.netlink.model.nftables.Masquerade;
import dev.multipath.netlink.model.nftables.MetaKey;
import dev.multipath.netlink.model.nftables.MetaLoad;
import dev.multipath.netlink.model.nftables.Nat;
import dev.multipath.netlink.model.nftables.NfBaseChain;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfHook;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.OtherExpression;
import dev.multipath.netlink.model.nftables.Socket;
import dev.multipath.netlink.model.nftables.SocketKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kernel reports otherwise than it was written, the records have in one spelling: written raw, read typed. */
@Timeout(60)
final class NfCanonicalNetnsIT {
    private static final NfTableKey T = new NfTableKey(NfFamily.INET, "t");
    private static final NfChain NAT = NfChain.of(T, "c", NfBaseChain.nat(NfHook.POSTROUTING, NfBaseChain.SRCNAT));
    private static final NfChain INPUT = NfChain.of(T, "c", NfBaseChain.filter(NfHook.INPUT, NfBaseChain.FILTER));
    private static final NfRegister R1 = NfRegister.R1;

    private NftNamespace live;

    @BeforeEach
    void open() {
        live = new NftNamespace();
    }

    @AfterEach
    void close() {
        live.close();
    }

    /** What becomes of an expression written with these attributes, behind others. */
    private Expression read(NfChain chain, String name, String attributes, Expression... before) {
        List<Expression> expressions = new ArrayList<>(List.of(before));
        expressions.add(new OtherExpression(name, ByteString.parse(attributes.replace(" ", ""))));
        live.tables()
                .transaction()
                .deleteIfPresent(T)
                .add(NfTable.of(NfFamily.INET, "t"))
                .add(chain)
                .add(NfRule.of(T, "c", expressions))
                .commit();
        List<Expression> read =
                live.tables().contents(T).orElseThrow().rules().get(0).expressions();
        return read.get(read.size() - 1);
    }

    @Test
    void the_first_quarter_of_a_register_has_its_number() {
        assertThat(read(INPUT, "meta", "0800020000000003 0800010000000008")).isEqualTo(new MetaLoad(MetaKey.MARK, R1));
        assertThat(read(INPUT, "meta", "0800020000000003 080001000000000c"))
                .isEqualTo(new MetaLoad(MetaKey.MARK, NfRegister.R2));
        assertThat(read(INPUT, "meta", "0800020000000003 0800010000000009"))
                .isEqualTo(new MetaLoad(MetaKey.MARK, NfRegister.word(1)));
    }

    @Test
    void a_limit_without_burst_has_five_packets() {
        assertThat(read(INPUT, "limit", "0c000100000000000000000a 0c0002000000000000000001"))
                .isEqualTo(new Limit(10, 1, 0, false, false))
                .isEqualTo(new Limit(10, 1, 5, false, false));
    }

    @Test
    void a_log_without_level_warns() {
        assertThat(read(INPUT, "log", ""))
                .isEqualTo(new Log(Optional.empty(), OptionalInt.empty(), OptionalLong.of(4), 0, 0, 0));
    }

    @Test
    void only_a_cgroup_has_a_level() {
        assertThat(read(INPUT, "socket", "0800010000000001 0800020000000001 0800030000000000"))
                .isEqualTo(new Socket(SocketKey.MARK, OptionalLong.of(3), R1))
                .isEqualTo(new Socket(SocketKey.MARK, OptionalLong.empty(), R1));
    }

    @Test
    void a_range_of_one_has_no_end() {
        Expression address = new Immediate(R1, NfValue.address(IpAddress.parse("192.0.2.1")));
        assertThat(read(NAT, "nat", "0800010000000000 0800020000000002 0800030000000001", address))
                .isEqualTo(Nat.source(NfFamily.IP, R1));
        Expression[] port = NfRule.in(NAT)
                .protocol(6)
                .plus(new Immediate(R1, NfValue.net16(1024)))
                .build()
                .expressions()
                .toArray(Expression[]::new);
        assertThat(read(NAT, "masq", "0800010000000002 0800020000000001", port))
                .isEqualTo(new Masquerade(0, Optional.of(R1), Optional.empty()));
    }
}
