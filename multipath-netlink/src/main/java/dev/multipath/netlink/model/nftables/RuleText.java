package dev.multipath.netlink.model.nftables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rule in the words of {@code nft}: follows what is in each register and says it where it is used. For people; it cannot
 * always be read back.
 */
final class RuleText {
    private static final int TCP_MAXSEG = 2;

    /**
     * What is in a register: words, or a constant that has none before it is known what for.
     *
     * @param masked whether a mask lies over it, so that {@code ==} must be said
     */
    private record Term(
            String text, ValueKind kind, @Nullable NfValue constant, boolean masked) {
        Term(String text, ValueKind kind) {
            this(text, kind, null, false);
        }

        String as(ValueKind wanted) {
            return constant == null ? text : wanted.text(constant);
        }
    }

    private final Function<String, Optional<NfSet>> sets;
    private final Map<Integer, Term> registers = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private RuleText(Function<String, Optional<NfSet>> sets) {
        this.sets = sets;
    }

    static String of(NfRule rule) {
        return of(rule, name -> Optional.empty());
    }

    /** With the elements of anonymous sets in their places. */
    static String of(NfRule rule, Function<String, Optional<NfSet>> sets) {
        RuleText text = new RuleText(sets);
        for (Expression expression : rule.expressions()) {
            if (!text.reads(expression) && !text.tests(expression) && !text.does(expression)) {
                text.words.add(expression.toString());
            }
        }
        rule.comment().ifPresent(comment -> text.words.add("comment \"" + comment + '"'));
        return String.join(" ", text.words);
    }

    /** An element of a set or map of these types. */
    static String element(NfElement element, NfSet set) {
        String key = element.key().map(ValueKind.of(set.keyType())::text).orElse("*");
        ValueKind data = set.dataType().map(ValueKind::of).orElse(ValueKind.BYTES);
        return element.data()
                .map(value -> key + " : " + (value instanceof NfValue bytes ? data.text(bytes) : value.toString()))
                .orElse(key);
    }

    private Term term(NfRegister register) {
        return registers.getOrDefault(register.number(), new Term(register.toString(), ValueKind.BYTES));
    }

    private boolean put(NfRegister register, Term term) {
        registers.put(register.number(), term);
        return true;
    }

    private boolean say(String text) {
        words.add(text);
        return true;
    }

    /** What fills a register says nothing yet. */
    private boolean reads(Expression expression) {
        if (expression instanceof MetaLoad meta) {
            return put(meta.to(), new Term(meta(meta.key()), ValueKind.of(meta.key())));
        }
        if (expression instanceof CtLoad ct) {
            String way =
                    ct.direction().isPresent() ? Bounds.name(ct.direction().getAsInt(), "original ", "reply ") : "";
            return put(ct.to(), new Term("ct " + way + ct.key(), ValueKind.of(ct.key())));
        }
        if (expression instanceof Immediate immediate && immediate.data() instanceof NfValue value) {
            return put(immediate.to(), new Term(value.toString(), ValueKind.BYTES, value, false));
        }
        if (expression instanceof Numgen numgen) {
            String text = "numgen " + (numgen.random() ? "random" : "inc") + " mod " + numgen.modulus()
                    + offset(numgen.offset());
            return put(numgen.to(), new Term(text, ValueKind.HOST_NUMBER));
        }
        if (expression instanceof Symhash hash) {
            return put(
                    hash.to(),
                    new Term("symhash mod " + hash.modulus() + offset(hash.offset()), ValueKind.HOST_NUMBER));
        }
        if (expression instanceof Jhash hash) {
            String text = "jhash " + term(hash.from()).text() + " mod " + hash.modulus() + offset(hash.offset());
            return put(hash.to(), new Term(text, ValueKind.HOST_NUMBER));
        }
        return changes(expression) || looks(expression);
    }

    private boolean looks(Expression expression) {
        if (expression instanceof PayloadLoad payload) {
            return put(payload.to(), payload(payload));
        }
        if (expression instanceof Rt rt) {
            return put(rt.to(), new Term("rt " + rt.key(), ValueKind.HOST_NUMBER));
        }
        if (expression instanceof Socket socket) {
            String level =
                    socket.level().isPresent() ? " level " + socket.level().getAsLong() : "";
            return put(socket.to(), new Term("socket " + socket.key() + level, ValueKind.HOST_NUMBER));
        }
        if (expression instanceof Fib fib) {
            return put(
                    fib.to(),
                    new Term(
                            fib(fib), fib.result().equals(FibResult.OIFNAME) ? ValueKind.NAME : ValueKind.HOST_NUMBER));
        }
        if (expression instanceof ExthdrLoad exthdr) {
            return put(
                    exthdr.to(),
                    new Term(
                            option(exthdr.op(), exthdr.type(), exthdr.offset(), exthdr.length()),
                            ValueKind.NET_NUMBER));
        }
        return false;
    }

