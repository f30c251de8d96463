package dev.multipath.netlink.fuzz;

import static dev.multipath.netlink.codec.nftables.Nft.*;

import dev.multipath.netlink.codec.nftables.ChainCodec;
import dev.multipath.netlink.codec.nftables.ElementCodec;
import dev.multipath.netlink.codec.nftables.GenerationCodec;
import dev.multipath.netlink.codec.nftables.Nft;
import dev.multipath.netlink.codec.nftables.RuleCodec;
import dev.multipath.netlink.codec.nftables.SetCodec;
import dev.multipath.netlink.codec.nftables.SetReference;
import dev.multipath.netlink.codec.nftables.TableCodec;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfTableKey;

/** Fuzzing target: tables, chains, sets, elements and rules of nf_tables. Attributes that stand twice come back, too. */
public final class NftablesFuzz {
    private static final NfTableKey TABLE = new NfTableKey(NfFamily.INET, "t");

    private NftablesFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, types()).ifPresent(message -> {
            switch (Form.type(message) & 0xff) {
                case NFT_MSG_NEWTABLE -> Probe.roundTripOfAny(message, TableCodec::decode, TableCodec::encode);
                case NFT_MSG_NEWCHAIN -> Probe.roundTripOfAny(message, ChainCodec::decode, ChainCodec::encode);
                case NFT_MSG_NEWSET -> Probe.roundTripOfAny(message, SetCodec::decode, SetCodec::encode);
                case NFT_MSG_NEWSETELEM ->
                    Probe.roundTripOfAny(
                            message,
                            ElementCodec::decode,
                            (elements, out) -> ElementCodec.encode(TABLE, SetReference.named("s"), elements, out));
                case NFT_MSG_NEWGEN -> Probe.roundTripOfAny(message, GenerationCodec::decode, GenerationCodec::encode);
                default -> Probe.roundTripOfAny(message, RuleCodec::decode, RuleCodec::encode);
            }
        });
    }

    static int[] types() {
        return new int[] {
            Nft.type(NFT_MSG_NEWTABLE),
            Nft.type(NFT_MSG_NEWCHAIN),
            Nft.type(NFT_MSG_NEWRULE),
            Nft.type(NFT_MSG_NEWSET),
            Nft.type(NFT_MSG_NEWSETELEM),
            Nft.type(NFT_MSG_NEWGEN)
        };
    }
}
