package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.bench.ListNamespace;
import dev.multipath.netlink.bench.ProbeLoopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a short-lived program loads on its way to a first answer. docs/performance.md says what the rest would cost. */
class StartPathTest {

    @Test
    void listingLoadsNothingThatTakesLongToStart() throws IOException, InterruptedException {
        List<String> loaded = classesLoadedBy(ListNamespace.class);

        assertThat(loaded)
                .anyMatch(line -> line.contains(" dev.multipath.netlink.RtNetlink "))
                .noneMatch(line -> line.contains(" jnr.ffi."))
                .noneMatch(line -> line.contains(" jnr.posix."))
                .noneMatch(line -> line.contains(" jnr.constants."))
                .noneMatch(line -> line.contains(" io.netty.buffer.AbstractByteBuf "))
                .noneMatch(line -> line.contains(" io.netty.util.internal."))
                .noneMatch(line -> line.contains(" org.slf4j."))
                .noneMatch(line -> line.contains(" jdk.internal.foreign.abi.BindingSpecializer "))
                .noneMatch(line -> line.contains(" java.lang.runtime.ObjectMethods "));
    }

    /** A class made for an interface of libc, and what makes it, would stay in memory for as long as the program runs. */
    @Test
    void probingHasNoClassMadeForIt() throws IOException, InterruptedException {
        List<String> loaded = classesLoadedBy(ProbeLoopback.class);

        assertThat(loaded)
                .anyMatch(line -> line.contains(" dev.multipath.netlink.transport.jnr.JnrIcmpSocket "))
                .anyMatch(line -> line.contains(" dev.multipath.netlink.transport.jnr.JnrConnectedSocket "))
                .noneMatch(line -> line.contains(" jnr.ffi."));
    }

    private static List<String> classesLoadedBy(Class<?> program) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
