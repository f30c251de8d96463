package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.UnixDatagram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datagrams to sockets with a path and with an abstract name. */
final class UnixDatagramTest {
    @TempDir
    private Path directory;

    @Test
    void a_datagram_arrives_whole_at_a_path_and_at_an_abstract_name() throws Exception {
        for (String name : new String[] {
            directory.resolve("notify").toString(),
            "@multipath-test-" + ProcessHandle.current().pid()
        }) {
            try (Descriptor listener = listener(name)) {
                UnixDatagram.send(name, "READY=1\nSTATUS=2 of 3".getBytes(StandardCharsets.UTF_8));
                UnixDatagram.send(name, "WATCHDOG=1".getBytes(StandardCharsets.UTF_8));
                assertThat(receive(listener)).isEqualTo("READY=1\nSTATUS=2 of 3");
                assertThat(receive(listener)).isEqualTo("WATCHDOG=1");
            }
        }
    }

    @Test
    void nobody_there_and_no_room_are_said_and_not_waited_for() throws Exception {
        String name = directory.resolve("nobody").toString();
        assertThatExceptionOfType(ErrnoException.class)
                .isThrownBy(() -> UnixDatagram.send(name, new byte[1]))
                .withMessageContaining("ENOENT");
        String full = directory.resolve("full").toString();
        try (Descriptor listener = listener(full)) {
            assertThat(listener.number()).isPositive();
            assertThatExceptionOfType(ErrnoException.class)
                    .isThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            UnixDatagram.send(full, new byte[100]);
                        }
                    })
                    .withMessageContaining("EAGAIN");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> UnixDatagram.send("", new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> UnixDatagram.send("/" + "x".repeat(107), new byte[1]));
    }

    private static Descriptor listener(String name) {
        int fd = Native.LIBC.socket(Linux.AF_UNIX, Linux.SOCK_DGRAM | Linux.SOCK_CLOEXEC | Linux.SOCK_NONBLOCK, 0);
        NativeMemory address = new NativeMemory(110);
        int length = UnixSockets.put(address, name);
        assertThat(Native.LIBC.bind(fd, address.at(0), length)).isZero();
        address.keep();
        return new Descriptor(fd, name);
    }

    private static String receive(Descriptor listener) {
        NativeMemory buffer = new NativeMemory(1000);
        int count = (int) Native.LIBC.recv(listener.number(), buffer.at(0), 1000, 0);
        byte[] bytes = new byte[count];
        buffer.host().get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
