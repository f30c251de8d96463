package dev.multipath.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every kernel fact is in the contract, or it is said why not. */
class FactsTest {
    private static final Pattern NAME = Pattern.compile("fact_(\\d+[ab]?)_.*");

    @Test
    void everyFactIsTestedOrAccountedFor() {
        Set<String> wanted = new TreeSet<>(Set.of("14a", "14b", "29a"));
        for (int i = 1; i <= Facts.LAST; i++) {
            wanted.add(Integer.toString(i));
        }
        Set<String> have = new TreeSet<>(Facts.ELSEWHERE.keySet());
        have.addAll(inContract());

        assertThat(have).isEqualTo(wanted);
        assertThat(inContract()).as("not in both places").doesNotContainAnyElementsOf(Facts.ELSEWHERE.keySet());
    }

    @Test
    void theTestsElsewhereExist() {
        assertThat(Facts.ELSEWHERE.values())
                .filteredOn(elsewhere -> !elsewhere.test().isEmpty())
                .allSatisfy(elsewhere -> assertThat(Files.exists(Path.of("..").resolve(elsewhere.test())))
                        .as(elsewhere.test())
                        .isTrue());
    }

    private static Set<String> inContract() {
        Set<String> facts = new TreeSet<>();
        for (Method method : KernelContract.class.getMethods()) {
            Matcher name = NAME.matcher(method.getName());
            if (method.isAnnotationPresent(Test.class) && name.matches()) {
                facts.add(name.group(1));
            }
        }
        return facts;
    }
}
