package dev.multipath.agent.gateway;

import dev.multipath.agent.uplink.Lease;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.model.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The leases of ISC dhclient: dhclient.leases(5). Each new one is appended, so that the last of an interface counts. */
final class DhclientLeases implements LeaseFormat {
    private static final String CLIENT = "dhclient";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");
    private static final int CLASSLESS_ROUTES = 121;

    @Override
    public List<Held> read(String name, byte[] content, Instant written) throws MalformedLeaseException {
        Words words = new Words(content);
        List<Held> leases = new ArrayList<>();
        for (@Nullable String word = words.next(); word != null; word = words.next()) {
            if (word.equals("lease") || word.equals("lease6")) {
                List<List<String>> statements = block(words);
                if (statements == null) {
                    return leases;
                }
                (word.equals("lease") ? ipv4(statements) : prefixes(statements)).ifPresent(leases::add);
            }
        }
        return leases;
    }

    /**
     * The statements of a block and of those in it: the words before each semicolon or brace.
     *
     * @return null if the file ends before the block does, or another begins: it is being written, or was cut off
     */
    private static @Nullable List<List<String>> block(Words words) {
        List<List<String>> statements = new ArrayList<>();
        List<String> statement = new ArrayList<>();
        int depth = 0;
        for (@Nullable String word = words.next(); word != null; word = words.next()) {
            switch (word) {
                case "{" -> depth++;
                case "}" -> depth--;
                case ";" -> {}
                default -> {
                    statement.add(word);
                    continue;
                }
            }
            if (!statement.isEmpty()) {
                statements.add(statement);
                statement = new ArrayList<>();
            }
            if (depth <= 0) {
                return statements;
            }
        }
        return null;
    }

    private static Optional<Held> ipv4(List<List<String>> statements) throws MalformedLeaseException {
        String device = "";
        Optional<IpAddress> address = Optional.empty();
        Optional<IpAddress> router = Optional.empty();
        Optional<Instant> until = Optional.empty();
        byte @Nullable [] routes = null;
        for (List<String> words : statements) {
            String first = words.get(0);
            String last = words.get(words.size() - 1);
            if (first.equals("interface")) {
                device = last;
            } else if (first.equals("fixed-address")) {
                address = Optional.of(address(last));
            } else if (first.equals("expire")) {
                until = time(words);
            } else if (first.equals("option") && words.size() > 2) {
                String option = words.get(1);
                if (option.equals("routers")) {
                    router = Optional.of(address(words.get(2)));
                } else if (isClasslessRoutes(option)) {
                    routes = bytes(words.subList(2, words.size()), !option.startsWith("unknown"));
                }
            }
        }
        // RFC 3442: who got classless routes ignores the router option.
        Optional<IpAddress> gateway = routes == null ? router : ClasslessRoutes.defaultRouter(routes);
        return device.isEmpty()
                ? Optional.empty()
                : Optional.of(new Held(Lease.ipv4(device, address, gateway, CLIENT), until));
    }

    /** The name is whatever dhclient.conf(5) gave to option 121. */
    private static boolean isClasslessRoutes(String option) {
        return option.endsWith("classless-static-routes") || option.equals("unknown-" + CLASSLESS_ROUTES);
    }

    private static Optional<Held> prefixes(List<List<String>> statements) throws MalformedLeaseException {
        String device = "";
        List<IpPrefix> prefixes = new ArrayList<>();
        long starts = 0;
        long ends = Long.MAX_VALUE;
        boolean released = false;
        for (List<String> words : statements) {
            String last = words.get(words.size() - 1);
            switch (words.get(0)) {
                case "interface" -> device = last;
                case "iaprefix" -> prefixes.add(prefix(last));
                case "starts" -> starts = number(last);
                case "max-life" -> {
                    if (!prefixes.isEmpty()) {
                        ends = Math.min(ends, starts + number(last));
                    }
                }
                case "released" -> released = true;
                default -> {}
            }
        }
        if (device.isEmpty() || released) {
            return Optional.empty();
        }
        Optional<Instant> until = ends == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(ends));
        return Optional.of(new Held(Lease.prefixes(device, prefixes, CLIENT), until));
    }

    /** {@code expire 4 2026/11/26 10:00:00} in UTC, {@code expire epoch 1795687200}, or {@code expire never}. */
    private static Optional<Instant> time(List<String> words) throws MalformedLeaseException {
        if (words.size() == 2 && words.get(1).equals("never")) {
            return Optional.empty();
        }
        if (words.size() == 3 && words.get(1).equals("epoch")) {
            return Optional.of(Instant.ofEpochSecond(number(words.get(2))));
        }
        if (words.size() == 4) {
            try {
                String text = words.get(2) + ' ' + words.get(3);
                return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException wrong) {
                throw new MalformedLeaseException("no time: " + String.join(" ", words));
            }
        }
        throw new MalformedLeaseException("no time: " + String.join(" ", words));
    }

    /** Numbers between commas, or hexadecimal ones between colons where the option has no type. */
    private static byte[] bytes(List<String> words, boolean decimal) throws MalformedLeaseException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String word : words) {
            for (String number : word.split("[,:]")) {
                try {
                    int value = number.isEmpty() ? -1 : Integer.parseInt(number, decimal ? 10 : 16);
                    if (value >= 0 && value <= 0xff) {
                        bytes.write(value);
                    }
                } catch (NumberFormatException wrong) {
                    throw new MalformedLeaseException("no byte: " + number);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static IpAddress address(String text) throws MalformedLeaseException {
        try {
            int comma = text.indexOf(',');
            return IpAddress.parse(comma < 0 ? text : text.substring(0, comma));
        } catch (IllegalArgumentException wrong) {
            throw new MalformedLeaseException("no address: " + text);
        }
    }

    private static IpPrefix prefix(String text) throws MalformedLeaseException {
        try {
            return IpPrefix.parse(text).network();
        } catch (IllegalArgumentException wrong) {
            throw new MalformedLeaseException("no prefix: " + text);
        }
    }

    private static long number(String text) throws MalformedLeaseException {
        try {
            return Long.parseUnsignedLong(text) & 0xff_ffff_ffffL;
        } catch (NumberFormatException wrong) {
            throw new MalformedLeaseException("no number: " + text);
        }
    }
}
