package dev.multipath.agent.ddns.decision;

import dev.multipath.agent.config.EchoBelief;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes sense of what a page says of its caller: one address of the family it was asked over, in a line of plain text or
 * of HTML; and apart, on a line that names {@code X-Forwarded-For} or {@code client}, what a proxy on the way claims.
 * {@code ip-echo} writes it so; pages from 2004 say {@code proxy IP} and {@code client IP}.
 */
public final class EchoAnswer {
    private static final int SUCCESS = 200;

    private EchoAnswer() {}

    /** Reads it. */
    public static Seen read(int status, String body, Question question) {
        String host = question.url().host();
        if (status != SUCCESS) {
            return failed(host + " answers " + status);
        }
        AddressFamily family = question.way().family();
        Set<IpAddress> connection = new LinkedHashSet<>();
        Optional<IpAddress> claim = Optional.empty();
        for (String line : body.replaceAll("<[^>]*>", "\n").split("\n", -1)) {
            String lower = line.toLowerCase(Locale.ROOT);
            boolean claims = lower.contains("client ip") || lower.contains("forwarded-for");
            Set<IpAddress> found = addresses(line, family);
            if (!claims) {
                connection.addAll(found);
            } else if (claim.isEmpty()) {
                // The first is the caller as the first proxy saw it.
                claim = found.stream().findFirst();
            }
        }
        if (connection.size() != 1) {
            String what = connection.isEmpty() ? "no" : "more than one";
            return failed(host + " answers with " + what
                    + (question.way().source().isIpv4() ? " IPv4" : " IPv6") + " address");
        }
        IpAddress seen = connection.iterator().next();
        return new Seen(Optional.of(believed(question.belief(), seen, claim)), "", false);
    }

    private static IpAddress believed(EchoBelief belief, IpAddress connection, Optional<IpAddress> claim) {
        return switch (belief) {
            case PROXY -> connection;
            case CLIENT -> claim.orElse(connection);
            case AUTO ->
                claim.filter(address -> PublicRange.notPublic(address).isEmpty())
                        .orElse(connection);
        };
    }

    /** Every literal address of the family. */
    private static Set<IpAddress> addresses(String line, AddressFamily family) {
        Set<IpAddress> found = new LinkedHashSet<>();
        for (String word : line.split("[^0-9A-Fa-f.:]+", -1)) {
            String bare = word.endsWith(".") || (word.endsWith(":") && !word.endsWith("::"))
                    ? word.substring(0, word.length() - 1)
                    : word;
            try {
                IpAddress address = IpAddress.parse(bare);
                if (address.family().equals(family)) {
                    found.add(address);
                }
            } catch (IllegalArgumentException none) {
                // An ordinary word.
            }
        }
        return found;
    }

    private static Seen failed(String why) {
        return new Seen(Optional.empty(), why, false);
    }
}
