package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Text as the kernel has it: bytes, by custom UTF-8, which an interface name need not be. Bytes that are not UTF-8 are
 * carried as the lone surrogates U+DC80..U+DCFF, so that every name can be written back as it was.
 */
public final class KernelText {
    private static final int ESCAPE = 0xdc00;

    private KernelText() {}

    /** The text in {@code length} bytes, up to the first zero byte. */
    static String read(ByteBuf buffer, int at, int length) {
        int count = 0;
        boolean ascii = true;
        while (count < length) {
            byte b = buffer.getByte(at + count);
            if (b == 0) {
                break;
            }
            ascii &= b > 0;
            count++;
        }
        byte[] bytes = new byte[count];
        buffer.getBytes(at, bytes);
        return ascii ? new String(bytes, StandardCharsets.US_ASCII) : decode(bytes);
    }

    /** The bytes of a text, without a zero byte at the end. */
    public static byte[] bytes(String text) {
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] out = new byte[text.length() * 4];
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point >= ESCAPE + 0x80 && point <= ESCAPE + 0xff) {
                out[size++] = (byte) point;
                continue;
            }
            byte[] encoded = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(encoded, 0, out, size, encoded.length);
            size += encoded.length;
        }
        return java.util.Arrays.copyOf(out, size);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int size = sequence(bytes[i]);
            String character =
                    size == 0 || i + size > bytes.length ? "" : new String(bytes, i, size, StandardCharsets.UTF_8);
            boolean valid = !character.isEmpty()
                    && character.codePointCount(0, character.length()) == 1
                    && character.codePointAt(0) != 0xfffd;
            if (valid) {
                out.append(character);
                i += size;
            } else {
                out.append((char) (ESCAPE | (bytes[i] & 0xff)));
                i++;
            }
        }
        return out.toString();
    }

    /** Bytes of the UTF-8 sequence this byte leads; 0 for a byte that leads none. */
    private static int sequence(byte lead) {
        int value = lead & 0xff;
        if (value < 0x80) {
            return 1;
        }
        if (value < 0xc2 || value > 0xf4) {
            return 0;
        }
        return value < 0xe0 ? 2 : value < 0xf0 ? 3 : 4;
    }
}
