package dev.multipath.netlink.transport.jnr;

import dev.multipath.netlink.transport.PolledSocket;

/** A socket as {@link JnrPoller} sees it. */
interface JnrPolled extends PolledSocket {
    Descriptor descriptor();

    /** What is waited for: {@link Linux#POLLIN} or {@link Linux#POLLOUT}. */
    short events();
}
