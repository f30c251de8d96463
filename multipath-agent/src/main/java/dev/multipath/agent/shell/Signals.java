package dev.multipath.agent.shell;

import java.lang.reflect.Proxy;

/**
 * Signal handlers. {@code sun.misc.Signal} (module jdk.unsupported) is the only way the JDK has; it is reached by
 * reflection because the compiler's warning about it cannot be silenced, and warnings are errors here.
 */
public final class Signals {
    private Signals() {}

    /**
     * Runs {@code action} on a thread of the JVM whenever the signal comes.
     *
     * @param name without "SIG": {@code TERM}, {@code HUP}
     * @throws IllegalStateException when the JVM does not let go of that signal
     */
    public static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (self, call, arguments) -> {
                        if (call.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return call.getName().equals("equals") ? (Object) (self == arguments[0]) : (Object) 0;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalStateException("cannot handle SIG" + name, refused);
        }
    }
}
