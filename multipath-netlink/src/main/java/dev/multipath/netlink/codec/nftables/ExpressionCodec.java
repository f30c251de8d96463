package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaExpr.*;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.Lookup;
import dev.multipath.netlink.model.nftables.Notrack;
import dev.multipath.netlink.model.nftables.OtherExpression;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expressions: {@code NFTA_EXPR_*}, and lists of them. Each kind has its own file. */
final class ExpressionCodec {
    static final Map<String, ExpressionKind> KINDS = Map.ofEntries(
            Map.entry("bitwise", new BitwiseCodec()),
            Map.entry("byteorder", new ByteorderCodec()),
            Map.entry("cmp", new CmpCodec()),
            Map.entry("counter", new CounterCodec()),
            Map.entry("ct", new CtCodec()),
            Map.entry("exthdr", new ExthdrCodec()),
            Map.entry("fib", new FibCodec()),
            Map.entry("hash", new HashCodec()),
            Map.entry("immediate", new ImmediateCodec()),
            Map.entry("limit", new LimitCodec()),
            Map.entry("log", new LogCodec()),
            Map.entry("lookup", new LookupCodec()),
            Map.entry("masq", new MasqueradeCodec()),
            Map.entry("meta", new MetaCodec()),
            Map.entry("nat", new NatCodec()),
            Map.entry("notrack", new NotrackCodec()),
            Map.entry("numgen", new NumgenCodec()),
            Map.entry("payload", new PayloadCodec()),
            Map.entry("range", new RangeCodec()),
            Map.entry("redir", new RedirectCodec()),
            Map.entry("reject", new RejectCodec()),
            Map.entry("rt", new RtCodec()),
            Map.entry("socket", new SocketCodec()));

    private ExpressionCodec() {}

    /** Reads the list in an attribute. */
    static List<Expression> decodeList(AttributeReader list) throws DecodeException {
        List<Expression> expressions = new ArrayList<>();
        AttributeReader in = list.nested(LIST);
        while (in.next()) {
            if (in.type() != NFTA_LIST_ELEM) {
                throw in.error("not an element of a list");
            }
            try {
                expressions.add(decode(in.nested(NAMES)));
            } catch (IllegalArgumentException e) {
                throw in.error(e);
            }
        }
        return expressions;
    }

    private static Expression decode(AttributeReader in) throws DecodeException {
        String name = "";
        AttributeReader data = null;
        while (in.next()) {
            switch (in.type()) {
                case NFTA_EXPR_NAME -> name = in.string();
                case NFTA_EXPR_DATA -> data = in.here();
                default -> throw in.error("unknown attribute of an expression");
            }
        }
        ExpressionKind kind = KINDS.get(name);
        Expression expression = kind == null ? null : kind.decode(fields(data, kind.names()));
        return expression != null
                ? expression
                : new OtherExpression(name, data == null ? ByteString.of() : ByteString.of(data.bytes()));
    }

    private static Fields fields(@Nullable AttributeReader data, Names names) throws DecodeException {
        return data == null ? Fields.none(names) : Fields.read(data, names);
    }

    /** Writes a list as an attribute of this type. */
    static void encodeList(int type, List<Expression> expressions, SetReference.Book sets, AttributeWriter out) {
        int list = out.open(type | AttributeReader.NESTED);
        for (Expression expression : expressions) {
            int element = out.open(NFTA_LIST_ELEM | AttributeReader.NESTED);
            encode(expression, sets, out);
            out.close(element);
        }
        out.close(list);
    }

    private static void encode(Expression expression, SetReference.Book sets, AttributeWriter out) {
        out.string(NFTA_EXPR_NAME, expression.name());
        if (expression instanceof OtherExpression other) {
            out.bytes(NFTA_EXPR_DATA | AttributeReader.NESTED, other.data().toBytes());
            return;
        }
        ExpressionKind kind = KINDS.get(expression.name());
        if (kind == null || expression instanceof Notrack) {
            return;
        }
        int data = out.open(NFTA_EXPR_DATA | AttributeReader.NESTED);
        if (expression instanceof Lookup lookup) {
            SetReference set = sets.find(lookup.set()).orElse(SetReference.named(lookup.set()));
            LookupCodec.encode(lookup, set, out);
        } else {
            kind.encode(expression, out);
        }
        out.close(data);
    }

    /** What the attributes of an expression of this kind are called. */
    static AttributeNames names(String kind) {
        ExpressionKind known = KINDS.get(kind);
        return known == null ? AttributeNames.NUMBERS : known.names();
    }
}
