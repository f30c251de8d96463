package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import dev.multipath.netlink.transport.NetlinkSocket;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A monitor that does not come to be. */
final class MonitorTest {
    private final AtomicInteger closed = new AtomicInteger();

    /** A socket with a receive buffer that joins no group. */
    private NetlinkSocket socket(Throwable refusal) {
        return (NetlinkSocket) Proxy.newProxyInstance(
                NetlinkSocket.class.getClassLoader(), new Class<?>[] {NetlinkSocket.class}, (proxy, method, given) -> {
                    switch (method.getName()) {
                        case "receiveBuffer" -> {
                            return 1;
                        }
                        case "join" -> throw refusal;
                        case "close" -> {
                            closed.incrementAndGet();
                            return null;
                        }
                        default -> throw new AssertionError(method);
                    }
                });
    }

    private void start(Throwable refusal) {
        new Monitor.Builder(NetNs.current(), namespace -> socket(refusal))
                .routes()
                .start(event -> {});
    }

    @Test
    void a_group_that_is_refused_closes_the_socket() {
        assertThatThrownBy(() -> start(new ErrnoException("join", Errno.EPERM.value())))
                .isInstanceOf(NetlinkException.SocketFailed.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatever_else_goes_wrong_closes_it_too() {
        assertThatThrownBy(() -> start(new OutOfMemoryError("on purpose"))).isInstanceOf(OutOfMemoryError.class);
        assertThat(closed).hasValue(1);
    }
}
