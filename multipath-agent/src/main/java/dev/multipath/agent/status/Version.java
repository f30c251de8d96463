package dev.multipath.agent.status;

import org.jspecify.annotations.Nullable;

/** The version of the jar this class comes from. */
public final class Version {
    private Version() {}

    /** {@code Implementation-Version} of the manifest; {@code unpackaged} where there is none. */
    public static String text() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
