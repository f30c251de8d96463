package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.wire.AttributePolicy;
import dev.multipath.netlink.wire.Bytes;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.ExtendedAck;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** All that the kernel says about a refusal, put into words. */
final class RejectionTest {
    private static final String ROUTE = """
            48000000 1800 0506 01000000 00000000
            02 18 00 00 fe 03 00 01 00000000
            2c00 0900                           # 28 RTA_MULTIPATH
              1000 00 00 03000000               # 32   leg 0
                0800 0500 c0000201              # 40     RTA_GATEWAY
              1800 00 03 05000000               # 48   leg 1
                0800 0500 c6336401              # 56     RTA_GATEWAY
                0800 0b00 00000000              # 64     RTA_FLOW
            """;
    private static final String LINK = """
            28000000 1000 0506 01000000 00000000
            00000000 00000000 00000000 00000000
            0800 1280                           # 32 IFLA_LINKINFO
              0400 0200                         # 36   IFLA_INFO_DATA
            """;

    private static ErrorReply reply(ExtendedAck ack) {
        return new ErrorReply(22, ack);
    }

    private static ExtendedAck missing(int type, OptionalLong nest) {
        return new ExtendedAck(
                Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(type), nest);
    }

    @Test
    void sentence_place_and_policy() {
        AttributePolicy policy = new AttributePolicy(
                OptionalInt.of(4),
                OptionalLong.of(0),
                OptionalLong.of(255),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
        ExtendedAck ack = new ExtendedAck(
                Optional.of("integer out of range"),
                OptionalLong.of(64),
                Optional.empty(),
                Optional.of(policy),
                OptionalInt.empty(),
                OptionalLong.empty());

        Rejection rejection = Rejection.of(reply(ack), MessageLayout.rtnetlink(Rtm.RTM_NEWROUTE), Bytes.of(ROUTE));

        assertThat(rejection)
                .hasToString("EINVAL (22): integer out of range, at RTA_MULTIPATH[1].RTA_FLOW, allowed is u32 0..255");
        NetlinkException.Rejected thrown = new NetlinkException.Rejected("ip route add", rejection);
        assertThat(thrown.attribute()).contains("RTA_MULTIPATH[1].RTA_FLOW");
        assertThat(thrown.policy()).contains(policy);
        assertThat(thrown.missingAttribute()).isEmpty();
        assertThat(thrown.kernelText()).contains("integer out of range");
    }

    @Test
    void what_is_missing_is_named_with_its_nest() {
        ByteBuf link = Bytes.of(LINK);
        assertThat(Rejection.of(
                        reply(missing(3, OptionalLong.empty())), MessageLayout.rtnetlink(Rtm.RTM_NEWLINK), link))
                .hasToString("EINVAL (22), missing IFLA_IFNAME");
        assertThat(Rejection.of(reply(missing(1, OptionalLong.of(32))), MessageLayout.rtnetlink(Rtm.RTM_NEWLINK), link))
                .hasToString("EINVAL (22), missing IFLA_LINKINFO.IFLA_INFO_KIND");
    }
}
