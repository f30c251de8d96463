package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one of the kernel's expressions is read and written. */
interface ExpressionKind {
    /** What its attributes are called. */
    Names names();

    /**
     * Reads one.
     *
     * @return null for one in a form that has no record; it is then kept as it stands
     */
    @Nullable
    Expression decode(Fields in) throws DecodeException;

    /** Writes one of this kind. */
    void encode(Expression expression, AttributeWriter out);

    /** Writes a register's number. */
    static void register(int type, NfRegister register, AttributeWriter out) {
        out.be32(type, register.number());
    }

    /** Writes a register's number where there is one. */
    static void register(int type, Optional<NfRegister> register, AttributeWriter out) {
        register.ifPresent(present -> out.be32(type, present.number()));
    }
}
