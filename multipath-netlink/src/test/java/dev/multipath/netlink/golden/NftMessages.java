package dev.multipath.netlink.golden;

import static dev.multipath.netlink.codec.nftables.Nft.*;

import dev.multipath.netlink.codec.nftables.ChainCodec;
import dev.multipath.netlink.codec.nftables.ElementCodec;
import dev.multipath.netlink.codec.nftables.GenerationCodec;
import dev.multipath.netlink.codec.nftables.RuleCodec;
import dev.multipath.netlink.codec.nftables.SetCodec;
import dev.multipath.netlink.codec.nftables.SetReference;
import dev.multipath.netlink.codec.nftables.TableCodec;
import dev.multipath.netlink.model.nftables.NfChain;
import dev.multipath.netlink.model.nftables.NfElement;
import dev.multipath.netlink.model.nftables.NfFamily;
import dev.multipath.netlink.model.nftables.NfGeneration;
import dev.multipath.netlink.model.nftables.NfRule;
import dev.multipath.netlink.model.nftables.NfSet;
import dev.multipath.netlink.model.nftables.NfTable;
import dev.multipath.netlink.model.nftables.NfTableKey;
import dev.multipath.netlink.wire.AttributeNames;
import dev.multipath.netlink.wire.AttributeReader;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Whole nf_tables messages to objects and back, by the codec of their type, and compared without the code under test. */
public final class NftMessages {
    private static final int HEADER = 16 + 4;

    /** Where the names and numbers stand that only one transaction knows: by message type, the number's attribute. */
    private static final Map<Integer, Integer> SET_IDS = Map.of(NFT_MSG_NEWSET, 10, NFT_MSG_NEWSETELEM, 4);

    private NftMessages() {}

    /** What the message is about: an object, or a list of elements. */
    public static Object decode(byte[] bytes) throws DecodeException {
        MessageReader message = Messages.reader(bytes);
        return switch (message.type() & 0xff) {
            case NFT_MSG_NEWTABLE -> TableCodec.decode(message);
            case NFT_MSG_NEWCHAIN -> ChainCodec.decode(message);
            case NFT_MSG_NEWRULE -> RuleCodec.decode(message);
            case NFT_MSG_NEWSET -> SetCodec.decode(message);
            case NFT_MSG_NEWSETELEM -> ElementCodec.decode(message);
            case NFT_MSG_NEWGEN -> GenerationCodec.decode(message);
            default -> throw new IllegalArgumentException("message " + message.type());
        };
    }

