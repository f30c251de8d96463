package dev.multipath.testkit.netns;

import dev.multipath.netlink.transport.ErrnoException;
import dev.multipath.netlink.transport.NetNs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link NetnsTest} brings: the check whether namespaces can be made, the parameters, and their removal. */
public final class NetnsExtension implements ExecutionCondition, ParameterResolver {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(NetnsExtension.class);

    /** For JUnit. */
    public NetnsExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(Obstacle.FOUND, "required".equals(System.getenv("MULTIPATH_NETNS")));
    }

    static ConditionEvaluationResult decide(Optional<String> obstacle, boolean required) {
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled("network namespaces can be made");
        }
        String reason = "no network namespaces: " + obstacle.get();
        if (required) {
            throw new ExtensionConfigurationException(reason + ", and MULTIPATH_NETNS=required");
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Namespace.class || type == Topology.class || type == Topology.Builder.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Namespace.class) {
            Namespace namespace = Namespace.create("test");
            closeAfter(context, namespace);
            return namespace;
        }
        Topology.Builder builder = Topology.builder();
        closeAfter(context, builder::close);
        return type == Topology.class ? builder.oneOfEachKind().build() : builder;
    }

    /** A store closes what it holds, the youngest first, when the test it belongs to is over. */
    private static void closeAfter(ExtensionContext context, AutoCloseable resource) {
        context.getStore(STORE).put(resource, resource);
    }

    /** Found out once in each JVM. */
    private static final class Obstacle {
        static final Optional<String> FOUND = find();

        private static Optional<String> find() {
            try (NetNs namespace = NetNs.create()) {
                namespace.descriptor();
            } catch (ErrnoException refused) {
                return Optional.of(refused.getMessage() + "; run as root, or as an ordinary user under"
                        + " 'unshare --user --map-root-user'");
            }
            for (String program : new String[] {"nsenter", "nft"}) {
                if (!isThere(program)) {
                    return Optional.of("the program " + program + " is not on the path");
                }
            }
            return Optional.empty();
        }

        private static boolean isThere(String program) {
            String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
            for (String directory : path.split(":", -1)) {
                if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                    return true;
                }
            }
            return false;
        }
    }
}
