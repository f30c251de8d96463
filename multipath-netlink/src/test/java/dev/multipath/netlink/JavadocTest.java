package dev.multipath.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything the exported packages declare public has Javadoc. What doclint asks beyond that (a {@code @param} and a
 * {@code @return} each time) would say most first sentences twice. Looks at the text of the sources, which one formatter
 * has laid out; members of interfaces, which need not say public, are outside its view.
 */
class JavadocTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/multipath/netlink");
    private static final Path NOT_EXPORTED = SOURCES.resolve("transport/jnr");
    private static final Pattern SHOWN = Pattern.compile("^( {4}){0,2}(public|protected) .*");
    /** {@code RTA_DST = 1} under its name in the kernel, which is all it says; the class says which header. */
    private static final Pattern KERNEL_NUMBER =
            Pattern.compile("^ {4}public static final (int|long) [A-Z][A-Z0-9_]* = .*");

    @Test
    void everythingPublicHasJavadoc() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(NOT_EXPORTED))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(200);
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            for (String each : undocumented(Files.readAllLines(file))) {
                if (!KERNEL_NUMBER.matcher(each).matches()) {
                    found.add(file.getFileName() + ": " + each.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The check itself finds what it is there for. */
    @Test
    void findsWhatHasNone() {
        List<String> source = List.of(
                "public class X {",
                "    public long count;",
                "    /** Said. */",
                "    @Deprecated",
                "    public X() {}",
                "    @Override",
                "    public String toString() {",
                "    }",
                "    void hidden() {}");
        assertThat(undocumented(source)).containsExactly("public class X {", "    public long count;");
    }

    private static List<String> undocumented(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (SHOWN.matcher(lines.get(i)).matches()) {
                int before = i - 1;
                boolean overrides = false;
                while (before >= 0 && lines.get(before).strip().startsWith("@")) {
                    overrides |= lines.get(before).strip().equals("@Override");
                    before--;
                }
                if (!overrides && (before < 0 || !lines.get(before).endsWith("*/"))) {
                    found.add(lines.get(i));
                }
            }
        }
        return found;
    }
}
