package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.transport.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * A BPF program that marks the new sockets of a cgroup: {@code sk->mark = (sk->mark & ~mask) | value; return 1}. The
 * system call has no function in the C library.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/bpf.2.html">bpf(2)</a>
 */
final class SocketMarkProgram {
    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_ATTACH = 8;
    private static final int BPF_PROG_QUERY = 16;
    private static final int BPF_PROG_TYPE_CGROUP_SOCK = 9;
    private static final int BPF_CGROUP_INET_SOCK_CREATE = 2;

    /** Others may attach theirs above, below and here. */
    private static final int BPF_F_ALLOW_MULTI = 2;

    /** {@code offsetof(struct bpf_sock, mark)}. */
    private static final int MARK = 16;

    private static final int INSTRUCTION = 8;

    /** Sizes of {@code union bpf_attr} that hold what is used of it. */
    private static final int LOAD_SIZE = 48;

    private static final int ATTACH_SIZE = 16;
    private static final int QUERY_SIZE = 32;
    private static final int QUERY_COUNT = 24;

    /** {@code __NR_bpf} where it is not asm-generic's. */
    private static final Map<String, Integer> NUMBERS =
            Map.of("amd64", 321, "x86_64", 321, "ppc64", 361, "ppc64le", 361, "s390x", 351);

    private static final int GENERIC_NUMBER = 280;

    private SocketMarkProgram() {}

    /** Loads it, and attaches it to a cgroup that has none of its kind. */
    static void attach(String cgroup, FwMark mark) throws ErrnoException {
        try (Descriptor directory = new Descriptor(open(cgroup), cgroup);
                Descriptor program = new Descriptor(load(mark), "program")) {
            NativeMemory attributes = new NativeMemory(ATTACH_SIZE);
            attributes.host().putInt(directory.number());
            attributes.host().putInt(program.number());
            attributes.host().putInt(BPF_CGROUP_INET_SOCK_CREATE);
            attributes.host().putInt(BPF_F_ALLOW_MULTI);
            bpf("bpf BPF_PROG_ATTACH", BPF_PROG_ATTACH, attributes);
        }
    }

    /** How many programs of the kind a cgroup has. */
    static int attached(String cgroup) throws ErrnoException {
        try (Descriptor directory = new Descriptor(open(cgroup), cgroup)) {
            NativeMemory attributes = new NativeMemory(QUERY_SIZE);
            attributes.host().putInt(directory.number());
            attributes.host().putInt(BPF_CGROUP_INET_SOCK_CREATE);
            bpf("bpf BPF_PROG_QUERY", BPF_PROG_QUERY, attributes);
            return attributes.host().getInt(QUERY_COUNT);
        }
    }

    private static int load(FwMark mark) throws ErrnoException {
        ByteBuffer code = code(mark, ByteOrder.nativeOrder());
        NativeMemory instructions = new NativeMemory(code.capacity());
        instructions.host().put(code.duplicate());
        NativeMemory licence = NativeMemory.of("Apache-2.0");
        NativeMemory attributes = new NativeMemory(LOAD_SIZE);
        attributes.host().putInt(BPF_PROG_TYPE_CGROUP_SOCK);
        attributes.host().putInt(code.capacity() / INSTRUCTION);
        attributes.host().putLong(instructions.at(0));
        attributes.host().putLong(licence.at(0));
        int program = bpf("bpf BPF_PROG_LOAD", BPF_PROG_LOAD, attributes);
        instructions.keep();
        licence.keep();
        return program;
    }

    /** The instructions: register 1 is the socket, 0 the answer, of which 1 lets the socket be. */
    static ByteBuffer code(FwMark mark, ByteOrder order) {
        ByteBuffer code = ByteBuffer.allocate(6 * INSTRUCTION).order(order);
        instruction(code, 0x61, 2, 1, MARK, 0); // r2 = *(u32 *) (r1 + MARK)
        instruction(code, 0x54, 2, 0, 0, (int) ~mark.mask()); // w2 &= ~mask
        instruction(code, 0x44, 2, 0, 0, (int) (mark.value() & mark.mask())); // w2 |= value
        instruction(code, 0x63, 1, 2, MARK, 0); // *(u32 *) (r1 + MARK) = r2
        instruction(code, 0xb7, 0, 0, 0, 1); // r0 = 1
        instruction(code, 0x95, 0, 0, 0, 0); // exit
        return code.flip();
    }

    /** {@code struct bpf_insn}, whose two registers are bit fields: their order is the machine's. */
    private static void instruction(ByteBuffer code, int operation, int to, int from, int offset, int constant) {
        boolean little = code.order() == ByteOrder.LITTLE_ENDIAN;
        code.put((byte) operation);
        code.put((byte) (little ? from << 4 | to : to << 4 | from));
        code.putShort((short) offset);
        code.putInt(constant);
    }

    private static int open(String cgroup) throws ErrnoException {
        NativeMemory path = NativeMemory.of(cgroup);
        int fd = Native.LIBC.open(path.at(0), Linux.O_RDONLY | Linux.O_CLOEXEC, 0);
        if (fd < 0) {
            throw Native.failed("open " + cgroup);
        }
        path.keep();
        return fd;
    }

    private static int bpf(String name, int command, NativeMemory attributes) throws ErrnoException {
        int number = NUMBERS.getOrDefault(System.getProperty("os.arch", ""), GENERIC_NUMBER);
        long result = Native.LIBC.syscall(number, command, attributes.at(0), attributes.size());
        if (result < 0) {
            throw Native.failed(name);
        }
        attributes.keep();
        return (int) result;
    }
}
