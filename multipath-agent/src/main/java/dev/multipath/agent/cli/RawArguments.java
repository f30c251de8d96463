package dev.multipath.agent.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments of this process as the bytes they were typed in. What {@code main} gets was decoded by the locale, and a locale
 * such as {@code C} loses what is not ASCII.
 */
final class RawArguments {
    private RawArguments() {}

    /** The last ones, which look like these to Java. */
    static List<byte[]> last(List<String> decoded) {
        try {
            return last(decoded, Files.readAllBytes(Path.of("/proc/self/cmdline")));
        } catch (IOException noProc) {
            return encoded(decoded);
        }
    }

    /** @param line as {@code /proc/self/cmdline} has it: every argument ends with a zero byte */
    static List<byte[]> last(List<String> decoded, byte[] line) {
        List<byte[]> all = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                byte[] argument = new byte[i - start];
                System.arraycopy(line, start, argument, 0, argument.length);
                all.add(argument);
                start = i + 1;
            }
        }
        int first = all.size() - decoded.size();
        if (first < 0) {
            return encoded(decoded);
        }
        List<byte[]> last = List.copyOf(all.subList(first, all.size()));
        for (int i = 0; i < last.size(); i++) {
            String plain = decoded.get(i);
            boolean ascii = plain.chars().allMatch(c -> c < 0x80);
            if (ascii && !plain.equals(new String(last.get(i), StandardCharsets.ISO_8859_1))) {
                return encoded(decoded);
            }
        }
        return last;
    }

    private static List<byte[]> encoded(List<String> decoded) {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return decoded.stream().map(argument -> argument.getBytes(charset)).toList();
    }
}