    /** The object as a request to make it, or as the kernel reports it; elements for the set the original names. */
    static byte[] encode(Object object, byte[] original, boolean request) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter writer =
                new MessageWriter(out).begin(Messages.reader(original).type(), 0, 0);
        if (object instanceof List<?> elements) {
            elements(elements.stream().map(NfElement.class::cast).toList(), Messages.reader(original), writer);
        } else if (object instanceof NfTable table && request) {
            TableCodec.encodeRequest(table, writer);
        } else if (object instanceof NfTable table) {
            TableCodec.encode(table, writer);
        } else if (object instanceof NfChain chain && request) {
            ChainCodec.encodeRequest(chain, writer);
        } else if (object instanceof NfChain chain) {
            ChainCodec.encode(chain, writer);
        } else if (object instanceof NfRule rule && request) {
            RuleCodec.encodeRequest(rule, SetReference.Book.EMPTY, writer);
        } else if (object instanceof NfRule rule) {
            RuleCodec.encode(rule, writer);
        } else if (object instanceof NfSet set && request) {
            SetCodec.encodeRequest(set, SetReference.named(set.name()), writer);
        } else if (object instanceof NfSet set) {
            SetCodec.encode(set, writer);
        } else {
            GenerationCodec.encode((NfGeneration) object, writer);
        }
        writer.end();
        return ByteBufUtil.getBytes(out);
    }

    private static void elements(List<NfElement> elements, MessageReader original, MessageWriter writer)
            throws DecodeException {
        AttributeReader in = original.attributes(4, AttributeNames.NUMBERS);
        String table = "";
        String set = "";
        while (in.next()) {
            table = in.type() == 1 ? in.string() : table;
            set = in.type() == 2 ? in.string() : set;
        }
        NfTableKey key = new NfTableKey(new NfFamily(original.u8(0)), table);
        ElementCodec.encode(key, SetReference.named(set), elements, writer);
    }

    /**
     * The attributes as a tree in text, sorted within each nest: {@code "3:[1:6574…, 2:[…]]"}. What a nest is is told by
     * its flag, or by how it looks.
     */
    public static List<String> tree(byte[] message) {
        return tree(message, HEADER, message.length);
    }

    private static List<String> tree(byte[] bytes, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> attributes = new ArrayList<>();
        for (int at = from; to - at >= 4; ) {
            int length = in.getShort(at) & 0xffff;
            int type = in.getShort(at + 2) & 0x3fff;
            boolean nested = (in.getShort(at + 2) & 0x8000) != 0 || looksNested(bytes, at + 4, at + length);
            attributes.add(type + ":"
                    + (nested
                            ? tree(bytes, at + 4, at + length).toString()
                            : HexFormat.of().formatHex(bytes, at + 4, at + length)));
            at += length + 3 & ~3;
        }
        attributes.sort(null);
        return attributes;
    }

    private static boolean looksNested(byte[] bytes, int from, int to) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = from;
        while (to - at >= 4) {
            int length = in.getShort(at) & 0xffff;
            int type = in.getShort(at + 2) & 0x7fff;
            if (length < 4 || length > to - at || type == 0 || type > 32) {
                return false;
            }
            at += length + 3 & ~3;
        }
        return at >= to && to > from;
    }

    /**
     * The tree without what may be said in two ways, and what has a meaning in one transaction only. Of a report, which
     * says much of that in the other way, only which attributes there are, without those about use and place.
     */
    public static List<String> comparable(byte[] message, boolean request) {
        int type = message[4] & 0xff;
        List<String> tree = new ArrayList<>(tree(message));
        int id = SET_IDS.getOrDefault(type, -1);
        tree.removeIf(attribute -> attribute.startsWith(id + ":"));
        if (!request) {
            List<String> left = switch (type) {
                case NFT_MSG_NEWTABLE -> List.of("3:");
                case NFT_MSG_NEWCHAIN -> List.of("6:", "10:");
                case NFT_MSG_NEWRULE -> List.of("6:");
                case NFT_MSG_NEWSET -> List.of("19:", "20:");
                default -> List.<String>of();
            };
            tree.removeIf(attribute -> left.stream().anyMatch(attribute::startsWith));
        }
        List<String> usual = switch (type) {
            case NFT_MSG_NEWCHAIN -> List.of("5:00000001");
            case NFT_MSG_NEWSET -> List.of("9:", "3:00000000");
            default -> List.<String>of();
        };
        tree.removeAll(usual);
        if (!request) {
            tree.replaceAll(attribute -> attribute.substring(0, attribute.indexOf(':')));
            return tree;
        }
        tree.replaceAll(type == NFT_MSG_NEWSETELEM ? NftMessages::elements : NftMessages::expressions);
        return tree;
    }

    /** nft counts elements, the kernel does not look. */
    private static String elements(String attribute) {
        return attribute.replaceAll("\\d+:\\[1:\\[1:", "1:[1:[1:");
    }

    /**
     * A bitwise operation is mask and xor unless it says otherwise, a counter begins with 0, a set may also be named by its
     * number, flags that are 0 need not be said, nor a burst that is, nor the level of what has none.
     */
    private static String expressions(String attribute) {
        return attribute
                .replaceAll("(5:\\[1:[0-9a-f]*\\]), 6:00000000", "$1")
                .replaceAll("2:\\[1:0{16}, 2:0{16}\\]", "2:[]")
                .replaceAll("(6c6f6f6b757000, 2:\\[[^\\]]*), 4:[0-9a-f]{8}", "$1")
                .replaceAll("(6c6f6f6b757000, 2:\\[[^\\]]*), 5:00000000", "$1")
                .replaceAll("(65787468647200, 2:\\[[^\\]]*), 5:00000000", "$1")
                .replaceAll("(6c696d697400, 2:\\[[^\\]]*), 3:00000000", "$1")
                .replaceAll("(736f636b657400, 2:\\[[^\\]]*), 3:00000000", "$1");
    }
}
