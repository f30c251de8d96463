package dev.multipath.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Everything the exported packages of the library show has a sentence of Javadoc. What doclint asks beyond that (a {@code @param} and a
 * {@code @return} each time) would say most first sentences twice.
 *
 * <p>It stands here because the tests of this module run on the class path, where the compiler's classes are in reach.
 */
final class LibraryJavadocTest {
    private static final Path SOURCES = Path.of("../multipath-netlink/src/main/java/dev/multipath/netlink");
    private static final Path NOT_EXPORTED = SOURCES.resolve("transport/jnr");

    @Test
    void everythingPublicHasASentence() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(NOT_EXPORTED))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(200);
        assertThat(undocumented(files)).isEmpty();
    }

    /** The check itself finds what it is there for. */
    @Test
    void findsWhatHasNoSentence() throws IOException {
        Path file = Files.createTempFile("Undocumented", ".java");
        try {
            Files.writeString(file, """
                    package x;
                    public class Undocumented {
                        public int count;
                        /** Said. */
                        public Undocumented() {}
                        public void nothing() {}
                        /** @return one */
                        public int one() { return 1; }
                        void hidden() {}
                        public interface Inner { int shown(); }
                        @Override
                        public String toString() { return ""; }
                    }
                    """);
            assertThat(undocumented(List.of(file)).stream().map(each -> each.replaceAll(".*: ", "")))
                    .containsExactly("Undocumented", "count", "nothing", "one", "Inner", "shown");
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> undocumented(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(docs, unit, found).scan(unit, null);
            }
        }
        return found;
    }

    /** Walks what is public or protected, as far as bodies, and notes what has no sentence. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private static final Set<Tree.Kind> INTERFACES = Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

        private final DocTrees docs;
        private final CompilationUnitTree unit;
        private final List<String> found;

        Scanner(DocTrees docs, CompilationUnitTree unit, List<String> found) {
            this.docs = docs;
            this.unit = unit;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            if (!isShown(type.getModifiers())) {
                return null;
            }
            require(type.getSimpleName().toString(), false);
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            if (isShown(method.getModifiers()) && !overrides) {
                // Of a constructor, what it refuses is all there is to say.
                require(method.getName().toString(), method.getName().contentEquals("<init>"));
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void none) {
            if (isShown(field.getModifiers()) && !isKernelNumber(field)) {
                require(field.getName().toString(), false);
            }
            return null;
        }

        /** {@code RTA_DST = 1} under its name in the kernel, which is all it says; the class says which header. */
        private boolean isKernelNumber(VariableTree field) {
            String path = unit.getSourceFile().getName();
            return (path.contains("/codec/") || path.endsWith("/wire/NetlinkHeader.java"))
                    && field.getName().toString().matches("[A-Z][A-Z0-9_]*")
                    && Set.of("int", "long").contains(field.getType().toString());
        }

        private boolean isShown(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            Tree around = getCurrentPath().getParentPath().getLeaf();
            boolean implicitly = INTERFACES.contains(around.getKind()) && !flags.contains(Modifier.PRIVATE);
            return implicitly || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
        }

        private void require(String name, boolean tagsSuffice) {
            String comment = docs.getDocComment(getCurrentPath());
            String text = comment == null ? "" : comment.strip();
            if (text.isEmpty() || (text.startsWith("@") && !tagsSuffice)) {
                long line = unit.getLineMap()
                        .getLineNumber(docs.getSourcePositions()
                                .getStartPosition(unit, getCurrentPath().getLeaf()));
                found.add(Path.of(unit.getSourceFile().getName()).getFileName() + ":" + line + ": " + name);
            }
        }
    }
}
