package dev.multipath.netlink.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What tells one rule from another inside the kernel: nearly everything, its protocol included. Two rules of one key
 * can exist (an add without EXCL makes a second copy); a delete then takes the first.
 *
 * @param suppressPrefixLength absent where a dump shows −1
 */
public record RuleKey(
        AddressFamily family,
        long priority,
        RuleSelector selector,
        RuleAction action,
        OptionalInt suppressPrefixLength,
        OptionalLong suppressInterfaceGroup,
        Protocol protocol) {}
