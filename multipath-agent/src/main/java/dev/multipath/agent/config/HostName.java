package dev.multipath.agent.config;

/**
 * The name of a host, as the domain name system can be asked for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.1">RFC 1035, 2.3.1</a>; underscores and names that
 *     begin with a digit exist as well
 */
final class HostName {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    private HostName() {}

    /** Of letters, digits, "-" and "_" between single dots; one dot may end it. A number at the end is none. */
    static boolean isOne(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        int label = 0;
        boolean number = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' ? label == 0 : !isPart(c)) {
                return false;
            }
            label = c == '.' ? 0 : label + 1;
            number = label == 0 || (number && c >= '0' && c <= '9');
            if (label > MAX_LABEL) {
                return false;
            }
        }
        return label > 0 && !number;
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
