package dev.multipath.netlink;

import dev.multipath.netlink.wire.FilterProgram;
import dev.multipath.netlink.wire.FilterProgram.Instruction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a classic BPF program over a message as the kernel does, the search for an attribute included. */
final class Bpf {
    private static final int FIND_ATTRIBUTE = -0x1000 + 12;

    private final ByteBuffer network;
    private final ByteBuffer host;
    private int a;
    private int x;

    private Bpf(byte[] message) {
        network = ByteBuffer.wrap(message).order(ByteOrder.BIG_ENDIAN);
        host = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
    }

    /** Whether the message is kept. */
    static boolean keeps(FilterProgram program, byte[] message) {
        return new Bpf(message).run(program) != 0;
    }

    private int run(FilterProgram program) {
        for (int at = 0; at < program.instructions().size(); at++) {
            Instruction instruction = program.instructions().get(at);
            int k = instruction.operand();
            switch (instruction.code()) {
                case 0x80 -> a = network.capacity();
                case 0x00 -> a = k;
                case 0x01 -> x = k;
                case 0x07 -> x = a;
                case 0x20, 0x28, 0x30 -> {
                    if (k == FIND_ATTRIBUTE) {
                        a = find(a, x);
                    } else if (!load(instruction.code() & 0x18, k)) {
                        return 0;
                    }
                }
                case 0x40, 0x48, 0x50 -> {
                    if (!load(instruction.code() & 0x18, x + k)) {
                        return 0;
                    }
                }
                case 0x05 -> at += k;
                case 0x15 -> at += a == k ? instruction.ifTrue() : instruction.ifFalse();
                case 0x35 -> at += Integer.compareUnsigned(a, k) >= 0 ? instruction.ifTrue() : instruction.ifFalse();
                case 0x06 -> {
                    return k;
                }
                default -> throw new AssertionError("code " + Integer.toHexString(instruction.code()));
            }
        }
        throw new AssertionError("ran off the end");
    }

    /** @return false beyond the end, where the kernel drops the message */
    private boolean load(int size, int at) {
        int bytes = size == 0x00 ? 4 : size == 0x08 ? 2 : 1;
        if (at < 0 || at + bytes > network.capacity()) {
            return false;
        }
        a = bytes == 4 ? network.getInt(at) : bytes == 2 ? network.getShort(at) & 0xffff : network.get(at) & 0xff;
        return true;
    }

    private int find(int from, int type) {
        int at = from;
        while (at + 4 <= host.capacity()) {
            int length = host.getShort(at) & 0xffff;
            if (length < 4 || at + length > host.capacity()) {
                return 0;
            }
            if ((host.getShort(at + 2) & 0x3fff) == type) {
                return at;
            }
            at += length + 3 & ~3;
        }
        return 0;
    }
}
