package dev.multipath.netlink;

import dev.multipath.netlink.codec.AttributePath;
import dev.multipath.netlink.codec.MessageLayout;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.AttributePolicy;
import dev.multipath.netlink.wire.ErrorReply;
import dev.multipath.netlink.wire.ExtendedAck;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** A negative answer with its pointers into the request resolved to names. */
record Rejection(
        int errno,
        Optional<String> text,
        Optional<String> attribute,
        Optional<String> missingAttribute,
        Optional<AttributePolicy> policy) {

    /** @param request the message that was rejected */
    static Rejection of(ErrorReply reply, MessageLayout layout, ByteBuf request) {
        ExtendedAck ack = reply.ack();
        Optional<String> attribute = ack.offset().isPresent()
                ? AttributePath.at(request, ack.offset().getAsLong(), layout)
                : Optional.empty();
        Optional<String> missing = Optional.empty();
        if (ack.missingType().isPresent()) {
            int type = ack.missingType().getAsInt();
            boolean inNest = ack.missingNest().isPresent();
            missing = Optional.of(
                    inNest
                            ? AttributePath.missing(request, ack.missingNest().getAsLong(), type, layout)
                            : layout.names().name(type));
        }
        return new Rejection(reply.errno(), ack.message(), attribute, missing, ack.policy());
    }

    /** Said by this library, in the kernel's stead. */
    static Rejection of(int errno, Optional<String> text) {
        return new Rejection(errno, text, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(Errno.of(errno).toString());
        text.ifPresent(sentence -> out.append(": ").append(sentence));
        attribute.ifPresent(name -> out.append(", at ").append(name));
        missingAttribute.ifPresent(name -> out.append(", missing ").append(name));
        policy.ifPresent(allowed -> out.append(", allowed is ").append(allowed));
        return out.toString();
    }
}
