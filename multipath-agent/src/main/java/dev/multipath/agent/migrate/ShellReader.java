package dev.multipath.agent.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the assignments of a shell file as the shell would, without executing any of it: quotes, backslashes,
 * continued lines, several assignments a line, and variables assigned before.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">The shell command language</a>
 */
final class ShellReader {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\+?)=(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> DECLARING = Set.of("export", "declare", "typeset", "readonly", "local");
    private static final Set<String> OPENING = Set.of("if", "for", "while", "until", "case", "{", "select");
    private static final Set<String> CLOSING = Set.of("fi", "done", "esac", "}");
    /** Say nothing by themselves. */
    private static final Set<String> PUNCTUATION = Set.of("fi", "done", "esac", "}", "then", "else", "do", "{");

    private static final String EXECUTED = "its value comes from a command or a substitution, which is not executed";
    private static final int LONGEST_SOURCE = 70;

    private final String text;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Statement> statements = new ArrayList<>();
    private int at;
    private int line = 1;
    private int depth;
    /** Of the word in hand. */
    private boolean doubtful;

    private ShellReader(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    /** Everything the file says, in order. */
    static List<Statement> read(String text) {
        ShellReader reader = new ShellReader(text);
        reader.read();
        return reader.statements;
    }

    private record Word(String text, boolean doubtful) {}

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipComment();
            } else if (isSpace(c) || c == '\n' || isSeparator(c)) {
                advance();
            } else if (continues()) {
                advance();
                advance();
            } else {
                statement();
            }
        }
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void statement() {
        int from = at;
        int begins = line;
        List<Word> words = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '\n' && !isSeparator(text.charAt(at))) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (continues()) {
                advance();
                advance();
            } else if (c == '#') {
                break;
            } else {
                words.add(word());
            }
        }
        if (!words.isEmpty()) {
            note(begins, text.substring(from, at), words);
        }
    }

    private void note(int begins, String whole, List<Word> words) {
        String source = oneLine(whole);
        String first = words.get(0).text();
        if (CLOSING.contains(first)) {
            depth = Math.max(0, depth - 1);
        }
        boolean inside = depth > 0;
        if (OPENING.contains(first) || (words.get(words.size() - 1).text().equals("{"))) {
            depth++;
        }
        if (words.size() == 1 && PUNCTUATION.contains(first)) {
            return;
        }
        int skipped = 0;
        if (DECLARING.contains(first)) {
            skipped = 1;
            while (skipped < words.size() && words.get(skipped).text().startsWith("-")) {
                skipped++;
            }
        }
        List<Word> rest = words.subList(skipped, words.size());
        if (inside) {
            other(begins, source, "it stands inside a condition, a loop or a function, and is not executed");
        } else if (!rest.isEmpty()
                && rest.stream()
                        .allMatch(word -> ASSIGNMENT.matcher(word.text()).matches())) {
            rest.forEach(word -> assign(begins, rest.size() == 1 ? source : oneLine(word.text()), word));
        } else if (isSpaced(words)) {
            spaced(begins, source, words);
        } else {
            other(begins, source, "it is no assignment, and is not executed");
        }
    }

    /** {@code name = value}, or with one of the two spaces: an error to the shell, but clear enough. */
    private static boolean isSpaced(List<Word> words) {
        String first = words.get(0).text();
        boolean before = words.size() <= 3
                && words.size() >= 2
                && NAME.matcher(first).matches()
                && words.get(1).text().startsWith("=")
                && (words.size() == 2 || words.get(1).text().equals("="));
        boolean after = words.size() == 2
                && first.endsWith("=")
                && ASSIGNMENT.matcher(first).matches();
        return before || after;
    }

    private void spaced(int begins, String source, List<Word> words) {
        StringBuilder joined = new StringBuilder();
        boolean doubt = false;
        for (Word word : words) {
            joined.append(word.text());
            doubt |= word.doubtful();
        }
        Matcher parts = ASSIGNMENT.matcher(joined);
        if (parts.matches()) {
            String value = parts.group(3);
            variables.put(parts.group(1), value);
            statements.add(new Statement(begins, parts.group(1), value, source, doubt ? EXECUTED : ""));
        }
    }

    private void assign(int begins, String source, Word word) {
        Matcher parts = ASSIGNMENT.matcher(word.text());
        if (parts.matches()) {
            boolean more = !parts.group(2).isEmpty();
            String value = (more ? variables.getOrDefault(parts.group(1), "") : "") + parts.group(3);
            variables.put(parts.group(1), value);
            statements.add(new Statement(begins, parts.group(1), value, source, word.doubtful() ? EXECUTED : ""));
        }
    }

    private void other(int begins, String source, String doubt) {
        statements.add(new Statement(begins, "", "", source, doubt));
    }

    // Words.

    private Word word() {
        StringBuilder out = new StringBuilder();
        doubtful = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c) || c == '\n' || isSeparator(c)) {
                break;
            }
            if (c == '\'') {
                single(out);
            } else if (c == '"') {
                doubleQuoted(out);
            } else if (c == '\\') {
                backslash(out);
            } else if (c == '$') {
                dollar(out);
            } else if (c == '`') {
                command('`', '`');
            } else {
                out.append(c);
                advance();
            }
        }
        return new Word(out.toString(), doubtful);
    }

    private void single(StringBuilder out) {
        advance();
        while (at < text.length() && text.charAt(at) != '\'') {
            out.append(text.charAt(at));
            advance();
        }
        advance();
    }

    private void doubleQuoted(StringBuilder out) {
        advance();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (continues()) {
                advance();
                advance();
            } else if (c == '\\' && at + 1 < text.length() && "$`\"\\".indexOf(text.charAt(at + 1)) >= 0) {
                out.append(text.charAt(at + 1));
                advance();
                advance();
            } else if (c == '$') {
                dollar(out);
            } else if (c == '`') {
                command('`', '`');
            } else {
                out.append(c);
                advance();
            }
        }
        advance();
    }

    private void backslash(StringBuilder out) {
        boolean joined = continues();
        advance();
        if (at < text.length()) {
            if (!joined) {
                out.append(text.charAt(at));
            }
            advance();
        }
    }

    private void dollar(StringBuilder out) {
        if (text.startsWith("$(", at)) {
            advance();
            command('(', ')');
            return;
        }
        boolean braces = text.startsWith("${", at);
        Matcher name = NAME.matcher(text).region(at + (braces ? 2 : 1), text.length());
        if (name.lookingAt() && (!braces || text.startsWith("}", name.end()))) {
            out.append(variables.getOrDefault(name.group(), ""));
            at = name.end() + (braces ? 1 : 0);
        } else if (braces) {
            advance();
            command('{', '}');
        } else {
            out.append('$');
            advance();
        }
    }

    /** Passed over, with what is nested in it. */
    private void command(char open, char close) {
        doubtful = true;
        int nested = 0;
        do {
            char c = text.charAt(at);
            if (c == '\\') {
                advance();
            } else if (c == '\'' && open != '`') {
                single(new StringBuilder());
                continue;
            } else if (c == close && (open != close || nested > 0)) {
                nested--;
            } else if (c == open) {
                nested++;
            }
            advance();
        } while (nested > 0 && at < text.length());
    }

    // Characters.

    private void advance() {
        if (at < text.length()) {
            line += text.charAt(at) == '\n' ? 1 : 0;
            at++;
        }
    }

    private boolean continues() {
        return text.startsWith("\\\n", at);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\u3000' || c == '\u00a0';
    }

    private static boolean isSeparator(char c) {
        return c == ';' || c == '&' || c == '|';
    }

    private static String oneLine(String source) {
        String plain = source.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return plain.length() <= LONGEST_SOURCE ? plain : plain.substring(0, LONGEST_SOURCE - 1) + "…";
    }
}
