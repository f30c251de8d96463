package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;

/**
 * Numbers in the byte order of this machine, which is netlink's; the only class that knows which one it is. Positions
 * are absolute, as in {@link ByteBuf#getInt(int)}.
 */
public final class NativeOrder {
    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private NativeOrder() {}

    /** An unsigned 16-bit number. */
    public static int u16(ByteBuf buffer, int at) {
        return LITTLE ? buffer.getUnsignedShortLE(at) : buffer.getUnsignedShort(at);
    }

    /** A 32-bit number, signed. */
    public static int s32(ByteBuf buffer, int at) {
        return LITTLE ? buffer.getIntLE(at) : buffer.getInt(at);
    }

    /** A 32-bit number, unsigned: 0..2³²−1. */
    public static long u32(ByteBuf buffer, int at) {
        return s32(buffer, at) & 0xffff_ffffL;
    }

    /** The first of two unsigned 16-bit numbers that were read as one of 32 bits. */
    public static int first16(int both) {
        return LITTLE ? both & 0xffff : both >>> 16;
    }

    /** The second of them. */
    public static int second16(int both) {
        return LITTLE ? both >>> 16 : both & 0xffff;
    }

    /** 64 bits; read them as unsigned where the kernel means that. */
    public static long u64(ByteBuf buffer, int at) {
        return LITTLE ? buffer.getLongLE(at) : buffer.getLong(at);
    }

    /** What one sees who reads a native 16-bit number in network order, as BPF does: 0..65535. */
    public static int seenByBpf16(int value) {
        return (LITTLE ? Short.reverseBytes((short) value) : value) & 0xffff;
    }

    /** What one sees who reads a native 32-bit number in network order, as BPF does. */
    public static int seenByBpf32(int value) {
        return LITTLE ? Integer.reverseBytes(value) : value;
    }

    /** Appends the low 16 bits. */
    public static void write16(ByteBuf buffer, int value) {
        if (LITTLE) {
            buffer.writeShortLE(value);
        } else {
            buffer.writeShort(value);
        }
    }

    /** Appends the low 16 bits of two numbers, one behind the other. */
    public static void write16(ByteBuf buffer, int first, int second) {
        if (LITTLE) {
            buffer.writeIntLE((first & 0xffff) | second << 16);
        } else {
            buffer.writeInt(first << 16 | (second & 0xffff));
        }
    }

    /** Appends 32 bits. */
    public static void write32(ByteBuf buffer, int value) {
        if (LITTLE) {
            buffer.writeIntLE(value);
        } else {
            buffer.writeInt(value);
        }
    }

    /** Appends 64 bits. */
    public static void write64(ByteBuf buffer, long value) {
        if (LITTLE) {
            buffer.writeLongLE(value);
        } else {
            buffer.writeLong(value);
        }
    }

    /** Overwrites 16 bits. */
    public static void set16(ByteBuf buffer, int at, int value) {
        if (LITTLE) {
            buffer.setShortLE(at, value);
        } else {
            buffer.setShort(at, value);
        }
    }

    /** Overwrites 32 bits. */
    public static void set32(ByteBuf buffer, int at, int value) {
        if (LITTLE) {
            buffer.setIntLE(at, value);
        } else {
            buffer.setInt(at, value);
        }
    }
}
