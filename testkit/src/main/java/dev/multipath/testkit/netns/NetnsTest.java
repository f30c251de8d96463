package dev.multipath.testkit.netns;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need network namespaces: on a class, or on single test methods.
 *
 * <p>Where none can be made they are skipped, with the reason; with {@code MULTIPATH_NETNS=required} in the environment
 * they fail instead. Parameters of type {@link Namespace} are empty namespaces with the loopback device up; those of
 * type {@link Topology} have one uplink of each kind ({@link Topology.Builder#oneOfEachKind}), those of type
 * {@link Topology.Builder} build another. Each parameter gets one of its own. Whatever a test leaves is removed after
 * it, also when it failed: processes, descriptors, and with them the namespaces and their devices.
 *
 * @see NetnsExtension
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(NetnsExtension.class)
public @interface NetnsTest {}
