package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Opening a handle, and what is left when that fails. */
final class RtNetlinkTest {
    /** Less than a handle's two buffers take together, more than its socket and one of them. */
    private static final String MEMORY = "-XX:MaxDirectMemorySize=160k";

    @Test
    void without_memory_for_its_buffers_no_socket_is_left_open() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShortOfMemory.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        assertThat(output).contains("3 failed, 0 descriptors left open");
    }
}
