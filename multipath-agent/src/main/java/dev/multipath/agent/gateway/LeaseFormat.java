package dev.multipath.agent.gateway;

import java.time.Instant;
import java.util.List;

/** One client's way to write leases down. Pure: bytes in, leases out. */
@FunctionalInterface
interface LeaseFormat {

    /**
     * Every lease of a file, over or not, oldest first. What is cut off at either end is left out.
     *
     * @param name of the file, without directories
     * @param written when the file was last written
     * @throws MalformedLeaseException for what the client would not have written
     */
    List<Held> read(String name, byte[] content, Instant written) throws MalformedLeaseException;
}
