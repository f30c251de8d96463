package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaGen.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;

/** Generations: {@code struct nfgenmsg} and {@code NFTA_GEN_*}. */
public final class GenerationCodec {
    private GenerationCodec() {}

    /** Reads the generation the message is about. */
    public static NfGeneration decode(MessageReader message) throws DecodeException {
        Nft.family(message);
        long id = 0;
        long processId = 0;
        String processName = "";
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, NAMES);
        while (in.next()) {
            switch (in.type()) {
                case NFTA_GEN_ID -> id = NetworkOrder.be32(in);
                case NFTA_GEN_PROC_PID -> processId = NetworkOrder.be32(in);
                case NFTA_GEN_PROC_NAME -> processName = in.string();
                default -> {}
            }
        }
        return new NfGeneration(id, processId, processName);
    }

    /** Writes header and attributes as the kernel reports the generation. */
    public static void encode(NfGeneration generation, MessageWriter message) {
        Nft.header(message, NfFamily.UNSPEC);
        message.attributes().be32(NFTA_GEN_ID, (int) generation.id());
        message.attributes().be32(NFTA_GEN_PROC_PID, (int) generation.processId());
        message.attributes().string(NFTA_GEN_PROC_NAME, generation.processName());
    }
}
