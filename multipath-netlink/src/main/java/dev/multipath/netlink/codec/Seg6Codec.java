package dev.multipath.netlink.codec;

import static dev.multipath.netlink.codec.Seg6Iptunnel.*;

import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.Encapsulation;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.Seg6Mode;
import dev.multipath.netlink.model.SegmentRoutingHeader;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.NativeOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is inside {@code encap seg6}, and the header it has in common with {@code encap seg6local}. */
final class Seg6Codec {
    /** The mode in front of the header: {@code struct seg6_iptunnel_encap}. */
    private static final int MODE = 4;

    private static final int FIXED = 8;
    private static final int SEGMENT = 16;
    /** {@code IPV6_SRCRT_TYPE_4}. */
    private static final int ROUTING_TYPE = 4;
    /** {@code SR6_TLV_HMAC}, its length, and both together with the key id and the secret. */
    private static final int TLV_HMAC = 5;

    private static final int TLV_HMAC_LENGTH = 38;
    private static final int TLV_HMAC_WHOLE = 40;

    private Seg6Codec() {}

    /** Absent when there is no header, or one the record has no place for. */
    static Optional<Encapsulation.Seg6> read(AttributeReader in) throws DecodeException {
        Optional<SegmentRoutingHeader> header = Optional.empty();
        Seg6Mode mode = Seg6Mode.ENCAP;
        Optional<IpAddress> source = Optional.empty();
        RawAttributes unknown = new RawAttributes();
        while (in.next()) {
            switch (in.type()) {
                case SEG6_IPTUNNEL_SRH -> {
                    mode = new Seg6Mode(in.u32At(0));
                    header = header(in, MODE);
                    if (header.isEmpty()) {
                        return Optional.empty();
                    }
                }
                case SEG6_IPTUNNEL_SRC -> source = Optional.of(Addresses.read(in, AddressFamily.INET6));
                default -> unknown.keep(in);
            }
        }
        return header.isEmpty()
                ? Optional.empty()
                : Optional.of(new Encapsulation.Seg6(mode, header.get(), source, unknown.toUnknown()));
    }

    static void write(Encapsulation.Seg6 seg6, AttributeWriter out) {
        int mark = out.open(SEG6_IPTUNNEL_SRH);
        NativeOrder.write32(out.out(), (int) seg6.mode().value());
        writeHeader(seg6.header(), out.out());
        out.close(mark);
        if (seg6.source().isPresent()) {
            Addresses.write(out, SEG6_IPTUNNEL_SRC, seg6.source().get());
        }
        RawAttributes.write(out, seg6.unknown());
    }

    /**
     * The header that begins there and ends with the payload.
     *
     * @return absent where the record has no place for all it says: segments already left, a TLV other than one HMAC
     */
    static Optional<SegmentRoutingHeader> header(AttributeReader in, int at) throws DecodeException {
        int count = in.u8At(at + 4) + 1;
        int flags = in.u8At(at + 5);
        int tag = in.u8At(at + 6) << 8 | in.u8At(at + 7);
        boolean signed = (flags & SegmentRoutingHeader.FLAG_HMAC) != 0;
        int length = FIXED + SEGMENT * count + (signed ? TLV_HMAC_WHOLE : 0);
        if (in.length() - at != length || length > 2048) {
            return Optional.empty();
        }
        List<IpAddress> segments = new ArrayList<>(count);
        for (int i = count - 1; i >= 0; i--) {
            segments.add(Addresses.readAt(in, at + FIXED + SEGMENT * i, AddressFamily.INET6));
        }
        OptionalLong key = signed
                ? OptionalLong.of(in.be32At(at + FIXED + SEGMENT * count + 4) & 0xffff_ffffL)
                : OptionalLong.empty();
        SegmentRoutingHeader header =
                new SegmentRoutingHeader(segments, flags & ~SegmentRoutingHeader.FLAG_HMAC, tag, key);
        ByteBuf same = Unpooled.buffer(length);
        writeHeader(header, same);
        for (int i = 0; i < length; i++) {
            if (same.getUnsignedByte(i) != in.u8At(at + i)) {
                return Optional.empty();
            }
        }
        return Optional.of(header);
    }

    static void writeHeader(SegmentRoutingHeader header, ByteBuf out) {
        List<IpAddress> segments = header.segments();
        boolean signed = header.hmacKeyId().isPresent();
        int length = FIXED + SEGMENT * segments.size() + (signed ? TLV_HMAC_WHOLE : 0);
        out.writeByte(0);
        out.writeByte((length >> 3) - 1);
        out.writeByte(ROUTING_TYPE);
        out.writeByte(segments.size() - 1);
        out.writeByte(segments.size() - 1);
        out.writeByte(signed ? header.flags() | SegmentRoutingHeader.FLAG_HMAC : header.flags());
        out.writeShort(header.tag());
        for (int i = segments.size() - 1; i >= 0; i--) {
            Addresses.append(out, segments.get(i));
        }
        if (signed) {
            out.writeByte(TLV_HMAC).writeByte(TLV_HMAC_LENGTH).writeShort(0);
            out.writeInt((int) header.hmacKeyId().getAsLong());
            // The secret, which the kernel fills in for each packet.
            out.writeZero(TLV_HMAC_WHOLE - 8);
        }
    }
}
