package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaRule.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.List;
import java.util.OptionalLong;

/** Rules: {@code struct nfgenmsg} and {@code NFTA_RULE_*}. */
public final class RuleCodec {
    private RuleCodec() {}

    /** Reads the rule the message is about. */
    public static NfRule decode(MessageReader message) throws DecodeException {
        NfFamily family = Nft.family(message);
        String table = "";
        String chain = "";
        List<Expression> expressions = List.of();
        ByteString userData = NfUserData.NONE;
        OptionalLong handle = OptionalLong.empty();
        RawAttributes unknown = new RawAttributes();
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, NAMES);
        while (in.next()) {
            switch (in.type()) {
                case NFTA_RULE_TABLE -> table = in.string();
                case NFTA_RULE_CHAIN -> chain = in.string();
                case NFTA_RULE_EXPRESSIONS -> expressions = ExpressionCodec.decodeList(in);
                case NFTA_RULE_USERDATA -> userData = ByteString.of(in.bytes());
                case NFTA_RULE_HANDLE -> handle = OptionalLong.of(NetworkOrder.be64(in));
                case NFTA_RULE_POSITION, NFTA_RULE_PAD, NFTA_RULE_ID, NFTA_RULE_POSITION_ID -> {}
                default -> unknown.keep(in);
            }
        }
        NfTableKey key = new NfTableKey(family, table);
        return new NfRule(key, chain, expressions, userData, handle, unknown.toUnknown());
    }

    /** Writes header and attributes as the kernel reports the rule, but for its place. */
    public static void encode(NfRule rule, MessageWriter message) {
        encodeRequest(rule, SetReference.Book.EMPTY, message);
        rule.handle().ifPresent(handle -> message.attributes().be64(NFTA_RULE_HANDLE, handle));
    }

    /** Writes header and attributes as a request to make the rule. */
    public static void encodeRequest(NfRule rule, SetReference.Book sets, MessageWriter message) {
        encodeKey(rule.table(), rule.chain(), message);
        AttributeWriter out = message.attributes();
        ExpressionCodec.encodeList(NFTA_RULE_EXPRESSIONS, rule.expressions(), sets, out);
        if (rule.userData().length() > 0) {
            out.bytes(NFTA_RULE_USERDATA, rule.userData().toBytes());
        }
        RawAttributes.write(out, rule.unknown());
    }

    /** Writes header and attributes as a request about the rules of a chain. */
    public static void encodeKey(NfTableKey table, String chain, MessageWriter message) {
        Nft.header(message, table.family());
        AttributeWriter out = message.attributes();
        out.string(NFTA_RULE_TABLE, table.name());
        out.string(NFTA_RULE_CHAIN, chain);
    }

    /** Writes header and attributes as a request about the rules of a table. */
    public static void encodeKey(NfTableKey table, MessageWriter message) {
        Nft.header(message, table.family());
        message.attributes().string(NFTA_RULE_TABLE, table.name());
    }
}
