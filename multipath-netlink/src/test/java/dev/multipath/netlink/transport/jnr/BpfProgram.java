package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.ErrnoException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import jnr.ffi.LibraryLoader;

/** The smallest program for End.BPF, which lets everything pass: {@code return BPF_OK}; unloaded when closed. */
public final class BpfProgram implements AutoCloseable {
    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_TYPE_LWT_SEG6LOCAL = 19;
    /** {@code r0 = 0; exit}. */
    private static final byte[] INSTRUCTIONS = HexFormat.of().parseHex("b700000000000000" + "9500000000000000");
    /** {@code union bpf_attr}, as far as this needs it. */
    private static final int ATTRIBUTES = 64;

    /** Public, since the class jnr-ffi generates for it lives elsewhere. */
    public interface Caller {
        long syscall(long number, long command, long attributes, long size);
    }

    private final Descriptor descriptor;

    private BpfProgram(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Loads it.
     *
     * @throws ErrnoException {@code EPERM} without CAP_BPF or CAP_SYS_ADMIN, {@code ENOSYS} without bpf(2)
     */
    public static BpfProgram load() throws ErrnoException {
        NativeMemory instructions = new NativeMemory(INSTRUCTIONS.length);
        instructions.host().put(0, INSTRUCTIONS);
        NativeMemory licence = NativeMemory.of("Apache-2.0");
        NativeMemory attributes = new NativeMemory(ATTRIBUTES);
        ByteBuffer host = attributes.host();
        host.putInt(0, BPF_PROG_TYPE_LWT_SEG6LOCAL).putInt(4, INSTRUCTIONS.length / 8);
        host.putLong(8, instructions.at(0)).putLong(16, licence.at(0));
        Caller caller = LibraryLoader.create(Caller.class).load("c");
        long number = System.getProperty("os.arch").equals("amd64") ? 321 : 280;
        long fd = caller.syscall(number, BPF_PROG_LOAD, attributes.at(0), ATTRIBUTES);
        int errno = Native.errno();
        instructions.keep();
        licence.keep();
        attributes.keep();
        if (fd < 0) {
            throw new ErrnoException("bpf BPF_PROG_LOAD", errno);
        }
        return new BpfProgram(new Descriptor((int) fd, "a BPF program"));
    }

    /** The descriptor, as a request names it. */
    public int descriptor() {
        return descriptor.number();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