    private boolean changes(Expression expression) {
        if (expression instanceof Bitwise bitwise) {
            return put(bitwise.to(), masked(term(bitwise.from()), bitwise));
        }
        if (expression instanceof BitwiseShift shift) {
            Term from = term(shift.from());
            String text = from.text() + (shift.right() ? " >> " : " << ") + ValueKind.HOST_NUMBER.text(shift.bits());
            return put(shift.to(), new Term(text, from.kind(), null, true));
        }
        return expression instanceof Byteorder order && put(order.to(), reordered(term(order.from()), order));
    }

    private static Term reordered(Term term, Byteorder order) {
        return term.kind() == ValueKind.HOST_NUMBER && order.toNetwork()
                ? new Term(term.text(), ValueKind.NET_NUMBER, term.constant(), term.masked())
                : term;
    }

    private boolean tests(Expression expression) {
        if (expression instanceof Cmp cmp) {
            Term term = term(cmp.from());
            if (term.kind().isBits()
                    && term.masked()
                    && cmp.op().equals(CmpOp.NEQ)
                    && cmp.value().isZero()) {
                return say(term.text().replace(" & ", " "));
            }
            return say(term.text()
                    + operator(cmp.op(), term.masked())
                    + term.kind().text(cmp.value()));
        }
        if (expression instanceof Range range) {
            ValueKind kind = term(range.from()).kind();
            return say(term(range.from()).text() + (range.inverted() ? " != " : " ") + kind.text(range.low()) + "-"
                    + kind.text(range.high()));
        }
        if (!(expression instanceof Lookup lookup)) {
            return false;
        }
        String key = term(lookup.from()).text();
        String set = set(lookup.set());
        if (lookup.to().isEmpty()) {
            return say(key + (lookup.inverted() ? " != " : " ") + set);
        }
        NfRegister to = lookup.to().get();
        return to.equals(NfRegister.VERDICT)
                ? say(key + " vmap " + set)
                : put(to, new Term(key + " map " + set, ValueKind.BYTES));
    }

    private boolean does(Expression expression) {
        if (expression instanceof MetaSet meta) {
            return say("meta " + meta.key() + " set " + term(meta.from()).as(ValueKind.of(meta.key())));
        }
        if (expression instanceof CtSet ct) {
            return say("ct " + ct.key() + " set " + term(ct.from()).as(ValueKind.of(ct.key())));
        }
        if (expression instanceof Immediate immediate) {
            return say(immediate.data().toString());
        }
        if (expression instanceof ExthdrWrite exthdr) {
            String option = option(exthdr.op(), exthdr.type(), exthdr.offset(), exthdr.length());
            return say(option + " set " + term(exthdr.from()).as(ValueKind.NET_NUMBER));
        }
        if (expression instanceof Counter counter) {
            return say("counter packets " + counter.packets() + " bytes " + counter.bytes());
        }
        if (expression instanceof Limit limit) {
            String rate = (limit.over() ? "over " : "") + limit.rate() + (limit.bytes() ? " bytes" : "");
            return say("limit rate " + rate + "/" + unit(limit.unit()) + " burst " + limit.burst()
                    + (limit.bytes() ? " bytes" : " packets"));
        }
        return translates(expression);
    }

    private boolean translates(Expression expression) {
        if (expression instanceof Masquerade masquerade) {
            return say(
                    "masquerade" + to("", masquerade.portMin(), masquerade.portMax()) + natFlags(masquerade.flags()));
        }
        if (expression instanceof Redirect redirect) {
            return say("redirect" + to("", redirect.portMin(), redirect.portMax()) + natFlags(redirect.flags()));
        }
        if (expression instanceof Nat nat) {
            String address = nat.addressMin()
                    .map(min -> span(min, nat.addressMax(), ValueKind.ADDRESS))
                    .orElse("");
            return say((nat.destination() ? "dnat " : "snat ")
                    + nat.family()
                    + to(address, nat.portMin(), nat.portMax())
                    + natFlags(nat.flags()));
        }
        if (expression instanceof Notrack) {
            return say("notrack");
        }
        if (expression instanceof Reject reject) {
            return say(
                    reject.type() == 1
                            ? "reject with tcp reset"
                            : "reject with " + (reject.type() == 0 ? "icmp " : "icmpx ") + reject.code());
        }
        return expression instanceof Log log
                && say("log"
                        + log.prefix()
                                .map(prefix -> " prefix \"" + prefix + '"')
                                .orElse("")
                        + (log.group().isPresent() ? " group " + log.group().getAsInt() : ""));
    }

    private String to(String address, Optional<NfRegister> min, Optional<NfRegister> max) {
        String ports =
                min.map(first -> ":" + span(first, max, ValueKind.NET_NUMBER)).orElse("");
        return address.isEmpty() && ports.isEmpty() ? "" : " to " + address + ports;
    }

