package dev.multipath.netlink.fuzz;

import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.golden.Fixture;
import dev.multipath.netlink.golden.Golden;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the seed corpus anew, out of recorded messages and broken ones made by rule: its arguments are the directory of
 * the recordings and {@code src/fuzz/corpus}. Of several recordings of one form, the same attributes of the same
 * lengths, only the first is taken. What is there already and is not made here, as a former finding, stays.
 */
public final class CorpusWriter {
    private static final List<String> FILES = List.of(
            "capture_requests.jsonl",
            "capture_replies.jsonl",
            "capture_errors.jsonl",
            "capture_other_families.jsonl",
            "probe_extack_and_semantics.jsonl",
            "suites_rtnl.jsonl",
            "aosp.jsonl",
            "negative.jsonl");
    private static final int HEADER = 16;
    /** {@code RTM_DEL…}, by the lowest two bits: read like {@code RTM_NEW…}. */
    private static final int DELETION = 1;

    private static final int HIGHEST_ATTRIBUTE = 70;
    private static final int MAX_DEPTH = 64;

    private final Path corpus;
    private final Set<String> forms = new HashSet<>();

    private CorpusWriter(Path corpus) {
        this.corpus = corpus;
    }

    public static void main(String[] arguments) throws IOException {
        CorpusWriter writer = new CorpusWriter(Path.of(arguments[1]));
        for (String file : FILES) {
            for (JsonObject line : Golden.lines(Path.of(arguments[0]), file)) {
                writer.recorded(line);
            }
        }
        for (Target target : Target.values()) {
            for (int type : target.messageTypes()) {
                if (type % 4 != DELETION) {
                    writer.broken(target, type, Form.headerLength(type));
                }
            }
        }
        writer.datagrams();
        writer.netfilter();
    }

    /** Connections, sockets and tables are recorded in the repository itself. */
    private void netfilter() throws IOException {
        int number = 0;
        for (Fixture fixture : Fixture.all("conntrack")) {
            write(Target.CONNTRACK, "conntrack/" + number++, fixture.message());
        }
        for (Fixture fixture : Fixture.all("sockets")) {
            write(Target.SOCKET, "sockets/" + number++, fixture.message());
        }
        for (Fixture fixture : Fixture.all("nftables")) {
            write(Target.NFTABLES, "nftables/" + number++, fixture.message());
        }
        for (int type : NftablesFuzz.types()) {
            broken(Target.NFTABLES, type, Form.headerLength(type));
        }
        broken(Target.SOCKET, SocketCodec.SOCK_DIAG_BY_FAMILY, SocketCodec.HEADER);
    }

