package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.FwMark;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The instructions as linux/bpf.h has them; that a kernel takes them is tried in {@code CgroupMarkNetnsIT}. */
class SocketMarkProgramTest {
    private static final FwMark MARK = new FwMark(0x0300_0000L, 0x3f00_0000L);

    @Test
    void it_writes_the_bits_of_the_mask_and_lets_the_socket_be() {
        assertThat(hex(ByteOrder.LITTLE_ENDIAN))
                .isEqualTo(
                        "6112100000000000" // r2 = *(u32 *)(r1 + 16)
                                + "54020000ffffffc0" // w2 &= 0xc0ffffff
                                + "4402000000000003" // w2 |= 0x03000000
                                + "6321100000000000" // *(u32 *)(r1 + 16) = r2
                                + "b700000001000000" // r0 = 1
                                + "9500000000000000"); // exit
    }

    @Test
    void the_registers_change_places_on_a_big_endian_machine() {
        assertThat(hex(ByteOrder.BIG_ENDIAN))
                .isEqualTo("6121001000000000" + "54200000c0ffffff" + "4420000003000000" + "6312001000000000"
                        + "b700000000000001" + "9500000000000000");
    }

    @Test
    void bits_outside_of_the_mask_are_none_of_its_business() {
        FwMark untidy = new FwMark(0x0300_0001L, 0x3f00_0000L);

        assertThat(SocketMarkProgram.code(untidy, ByteOrder.BIG_ENDIAN))
                .isEqualTo(SocketMarkProgram.code(MARK, ByteOrder.BIG_ENDIAN));
    }

    private static String hex(ByteOrder order) {
        return HexFormat.of().formatHex(SocketMarkProgram.code(MARK, order).array());
    }
}
