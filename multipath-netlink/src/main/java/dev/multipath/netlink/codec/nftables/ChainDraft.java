package dev.multipath.netlink.codec.nftables;

import static dev.multipath.netlink.codec.nftables.NftaChain.*;
import static dev.multipath.netlink.codec.nftables.NftaHook.*;

import dev.multipath.netlink.codec.RawAttributes;
import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.nftables.NfBaseChain;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfHook;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.model.nftables.NfUserData;
import dev.multipath.netlink.model.nftables.NfVerdict;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A chain while its attributes are read, in whatever order they come. */
final class ChainDraft {
    private final NfFamily family;
    private String table = "";
    private String name = "";
    private String type = "filter";
    private boolean hooked;
    private NfHook hook = NfHook.PREROUTING;
    private int priority;
    private NfVerdict policy = NfVerdict.ACCEPT;
    private final Set<String> devices = new LinkedHashSet<>();
    private long flags;
    private ByteString userData = NfUserData.NONE;
    private OptionalLong handle = OptionalLong.empty();
    private final RawAttributes unknown = new RawAttributes();

    ChainDraft(NfFamily family) {
        this.family = family;
    }

    void accept(AttributeReader in) throws DecodeException {
        switch (in.type()) {
            case NFTA_CHAIN_TABLE -> table = in.string();
            case NFTA_CHAIN_NAME -> name = in.string();
            case NFTA_CHAIN_HANDLE -> handle = OptionalLong.of(NetworkOrder.be64(in));
            case NFTA_CHAIN_TYPE -> type = in.string();
            case NFTA_CHAIN_HOOK -> hook(in.nested(NftaHook.NAMES));
            case NFTA_CHAIN_POLICY -> policy = new NfVerdict((int) NetworkOrder.be32(in), Optional.empty());
            case NFTA_CHAIN_FLAGS -> flags = NetworkOrder.be32(in);
            case NFTA_CHAIN_USERDATA -> userData = ByteString.of(in.bytes());
            case NFTA_CHAIN_USE, NFTA_CHAIN_PAD, NFTA_CHAIN_ID -> {}
            default -> unknown.keep(in);
        }
    }

    private void hook(AttributeReader in) throws DecodeException {
        hooked = true;
        while (in.next()) {
            switch (in.type()) {
                case NFTA_HOOK_HOOKNUM -> hook = new NfHook(NetworkOrder.be32(in));
                case NFTA_HOOK_PRIORITY -> priority = (int) NetworkOrder.be32(in);
                case NFTA_HOOK_DEV -> devices.add(in.string());
                case NFTA_HOOK_DEVS -> {
                    AttributeReader list = in.nested(ChainCodec.DEVICES);
                    while (list.next()) {
                        devices.add(list.string());
                    }
                }
                default -> throw in.error("unknown attribute of a hook");
            }
        }
    }

    NfChain toChain() {
        Optional<NfBaseChain> base = hooked
                ? Optional.of(new NfBaseChain(type, hook, priority, policy, List.copyOf(devices)))
                : Optional.empty();
        return new NfChain(new NfTableKey(family, table), name, base, flags, userData, handle, unknown.toUnknown());
    }
}
