package dev.multipath.netlink.transport.jnr;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;

/**
 * The C library by way of jffi, the lower half of jnr-ffi. To have jnr-ffi generate a class takes a third of the time in
 * which a process lists a small namespace and ends ({@code docs/performance.md}), so only {@link SeldomLibC} is done
 * that way, when first called. A call costs the same either way.
 *
 * <p>All arguments and results travel as 64-bit numbers. The calling conventions of the architectures that
 * {@link Native} accepts pass an {@code int} in a register of that width and either ignore its upper half or want the
 * sign there; of an {@code int} result the upper half means nothing.
 */
final class DirectLibC implements LibC {
    private static final Invoker INVOKER = Jffi.INVOKER;
    private static final CallContext ONE = context(1);
    private static final CallContext TWO = context(2);
    private static final CallContext THREE = context(3);
    private static final CallContext FOUR = context(4);
    private static final CallContext FIVE = context(5);

    /** Kept, since an unreachable library is closed. */
    private final Library library = Library.getDefault();

    private final long socket = function("socket");
    private final long connect = function("connect");
    private final long bind = function("bind");
    private final long getsockname = function("getsockname");
    private final long setsockopt = function("setsockopt");
    private final long getsockopt = function("getsockopt");
    private final long send = function("send");
    private final long sendmsg = function("sendmsg");
    private final long recv = function("recv");
    private final long recvmsg = function("recvmsg");
    private final long recvmmsg = function("recvmmsg");
    private final long poll = function("poll");
    private final long close = function("close");
    private final long read = function("read");
    private final long write = function("write");
    private final long eventfd = function("eventfd");

    /** {@code errno} is saved behind each call, before anything else can change it. */
    private static CallContext context(int parameters) {
        Type[] types = new Type[parameters];
        Arrays.fill(types, Type.SINT64);
        return CallContext.getCallContext(Type.SINT64, types, CallingConvention.DEFAULT, true);
    }

    private long function(String name) {
        long address = library.getSymbolAddress(name);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
        return address;
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return (int) INVOKER.invokeN3(THREE, socket, domain, type, protocol);
    }

    @Override
    public int connect(int fd, long address, int length) {
        return (int) INVOKER.invokeN3(THREE, connect, fd, address, length);
    }

    @Override
    public int bind(int fd, long address, int length) {
        return (int) INVOKER.invokeN3(THREE, bind, fd, address, length);
    }

    @Override
    public int getsockname(int fd, long address, long length) {
        return (int) INVOKER.invokeN3(THREE, getsockname, fd, address, length);
    }

    @Override
    public int setsockopt(int fd, int level, int name, long value, int length) {
        return (int) INVOKER.invokeN5(FIVE, setsockopt, fd, level, name, value, length);
    }

    @Override
    public int getsockopt(int fd, int level, int name, long value, long length) {
        return (int) INVOKER.invokeN5(FIVE, getsockopt, fd, level, name, value, length);
    }

    @Override
    public long send(int fd, long buffer, long length, int flags) {
        return INVOKER.invokeN4(FOUR, send, fd, buffer, length, flags);
    }

    @Override
    public long sendmsg(int fd, long message, int flags) {
        return INVOKER.invokeN3(THREE, sendmsg, fd, message, flags);
    }

    @Override
    public long recv(int fd, long buffer, long length, int flags) {
        return INVOKER.invokeN4(FOUR, recv, fd, buffer, length, flags);
    }

    @Override
    public long recvmsg(int fd, long message, int flags) {
        return INVOKER.invokeN3(THREE, recvmsg, fd, message, flags);
    }

    @Override
    public int recvmmsg(int fd, long messages, int count, int flags, long timeout) {
        return (int) INVOKER.invokeN5(FIVE, recvmmsg, fd, messages, count, flags, timeout);
    }

    @Override
    public int poll(long descriptors, long count, int milliseconds) {
        return (int) INVOKER.invokeN3(THREE, poll, descriptors, count, milliseconds);
    }

    @Override
    public int close(int fd) {
        return (int) INVOKER.invokeN1(ONE, close, fd);
    }

    @Override
    public long read(int fd, long buffer, long length) {
        return INVOKER.invokeN3(THREE, read, fd, buffer, length);
    }

    @Override
    public long write(int fd, long buffer, long length) {
        return INVOKER.invokeN3(THREE, write, fd, buffer, length);
    }

    @Override
    public int eventfd(int value, int flags) {
        return (int) INVOKER.invokeN2(TWO, eventfd, value, flags);
    }

    @Override
    public int open(long path, int flags, int mode) {
        return Seldom.LIBC.open(path, flags, mode);
    }

    @Override
    public int ioctl(int fd, long request, long argument) {
        return Seldom.LIBC.ioctl(fd, request, argument);
    }

    @Override
    public int setns(int fd, int type) {
        return Seldom.LIBC.setns(fd, type);
    }

    @Override
    public int unshare(int flags) {
        return Seldom.LIBC.unshare(flags);
    }

    @Override
    public int fcntl(int fd, int command, long argument) {
        return Seldom.LIBC.fcntl(fd, command, argument);
    }

    @Override
    public int sigprocmask(int how, long set, long old) {
        return Seldom.LIBC.sigprocmask(how, set, old);
    }

    @Override
    public int execvp(long file, long arguments) {
        return Seldom.LIBC.execvp(file, arguments);
    }

    @Override
    public long syscall(long number, long first, long second, long third) {
        return Seldom.LIBC.syscall(number, first, second, third);
    }

    /** Loads what is else loaded by the first call of a seldom function. */
    static SeldomLibC seldom() {
        return Seldom.LIBC;
    }

    /** Initialised when first used. */
    private static final class Seldom {
        static final SeldomLibC LIBC = LibraryLoader.create(SeldomLibC.class).load("c");
    }
}
