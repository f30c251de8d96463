package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaData.*;
import static dev.multipath.netlink.codec.nftables.NftaVerdict.*;

import dev.multipath.netlink.model.nftables.NfData;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.NfVerdict;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data of registers: {@code NFTA_DATA_*}, a value or a verdict. */
final class DataCodec {
    private DataCodec() {}

    /**
     * Reads the data in an attribute.
     *
     * @return null where they are in a form not known here
     */
    static @Nullable NfData decode(AttributeReader data) throws DecodeException {
        AttributeReader in = data.nested(NftaData.NAMES);
        NfData decoded = null;
        while (in.next()) {
            if (decoded != null) {
                return null;
            }
            if (in.type() == NFTA_DATA_VALUE) {
                decoded = NfValue.of(in.bytes());
            } else if (in.type() == NFTA_DATA_VERDICT) {
                decoded = verdict(in.nested(NftaVerdict.NAMES));
            }
            if (decoded == null) {
                return null;
            }
        }
        return decoded;
    }

    private static @Nullable NfVerdict verdict(AttributeReader in) throws DecodeException {
        int code = 0;
        boolean present = false;
        Optional<String> chain = Optional.empty();
        while (in.next()) {
            switch (in.type()) {
                case NFTA_VERDICT_CODE -> {
                    in.requireLength(4);
                    code = in.be32At(0);
                    present = true;
                }
                case NFTA_VERDICT_CHAIN -> chain = Optional.of(in.string());
                default -> {
                    return null;
                }
            }
        }
        return present ? new NfVerdict(code, chain) : null;
    }

    static void encode(int type, NfData data, AttributeWriter out) {
        int nest = out.open(type | AttributeReader.NESTED);
        if (data instanceof NfValue value) {
            out.bytes(NFTA_DATA_VALUE, value.toBytes());
        } else if (data instanceof NfVerdict verdict) {
            int inner = out.open(NFTA_DATA_VERDICT | AttributeReader.NESTED);
            out.be32(NFTA_VERDICT_CODE, verdict.code());
            verdict.chain().ifPresent(chain -> out.string(NFTA_VERDICT_CHAIN, chain));
            out.close(inner);
        }
        out.close(nest);
    }
}
