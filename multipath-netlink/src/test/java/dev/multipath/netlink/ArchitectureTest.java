package dev.multipath.netlink;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.Serializable;
import java.time.Clock;
import java.util.Set;

/**
 * Who may import whom in the library: {@code model ← codec → wire}, {@code transport ← transport.jnr},
 * {@code netlink → codec, wire, model, transport}. The transports may name addresses, so they see the model too.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ArchitectureTest.MainClasses.class)
final class ArchitectureTest {
    static final String ROOT = "dev.multipath.netlink";

    private static final String MODEL = ROOT + ".model..";
    private static final String WIRE = ROOT + ".wire..";
    private static final String CODEC = ROOT + ".codec..";
    private static final String TRANSPORT = ROOT + ".transport";
    private static final String JNR_TRANSPORT = ROOT + ".transport.jnr..";
    private static final String[] PURE = {MODEL, WIRE, CODEC};

    @ArchTest
    static final ArchRule layers = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("model")
            .definedBy(MODEL)
            .layer("wire")
            .definedBy(WIRE)
            .layer("codec")
            .definedBy(CODEC)
            .layer("transport")
            .definedBy(TRANSPORT)
            .layer("transport.jnr")
            .definedBy(JNR_TRANSPORT)
            .layer("netlink")
            .definedBy(ROOT)
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("wire")
            .mayNotAccessAnyLayer()
            .whereLayer("codec")
            .mayOnlyAccessLayers("model", "wire")
            .whereLayer("transport")
            .mayOnlyAccessLayers("model")
            .whereLayer("transport.jnr")
            .mayOnlyAccessLayers("transport", "model")
            .whereLayer("netlink")
            .mayOnlyAccessLayers("codec", "wire", "model", "transport")
            .ignoreDependency(resideInAPackage(TRANSPORT), doorToTheSystem());

    @ArchTest
    static final ArchRule the_model_imports_only_the_jdk = classes()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(MODEL, "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule jnr_stays_in_its_own_package = noClasses()
            .that()
            .resideOutsideOfPackage(JNR_TRANSPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai.jffi..");

    @ArchTest
    static final ArchRule pure_packages_do_no_io_and_have_no_threads_or_loggers =
            noClasses().that().resideInAnyPackage(PURE).should().dependOnClassesThat(doIoOrKeepTimeOrThreadsOrLogs());

    @ArchTest
    static final ArchRule pure_packages_read_no_clock =
            noClasses().that().resideInAnyPackage(PURE).should().callMethodWhere(readsAClock());

    /** What a view concludes, and when it looks, is decided without a clock of its own. */
    @ArchTest
    static final ArchRule conclusions_are_pure = noClasses()
            .that()
            .haveNameMatching(
                    ROOT + "\\.(Doubts|LookSchedule|ViewState|RouteTables|RouteMap|Differences|Sameness|EventProgram)")
            .should()
            .dependOnClassesThat(doIoOrKeepTimeOrThreadsOrLogs())
            .orShould()
            .callMethodWhere(readsAClock());

    @ArchTest
    static final ArchRule no_process_is_started = noClasses()
            .should()
            .dependOnClassesThat(equivalentTo(ProcessBuilder.class))
            .orShould()
            .callMethodWhere(runsACommand());

    @ArchTest
    static final ArchRule no_cycles = slices().assignedFrom(packages())
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage(TRANSPORT), doorToTheSystem());

    /** The classes by which {@code transport} reaches the operating system's sockets, namespaces and errno names. */
    private static DescribedPredicate<JavaClass> doorToTheSystem() {
        String jnr = ROOT + ".transport.jnr.";
        Set<String> door = Set.of(jnr + "JnrTransport", jnr + "Namespaces", jnr + "Descriptor");
        return DescribedPredicate.describe("the door to the system", type -> door.contains(type.getName()));
    }

    /** Serializable is only a marker: javac names it in some generic code that does no I/O. */
    private static DescribedPredicate<JavaClass> doIoOrKeepTimeOrThreadsOrLogs() {
        return resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.logging..", "org.slf4j..")
                .or(resideInAPackage("java.io..").and(DescribedPredicate.not(equivalentTo(Serializable.class))))
                .or(equivalentTo(Clock.class))
                .or(equivalentTo(Thread.class))
                .as("do I/O, keep time, are threads or loggers");
    }

    private static DescribedPredicate<JavaCall<?>> readsAClock() {
        return DescribedPredicate.describe("reads a clock", call -> {
            JavaClass owner = call.getTargetOwner();
            return owner.isEquivalentTo(System.class)
                    ? call.getName().equals("nanoTime") || call.getName().equals("currentTimeMillis")
                    : owner.getPackageName().equals("java.time")
                            && call.getName().equals("now");
        });
    }

    private static DescribedPredicate<JavaCall<?>> runsACommand() {
        return DescribedPredicate.describe(
                "runs a command",
                call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getName().equals("exec"));
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return SliceIdentifier.of(javaClass.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    /** ArchUnit's own option looks for target/test-classes and misses another build directory. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }
}
