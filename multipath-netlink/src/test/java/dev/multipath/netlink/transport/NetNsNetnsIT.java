package dev.multipath.netlink.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NetNsNetnsIT {

    @Test
    void aNewNamespaceIsAnotherOneAndTheCallerStaysWhereItWas() throws Exception {
        String before = threadsNamespace();
        try (NetNs namespace = NetNs.create()) {
            String inside = namespace.call(NetNsNetnsIT::threadsNamespace);
            assertThat(inside).startsWith("net:[").isNotEqualTo(before);
            assertThat(threadsNamespace()).isEqualTo(before);
            try (NetlinkSocket socket = NetlinkSocketFactory.system().open(namespace)) {
                assertThat(threadsNamespace()).isEqualTo(before);
                assertThat(Files.readSymbolicLink(Path.of("/proc/self/ns/net"))).hasToString(before);
                try (NetlinkSocket here = NetlinkSocketFactory.system().open(NetNs.current())) {
                    assertThat(socket.namespaceCookie()).isNotEqualTo(here.namespaceCookie());
                }
            }
        }
    }

    @Test
    void everyWayToNameANamespaceLeadsThere() throws Exception {
        try (NetNs namespace = NetNs.create()) {
            String inside = namespace.call(NetNsNetnsIT::threadsNamespace);
            assertThat(NetNs.at(namespace.path()).<String, IOException>call(NetNsNetnsIT::threadsNamespace))
                    .isEqualTo(inside);
            NetNs process = NetNs.ofProcess(ProcessHandle.current().pid());
            assertThat(process.<String, IOException>call(NetNsNetnsIT::threadsNamespace))
                    .isEqualTo(threadsNamespace());
        }
    }

    @Test
    void anotherProcessFindsItByPath() throws Exception {
        try (NetNs namespace = NetNs.create()) {
            String inside = namespace.call(NetNsNetnsIT::threadsNamespace);
            Process child = new ProcessBuilder("nsenter", "--net=" + namespace.path(), "readlink", "/proc/self/ns/net")
                    .redirectErrorStream(true)
                    .start();
            String seen = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor()).as(seen).isZero();
            assertThat(seen.strip()).isEqualTo(inside);
        }
    }

    @Test
    void theDescriptorIsClosedOnExecAndClosedOnce() throws Exception {
        NetNs namespace = NetNs.create();
        Path descriptor = Path.of("/proc/self/fd/" + namespace.descriptor());
        Object file = Files.readSymbolicLink(descriptor);
        assertThat(Files.readString(Path.of("/proc/self/fdinfo/" + namespace.descriptor())))
                .containsPattern("flags:\\s+02[0-7]{6}\\b");
        namespace.close();
        namespace.close();
        assertThat(Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(file))
                .isFalse();
        assertThatThrownBy(namespace::descriptor).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> namespace.call(() -> 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileThatIsNoNamespaceIsEINVAL() {
        assertThatThrownBy(() -> NetNs.at("/proc/self/status").call(() -> 1))
                .isInstanceOfSatisfying(
                        ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }

    @Test
    void whatTheCodeThrowsComesOut() throws Exception {
        try (NetNs namespace = NetNs.create()) {
            assertThatThrownBy(() -> namespace.call(() -> {
                        throw new IOException("checked");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("checked");
            assertThatThrownBy(() -> namespace.call(() -> {
                        throw new AssertionError("error");
                    }))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void anInterruptIsPassedOnAndKept() throws Exception {
        try (NetNs namespace = NetNs.create()) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            AtomicReference<Object> outcome = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                try {
                    namespace.call(() -> {
                        inside.countDown();
                        never.await();
                        return "not interrupted";
                    });
                } catch (Exception e) {
                    outcome.set(e.getClass().getSimpleName() + " "
                            + Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            inside.await();
            caller.interrupt();
            caller.join();
            assertThat(outcome.get()).isEqualTo("InterruptedException true");
        }
    }

    @Test
    void anInterruptedThreadStillMakesNamespaces() throws Exception {
        Thread.currentThread().interrupt();
        try (NetNs namespace = NetNs.create()) {
            assertThat(namespace.descriptor()).isPositive();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static String threadsNamespace() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net")).toString();
    }
}
