package dev.multipath.netlink.model.nftables;

import java.util.List;

/** A table with its contents in the words of {@code nft list table}. For people; it cannot always be read back. */
final class TableText {
    private TableText() {}

    static String of(NfContents contents) {
        StringBuilder out = new StringBuilder(contents.table().toString()).append(" {\n");
        comment(NfUserData.comment(contents.table().userData()).orElse(""), out);
        for (NfSet set : contents.sets()) {
            if (!set.isAnonymous()) {
                set(set, out);
            }
        }
        for (NfChain chain : contents.chains()) {
            out.append("\tchain ").append(chain.name()).append(" {\n");
            chain.base().ifPresent(base -> base(base, contents.table().key().family(), out));
            for (NfRule rule : contents.rules(chain.name())) {
                out.append("\t\t").append(RuleText.of(rule, contents::set)).append('\n');
            }
            out.append("\t}\n");
        }
        return out.append("}").toString();
    }

    private static void comment(String text, StringBuilder out) {
        if (!text.isEmpty()) {
            out.append("\tcomment \"").append(text).append("\"\n");
        }
    }

    private static void set(NfSet set, StringBuilder out) {
        out.append(set.isMap() ? "\tmap " : "\tset ").append(set.name()).append(" {\n\t\ttype ");
        out.append(set.keyType());
        set.dataType().ifPresent(data -> out.append(" : ").append(data));
        out.append('\n');
        if (!set.elements().isEmpty()) {
            List<String> elements = set.elements().stream()
                    .map(element -> RuleText.element(element, set))
                    .toList();
            out.append("\t\telements = { ").append(String.join(", ", elements)).append(" }\n");
        }
        out.append("\t}\n");
    }

    private static void base(NfBaseChain base, NfFamily family, StringBuilder out) {
        out.append("\t\ttype ")
                .append(base.type())
                .append(" hook ")
                .append(base.hook().name(family));
        if (!base.devices().isEmpty()) {
            out.append(" devices = { ")
                    .append(String.join(", ", base.devices()))
                    .append(" }");
        }
        out.append(" priority ").append(base.priority());
        out.append("; policy ").append(base.policy()).append(";\n");
    }
}
