package dev.multipath.agent.probe.http;

import dev.multipath.netlink.transport.ErrnoException;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/** What a request is said over: a TCP connection itself, or TLS on top of it. Nothing here ever waits. */
interface Conduit {

    /** How large a buffer {@link #receive} needs. */
    int bufferSize();

    /**
     * Works towards being usable; called first whenever something may have come.
     *
     * @return whether a request can be sent
     * @throws ErrnoException why the connection is over
     * @throws SSLException why the other side cannot be spoken with, or is not who it should be
     */
    boolean isOpen() throws ErrnoException, SSLException;

    /**
     * Sends, once it is open.
     *
     * @return whether all of it was taken
     */
    boolean send(byte[] bytes) throws ErrnoException, SSLException;

    /**
     * Takes what has come, a bounded part of it after each {@link #isOpen}.
     *
     * @return how many bytes; −1 at the end; empty when there is nothing more now
     */
    OptionalInt receive(byte[] into) throws ErrnoException, SSLException;
}
