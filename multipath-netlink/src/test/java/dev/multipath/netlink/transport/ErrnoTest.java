package dev.multipath.netlink.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.transport.jnr.JnrTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrnoTest {

    @Test
    void isPrintedAsSymbolAndNumber() {
        assertThat(Errno.EEXIST).hasToString("EEXIST (17)");
        assertThat(Errno.of(101)).hasToString("ENETUNREACH (101)");
    }

    @Test
    void aRareOneIsNamedToo() {
        assertThat(Errno.of(45)).hasToString("EL2NSYNC (45)");
        assertThat(Errno.of(122)).hasToString("EDQUOT (122)");
    }

    @Test
    void anUnknownOneIsANumber() {
        assertThat(Errno.of(4000)).hasToString("errno 4000");
        assertThat(Errno.of(4000).description()).isEqualTo("Unknown error 4000");
    }

    @Test
    void hasTheSystemsText() {
        assertThat(Errno.EEXIST.description()).isEqualTo("File exists");
    }

    @Test
    void everyUsualNameIsTheOneOfTheSystemsTable() {
        for (int value = 1; value < 134; value++) {
            String byTable = JnrTransport.errnoName(value);
            String other = byTable.equals("ENOTSUP") ? "EOPNOTSUPP" : byTable; // one number, two names
            assertThat(Errno.of(value).name()).isEqualTo(other);
        }
    }

    @Test
    void namingTheUsualOnesLoadsNoJnrClass() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrintsUsualErrnos.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output).contains("netlink.transport.Errno ", "EPERM (1)", "EHOSTUNREACH (113)");
        assertThat(output.lines().filter(line -> line.contains(" jnr.") || line.contains("transport.jnr")))
                .isEmpty();
    }

    /** Started by a test as a process of its own. */
    static final class PrintsUsualErrnos {
        private PrintsUsualErrnos() {}

        public static void main(String[] arguments) {
            System.out.println(new ErrnoException("open", 1).getMessage());
            System.out.println(Errno.EHOSTUNREACH);
        }
    }
}
