package dev.multipath.agent.cli;

import dev.multipath.agent.config.ConfigFile;
import dev.multipath.agent.config.ConfigResult;
import dev.multipath.agent.migrate.ConfigsImport;
import dev.multipath.agent.migrate.Imported;
import dev.multipath.agent.migrate.Remark;
import dev.multipath.agent.migrate.Remark.Fate;
import dev.multipath.agent.status.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code import-configs}: a configuration file from the shell variables of the 2004 scripts. */
final class ImportConfigsCommand implements Subcommand {
    private static final long LARGEST = 1 << 20;

    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "import-configs",
                        "Prints a configuration file equal to a 2004-style shell 'configs', and on standard error what "
                                + "became of each of its lines. Executes nothing of it.")
                .addPositional(Words.file("The shell file with fixed_gw and the other variables."));
    }

    @Override
    public int run(Invocation invocation) {
        Path file = Path.of(invocation.argument(0));
        Imported imported = ConfigsImport.of(file.toString(), read(file))
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.FAILED,
                        "multipath-agent: " + file + " assigns none of fixed_gw, fixed_dest, int_if, INTERVAL, MAIL, "
                                + "DDNS and static_…; expected a configs of the 2004 scripts"));
        invocation.out().print(imported.toml());
        invocation.out().flush();
        for (Remark remark : imported.remarks()) {
            invocation.err().println(file + ":" + remark.line() + ": " + remark);
        }
        invocation
                .err()
                .println(imported.remarks().size() + " statements: " + imported.count(Fate.TRANSLATED)
                        + " translated, " + imported.count(Fate.NOT_NEEDED) + " not needed, "
                        + imported.count(Fate.BY_HAND)
                        + " to be looked at by hand");
        ConfigResult result = ConfigFile.parse("(printed)", imported.toml());
        if (result instanceof ConfigResult.Invalid invalid) {
            ConfigSource.errors(invalid.errors()).forEach(invocation.err()::println);
            return ExitCode.CONFIG;
        }
        return ExitCode.DONE;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is too large for a configs");
            }
            String text = decode(Files.readAllBytes(file));
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (IOException failed) {
            throw new CommandFailedException(
                    ExitCode.FAILED, "multipath-agent: " + file + ": cannot be read: " + failed.getMessage());
        }
    }

    /** What it can be, in the order of how surely one tells: in Big5 half a letter may look like a backslash. */
    private static String decode(byte[] bytes) {
        List<Charset> charsets = new ArrayList<>(List.of(StandardCharsets.UTF_8));
        if (Charset.isSupported("Big5")) {
            charsets.add(Charset.forName("Big5"));
        }
        return charsets.stream()
                .map(charset -> decode(bytes, charset))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException another) {
            return Optional.empty();
        }
    }
}
