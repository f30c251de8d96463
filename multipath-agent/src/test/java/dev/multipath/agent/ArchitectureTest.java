package dev.multipath.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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

/**
 * Who may import whom in the agent: {@code config, netlink.model ← uplink ← plan ← coexist ← core ← shell → netlink} and
 * {@code probe | ddns | notify | status | gateway → core}, never each other. An arrow also opens what lies left of its
 * target; probes and ddns need sockets and may see {@code netlink}. {@code Main}, {@code Agent} and {@code cli} put the parts together and may import everything.
 */
@AnalyzeClasses(packages = "dev.multipath", importOptions = ArchitectureTest.MainClasses.class)
final class ArchitectureTest {
    private static final String ROOT = "dev.multipath.agent";
    private static final String TESTKIT = "dev.multipath.testkit..";
    private static final String[] PURE = {
        ROOT + ".config..",
        ROOT + ".uplink..",
        ROOT + ".plan..",
        ROOT + ".core..",
        ROOT + ".explain..",
        ROOT + ".coexist..",
        ROOT + ".migrate..",
        ROOT + ".ddns.decision.."
    };
    private static final String[] CORE_AND_LEFT_OF_IT = {"core", "coexist", "plan", "uplink", "config", "netlink.model"
    };

    @ArchTest
    static final ArchRule layers = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("netlink.model")
            .definedBy("dev.multipath.netlink.model..")
            .layer("netlink")
            .definedBy(resideInAPackage("dev.multipath.netlink..")
                    .and(DescribedPredicate.not(resideInAPackage("dev.multipath.netlink.model.."))))
            .layer("config")
            .definedBy(ROOT + ".config..")
            .layer("uplink")
            .definedBy(ROOT + ".uplink..")
            .layer("plan")
            .definedBy(ROOT + ".plan..")
            .layer("coexist")
            .definedBy(ROOT + ".coexist..")
            .layer("core")
            .definedBy(ROOT + ".core..")
            .layer("explain")
            .definedBy(ROOT + ".explain..")
            .layer("shell")
            .definedBy(ROOT + ".shell..")
            .layer("gateway")
            .definedBy(ROOT + ".gateway..")
            .layer("probe")
            .definedBy(ROOT + ".probe..")
            .layer("ddns")
            .definedBy(ROOT + ".ddns..")
            .layer("notify")
            .definedBy(ROOT + ".notify..")
            .layer("status")
            .definedBy(ROOT + ".status..")
            .layer("migrate")
            .definedBy(ROOT + ".migrate..")
            .layer("composition")
            .definedBy(ROOT, ROOT + ".cli..")
            .whereLayer("config")
            .mayOnlyAccessLayers("netlink.model")
            .whereLayer("uplink")
            .mayOnlyAccessLayers("config", "netlink.model")
            .whereLayer("plan")
            .mayOnlyAccessLayers("uplink", "config", "netlink.model")
            .whereLayer("coexist")
            .mayOnlyAccessLayers("plan", "uplink", "config", "netlink.model")
            .whereLayer("core")
            .mayOnlyAccessLayers("coexist", "plan", "uplink", "config", "netlink.model")
            .whereLayer("explain")
            .mayOnlyAccessLayers("plan", "uplink", "config", "netlink.model")
            .whereLayer("shell")
            .mayOnlyAccessLayers("core", "coexist", "plan", "uplink", "config", "netlink.model", "netlink")
            .whereLayer("gateway")
            .mayOnlyAccessLayers(CORE_AND_LEFT_OF_IT)
            .whereLayer("probe")
            .mayOnlyAccessLayers("core", "plan", "uplink", "config", "netlink.model", "netlink")
            .whereLayer("ddns")
            .mayOnlyAccessLayers("core", "plan", "uplink", "config", "netlink.model", "netlink")
            .whereLayer("notify")
            .mayOnlyAccessLayers(CORE_AND_LEFT_OF_IT)
            .whereLayer("status")
            .mayOnlyAccessLayers(CORE_AND_LEFT_OF_IT)
            .whereLayer("migrate")
            .mayOnlyAccessLayers("netlink.model")
            .whereLayer("composition")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule rooms_of_probe = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("prober")
            .definedBy(ROOT + ".probe")
            .layer("echo")
            .definedBy(ROOT + ".probe.echo")
            .layer("http")
            .definedBy(ROOT + ".probe.http")
            .layer("dns")
            .definedBy(ROOT + ".probe.dns")
            .layer("exchange")
            .definedBy(ROOT + ".probe.exchange")
            .whereLayer("prober")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("echo")
            .mayNotAccessAnyLayer()
            .whereLayer("http")
            .mayOnlyAccessLayers("dns", "exchange")
            .whereLayer("dns")
            .mayOnlyAccessLayers("exchange")
            .whereLayer("exchange")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule rooms_of_ddns = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("threads")
            .definedBy(ROOT + ".ddns")
            .layer("update")
            .definedBy(ROOT + ".ddns.update")
            .layer("link")
            .definedBy(ROOT + ".ddns.link")
            .layer("decision")
            .definedBy(ROOT + ".ddns.decision")
            .layer("echo")
            .definedBy(ROOT + ".ddns.echo")
            .whereLayer("threads")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("update")
            .mayOnlyAccessLayers("link", "decision")
            .whereLayer("link")
            .mayOnlyAccessLayers("decision")
            .whereLayer("decision")
            .mayNotAccessAnyLayer()
            .whereLayer("echo")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule the_library_and_the_testkit_do_not_know_the_agent = noClasses()
            .that()
            .resideInAnyPackage("dev.multipath.netlink..", TESTKIT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "..");

    @ArchTest
    static final ArchRule the_product_does_not_know_the_testkit = noClasses()
            .that()
            .resideInAnyPackage("dev.multipath.netlink..", ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTKIT);

    @ArchTest
    static final ArchRule jnr_stays_in_the_library = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai.jffi..");

    @ArchTest
    static final ArchRule pure_packages_do_no_io_and_have_no_threads_or_loggers =
            noClasses().that().resideInAnyPackage(PURE).should().dependOnClassesThat(doIoOrKeepTimeOrThreadsOrLogs());

    @ArchTest
    static final ArchRule pure_packages_read_no_clock =
            noClasses().that().resideInAnyPackage(PURE).should().callMethodWhere(readsAClock());

    /** Hooks run commands of the operator. */
    @ArchTest
    static final ArchRule no_process_is_started = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "..", "dev.multipath.netlink..")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + ".notify.HookProcess")
            .should()
            .dependOnClassesThat(equivalentTo(ProcessBuilder.class))
            .orShould()
            .callMethodWhere(runsACommand());

    @ArchTest
    static final ArchRule no_cycles =
            slices().assignedFrom(agentPackages()).should().beFreeOfCycles();

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

    private static SliceAssignment agentPackages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return javaClass.getPackageName().startsWith(ROOT)
                        ? SliceIdentifier.of(javaClass.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of the agent";
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
