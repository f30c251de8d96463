package dev.multipath.netlink.transport;

/** Sockets of this process could not be marked by their cgroup: what stands against it, and what the kernel said. */
public final class CgroupException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Obstacle obstacle;

    /** What stands against it. */
    public enum Obstacle {
        /** No mounted cgroup2 hierarchy shows the cgroup this process is in. */
        NO_CGROUP2,
        /** The hierarchy is mounted read-only, as it mostly is in containers. */
        READ_ONLY,
        /** A right is missing: to write in the hierarchy, to load a program (CAP_BPF), to attach it (CAP_NET_ADMIN). */
        FORBIDDEN,
        /** This kernel has no such programs: {@code CONFIG_CGROUP_BPF}. */
        NO_BPF,
        /** All was accepted, and a new socket bears another mark all the same. */
        NOT_MARKED,
        /** Anything else. */
        FAILED
    }

    CgroupException(Obstacle obstacle, String what) {
        super(what);
        this.obstacle = obstacle;
    }

    CgroupException(Obstacle obstacle, String what, Throwable cause) {
        super(what, cause);
        this.obstacle = obstacle;
    }

    /** What stands against it, for a program to tell them apart. */
    public Obstacle obstacle() {
        return obstacle;
    }
}
