package dev.multipath.netlink.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritedDescriptorsTest {
    @Test
    void close_on_exec_is_a_flag_in_octal() {
        assertThat(InheritedDescriptors.isCloseOnExec(List.of("pos:\t0", "flags:\t02100001")))
                .isTrue();
        assertThat(InheritedDescriptors.isCloseOnExec(List.of("pos:\t0", "flags:\t0100001")))
                .isFalse();
        assertThat(InheritedDescriptors.isCloseOnExec(List.of())).isFalse();
    }

    @Test
    void the_files_of_the_jvm_are_not_among_them() throws IOException {
        Path modules =
                Path.of(System.getProperty("java.home"), "lib", "modules").toRealPath();

        try (FileChannel again = FileChannel.open(modules)) {
            assertThat(again.isOpen()).isTrue();
            for (int fd : InheritedDescriptors.list()) {
                assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)))
                        .isNotEqualTo(modules);
            }
        }
    }
}
