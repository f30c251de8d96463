package dev.multipath.agent.cli;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.NetlinkException;
import dev.multipath.netlink.transport.Capability;
import dev.multipath.netlink.transport.ErrnoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the agent in this process, and reads its file again when it asks for that. */
final class Foreground {
    private final Path file;
    private final Logger log = LoggerFactory.getLogger("config");

    private Foreground(Path file) {
        this.file = file;
    }

    /**
     * Runs the agent to its end.
     *
     * @throws CommandFailedException when it cannot start, or cannot go on
     */
    static int run(AgentRun agent, Path file) throws InterruptedException {
        ConfigResult.Valid valid = ConfigSource.valid(ConfigSource.read(file));
        Capabilities.require("run", Capability.NET_ADMIN, Capability.NET_RAW);
        LogSetup.install();
        Foreground foreground = new Foreground(file);
        foreground.warn(valid);
        try {
            agent.run(valid.config(), foreground::reread);
            return ExitCode.DONE;
        } catch (IOException | ErrnoException | NetlinkException failed) {
            throw new CommandFailedException(ExitCode.FAILED, "multipath-agent: " + failed.getMessage());
        }
    }

    private Optional<AgentConfig> reread() {
        try {
            ConfigResult.Valid valid = ConfigSource.valid(ConfigSource.read(file));
            warn(valid);
            return Optional.of(valid.config());
        } catch (CommandFailedException bad) {
            for (String line : String.valueOf(bad.getMessage()).split("\n", -1)) {
                log.error("{}", line);
            }
            log.error("the old configuration stays in force");
            return Optional.empty();
        }
    }

    private void warn(ConfigResult.Valid valid) {
        ConfigSource.warnings(valid.warnings()).forEach(warning -> log.warn("{}", warning));
        NamedFiles.complaints(file, valid).forEach(complaint -> log.warn("{}", complaint));
    }
}
