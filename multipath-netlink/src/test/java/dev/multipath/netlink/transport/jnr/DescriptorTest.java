package dev.multipath.netlink.transport.jnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.SocketClosedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DescriptorTest {

    @Test
    void isClosedAtOnceWhenNobodyIsInside() throws ErrnoException {
        Descriptor descriptor = eventFd();
        int number = descriptor.number();
        descriptor.close();
        assertThat(isOpen(number)).isFalse();
    }

    @Test
    void isClosedWhenTheLastOneLeaves() throws ErrnoException {
        Descriptor descriptor = eventFd();
        int number = descriptor.enter();
        assertThat(descriptor.enter()).isEqualTo(number);
        descriptor.close();
        assertThat(isOpen(number)).isTrue();
        descriptor.exit();
        assertThat(isOpen(number)).isTrue();
        descriptor.exit();
        assertThat(isOpen(number)).isFalse();
        descriptor.awaitClosed();
    }

    @Test
    void nobodyEntersAfterClosingWasAskedFor() throws ErrnoException {
        Descriptor descriptor = eventFd();
        descriptor.enter();
        descriptor.close();
        assertThat(descriptor.tryEnter()).isNegative();
        assertThatThrownBy(descriptor::enter).isInstanceOf(SocketClosedException.class);
        assertThatThrownBy(descriptor::number)
                .isInstanceOf(SocketClosedException.class)
                .hasMessage("test is closed");
        descriptor.exit();
    }

    @Test
    void aSecondCloseDoesNotHitTheNextOwnerOfTheNumber() throws ErrnoException {
        Descriptor first = eventFd();
        int number = first.number();
        first.close();
        Descriptor second = eventFd();
        assertThat(second.number()).isEqualTo(number);
        first.close();
        assertThat(isOpen(number)).isTrue();
        second.close();
    }

    private static Descriptor eventFd() throws ErrnoException {
        int number = Native.LIBC.eventfd(0, Linux.EFD_CLOEXEC);
        if (number < 0) {
            throw Native.failed("eventfd");
        }
        return new Descriptor(number, "test");
    }

    private static boolean isOpen(int number) {
        return Files.exists(Path.of("/proc/self/fd/" + number), LinkOption.NOFOLLOW_LINKS);
    }
}
