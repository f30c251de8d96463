package dev.multipath.agent.ddns.link;

import java.net.UnknownHostException;

/** A resolver knows that a name has no address of that family. */
public final class NoSuchNameException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    NoSuchNameException(String message) {
        super(message);
    }
}
