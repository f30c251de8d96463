package org.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of materials stands alone, and still says what the build uses. */
class BillOfMaterialsTest {
    private static final Pattern VERSION = Pattern.compile("<([a-z0-9-]+\\.version)>([^<]+)</");
    private static final Pattern OWN =
            Pattern.compile("<artifactId>multipath-(?:bom|parent)</artifactId>\\s*" + "<version>([^<]+)</version>");

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        String bill = Files.readString(Path.of("../multipath-bom/pom.xml"));
        String build = Files.readString(Path.of("../pom.xml"));
        Map<String, String> listed = versions(bill);
        assertThat(listed)
                .containsOnlyKeys(
                        "jnr-ffi.version",
                        "jffi.version",
                        "jnr-posix.version",
                        "jnr-constants.version",
                        "netty.version",
                        "slf4j.version");
        assertThat(versions(build)).containsAllEntriesOf(listed);
        assertThat(own(bill)).isEqualTo(own(build));
    }

    private static Map<String, String> versions(String pom) {
        Map<String, String> versions = new TreeMap<>();
        VERSION.matcher(pom).results().forEach(found -> versions.put(found.group(1), found.group(2)));
        return versions;
    }

    private static String own(String pom) {
        Matcher found = OWN.matcher(pom);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
