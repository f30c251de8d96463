package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The hash is SipHash-2-4: vectors of its reference implementation, key 00 01 … 0f, input 00 01 …. */
class SipHashTest {
    private static final long KEY_0 = 0x0706050403020100L;
    private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

    private static long ofFirst(int bytes) {
        byte[] input = new byte[16];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
        }
        return SipHash.of(Arrays.copyOf(input, bytes), KEY_0, KEY_1);
    }

    @Test
    void the_vectors_come_out() {
        assertThat(ofFirst(0)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(ofFirst(1)).isEqualTo(0x74f839c593dc67fdL);
        assertThat(ofFirst(8)).isEqualTo(0x93f5f5799a932462L);
        assertThat(ofFirst(15)).isEqualTo(0xa129ca6149be45e5L);
    }
}
