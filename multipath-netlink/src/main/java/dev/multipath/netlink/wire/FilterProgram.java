package dev.multipath.netlink.wire;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A classic BPF program, as {@code SO_ATTACH_FILTER} takes it: {@code struct sock_filter} after {@code struct
 * sock_filter}. What it returns is how much of a datagram to keep; 0 drops it.
 *
 * @param instructions 1..4096
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/filter.html">Linux Socket Filtering</a>,
 *     linux/filter.h
 */
public record FilterProgram(List<Instruction> instructions) {
    /** {@code BPF_MAXINSNS}. */
    public static final int MAX_INSTRUCTIONS = 4096;

    /** @throws IllegalArgumentException for no instruction, and for more than the kernel takes */
    public FilterProgram {
        instructions = List.copyOf(instructions);
        if (instructions.isEmpty() || instructions.size() > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException(
                    instructions.size() + " instructions; 1.." + MAX_INSTRUCTIONS + " are possible");
        }
    }

    /**
     * {@code struct sock_filter}.
     *
     * @param code what to do, 16 bits
     * @param ifTrue how many instructions a conditional jump skips when it holds, 0..255
     * @param ifFalse how many when it does not
     * @param operand {@code k}, unsigned 32 bits
     */
    public record Instruction(int code, int ifTrue, int ifFalse, int operand) {}

    /** Appends the program, 8 bytes an instruction. */
    public void write(ByteBuf out) {
        for (Instruction instruction : instructions) {
            NativeOrder.write16(out, instruction.code());
            out.writeByte(instruction.ifTrue());
            out.writeByte(instruction.ifFalse());
            NativeOrder.write32(out, instruction.operand());
        }
    }
}
