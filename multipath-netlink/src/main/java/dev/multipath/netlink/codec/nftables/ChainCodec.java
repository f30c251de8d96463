package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaChain.*;
import static dev.multipath.netlink.codec.nftables.NftaHook.*;

import dev.multipath.netlink.codec.Nfgenmsg;
import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.nftables.NfBaseChain;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import java.util.List;

/** Chains: {@code struct nfgenmsg}, {@code NFTA_CHAIN_*} and {@code NFTA_HOOK_*}. */
public final class ChainCodec {
    /** {@code NFTA_DEVICE_NAME}, one of {@code NFTA_HOOK_DEVS}. */
    static final int NFTA_DEVICE_NAME = 1;

    static final AttributeNames DEVICES = new Names("NFTA_DEVICE_", "NAME");

    private ChainCodec() {}

    /** Reads the chain the message is about. */
    public static NfChain decode(MessageReader message) throws DecodeException {
        ChainDraft draft = new ChainDraft(Nft.family(message));
        AttributeReader in = message.attributes(Nfgenmsg.HEADER, NftaChain.NAMES);
        while (in.next()) {
            draft.accept(in);
        }
        return draft.toChain();
    }

    /** Writes header and attributes as the kernel reports the chain, but for how often it is used. */
    public static void encode(NfChain chain, MessageWriter message) {
        encodeRequest(chain, message);
        chain.handle().ifPresent(handle -> message.attributes().be64(NFTA_CHAIN_HANDLE, handle));
    }

    /** Writes header and attributes as a request to make the chain, or to change its policy. */
    public static void encodeRequest(NfChain chain, MessageWriter message) {
        encodeKey(chain.table(), chain.name(), message);
        AttributeWriter out = message.attributes();
        chain.base().ifPresent(base -> base(base, out));
        if (chain.flags() != 0) {
            out.be32(NFTA_CHAIN_FLAGS, (int) chain.flags());
        }
        if (chain.userData().length() > 0) {
            out.bytes(NFTA_CHAIN_USERDATA, chain.userData().toBytes());
        }
        RawAttributes.write(out, chain.unknown());
    }

    /** Writes header and attributes as a request about the chain of this name. */
    public static void encodeKey(NfTableKey table, String name, MessageWriter message) {
        Nft.header(message, table.family());
        AttributeWriter out = message.attributes();
        out.string(NFTA_CHAIN_TABLE, table.name());
        out.string(NFTA_CHAIN_NAME, name);
    }

    private static void base(NfBaseChain base, AttributeWriter out) {
        out.string(NFTA_CHAIN_TYPE, base.type());
        int hook = out.open(NFTA_CHAIN_HOOK | AttributeReader.NESTED);
        out.be32(NFTA_HOOK_HOOKNUM, (int) base.hook().value());
        out.be32(NFTA_HOOK_PRIORITY, base.priority());
        devices(base.devices(), out);
        out.close(hook);
        out.be32(NFTA_CHAIN_POLICY, base.policy().code());
    }

    private static void devices(List<String> devices, AttributeWriter out) {
        if (devices.size() == 1) {
            out.string(NFTA_HOOK_DEV, devices.get(0));
        } else if (!devices.isEmpty()) {
            int list = out.open(NFTA_HOOK_DEVS | AttributeReader.NESTED);
            for (String device : devices) {
                out.string(NFTA_DEVICE_NAME, device);
            }
            out.close(list);
        }
    }
}
