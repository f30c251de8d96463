package dev.multipath.netlink.model.nftables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table with all that is in it: chains, sets with their elements, rules. Named counters, quotas and the like, and
 * flowtables, are not read.
 *
 * @param table the table itself
 * @param chains of the table
 * @param sets of the table, anonymous ones among them
 * @param rules of all chains; those of one chain are in its order
 */
public record NfContents(NfTable table, List<NfChain> chains, List<NfSet> sets, List<NfRule> rules) {

    /**
     * Keeps copies of the lists.
     *
     * @throws IllegalArgumentException for a chain, a set or a rule of another table
     */
    public NfContents {
        chains = List.copyOf(chains);
        sets = List.copyOf(sets);
        rules = List.copyOf(rules);
        for (NfChain chain : chains) {
            requireInside(table, chain.table(), chain);
        }
        for (NfSet set : sets) {
            requireInside(table, set.table(), set);
        }
        for (NfRule rule : rules) {
            requireInside(table, rule.table(), rule);
        }
    }

    /** The rules of one chain, in order. */
    public List<NfRule> rules(String chain) {
        return rules.stream().filter(rule -> rule.chain().equals(chain)).toList();
    }

    /** The chain of this name. */
    public Optional<NfChain> chain(String name) {
        return chains.stream().filter(chain -> chain.name().equals(name)).findFirst();
    }

    /** The set or map of this name. */
    public Optional<NfSet> set(String name) {
        return sets.stream().filter(set -> set.name().equals(name)).findFirst();
    }

    /**
     * The same as a value to compare: without what the kernel adds, chains and sets by name, rules by chain, anonymous
     * sets counted in the order in which the rules name them.
     */
    public NfContents canonical() {
        List<NfChain> newChains = chains.stream()
                .map(NfChain::withoutState)
                .sorted(Comparator.comparing(NfChain::name))
                .toList();
        List<NfRule> sorted = rules.stream()
                .map(NfRule::withoutState)
                .sorted(Comparator.comparing(NfRule::chain))
                .toList();
        Map<String, String> names = anonymousNames(sorted);
        List<NfRule> newRules =
                sorted.stream().map(rule -> renamed(rule, names)).toList();
        List<NfSet> newSets = sets.stream()
                .map(NfSet::withoutState)
                .map(set -> set.name(names.getOrDefault(set.name(), set.name())))
                .sorted(Comparator.comparing(NfSet::name))
                .toList();
        return new NfContents(table.withoutState(), newChains, newSets, newRules);
    }

    /** Whether the two are equal but for what the kernel adds, and for how anonymous sets are counted. */
    public boolean sameContent(NfContents other) {
        return canonical().equals(other.canonical());
    }

    private Map<String, String> anonymousNames(List<NfRule> inOrder) {
        Map<String, NfSet> anonymous = new HashMap<>();
        for (NfSet set : sets) {
            if (set.isAnonymous()) {
                anonymous.put(set.name(), set);
            }
        }
        Map<String, String> names = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (NfRule rule : inOrder) {
            for (Expression expression : rule.expressions()) {
                if (expression instanceof Lookup lookup
                        && anonymous.containsKey(lookup.set())
                        && !names.containsKey(lookup.set())) {
                    String prefix = stem(lookup.set());
                    names.put(lookup.set(), prefix + (counts.merge(prefix, 1, Integer::sum) - 1));
                }
            }
        }
        return names;
    }

    /** An anonymous set's name without its number: {@code "__map"}. */
    static String stem(String name) {
        int end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end);
    }

    private static NfRule renamed(NfRule rule, Map<String, String> names) {
        List<Expression> expressions = new ArrayList<>();
        for (Expression expression : rule.expressions()) {
            expressions.add(
                    expression instanceof Lookup lookup
                            ? new Lookup(
                                    names.getOrDefault(lookup.set(), lookup.set()),
                                    lookup.from(),
                                    lookup.to(),
                                    lookup.inverted())
                            : expression);
        }
        return rule.expressions(expressions);
    }

    private static void requireInside(NfTable table, NfTableKey key, Object object) {
        if (!key.equals(table.key())) {
            throw new IllegalArgumentException(object + " is not in " + table);
        }
    }

    /** In the words of {@code nft list table}, as far as they are known here. */
    @Override
    public String toString() {
        return TableText.of(this);
    }
}
