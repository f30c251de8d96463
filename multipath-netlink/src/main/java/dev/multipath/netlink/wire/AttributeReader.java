package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over a run of attributes ({@code struct nlattr}). Skipping one allocates nothing; the getters read the one
 * last reached by {@link #next()} and insist on its exact size.
 *
 * <p>Lengths are unsigned, include the 4-byte header and exclude padding; the last attribute may lack its padding.
 * After a {@link DecodeException} from {@link #next()} there is no further attribute.
 */
public final class AttributeReader {
    /** {@code NLA_F_NESTED}: the payload is attributes. Many older ones nest without saying so. */
    public static final int NESTED = 0x8000;
    /** {@code NLA_F_NET_BYTEORDER}. */
    public static final int NET_BYTE_ORDER = 0x4000;
    /** {@code NLA_TYPE_MASK}. */
    public static final int TYPE_MASK = 0x3fff;

    private static final int HEADER = 4;

    private ByteBuf buffer;
    private int start;
    private int end;
    private int origin;
    private final AttributeNames names;
    private final @Nullable AttributeReader parent;
    private final int index;
    private int next;
    private int rawType;
    private int payload;
    private int length;

    /**
     * @param from where the first attribute begins, absolute
     * @param to behind the last one, absolute
     * @param origin what errors count bytes from: the message's start, absolute
     */
    public AttributeReader(ByteBuf buffer, int from, int to, int origin, AttributeNames names) {
        this(buffer, from, to, origin, names, null, -1);
    }

    /** Over nothing yet, for {@link MessageReader#attributes(int, AttributeReader)}. */
    public AttributeReader(AttributeNames names) {
        this(Unpooled.EMPTY_BUFFER, 0, 0, 0, names, null, -1);
    }

    private AttributeReader(
            ByteBuf buffer,
            int from,
            int to,
            int origin,
            AttributeNames names,
            @Nullable AttributeReader parent,
            int index) {
        check(buffer, from, to);
        this.buffer = buffer;
        this.start = from;
        this.next = from;
        this.end = to;
        this.origin = origin;
        this.names = names;
        this.parent = parent;
        this.index = index;
        this.payload = from;
    }

    private static void check(ByteBuf buffer, int from, int to) {
        if (from < 0 || to < from || to > buffer.writerIndex()) {
            throw new IndexOutOfBoundsException(from + ".." + to);
        }
    }

    /** Begins anew, at the attributes of another message. */
    void over(ByteBuf newBuffer, int from, int to, int newOrigin) {
        check(newBuffer, from, to);
        buffer = newBuffer;
        start = from;
        next = from;
        end = to;
        origin = newOrigin;
        payload = from;
        rawType = 0;
        length = 0;
    }

    /** Another reader of the same attributes, at the one last reached. */
    public AttributeReader here() {
        AttributeReader here = again();
        here.next = next;
        here.rawType = rawType;
        here.payload = payload;
        here.length = length;
        return here;
    }

    /** Another reader of the same attributes, before the first of them. */
    public AttributeReader again() {
        return new AttributeReader(buffer, start, end, origin, names, parent, index);
    }

    /**
     * Goes to the next attribute.
     *
     * @return false when there is none
     * @throws DecodeException for a length below 4 or beyond the end, and for 1 to 3 stray bytes
     */
    public boolean next() throws DecodeException {
        int left = end - next;
        if (left <= 0) {
            return false;
        }
        int at = next;
        next = end;
        rawType = 0;
        payload = at;
        length = 0;
        if (left < HEADER) {
            throw new DecodeException(place("nla_len"), at - origin, left + " bytes left, an attribute has 4 or more");
        }
        int header = NativeOrder.s32(buffer, at);
        int size = NativeOrder.first16(header);
        rawType = NativeOrder.second16(header);
        if (size < HEADER || size > left) {
            String name = names.name(type());
            throw new DecodeException(place(name), at - origin, "nla_len " + size + " is outside 4.." + left);
        }
        payload = at + HEADER;
        length = size - HEADER;
        next = Math.min(end, at + NetlinkHeader.align(size));
        return true;
    }

    /** {@code nla_type} without the flag bits. */
    public int type() {
        return rawType & TYPE_MASK;
    }

    /** {@code nla_type} with the flag bits. */
    public int rawType() {
        return rawType;
    }

    /** Bytes of payload, padding excluded. */
    public int length() {
        return length;
    }

    /** Where the payload begins, in bytes from the message's start. */
    public int offset() {
        return payload - origin;
    }

    /** An unsigned byte. */
    public int u8() throws DecodeException {
        requireLength(1);
        return buffer.getUnsignedByte(payload);
    }

    /** An unsigned 16-bit number. */
    public int u16() throws DecodeException {
        requireLength(2);
        return NativeOrder.u16(buffer, payload);
    }

    /** An unsigned 32-bit number. */
    public long u32() throws DecodeException {
        requireLength(4);
        return NativeOrder.u32(buffer, payload);
    }

    /** A signed 32-bit number. */
    public int s32() throws DecodeException {
        requireLength(4);
        return NativeOrder.s32(buffer, payload);
    }

    /** 64 bits. */
    public long u64() throws DecodeException {
        requireLength(8);
        return NativeOrder.u64(buffer, payload);
    }

    /** An unsigned byte inside the payload. */
    public int u8At(int offset) throws DecodeException {
        return buffer.getUnsignedByte(inside(offset, 1));
    }

    /** An unsigned 16-bit number inside the payload. */
    public int u16At(int offset) throws DecodeException {
        return NativeOrder.u16(buffer, inside(offset, 2));
    }

    /** An unsigned 32-bit number inside the payload. */
    public long u32At(int offset) throws DecodeException {
        return NativeOrder.u32(buffer, inside(offset, 4));
    }

    /** A signed 32-bit number inside the payload. */
    public int s32At(int offset) throws DecodeException {
        return NativeOrder.s32(buffer, inside(offset, 4));
    }

    /** 64 bits inside the payload. */
    public long u64At(int offset) throws DecodeException {
        return NativeOrder.u64(buffer, inside(offset, 8));
    }

    /** 16 bits in network order inside the payload, unsigned. */
    public int be16At(int offset) throws DecodeException {
        return buffer.getUnsignedShort(inside(offset, 2));
    }

    /** 32 bits in network order inside the payload. */
    public int be32At(int offset) throws DecodeException {
        return buffer.getInt(inside(offset, 4));
    }

    /** 64 bits in network order inside the payload. */
    public long be64At(int offset) throws DecodeException {
        return buffer.getLong(inside(offset, 8));
    }

    /** A copy of the payload. */
    public byte[] bytes() {
        byte[] bytes = new byte[length];
        buffer.getBytes(payload, bytes);
        return bytes;
    }

    /** The text up to the first zero byte or the end; see {@link KernelText}. */
    public String string() {
        return KernelText.read(buffer, payload, length);
    }

    /** The attributes inside this one. */
    public AttributeReader nested(AttributeNames inner) {
        return new AttributeReader(buffer, payload, payload + length, origin, inner, this, -1);
    }

    /**
     * The attributes inside a part of this one, as the legs of {@code RTA_MULTIPATH} have them.
     *
     * @param from where they begin, from the payload's start
     * @param to behind the last one
     * @param entry number of the part, for errors
     */
    public AttributeReader nestedAt(int from, int to, AttributeNames inner, int entry) throws DecodeException {
        if (from < 0 || to < from || to > length) {
            throw error("bytes " + from + ".." + to + " are outside its " + length);
        }
        return new AttributeReader(buffer, payload + from, payload + to, origin, inner, this, entry);
    }

    /**
     * Insists on a size.
     *
     * @throws DecodeException naming this attribute, unless its payload has exactly so many bytes
     */
    public void requireLength(int bytes) throws DecodeException {
        if (length != bytes) {
            throw error(length + " bytes, " + bytes + " expected");
        }
    }

    /** An exception that names the attribute last reached. */
    public DecodeException error(String reason) {
        return new DecodeException(place(names.name(type())), payload - origin, reason);
    }

    /** The same, with what found it out. */
    public DecodeException error(RuntimeException cause) {
        String reason = String.valueOf(cause.getMessage());
        return new DecodeException(place(names.name(type())), payload - origin, reason, cause);
    }

    private int inside(int offset, int bytes) throws DecodeException {
        if (offset < 0 || offset > length - bytes) {
            throw error(length + " bytes, at least " + (offset + bytes) + " expected");
        }
        return payload + offset;
    }

    private String place(String name) {
        if (parent == null) {
            return name;
        }
        String outer = parent.place(parent.names.name(parent.type()));
        return index < 0 ? outer + "." + name : outer + "[" + index + "]." + name;
    }
}
