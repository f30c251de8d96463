package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.IcmpMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpPacketTest {
    private static final IpAddress ROUTER = IpAddress.parse("192.0.2.1");
    private static final IpAddress OWN = IpAddress.parse("192.0.2.2");
    private static final IpAddress OWN6 = IpAddress.parse("2001:db8::2");
    private static final int IDENTIFIER = 0x1234;

    private static final String REPLY = "0000 8bc6 1234 0007 0102030405060708 1011";
    private static final String REPLY6 = "8100 0000 1234 0007 0102030405060708";
    /** Host unreachable, quoting an echo request 192.0.2.2 > 198.51.100.9, identifier 1234, sequence 5. */
    private static final String UNREACHABLE = "0301 0000 00000000"
            + " 4500 0054 0000 4000 3f01 0000 c0000202 c6336409"
            + " 0800 0000 1234 0005 0102030405060708";

    /** No route, quoting an echo request 2001:db8::2 > 2001:db8:ffff::10, identifier 1234, sequence 5. */
    private static final String UNREACHABLE6 = "0100 0000 00000000"
            + " 60000000 0040 3a 3f 20010db8000000000000000000000002 20010db8ffff00000000000000000010"
            + " 8000 0000 1234 0005 0102030405060708";

    @Test
    void anEchoRequestCarriesARightChecksum() {
        ByteBuffer packet = ByteBuffer.allocate(IcmpPacket.ECHO_SIZE);
        IcmpPacket.putEcho(packet, AddressFamily.INET, IDENTIFIER, 7, 0x0102030405060708L);
        assertThat(HexFormat.of().formatHex(packet.array(), 4, 16)).isEqualTo("123400070102030405060708");
        assertThat(packet.get(0)).isEqualTo((byte) 8);
        assertThat(IcmpPacket.checksum(packet, 0, IcmpPacket.ECHO_SIZE)).isZero();
    }

    @Test
    void theChecksumIsRfc1071s() {
        ByteBuffer example = bytes("0001 f203 f4f5 f6f7");
        assertThat(IcmpPacket.checksum(example, 0, 8)).isEqualTo(0xddf2 ^ 0xffff);
        assertThat(IcmpPacket.checksum(bytes("0001 f2"), 0, 3)).isEqualTo(0xf201 ^ 0xffff);
    }

    @Test
    void aReplyIsRead() {
        assertThat(read(REPLY)).contains(new IcmpMessage.EchoReply(ROUTER, 7, 0x0102030405060708L));
        assertThat(read6(REPLY6)).contains(new IcmpMessage.EchoReply(OWN6, 7, 0x0102030405060708L));
    }

    @Test
    void aReportIsRead() {
        assertThat(read(UNREACHABLE))
                .contains(new IcmpMessage.Unreachable(
                        ROUTER, IpAddress.parse("198.51.100.9"), 5, 3, 1, OptionalLong.of(0x0102030405060708L)));
        assertThat(read6(UNREACHABLE6))
                .contains(new IcmpMessage.Unreachable(
                        OWN6, IpAddress.parse("2001:db8:ffff::10"), 5, 1, 0, OptionalLong.of(0x0102030405060708L)));
    }

    @Test
    void aReportThatQuotesNoMoreThanTheHeaderHasNoNonce() {
        String cut = UNREACHABLE.substring(0, UNREACHABLE.length() - 17);
        assertThat(read(cut))
                .contains(new IcmpMessage.Unreachable(
                        ROUTER, IpAddress.parse("198.51.100.9"), 5, 3, 1, OptionalLong.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0000 0000 1234 0007 01020304050607", // no whole nonce
                "0000 0000 1235 0007 0102030405060708", // another program's
                "0001 0000 1234 0007 0102030405060708", // a code replies do not have
                "0800 0000 1234 0007 0102030405060708", // our own request, looped
                "0500 0000 1234 0007 0102030405060708", // a redirect
                "0301 0000 00000000", // quotes nothing
                "0301 0000 00000000 4500 0054 0000 4000 3f01 0000 c0000202 c6336409 0800 0000 1234", // too little
                "0301 0000 00000000 4500 0054 0000 4000 3f11 0000 c0000202 c6336409 0800 0000 1234 0005", // UDP
                "0301 0000 00000000 4500 0054 0000 4001 3f01 0000 c0000202 c6336409 0800 0000 1234 0005", // fragment
                "0301 0000 00000000 4500 0054 0000 4000 3f01 0000 c0000203 c6336409 0800 0000 1234 0005", // not ours
                "0301 0000 00000000 4500 0054 0000 4000 3f01 0000 c0000202 c6336409 0800 0000 1235 0005", // not ours
                "0301 0000 00000000 4500 0054 0000 4000 3f01 0000 c0000202 c6336409 0000 0000 1234 0005", // a reply
                "0301 0000 00000000 4f00 0054 0000 4000 3f01 0000 c0000202 c6336409 0800 0000 1234 0005", // header >
                // rest
                "0301 0000 00000000 4400 0054 0000 4000 3f01 0000 c0000202 c6336409 0800 0000 1234 0005", // header < 20
                "0301 0000 00000000 6500 0054 0000 4000 3f01 0000 c0000202 c6336409 0800 0000 1234 0005" // version
            })
    void whatDoesNotFitIsNothing(String packet) {
        assertThat(read(packet)).isEmpty();
    }

    @Test
    void nothingThatIsCutOrChangedThrows() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        String[] samples = {REPLY, REPLY6, UNREACHABLE, UNREACHABLE6};
        for (int round = 0; round < 20_000; round++) {
            byte[] packet = bytes(samples[random.nextInt(samples.length)]).array();
            for (int change = random.nextInt(4); change > 0; change--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(packet.length + 1);
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(packet, length));
            assertThat(IcmpPacket.read(cut, AddressFamily.INET, 0, length, ROUTER, OWN, IDENTIFIER))
                    .as("seed %d round %d", seed, round)
                    .isNotNull();
            assertThat(IcmpPacket.read(cut, AddressFamily.INET6, 0, length, OWN6, OWN6, IDENTIFIER))
                    .as("seed %d round %d", seed, round)
                    .isNotNull();
            assertThat(IcmpPacket.skipIpv4Header(cut, 0, length)).isLessThanOrEqualTo(length);
        }
    }

    private static Optional<IcmpMessage> read(String packet) {
        ByteBuffer bytes = bytes(packet);
        return IcmpPacket.read(bytes, AddressFamily.INET, 0, bytes.capacity(), ROUTER, OWN, IDENTIFIER);
    }

    private static Optional<IcmpMessage> read6(String packet) {
        ByteBuffer bytes = bytes(packet);
        return IcmpPacket.read(bytes, AddressFamily.INET6, 0, bytes.capacity(), OWN6, OWN6, IDENTIFIER);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
