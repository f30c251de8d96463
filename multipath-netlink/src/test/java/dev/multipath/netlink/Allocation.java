package dev.multipath.netlink;

import io.netty.util.ResourceLeakDetector;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/**
 * How many bytes a thread allocates: {@code com.sun.management.ThreadMXBean}, by name, since the library's module, which
 * the tests are compiled into, does not read the JDK's management modules.
 */
final class Allocation {
    private static final MethodHandle ALLOCATED = find();

    private Allocation() {}

    /** What the action allocates on this thread. */
    static long of(Runnable action) {
        long before = allocated();
        action.run();
        return allocated() - before;
    }

    /** Makes something whose buffers are not watched for leaks, which allocates at every look into them. */
    static <T> T unwatched(Supplier<T> maker) {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try {
            return maker.get();
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    private static long allocated() {
        try {
            return (long) ALLOCATED.invoke();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static MethodHandle find() {
        try {
            Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
            Object bean = factory.getMethod("getThreadMXBean").invoke(null);
            Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
            return MethodHandles.publicLookup()
                    .findVirtual(type, "getCurrentThreadAllocatedBytes", MethodType.methodType(long.class))
                    .bindTo(bean);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
