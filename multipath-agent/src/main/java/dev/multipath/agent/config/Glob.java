package dev.multipath.agent.config;

/** Shell patterns for interface names: {@code *}, {@code ?}, {@code [abc]}, {@code [0-3]}, {@code [!x]}. */
final class Glob {
    private Glob() {}

    /** Whether the text is a pattern rather than a plain name. */
    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /** Whether every bracket is closed. */
    static boolean isClosed(String pattern) {
        int at = pattern.indexOf('[');
        while (at >= 0) {
            int end = closing(pattern, at);
            if (end < 0) {
                return false;
            }
            at = pattern.indexOf('[', end);
        }
        return true;
    }

    /** Whether the whole name fits; takes at most pattern length times name length steps. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && fits(pattern, p, name.charAt(n))) {
                p = after(pattern, p);
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean fits(String pattern, int at, char c) {
        return switch (pattern.charAt(at)) {
            case '?' -> true;
            case '[' -> inBracket(pattern, at, c);
            default -> pattern.charAt(at) == c;
        };
    }

    private static int after(String pattern, int at) {
        return pattern.charAt(at) == '[' ? closing(pattern, at) + 1 : at + 1;
    }

    private static boolean inBracket(String pattern, int open, char c) {
        int end = closing(pattern, open);
        boolean negated = isNegation(pattern.charAt(open + 1));
        boolean found = false;
        for (int i = negated ? open + 2 : open + 1; i < end; i++) {
            char low = pattern.charAt(i);
            char high = low;
            if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                high = pattern.charAt(i + 2);
                i += 2;
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }

    /** Where the bracket opened there ends, or -1. A {@code ]} right after the opening stands for itself. */
    private static int closing(String pattern, int open) {
        int from = open + 1;
        if (from < pattern.length() && isNegation(pattern.charAt(from))) {
            from++;
        }
        return pattern.indexOf(']', from + 1);
    }

    private static boolean isNegation(char c) {
        return c == '!' || c == '^';
    }
}
