package dev.multipath.netlink.model;

/** Text form of addresses: strict dotted quads, and IPv6 by RFC 4291 (read) and RFC 5952 (written). */
final class IpText {
    private IpText() {}

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : IpAddress.ipv4(parseIpv4(text, text));
    }

    static String format(IpAddress address) {
        StringBuilder out = new StringBuilder(39);
        if (address.isIpv4()) {
            appendIpv4(out, (int) address.low());
        } else {
            appendIpv6(out, address);
        }
        return out.toString();
    }

    private static int parseIpv4(String quad, String whole) {
        int bits = 0;
        int position = 0;
        for (int octet = 0; octet < 4; octet++) {
            int start = position;
            int value = 0;
            while (position < quad.length() && isDigit(quad.charAt(position)) && position - start < 4) {
                value = value * 10 + quad.charAt(position++) - '0';
            }
            int digits = position - start;
            boolean leadingZero = digits > 1 && quad.charAt(start) == '0';
            boolean dotFollows = position < quad.length() && quad.charAt(position) == '.';
            if (digits == 0 || digits > 3 || leadingZero || value > 255 || (octet < 3) != dotFollows) {
                throw invalid(whole);
            }
            bits = bits << 8 | value;
            position++;
        }
        if (position <= quad.length()) {
            throw invalid(whole);
        }
        return bits;
    }

    private static IpAddress parseIpv6(String text) {
        int[] groups = new int[8];
        int count = 0;
        int gap = -1;
        int position = 0;
        if (text.startsWith("::")) {
            gap = 0;
            position = 2;
        } else if (text.startsWith(":")) {
            throw invalid(text);
        }
        while (position < text.length()) {
            int colon = text.indexOf(':', position);
            int end = colon < 0 ? text.length() : colon;
            if (colon < 0 && text.indexOf('.', position) >= 0) {
                if (count > 6) {
                    throw invalid(text);
                }
                int bits = parseIpv4(text.substring(position), text);
                groups[count++] = bits >>> 16;
                groups[count++] = bits & 0xffff;
                break;
            }
            if (count == 8) {
                throw invalid(text);
            }
            groups[count++] = group(text, position, end);
            if (colon < 0) {
                break;
            }
            position = colon + 1;
            if (position < text.length() && text.charAt(position) == ':') {
                if (gap >= 0) {
                    throw invalid(text);
                }
                gap = count;
                position++;
            } else if (position == text.length()) {
                throw invalid(text);
            }
        }
        if (gap < 0 ? count != 8 : count > 7) {
            throw invalid(text);
        }
        return assemble(groups, count, gap);
    }

    private static IpAddress assemble(int[] groups, int count, int gap) {
        long high = 0;
        long low = 0;
        int missing = 8 - count;
        for (int i = 0; i < 8; i++) {
            int value = gap < 0 || i < gap ? groups[i] : i < gap + missing ? 0 : groups[i - missing];
            if (i < 4) {
                high = high << 16 | value;
            } else {
                low = low << 16 | value;
            }
        }
        return IpAddress.ipv6(high, low);
    }

    private static int group(String text, int start, int end) {
        if (end == start || end - start > 4) {
            throw invalid(text);
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw invalid(text);
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("not an IP address: '" + text + "'");
    }

    private static void appendIpv4(StringBuilder out, int bits) {
        out.append(bits >>> 24).append('.').append(bits >>> 16 & 0xff).append('.');
        out.append(bits >>> 8 & 0xff).append('.').append(bits & 0xff);
    }

    private static void appendIpv6(StringBuilder out, IpAddress address) {
        if (address.high() == 0 && address.low() >>> 32 == 0xffff) {
            out.append("::ffff:");
            appendIpv4(out, (int) address.low());
            return;
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> ((3 - i % 4) * 16)) & 0xffff;
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
            i += Math.max(0, run - 1);
        }
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
                continue;
            }
            if (i > 0 && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(groups[i]));
        }
    }
}
