package dev.multipath.agent.plan;

import dev.multipath.agent.config.AgentConfig;
import dev.multipath.agent.config.AgentSection;
import dev.multipath.agent.config.Layout;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.RouteTable;

/**
 * The tables and rule priorities the agent uses, all counted from {@code table-base} B.
 *
 * @param base B
 */
public record Numbering(int base) {
    /** Stand-by defaults stand this far behind the multipath default, and one further for each uplink. */
    public static final int STANDBY_METRIC = 1001;

    /** Those that live and do not carry stand at least this far behind it, by tier; the first has none of them. */
    public static final int RESERVE_METRIC = STANDBY_METRIC + 2 * AgentConfig.MAX_UPLINKS;

    /** Of the refusal at the end of a policy's table: behind every stand-by. */
    public static final int REFUSAL_METRIC = 1_000_000;

    /** What an absent IPv6 metric means to the kernel; 0 must never be written. */
    public static final int IPV6_METRIC = 1024;

    /** The multipath default's, unless a stranger has it. */
    static long balanceMetric(AgentSection section, AddressFamily family) {
        long configured = section.layout() == Layout.MAIN ? section.metric() : 0;
        return family.equals(AddressFamily.INET) || configured != 0 ? configured : IPV6_METRIC;
    }

    /** {@code from all lookup main suppress_prefixlength 0}. */
    public long mainPriority() {
        return base;
    }

    /** {@code fwmark LENT lookup TABLE}: before all that could lead such packets elsewhere. */
    public long lentPriority() {
        return base + 2L;
    }

    /** {@code fwmark LENT unreachable}. */
    public long refusalPriority() {
        return base + 3L;
    }

    /** {@code oif DEVICE lookup TABLE}. */
    public long devicePriority() {
        return base + 5L;
    }

    /** {@code from ADDRESS lookup TABLE}. */
    public long sourcePriority(int slot) {
        return base + 10L + slot;
    }

    /** {@code fwmark MARK lookup TABLE}. */
    public long pinPriority(int slot) {
        return base + 50L + slot;
    }

    /** {@code fwmark MARK blackhole}: of an uplink whose connections wait for it. */
    public long waitPriority() {
        return base + 90L;
    }

    /** {@code from all lookup B+100}: ordered routes. */
    public long prefixPriority() {
        return base + 100L;
    }

    /** {@code <match> lookup B+110+j}, of the policy with that number. */
    public long policyPriority(int number) {
        return base + 110L + number;
    }

    /** {@code from all lookup BALANCE}. */
    public long balancePriority() {
        return base + 200L;
    }

    /** {@code from all nop}: where policies send what is to go past the balance, to whatever rules others have. */
    public long passPriority() {
        return base + 299L;
    }

    public RouteTable uplinkTable(int slot) {
        return RouteTable.of(base + 10L + slot);
    }

    public RouteTable prefixTable() {
        return RouteTable.of(base + 100L);
    }

    public RouteTable policyTable(int number) {
        return RouteTable.of(base + 110L + number);
    }

    public RouteTable balanceTable() {
        return RouteTable.of(base + 200L);
    }

    /** {@code from all iif lo lookup LOCAL}: what starts on this machine, where a group serves only what is forwarded. */
    public long localPriority() {
        return base + 199L;
    }

    /** Of {@link #localPriority}. */
    public RouteTable localTable() {
        return RouteTable.of(base + 201L);
    }

    /** The nexthop object of an uplink, as a member of the {@linkplain #groupId group}. */
    public long nextHopId(int slot, AddressFamily family) {
        return firstNextHop(family) + 1 + slot;
    }

    /** The nexthop group over the uplinks that carry. */
    public long groupId(AddressFamily family) {
        return firstNextHop(family);
    }

    /** Whether it is an id of the agent's for this family. */
    boolean isNextHopOf(long id, AddressFamily family) {
        long first = firstNextHop(family);
        return id >= first && id <= first + AgentConfig.MAX_UPLINKS;
    }

    /** Whether it is an id of the agent's. */
    public boolean isNextHop(long id) {
        return isNextHopOf(id, AddressFamily.INET) || isNextHopOf(id, AddressFamily.INET6);
    }

    private long firstNextHop(AddressFamily family) {
        return base * 1000L + (family.equals(AddressFamily.INET) ? 0 : 100);
    }

    /** Whether the table lies in B..B+299. */
    public boolean inRange(RouteTable table) {
        return table.value() >= base && table.value() < base + 300;
    }
}
