package dev.multipath.netlink.fuzz;

import dev.multipath.netlink.codec.sockdiag.SocketCodec;
import dev.multipath.netlink.model.sockdiag.DiagSocket;

/** Fuzzing target: sockets. */
public final class SocketFuzz {
    private SocketFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Probe.message(bytes, SocketCodec.SOCK_DIAG_BY_FAMILY)
                .ifPresent(message -> Probe.roundTrip(
                        message,
                        SocketCodec.HEADER,
                        in -> SocketCodec.decode(in, DiagSocket.TCP),
                        SocketCodec::encode));
    }
}
