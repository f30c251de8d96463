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
    void onlyNamespacesOfThreadsAndModulesOfTheJvmAreNotForAFake() {
        assertThat(Facts.ELSEWHERE).containsOnlyKeys("27", "28");
        assertThat(Facts.ELSEWHERE.values())
                .allSatisfy(
                        elsewhere -> assertThat(elsewhere.why()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void whatConnectionsDoIsTestedWithTraffic() {
        assertThat(facts(TrafficFactsNetnsIT.class)).containsExactlyInAnyOrderElementsOf(Facts.WITH_TRAFFIC);
        assertThat(inContract()).containsAll(Facts.WITH_TRAFFIC);
    }

    @Test
    void theTestsElsewhereExist() {
        assertThat(Facts.ELSEWHERE.values())
                .allSatisfy(elsewhere -> assertThat(Files.exists(Path.of("..").resolve(elsewhere.test())))
                        .as(elsewhere.test())
                        .isTrue());
    }

    private static Set<String> inContract() {
        return facts(KernelContract.class);
    }

    private static Set<String> facts(Class<?> tests) {
        Set<String> facts = new TreeSet<>();
        for (Class<?> part = tests; part != Object.class && part != null; part = part.getSuperclass()) {
            add(part.getMethods(), facts);
            add(part.getDeclaredMethods(), facts);
        }
        return facts;
    }

    private static void add(Method[] methods, Set<String> facts) {
        for (Method method : methods) {
            Matcher name = NAME.matcher(method.getName());
            if (method.isAnnotationPresent(Test.class) && name.matches()) {
                facts.add(name.group(1));
            }
        }
    }
}
