package dev.multipath.netlink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Prefixes and their addresses, against the arithmetic of large numbers. */
final class IpPrefixTest {
    private final SplittableRandom random = new SplittableRandom(1);

    /** An address that shares its first bits with another one, and differs in the next. */
    private IpAddress like(IpAddress address, int bits) {
        int width = address.bitLength();
        BigInteger flipped = bits == width
                ? number(address)
                : number(address).flipBit(width - 1 - bits).xor(randomBits(width - 1 - bits));
        return address(flipped, width);
    }

    private BigInteger randomBits(int count) {
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < count; i++) {
            bits = random.nextBoolean() ? bits.setBit(i) : bits;
        }
        return bits;
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.toBytes());
    }

    private static IpAddress address(BigInteger number, int width) {
        return width == 32 ? IpAddress.ipv4(number.intValue()) : IpAddress.ipv6(high(number), number.longValue());
    }

    private static long high(BigInteger number) {
        return number.shiftRight(64).longValue();
    }

    @Test
    void an_address_lies_in_it_if_its_first_bits_are_the_same() {
        for (int width : new int[] {32, 128}) {
            for (int length = 0; length <= width; length++) {
                IpAddress address = address(randomBits(width), width);
                IpPrefix prefix = new IpPrefix(address, length);
                for (int shared = 0; shared <= width; shared++) {
                    IpAddress other = like(address, shared);
                    assertThat(prefix.contains(other))
                            .as("%s in %s", other, prefix)
                            .isEqualTo(shared >= length);
                }
            }
        }
    }

    @Test
    void a_network_has_no_bits_behind_its_length() {
        for (int width : new int[] {32, 128}) {
            for (int length = 0; length <= width; length++) {
                IpAddress address = address(randomBits(width), width);
                BigInteger masked = number(address).shiftRight(width - length).shiftLeft(width - length);
                IpPrefix network = new IpPrefix(address, length).network();
                assertThat(number(network.address()))
                        .as("%s/%s", address, length)
                        .isEqualTo(masked);
                assertThat(network.isNetwork()).isTrue();
                assertThat(new IpPrefix(address, length).isNetwork())
                        .as("%s/%s", address, length)
                        .isEqualTo(number(address).equals(masked));
            }
        }
    }

    @Test
    void the_other_family_is_never_in_it() {
        assertThat(IpPrefix.parse("0.0.0.0/0").contains(IpAddress.ANY_IPV6)).isFalse();
        assertThat(IpPrefix.parse("::/0").contains(IpAddress.ANY_IPV4)).isFalse();
        assertThat(IpPrefix.parse("::/96").contains(IpAddress.parse("0.0.0.1"))).isFalse();
    }

    @Test
    void a_length_beyond_the_address_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpAddress.parse("192.0.2.1").masked(33));
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.ANY_IPV6.masked(-1));
    }
}
