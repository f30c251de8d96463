package dev.multipath.agent.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemResolversTest {
    @TempDir
    private Path directory;

    @Test
    void those_on_this_machine_are_left_out_and_the_rest_keep_their_order() {
        assertThat(SystemResolvers.parse("""
                # nameserver 192.0.2.9
                search example.net
                nameserver 127.0.0.53
                nameserver\t192.0.2.53
                 nameserver 2001:db8::53 # with a remark
                nameserver fe80::1%eth0
                nameserver ::1
                nameservers 192.0.2.8
                nameserver
                options edns0
                """))
                .containsExactly(IpAddress.parse("192.0.2.53"), IpAddress.parse("2001:db8::53"));
    }

    @Test
    void the_next_file_is_read_where_the_first_has_none_or_is_missing() throws IOException {
        Path stub = Files.writeString(directory.resolve("stub"), "nameserver 127.0.0.53\n");
        Path real = Files.writeString(directory.resolve("real"), "nameserver 192.0.2.53\n");

        SystemResolvers resolvers = new SystemResolvers(List.of(directory.resolve("none"), stub, real));

        assertThat(resolvers.current(0)).containsExactly(IpAddress.parse("192.0.2.53"));
    }

    @Test
    void a_change_is_seen_half_a_minute_later() throws IOException {
        Path file = Files.writeString(directory.resolve("resolv.conf"), "nameserver 192.0.2.53\n");
        SystemResolvers resolvers = new SystemResolvers(List.of(file));
        assertThat(resolvers.current(0)).hasSize(1);

        Files.writeString(file, "nameserver 192.0.2.53\nnameserver 192.0.2.54\n");

        assertThat(resolvers.current(29_000_000_000L)).hasSize(1);
        assertThat(resolvers.current(30_000_000_000L)).hasSize(2);
    }
}
