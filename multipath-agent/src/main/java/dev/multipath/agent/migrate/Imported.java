package dev.multipath.agent.migrate;

import dev.multipath.agent.migrate.Remark.Fate;
import java.util.List;

/**
 * What became of a {@code configs}.
 *
 * @param toml a configuration file
 * @param remarks one for each statement, by line
 */
public record Imported(String toml, List<Remark> remarks) {
    public Imported {
        remarks = List.copyOf(remarks);
    }

    public long count(Fate fate) {
        return remarks.stream().filter(remark -> remark.fate() == fate).count();
    }
}
