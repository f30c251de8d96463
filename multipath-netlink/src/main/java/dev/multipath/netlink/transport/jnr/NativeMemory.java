package dev.multipath.netlink.transport.jnr;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A small fixed piece of memory for C structures; freed with this object, which must outlive the calls it is used in. */
final class NativeMemory {
    private final ByteBuffer host;
    private final ByteBuffer network;
    private final long address;

    NativeMemory(int size) {
        host = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        network = host.duplicate().order(ByteOrder.BIG_ENDIAN);
        address = Jffi.MEMORY.getDirectBufferAddress(host);
    }

    /** A C string. */
    static NativeMemory of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = new NativeMemory(bytes.length + 1);
        memory.host.put(0, bytes);
        return memory;
    }

    /** Put behind a system call on memory that nothing else keeps: the call sees only the address, which does not. */
    @SuppressWarnings("ReachabilityFenceUsage") // after a failed call nothing reads the memory any more
    void keep() {
        Reference.reachabilityFence(this);
    }

    int size() {
        return host.capacity();
    }

    /** The address of the byte at an offset. */
    long at(int offset) {
        return address + offset;
    }

    /** In host order, as C structures have it. */
    ByteBuffer host() {
        return host;
    }

    /** The same bytes in network order, as packets and addresses have it. */
    ByteBuffer network() {
        return network;
    }
}
