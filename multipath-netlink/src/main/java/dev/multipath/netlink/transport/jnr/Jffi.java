package dev.multipath.netlink.transport.jnr;

import com.kenai.jffi.Invoker;
import com.kenai.jffi.MemoryIO;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * jffi, loaded at first use.
 *
 * <p>Left alone it unpacks its library into a temporary file, whose name the JDK takes from a secure random generator; to
 * start that takes a tenth of the time in which a process lists a small namespace ({@code docs/performance.md}). So the
 * library is unpacked here, into a new directory, and jffi is told to look there. Where that does not work out, or
 * somebody told jffi where to look, jffi does as always.
 */
final class Jffi {
    private static final String PLACE = "jffi.boot.library.path";
    private static final String LIBRARY = "libjffi-1.2.so";

    static final Invoker INVOKER;
    static final MemoryIO MEMORY;

    static {
        File directory = unpack();
        try {
            INVOKER = Invoker.getInstance();
            MEMORY = MemoryIO.getInstance();
        } finally {
            if (directory != null) {
                System.clearProperty(PLACE);
                delete(directory);
            }
        }
    }

    private Jffi() {}

    /** @return what is to be deleted once jffi is loaded; null for nothing */
    private static @Nullable File unpack() {
        ClassLoader loader = Invoker.class.getClassLoader();
        String architecture = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        // Only who makes a directory may put something there; nobody else can have made it before.
        File directory = new File(System.getProperty("java.io.tmpdir", "/tmp"), "jffi-" + System.nanoTime());
        if (System.getProperty(PLACE) != null || loader.getResource("boot.properties") != null || !directory.mkdir()) {
            return null;
        }
        try (InputStream from = loader.getResourceAsStream("jni/" + architecture + "-Linux/" + LIBRARY)) {
            if (from != null) {
                try (OutputStream to = new FileOutputStream(new File(directory, LIBRARY))) {
                    from.transferTo(to);
                }
                System.setProperty(PLACE, directory.getPath());
                return directory;
            }
        } catch (IOException fullOrForbidden) {
            // jffi will say so.
        }
        delete(directory);
        return null;
    }

    @SuppressWarnings("ResultOfMethodCallIgnored") // what cannot be deleted stays
    private static void delete(File directory) {
        new File(directory, LIBRARY).delete();
        directory.delete();
    }
}
