package dev.multipath.agent.uplink;

import dev.multipath.agent.Configs;
import dev.multipath.agent.Devices;
import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.config.UplinkConfig;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** Uplinks for tests: {@code u0} over eth0 (index 10, 192.0.2.2/24 and 2001:db8:0::2/64), {@code u1} over eth1, … */
public final class Views {
    private Views() {}

    /** Listed uplinks of these weights. */
    public static List<UplinkConfig> configs(int... weights) {
        StringBuilder text = new StringBuilder("[probe]\ntargets = [\"203.0.113.53\"]\n");
        for (int i = 0; i < weights.length; i++) {
            text.append("[[uplink]]\nname = \"u").append(i);
            text.append("\"\ninterface = \"eth").append(i);
            text.append("\"\nweight = ").append(weights[i]).append('\n');
        }
        return Configs.of(text.toString()).uplinks();
    }

    /** A listed uplink of weight 1 in this tier. */
    public static UplinkConfig tier(int slot, int tier) {
        String text = "[probe]\ntargets = [\"203.0.113.53\"]\n[[uplink]]\nname = \"u" + slot + "\"\ninterface = \"eth"
                + slot + "\"\ntier = " + tier + "\n";
        return Configs.of(text).uplinks().get(0);
    }

    /** With everything a packet needs, and this verdict in both families. */
    public static UplinkView view(int slot, UplinkConfig config, Verdict verdict) {
        int index = 10 + slot;
        FamilyFacts four = new FamilyFacts(
                true,
                List.of(Devices.address(index, "192.0." + slot + ".2/24")),
                Optional.of(Gateway.of(IpAddress.parse("192.0." + slot + ".1"), Gateway.CONFIGURED)));
        FamilyFacts six = new FamilyFacts(
                true,
                List.of(Devices.address(index, "2001:db8:" + slot + "::2/64")),
                Optional.of(Gateway.of(IpAddress.parse("fe80::1"), Gateway.CONFIGURED)));
        UplinkFacts facts = new UplinkFacts(Optional.of(Devices.ethernet(index, config.interfaceName())), four, six);
        return new UplinkView(slot, config, true, facts, health(verdict), health(verdict), false, false);
    }

    public static UplinkView with(UplinkView view, Health health) {
        return new UplinkView(view.slot(), view.config(), view.enabled(), view.facts(), health, health, false, false);
    }

    public static UplinkView with(UplinkView view, UplinkFacts facts) {
        Optional<String> four = facts.missing(AddressFamily.INET);
        Optional<String> six = facts.missing(AddressFamily.INET6);
        return new UplinkView(
                view.slot(),
                view.config(),
                view.enabled(),
                facts,
                HealthPolicy.facts(view.ipv4(), four, view.config().probe(), 0),
                HealthPolicy.facts(view.ipv6(), six, view.config().probe(), 0),
                false,
                false);
    }

    public static UplinkView disabled(UplinkView view) {
        return new UplinkView(view.slot(), view.config(), false, view.facts(), view.ipv4(), view.ipv6(), false, false);
    }

    public static UplinkView refused(UplinkView view) {
        return new UplinkView(view.slot(), view.config(), true, view.facts(), view.ipv4(), view.ipv6(), true, true);
    }

    public static Health health(Verdict verdict) {
        return Health.initial(verdict, "", List.of(new ProbeTarget.Host(IpAddress.parse("203.0.113.53"))), true, 0);
    }

    public static Health degraded() {
        HealthDraft draft = new HealthDraft(health(Verdict.UP));
        draft.degraded = true;
        return draft.toHealth();
    }

    /** UP, with a round sent that is not answered yet. */
    static Health awaited() {
        HealthDraft draft = new HealthDraft(health(Verdict.UP));
        draft.rounds.add(ProbeRound.sent(1, 0, false, 1));
        return draft.toHealth();
    }

    public static Health incomplete() {
        return HealthPolicy.start(List.of(), Optional.of("no carrier"), 0);
    }
}
