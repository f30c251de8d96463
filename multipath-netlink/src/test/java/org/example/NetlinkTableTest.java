package org.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each Java cell of docs/netlink.md stands in the example it names, but for the white space. */
class NetlinkTableTest {
    private static final Path TABLE = Path.of("../docs/netlink.md");
    private static final Path DOCS = TABLE.getParent();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| (`.*`) \\| \\[(\\w+)]\\((\\S+)\\) \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void showsWhatIsCompiledAndRun() throws IOException {
        List<String> problems = new ArrayList<>();
        Set<String> examples = new HashSet<>();
        int rows = 0;
        Matcher row = ROW.matcher(Files.readString(TABLE));
        while (row.find()) {
            rows++;
            examples.add(row.group(3));
            Path file = DOCS.resolve(row.group(4));
            assertThat(file.getFileName()).hasToString(row.group(3) + ".java");
            String source = packed(Files.readString(file));
            Matcher code = CODE.matcher(row.group(2));
            while (code.find()) {
                if (!source.contains(packed(code.group(1)))) {
                    problems.add(row.group(3) + " has not: " + code.group(1));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(rows).isGreaterThanOrEqualTo(25);
        assertThat(examples).hasSizeGreaterThanOrEqualTo(10);
    }

    /** A row that the pattern above does not understand would go unchecked. */
    @Test
    void everyRowIsChecked() throws IOException {
        List<String> unread = Files.readString(TABLE)
                .lines()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.endsWith("| Java | in |"))
                .filter(line -> !ROW.matcher(line).matches())
                .toList();
        assertThat(unread).isEmpty();
    }

    private static String packed(String text) {
        return text.replaceAll("\\s", "");
    }
}
