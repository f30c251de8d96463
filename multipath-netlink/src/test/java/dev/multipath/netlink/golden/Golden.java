package dev.multipath.netlink.golden;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The recorded messages in {@code shared/golden}: the directory the system property {@code multipath.golden} names, or
 * one found by walking up from the working directory. A clone of the repository alone does not have it.
 */
public final class Golden {
    private Golden() {}

    /**
     * One recorded message.
     *
     * @param id names it in failures
     * @param hex whole message, its header made up where the recording has none
     * @param line everything recorded about it
     */
    public record Line(String id, String hex, JsonObject line) {
        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        public int type() {
            return ByteBuffer.wrap(bytes()).order(ByteOrder.LITTLE_ENDIAN).getShort(4) & 0xffff;
        }

        /** The command that made it or that it answers, else the note beside it. */
        public String about() {
            for (String key : List.of("cmd", "note", "test")) {
                if (line.has(key) && !line.get(key).getAsString().isEmpty()) {
                    return line.get(key).getAsString();
                }
            }
            return "";
        }

        /** Whether a program sent it. */
        public boolean isRequest() {
            return line.has("dir") && line.get("dir").getAsString().equals("tx");
        }

        public boolean isCaptured() {
            return id.startsWith("cap/") || id.startsWith("probe/");
        }
    }

    public static Optional<Path> directory() {
        String named = System.getProperty("multipath.golden");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("golden");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Reads a JSON file beside the recordings. */
    public static JsonObject json(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The raw lines of one file. */
    public static List<JsonObject> lines(Path directory, String file) {
        List<JsonObject> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(directory.resolve(file), StandardCharsets.UTF_8)) {
                lines.add(JsonParser.parseString(line).getAsJsonObject());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** The messages of one file that have one of these {@code nlmsg_type}s. */
    public static List<Line> messages(Path directory, String file, List<Integer> types) {
        List<Line> messages = new ArrayList<>();
        for (JsonObject line : lines(directory, file)) {
            Optional<byte[]> bytes = message(line);
            if (bytes.isPresent() && isRoute(line)) {
                Line read =
                        new Line(line.get("id").getAsString(), HexFormat.of().formatHex(bytes.get()), line);
                if (types.contains(read.type())) {
                    messages.add(read);
                }
            }
        }
        return messages;
    }

    private static boolean isRoute(JsonObject line) {
        JsonElement family = line.get("netlink_family");
        return family == null || family.getAsString().equals("ROUTE");
    }

    /** The bytes of a whole message, trailing ones cut off; a body gets a header. */
    private static Optional<byte[]> message(JsonObject line) {
        byte[] bytes = HexFormat.of().parseHex(line.get("hex").getAsString());
        String form = line.get("form").getAsString();
        if (form.equals("nlmsg")) {
            return Optional.of(bytes);
        }
        if (form.startsWith("nlmsg + trailing")) {
            int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
            return Optional.of(java.util.Arrays.copyOf(bytes, Math.min(length, bytes.length)));
        }
        if (!form.startsWith("body") || !line.has("msg_family")) {
            return Optional.empty();
        }
        int type = switch (line.get("msg_family").getAsString()) {
            case "link" -> 16;
            case "addr" -> 20;
            case "route" -> 24;
            case "neigh" -> 28;
            case "rule" -> 32;
            default -> 0;
        };
        return type == 0 ? Optional.empty() : Optional.of(withHeader(type, bytes));
    }

    /** A message of this type around a body. */
    public static byte[] withHeader(int type, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(16 + body.length)
                .putShort((short) type)
                .putShort((short) 0)
                .putInt(0)
                .putInt(0)
                .put(body)
                .array();
    }
}
