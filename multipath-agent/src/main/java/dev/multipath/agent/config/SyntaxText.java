package dev.multipath.agent.config;

/** Says what the TOML parser found in the words this program uses, with a hint for the usual slip: missing quotes. */
final class SyntaxText {
    private static final String DUPLICATE = " previously defined at ";
    private static final String NOT_LIST = " is not an array (previously defined at ";
    private static final String EXPECTED = ", expected ";
    private static final String WORD_CHARACTERS = "._-:%/*+";

    private SyntaxText() {}

    /** Whether the parser complains about a second definition. */
    static boolean isDuplicate(String message) {
        return message.contains(DUPLICATE);
    }

    /**
     * The parser's message, reworded.
     *
     * @param line the line it is about
     */
    static String of(String message, String line) {
        int duplicate = message.indexOf(DUPLICATE);
        if (duplicate >= 0) {
            String place = message.substring(duplicate + DUPLICATE.length());
            String name = Quoted.of(message.substring(0, duplicate));
            return name + " is given a second time; expected once (it is already at " + place + ')';
        }
        int notList = message.indexOf(NOT_LIST);
        if (notList >= 0) {
            String name = message.substring(0, notList);
            return '[' + name + "] and [[" + name + "]] exclude each other; expected one of the two (the other is at "
                    + message.substring(notList + NOT_LIST.length());
        }
        String plain = Character.toLowerCase(message.charAt(0)) + message.substring(1);
        plain = plain.replace("end-of-input", "the end of the file").replace("end of input", "end of the file");
        plain = plain.replace("\"\"\" or a character", "a closing \"\"\"").replace("\" or a character", "a closing \"");
        int expected = plain.indexOf(EXPECTED);
        if (expected < 0) {
            return plain;
        }
        String wanted = plain.substring(expected + EXPECTED.length());
        String text = plain.substring(0, expected) + "; expected " + wanted;
        boolean aboutValue = wanted.startsWith("a value") || wanted.startsWith("a newline");
        return aboutValue ? text + hint(line) : text;
    }

    private static String hint(String line) {
        int equals = line.indexOf('=');
        int comment = line.indexOf('#');
        String word = line.substring(equals + 1, comment > equals ? comment : line.length())
                .strip();
        if (equals < 0 || word.isEmpty() || !isBareWord(word)) {
            return "";
        }
        return switch (word) {
            case "True", "TRUE", "yes", "Yes", "YES" -> " (write true)";
            case "False", "FALSE", "no", "No", "NO" -> " (write false)";
            default -> " (text, durations and addresses are written in quotes: \"" + word + "\")";
        };
    }

    private static boolean isBareWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isLetterOrDigit(word.charAt(i)) && WORD_CHARACTERS.indexOf(word.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
