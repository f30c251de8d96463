package dev.multipath.netlink;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * Memory outside the heap for datagrams, empty and of a fixed size.
 *
 * <p>It is the JDK's own memory in netty's clothes: from JDK 24 on netty's allocators first bind malloc and free by way of
 * java.lang.foreign, which takes longer than listing a small namespace ({@code docs/performance.md}). So it is freed when
 * nothing refers to it any more, not by {@code release()}.
 */
final class DatagramBuffer {
    private DatagramBuffer() {}

    static ByteBuf of(int bytes) {
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes)).clear();
    }
}
