package dev.multipath.netlink.wire;

import dev.multipath.netlink.wire.FilterProgram.Instruction;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link FilterProgram} over one netlink message, which begins at byte 0. Numbers are given as the message means
 * them: BPF reads in network order, netlink writes in native order, and the constants are turned round here.
 *
 * <p>The trap: a load beyond the message's end drops it. Compare {@link #loadLength} first.
 */
public final class FilterAssembler {
    private static final int LD = 0x00;
    private static final int LDX = 0x01;
    private static final int JMP = 0x05;
    private static final int RET = 0x06;
    private static final int TAX = 0x07;
    private static final int W = 0x00;
    private static final int H = 0x08;
    private static final int B = 0x10;
    private static final int IMM = 0x00;
    private static final int ABS = 0x20;
    private static final int IND = 0x40;
    private static final int LEN = 0x80;
    private static final int JA = 0x00;
    private static final int JEQ = 0x10;
    private static final int JGE = 0x30;

    /** {@code SKF_AD_OFF + SKF_AD_NLATTR}: finds attribute X from offset A on; A is then where it is, or 0. */
    private static final int FIND_ATTRIBUTE = -0x1000 + 12;

    private static final int EVERYTHING = -1;
    private static final int NOWHERE = -1;

    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Label> targets = new ArrayList<>();

    /** An empty program. */
    public FilterAssembler() {}

    /** A place to jump to, ahead of the jump. */
    public static final class Label {
        private int at = NOWHERE;

        /** A label not placed yet. */
        public Label() {}
    }

    /** Loads the message's length in bytes. */
    public FilterAssembler loadLength() {
        return add(LD | W | LEN, 0);
    }

    /** Loads the byte at this offset. */
    public FilterAssembler load8(int at) {
        return add(LD | B | ABS, at);
    }

    /** Loads 16 bits at this offset. */
    public FilterAssembler load16(int at) {
        return add(LD | H | ABS, at);
    }

    /** Loads the 32 bits at a place of the message. */
    public FilterAssembler load32(int at) {
        return add(LD | W | ABS, at);
    }

    /**
     * Looks for an attribute at the top level of the message; loads where it is, 0 where there is none.
     *
     * @param from where the attributes begin
     */
    public FilterAssembler findAttribute(int from, int type) {
        add(LDX | W | IMM, type);
        add(LD | W | IMM, from);
        return add(LD | W | ABS, FIND_ATTRIBUTE);
    }

    /** Keeps what was loaded as the place {@link #load16At} and its like count from. */
    public FilterAssembler keepPlace() {
        return add(TAX, 0);
    }

    /** Loads the byte so far behind the place kept. */
    public FilterAssembler load8At(int offset) {
        return add(LD | B | IND, offset);
    }

    /** Loads 16 bits so far behind the place kept. */
    public FilterAssembler load16At(int offset) {
        return add(LD | H | IND, offset);
    }

    /** Loads 32 bits so far behind the place kept. */
    public FilterAssembler load32At(int offset) {
        return add(LD | W | IND, offset);
    }

    /** Jumps when what was loaded as a length, a place or a byte is this. */
    public FilterAssembler ifEqual(int value, Label target) {
        return jumpIf(JEQ, value, target);
    }

    /** Jumps when the 16 bits loaded are this number. */
    public FilterAssembler ifEqual16(int value, Label target) {
        return jumpIf(JEQ, NativeOrder.seenByBpf16(value), target);
    }

    /** Jumps when the 32 bits loaded are this number. */
    public FilterAssembler ifEqual32(long value, Label target) {
        return jumpIf(JEQ, NativeOrder.seenByBpf32((int) value), target);
    }

    /** Jumps when the length loaded is this or more. */
    public FilterAssembler ifAtLeast(int value, Label target) {
        return jumpIf(JGE, value, target);
    }

    /** Jumps. */
    public FilterAssembler jump(Label target) {
        instructions.add(new Instruction(JMP | JA, 0, 0, 0));
        targets.add(target);
        return this;
    }

    /** Puts a label here. */
    public FilterAssembler place(Label label) {
        label.at = instructions.size();
        return this;
    }

    /** Ends: the message is kept whole. */
    public FilterAssembler pass() {
        return add(RET, EVERYTHING);
    }

    /** Ends: the message is dropped. */
    public FilterAssembler drop() {
        return add(RET, 0);
    }

    /**
     * The program.
     *
     * @throws IllegalStateException for a jump to a label that was not placed behind it
     * @throws IllegalArgumentException for more instructions than the kernel takes
     */
    public FilterProgram assemble() {
        List<Instruction> resolved = new ArrayList<>(instructions);
        int jump = 0;
        for (int at = 0; at < resolved.size(); at++) {
            if (resolved.get(at).code() != (JMP | JA)) {
                continue;
            }
            int distance = targets.get(jump++).at - at - 1;
            if (distance < 0) {
                throw new IllegalStateException("a jump at " + at + " to no place behind it");
            }
            resolved.set(at, new Instruction(JMP | JA, 0, 0, distance));
        }
        return new FilterProgram(resolved);
    }

    /** A conditional jump reaches 255 instructions only: it skips an unconditional one instead. */
    private FilterAssembler jumpIf(int condition, int value, Label target) {
        instructions.add(new Instruction(JMP | condition, 0, 1, value));
        return jump(target);
    }

    private FilterAssembler add(int code, int operand) {
        instructions.add(new Instruction(code, 0, 0, operand));
        return this;
    }
}
