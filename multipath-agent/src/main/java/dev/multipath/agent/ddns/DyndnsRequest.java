package dev.multipath.agent.ddns;

import dev.multipath.agent.config.DyndnsSection;
import dev.multipath.agent.config.SecretFile;
import dev.multipath.agent.config.WebUrl;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.decision.DyndnsAnswer;
import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.agent.ddns.link.WebAnswer;
import dev.multipath.agent.ddns.link.WebClient;
import dev.multipath.agent.ddns.update.SecretFiles;
import dev.multipath.netlink.model.AddressFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One request to a provider, over one uplink after the other until it answers. */
final class DyndnsRequest {
    private final DyndnsSection section;
    private final WebClient web;

    DyndnsRequest(DyndnsSection section, WebClient web) {
        this.section = section;
        this.web = web;
    }

    /** @param ways in the order to be tried, at least one */
    DyndnsAnswer run(List<Way> ways, Addresses addresses) {
        Optional<String> authorization;
        try {
            authorization = authorization();
        } catch (SecretFiles.UnusableException unusable) {
            return new DyndnsAnswer(DyndnsAnswer.Meaning.AGAIN, String.valueOf(unusable.getMessage()));
        }
        List<String> failures = new ArrayList<>();
        for (Way way : ways) {
            try {
                WebAnswer answer = web.get(way, url(addresses), authorization);
                DyndnsAnswer said = DyndnsAnswer.of(answer.status(), answer.body());
                return new DyndnsAnswer(said.meaning(), said.text() + " (over " + way.uplink() + ")");
            } catch (IOException failed) {
                failures.add("over " + way.uplink() + ": " + failed.getMessage());
            }
        }
        return new DyndnsAnswer(DyndnsAnswer.Meaning.AGAIN, String.join("; ", failures));
    }

    private WebUrl url(Addresses addresses) {
        String path = section.url()
                .path()
                .replace(DyndnsSection.ADDRESSES, addresses.joined(","))
                .replace(
                        DyndnsSection.IPV4,
                        Addresses.of(addresses.family(AddressFamily.INET)).joined(","))
                .replace(
                        DyndnsSection.IPV6,
                        Addresses.of(addresses.family(AddressFamily.INET6)).joined(","));
        return section.url().path(path);
    }

    private Optional<String> authorization() throws SecretFiles.UnusableException {
        if (section.user().isEmpty() || section.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        String password = SecretFiles.password(section.passwordFile().get().path());
        byte[] both = (section.user().get() + ':' + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
    }

    /** Tells this configuration from any other, another password among them, without telling a secret. */
    String digest() {
        String password = section.passwordFile().map(DyndnsRequest::age).orElse("");
        String all = section.url() + "\n" + section.user().orElse("") + '\n' + password;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String age(SecretFile file) {
        try {
            return Files.getLastModifiedTime(Path.of(file.path())).toString();
        } catch (IOException unknown) {
            return "";
        }
    }
}
