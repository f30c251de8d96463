package dev.multipath.netlink.transport.jnr;

/**
 * A {@code struct msghdr} with one {@code struct iovec}, as sendmsg(2) and recvmsg(2) take it, in the layout of 64-bit
 * Linux.
 */
final class Message {
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 8;
    private static final int IOV = 16;
    private static final int IOV_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int HEADER_SIZE = 56;
    private static final int IOV_BASE = HEADER_SIZE;
    private static final int IOV_LENGTH = HEADER_SIZE + 8;

    private final NativeMemory memory = new NativeMemory(HEADER_SIZE + 16);

    Message() {
        memory.host().putLong(IOV, memory.at(IOV_BASE));
        memory.host().putLong(IOV_COUNT, 1);
    }

    /** Where the peer's address is, or goes; the call writes the length it used: set again before each. */
    Message name(long address, int length) {
        memory.host().putLong(NAME, address);
        memory.host().putInt(NAME_LENGTH, length);
        return this;
    }

    /** The bytes to send, or where received ones go. */
    Message payload(long address, long length) {
        memory.host().putLong(IOV_BASE, address);
        memory.host().putLong(IOV_LENGTH, length);
        return this;
    }

    /** Where control messages go; the call writes the length it used: set again before each. */
    Message control(long address, int length) {
        memory.host().putLong(CONTROL, address);
        memory.host().putLong(CONTROL_LENGTH, length);
        memory.host().putInt(FLAGS, 0);
        return this;
    }

    int controlLength() {
        return (int) memory.host().getLong(CONTROL_LENGTH);
    }

    /** For the system call. */
    long address() {
        return memory.at(0);
    }
}
