package dev.multipath.netlink.model;

/** What a rule does with the packets it matches: {@code FR_ACT_*}. */
public sealed interface RuleAction {

    /** {@code lookup TABLE}; table 0 with {@link RuleSelector#l3mdev()}. */
    record Lookup(RouteTable table) implements RuleAction {}

    /** {@code goto PRIORITY}: go on at that rule. */
    record Goto(long priority) implements RuleAction {
        /** @throws IllegalArgumentException for more than 32 bits */
        public Goto {
            OpenNumber.check(priority, 0xffff_ffffL, "goto target");
        }
    }

    /** {@code nop}. */
    record Nop() implements RuleAction {}

    /** Dropped without a word. */
    record Blackhole() implements RuleAction {}

    /** Refused, "network unreachable". */
    record Unreachable() implements RuleAction {}

    /** Refused, "administratively prohibited". */
    record Prohibit() implements RuleAction {}

    /** An action this library does not know, by number. */
    record Other(int number) implements RuleAction {
        /** @throws IllegalArgumentException outside 0..255 */
        public Other {
            OpenNumber.check(number, 0xff, "rule action");
        }
    }
}
