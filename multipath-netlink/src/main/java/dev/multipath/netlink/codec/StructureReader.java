package dev.multipath.netlink.codec;

import dev.multipath.netlink.model.AttributeForm;
import dev.multipath.netlink.model.HardwareAddress;
import dev.multipath.netlink.model.Octets;
import dev.multipath.netlink.model.VfSetting;
import dev.multipath.netlink.model.WirelessEvent;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.KernelText;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the structures that few messages have: settings of virtual functions, ports of switches, wireless events. */
final class StructureReader {
    static final int PADDED_TEXT = 40;
    static final int MAC = 4 + 32;
    static final int GUID = 16;
    static final int TAGGED_VLAN = 16;
    /** Of {@code struct iw_event}: length and command, 16 bits each. */
    static final int WIRELESS_HEADER = 4;

    private StructureReader() {}

    /**
     * The value of the attribute last reached.
     *
     * @return null where it would not come out as it came in
     */
    static @Nullable Object read(AttributeReader in, AttributeForm form) throws DecodeException {
        return switch (form) {
            case VF_MAC -> mac(in);
            case VF_VLAN -> {
                in.requireLength(12);
                yield new VfSetting.Vlan(in.u32At(0), in.u32At(4), in.u32At(8));
            }
            case VF_TAGGED_VLAN -> taggedVlan(in);
            case VF_TX_RATE -> {
                in.requireLength(8);
                yield new VfSetting.TxRate(in.u32At(0), in.u32At(4));
            }
            case VF_RATE -> {
                in.requireLength(12);
                yield new VfSetting.Rate(in.u32At(0), in.u32At(4), in.u32At(8));
            }
            case VF_SWITCH -> {
                in.requireLength(8);
                yield new VfSetting.Switch(in.u32At(0), in.u32At(4));
            }
            case VF_LINK_STATE -> {
                in.requireLength(8);
                yield new VfSetting.LinkState(in.u32At(0), in.u32At(4));
            }
            case VF_GUID -> guid(in);
            case WIRELESS_EVENT -> wirelessEvent(in);
            case UUID -> {
                in.requireLength(16);
                yield new UUID(in.be64At(0), in.be64At(8));
            }
            case PADDED_TEXT -> paddedText(in);
            default -> throw new IllegalStateException("no reader for " + form);
        };
    }

    private static Object mac(AttributeReader in) throws DecodeException {
        in.requireLength(MAC);
        return new VfSetting.Mac(in.u32At(0), new HardwareAddress(Arrays.copyOfRange(in.bytes(), 4, MAC)));
    }

    /** The number is aligned to 8 bytes, what it is aligned by may be used one day. */
    private static @Nullable Object guid(AttributeReader in) throws DecodeException {
        in.requireLength(GUID);
        return in.u32At(4) == 0 ? new VfSetting.Guid(in.u32At(0), in.u64At(8)) : null;
    }

    private static @Nullable Object taggedVlan(AttributeReader in) throws DecodeException {
        in.requireLength(TAGGED_VLAN);
        int protocol = in.u8At(12) << 8 | in.u8At(13);
        return in.u16At(14) == 0 ? new VfSetting.TaggedVlan(in.u32At(0), in.u32At(4), in.u32At(8), protocol) : null;
    }

    /** The kernel sends one at a time; several would be a list of the wireless extensions' own making. */
    private static @Nullable Object wirelessEvent(AttributeReader in) throws DecodeException {
        if (in.length() < WIRELESS_HEADER || in.u16At(0) != in.length()) {
            return null;
        }
        byte[] bytes = in.bytes();
        return new WirelessEvent(in.u16At(2), new Octets(Arrays.copyOfRange(bytes, WIRELESS_HEADER, bytes.length)));
    }

    private static @Nullable Object paddedText(AttributeReader in) {
        String text = in.string();
        byte[] padded = Arrays.copyOf(KernelText.bytes(text), PADDED_TEXT);
        return Arrays.equals(padded, in.bytes()) && padded[PADDED_TEXT - 1] == 0 ? text : null;
    }
}