    private void recorded(JsonObject line) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(line.get("hex").getAsString());
        String name = line.get("id").getAsString();
        if (line.has("req_hex")) {
            byte[] request = HexFormat.of().parseHex(line.get("req_hex").getAsString());
            write(Target.REJECTION, name, join(Arrays.copyOf(request, request.length + 3 & ~3), bytes));
        }
        byte[] message = line.has("msg_family")
                ? type(line.get("msg_family").getAsString())
                        .map(type -> Golden.withHeader(type, bytes))
                        .orElse(bytes)
                : bytes;
        if (message.length < HEADER || !forms.add(form(message))) {
            return;
        }
        int type = Form.type(message);
        boolean found = false;
        for (Target target : Target.values()) {
            if (target.messageTypes().contains(type)) {
                write(target, name, message);
                found = true;
            }
        }
        if (!found) {
            write(type == 2 ? Target.REJECTION : Target.DATAGRAM, name, message);
        }
    }

    private static Optional<Integer> type(String family) {
        return switch (family) {
            case "link" -> Optional.of(16);
            case "addr" -> Optional.of(20);
            case "route" -> Optional.of(24);
            case "neigh" -> Optional.of(28);
            case "rule" -> Optional.of(32);
            case "neightbl" -> Optional.of(64);
            case "nsid" -> Optional.of(88);
            case "stats" -> Optional.of(92);
            default -> Optional.empty();
        };
    }

    /** Type, family, and the types and lengths of what look like attributes at the top. */
    private static String form(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int type = in.getShort(4) & 0xffff;
        StringBuilder form = new StringBuilder().append(type);
        form.append(message.length > HEADER ? "/" + message[HEADER] : "");
        int at = HEADER + Form.headerLength(type);
        while (message.length - at >= 4) {
            int length = in.getShort(at) & 0xffff;
            form.append(' ').append(in.getShort(at + 2) & 0xffff).append(':').append(length);
            at += Math.max(4, length + 3 & ~3);
        }
        return form.toString();
    }

    /** What no kernel sends, of every type. */
    private void broken(Target target, int type, int headerLength) throws IOException {
        byte family = (byte) (target == Target.LINK || target == Target.STATISTICS ? 0 : 2);
        byte[] head = new byte[headerLength];
        head[0] = family;
        String name = "broken/" + type + "/";
        write(target, name + "no-body", Golden.withHeader(type, new byte[0]));
        write(target, name + "no-attributes", Golden.withHeader(type, head));
        for (int length : new int[] {3, 0xffff}) {
            byte[] attribute = {(byte) length, (byte) (length >> 8), 1, 0};
            write(target, name + "attribute-length-" + length, Golden.withHeader(type, join(head, attribute)));
        }
        for (int size : new int[] {1, 4, 16}) {
            byte[] all = head;
            for (int attribute = 0; attribute <= HIGHEST_ATTRIBUTE; attribute++) {
                byte[] payload = new byte[size];
                Arrays.fill(payload, (byte) (size == 16 ? 0xff : attribute));
                all = join(all, attribute(attribute, payload));
            }
            write(target, name + "all-of-" + size + "-bytes", Golden.withHeader(type, all));
        }
        byte[] nest = new byte[0];
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            nest = attribute(depth % 2 == 0 ? 9 : 18, nest);
        }
        write(target, name + "deep", Golden.withHeader(type, join(head, nest)));
    }

    /** Datagrams and answers that no kernel sends. */
    private void datagrams() throws IOException {
        write(Target.DATAGRAM, "broken/nothing", new byte[0]);
        write(Target.DATAGRAM, "broken/half-a-header", new byte[9]);
        byte[] empty = Golden.withHeader(24, new byte[0]);
        for (int length : new int[] {0, 15, 17, 0x7fffffff, 0x80000010, 0xffffffff}) {
            byte[] wrong = ByteBuffer.wrap(empty.clone())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0, length)
                    .array();
            write(Target.DATAGRAM, "broken/length-" + Integer.toUnsignedString(length), join(empty, wrong));
        }
        byte[] many = new byte[0];
        for (int type : new int[] {1, 2, 3, 4, 16, 20, 24, 28, 32, 64, 104, 116}) {
            many = join(many, Golden.withHeader(type, new byte[20]));
        }
        write(Target.DATAGRAM, "broken/many", many);
        for (int error : new int[] {0, 1, -1, -22, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            byte[] body = ByteBuffer.allocate(20)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(error)
                    .putInt(16)
                    .array();
            for (int type : new int[] {2, 3}) {
                write(Target.REJECTION, "broken/error-" + type + "-" + error, Golden.withHeader(type, body));
            }
        }
    }

    private static byte[] attribute(int type, byte[] payload) {
        int length = 4 + payload.length;
        return ByteBuffer.allocate(length + 3 & ~3)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) length)
                .putShort((short) type)
                .put(payload)
                .array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void write(Target target, String name, byte[] bytes) throws IOException {
        Path directory = Files.createDirectories(corpus.resolve(target.title()));
        String file = name.replaceAll("[^A-Za-z0-9.-]+", "_");
        Files.write(directory.resolve(file.substring(Math.max(0, file.length() - 80))), bytes);
    }
}
