package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.ByteString;

/**
 * An expression of a kind, or in a form, that has no record here, kept as it stands and written back.
 *
 * @param name {@code NFTA_EXPR_NAME}
 * @param data {@code NFTA_EXPR_DATA}: its attributes, unpadded at the end
 */
public record OtherExpression(String name, ByteString data) implements Expression {

    @Override
    public String toString() {
        return "[ " + name + (data.length() == 0 ? " ]" : " " + data + " ]");
    }
}
