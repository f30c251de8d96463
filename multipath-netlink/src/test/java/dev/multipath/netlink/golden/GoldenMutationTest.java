package dev.multipath.netlink.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.multipath.netlink.codec.Mutations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recorded messages, damaged, are a record or a DecodeException, and so are recorded messages of other families. */
final class GoldenMutationTest {
    private static final int MUTATIONS = 200_000;
    /** Another one each run, unless {@code -Dmultipath.seed} repeats one. */
    private static final long SEED = Long.getLong("multipath.seed", System.nanoTime());

    private static final List<String> FILES = List.of(
            "capture_requests.jsonl",
            "capture_replies.jsonl",
            "capture_errors.jsonl",
            "capture_other_families.jsonl",
            "probe_extack_and_semantics.jsonl",
            "suites_rtnl.jsonl",
            "aosp.jsonl",
            "negative.jsonl");

    @Test
    void no_damage_does_harm() {
        Optional<Path> directory = Golden.directory();
        assumeTrue(directory.isPresent(), "the recordings in shared/golden are not part of a clone");
        List<byte[]> recorded = new ArrayList<>();
        for (String file : FILES) {
            for (JsonObject line : Golden.lines(directory.get(), file)) {
                byte[] bytes = HexFormat.of().parseHex(line.get("hex").getAsString());
                recorded.add(bytes);
                for (int type : List.of(16, 20, 24, 28, 32)) {
                    recorded.add(Golden.withHeader(type, bytes));
                }
                Mutations.survives(bytes, line.get("id").getAsString());
            }
        }
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Mutations.mutate(recorded.get(random.nextInt(recorded.size())), random);
            refused += Mutations.survives(bytes, "seed " + SEED + ", mutation " + i) ? 0 : 1;
        }
        assertThat(refused).as("seed %s", SEED).isGreaterThan(MUTATIONS / 20);
    }
}