    private String span(NfRegister first, Optional<NfRegister> last, ValueKind kind) {
        return term(first).as(kind) + last.map(end -> "-" + term(end).as(kind)).orElse("");
    }

    private static String natFlags(long flags) {
        List<String> names = new ArrayList<>();
        if ((flags & Nat.RANDOM) != 0) {
            names.add("random");
        }
        if ((flags & Nat.FULLY_RANDOM) != 0) {
            names.add("fully-random");
        }
        if ((flags & Nat.PERSISTENT) != 0) {
            names.add("persistent");
        }
        return names.isEmpty() ? "" : " " + String.join(",", names);
    }

    private static Term masked(Term from, Bitwise bitwise) {
        byte[] mask = bitwise.mask().toBytes();
        byte[] xor = bitwise.xor().toBytes();
        byte[] or = new byte[mask.length];
        boolean all = true;
        for (int i = 0; i < mask.length; i++) {
            or[i] = (byte) (xor[i] & ~mask[i]);
            mask[i] |= or[i];
            xor[i] &= (byte) ~or[i];
            all &= mask[i] == -1;
        }
        ValueKind kind = from.kind();
        StringBuilder text = new StringBuilder(from.text());
        text.append(all ? "" : " & " + kind.text(NfValue.of(mask)));
        text.append(NfValue.of(xor).isZero() ? "" : " ^ " + kind.text(NfValue.of(xor)));
        text.append(NfValue.of(or).isZero() ? "" : " | " + kind.text(NfValue.of(or)));
        return new Term(text.toString(), kind, null, true);
    }

    private String set(String name) {
        Optional<NfSet> set = sets.apply(name).filter(NfSet::isAnonymous);
        if (set.isEmpty()) {
            return "@" + name;
        }
        List<String> elements = set.get().elements().stream()
                .map(each -> element(each, set.get()))
                .toList();
        return "{ " + String.join(", ", elements) + " }";
    }

    private static String meta(MetaKey key) {
        return switch ((int) key.value()) {
            case 4, 5, 6, 7, 8, 9, 21, 22 -> key.toString();
            default -> "meta " + key;
        };
    }

    private static Term payload(PayloadLoad load) {
        String place = load.base() + " " + load.offset() + " " + load.length();
        return switch (place) {
            case "transport 0 2" -> new Term("th sport", ValueKind.NET_NUMBER);
            case "transport 2 2" -> new Term("th dport", ValueKind.NET_NUMBER);
            case "transport 13 1" -> new Term("tcp flags", ValueKind.TCP_FLAGS);
            case "network 12 4" -> new Term("ip saddr", ValueKind.ADDRESS);
            case "network 16 4" -> new Term("ip daddr", ValueKind.ADDRESS);
            case "network 8 16" -> new Term("ip6 saddr", ValueKind.ADDRESS);
            case "network 24 16" -> new Term("ip6 daddr", ValueKind.ADDRESS);
            default -> {
                String base = Bounds.name(load.base().value(), "ll", "nh", "th", "ih");
                yield new Term("@" + base + "," + 8 * load.offset() + "," + 8 * load.length(), ValueKind.BYTES);
            }
        };
    }

    private static String option(ExthdrOp op, int type, long offset, long length) {
        if (op.equals(ExthdrOp.TCPOPT) && type == TCP_MAXSEG && offset == 2 && length == 2) {
            return "tcp option maxseg size";
        }
        return (op.equals(ExthdrOp.TCPOPT) ? "tcp option @" : op + " option @") + type + "," + 8 * offset + ","
                + 8 * length;
    }

    private static String fib(Fib fib) {
        String[] names = {"saddr", "daddr", "mark", "iif", "oif"};
        List<String> keys = new ArrayList<>();
        for (int bit = 0; bit < names.length; bit++) {
            if ((fib.flags() >>> bit & 1) != 0) {
                keys.add(names[bit]);
            }
        }
        return "fib " + String.join(" . ", keys) + " " + fib.result();
    }

    private static String operator(CmpOp op, boolean masked) {
        return switch ((int) op.value()) {
            case 0 -> masked ? " == " : " ";
            case 1 -> " != ";
            case 2 -> " < ";
            case 3 -> " <= ";
            case 4 -> " > ";
            case 5 -> " >= ";
            default -> " " + op + " ";
        };
    }

    private static String offset(long offset) {
        return offset == 0 ? "" : " offset " + offset;
    }

    private static String unit(long seconds) {
        return switch ((int) seconds) {
            case 1 -> "second";
            case 60 -> "minute";
            case 3600 -> "hour";
            case 86_400 -> "day";
            case 604_800 -> "week";
            default -> seconds + "s";
        };
    }
}
