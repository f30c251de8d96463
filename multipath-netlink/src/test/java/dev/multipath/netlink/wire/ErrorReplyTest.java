package dev.multipath.netlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ErrorReplyTest {
    @Test
    void zero_is_success() throws DecodeException {
        ErrorReply reply = ErrorReply.read(Bytes.message("""
                24000000 0200 0001 01000000 02000000 00000000 # NLM_F_CAPPED
                34000000 1800 0506 01000000 00000000
                """));

        assertThat(reply).isEqualTo(ErrorReply.OK);
    }

    @Test
    void a_capped_refusal_has_its_attributes_at_36() throws DecodeException {
        ErrorReply reply = ErrorReply.read(Bytes.message("""
                44000000 0200 0003 01000000 02000000 eaffffff # NLM_F_CAPPED | NLM_F_ACK_TLVS, -EINVAL
                34000000 1800 0506 01000000 00000000
                0800 0100 6e6f2100                            # "no!"
                0800 0200 24000000                            # offset 36
                0800 0500 06000000                            # attribute 6 is missing
                0800 0600 1c000000                            # in the nest at 28
                """));

        assertThat(reply.errno()).isEqualTo(22);
        assertThat(reply.ack().message()).contains("no!");
        assertThat(reply.ack().offset()).isEqualTo(OptionalLong.of(36));
        assertThat(reply.ack().missingType()).isEqualTo(OptionalInt.of(6));
        assertThat(reply.ack().missingNest()).isEqualTo(OptionalLong.of(28));
    }

    @Test
    void an_uncapped_refusal_has_them_behind_the_echoed_request() throws DecodeException {
        ErrorReply reply = ErrorReply.read(Bytes.message("""
                30000000 0200 0002 01000000 02000000 efffffff # NLM_F_ACK_TLVS, -EEXIST
                11000000 1800 0506 01000000 00000000
                ff 000000                                     # 17 bytes of request, padded
                0800 0100 6e6f2100
                """));

        assertThat(reply.errno()).isEqualTo(17);
        assertThat(reply.ack().message()).contains("no!");
    }

    @Test
    void the_end_of_a_dump_may_carry_an_error_of_its_own() throws DecodeException {
        ErrorReply reply = ErrorReply.read(Bytes.message("""
                1c000000 0300 0202 01000000 02000000 feffffff # NLM_F_MULTI | NLM_F_ACK_TLVS, -ENOENT
                0800 0100 6e6f2100
                """));

        assertThat(reply.errno()).isEqualTo(2);
        assertThat(reply.ack().message()).contains("no!");
        assertThat(ErrorReply.read(Bytes.message("10000000 0300 0200 01000000 02000000")))
                .isEqualTo(ErrorReply.OK);
        assertThat(ErrorReply.read(Bytes.message("14000000 0300 0200 01000000 02000000 00000000")))
                .isEqualTo(ErrorReply.OK);
    }

    @Test
    void broken_ones_are_refused() {
        assertThatThrownBy(() -> ErrorReply.read(Bytes.message("12000000 0200 0000 01000000 02000000 0000")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("NLMSG_ERROR");
        assertThatThrownBy(() -> ErrorReply.read(Bytes.message("14000000 0200 0000 01000000 02000000 16000000")))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("error 22 is not negative");
        assertThatThrownBy(() -> ErrorReply.read(Bytes.message("""
                        24000000 0200 0002 01000000 02000000 efffffff
                        ffffffff 1800 0506 01000000 00000000
                        """)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nlmsgerr.msg.nlmsg_len");
    }
}
