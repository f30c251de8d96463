package dev.multipath.agent.scenario;

import static dev.multipath.agent.scenario.Trouble.ADDRESSES_GONE;
import static dev.multipath.agent.scenario.Trouble.ADMIN_DOWN;
import static dev.multipath.agent.scenario.Trouble.CABLE_PULLED;
import static dev.multipath.agent.scenario.Trouble.DEVICE_GONE;
import static dev.multipath.agent.scenario.Trouble.IPV6_SILENT;
import static dev.multipath.agent.scenario.Trouble.LOSS_28;
import static dev.multipath.agent.scenario.Trouble.LOSS_5;
import static dev.multipath.agent.scenario.Trouble.NEXT_HOP_DEAD;
import static dev.multipath.agent.scenario.Trouble.SILENT;
import static dev.multipath.agent.scenario.Trouble.SILENT_IN;
import static dev.multipath.agent.scenario.Trouble.SILENT_OUT;
import static dev.multipath.agent.scenario.Trouble.SLOW_600;
import static dev.multipath.agent.scenario.Trouble.UNREACHABLE;
import static dev.multipath.agent.scenario.Uplink.DSL;
import static dev.multipath.agent.scenario.Uplink.HINET;
import static dev.multipath.agent.scenario.Uplink.SEED;

import java.util.List;

/** The bad days. All of them probe as an agent does by default unless they say otherwise; hold-up is short. */
public final class Scenarios {
    static final String TARGET = "203.0.113.53";
    static final String OTHER_TARGET = "203.0.113.54";
    static final String TARGET6 = "2001:db8:ffff::10";
    static final String MOVED_GATEWAY = "192.0.2.9";

    /** What a look at the carriers, every 100 ms, and a change may take. */
    private static final long FACT = 300;

    /** The bound of docs/simulation.md for a silent line: a slow round and its deadline, five fast ones and theirs. */
    private static final long SILENCE = 3_800;

    /** A line that answers again: the next slow round, the hold-up, another round. */
    private static final long HOLD_UP = 1_000;

    private static final long RETURN = 4_000;

    private static final String USUAL = probe("", TARGET, TARGET6);

    private Scenarios() {}

    private static String probe(String lines, String... targets) {
        return "[probe]\ntargets = [\"" + String.join("\", \"", targets) + "\"]\nhold-up = \"1s\"\nrise = 1\n" + lines;
    }

    private static String uplinks(int weight, String hinetsProbe) {
        return """

            [[uplink]]
            name = "hinet"
            interface = "eth0"
            gateway6 = "2001:db8:a::1"
            weight = %d
            %s
            [[uplink]]
            name = "seed"
            interface = "eth1"
            gateway = "198.51.100.1"
            gateway6 = "2001:db8:b::1"

            [[uplink]]
            name = "dsl"
            interface = "ppp0"
            gateway = "peer"
            gateway6 = "off"
            """.formatted(weight, hinetsProbe);
    }

    private static Scenario scenario(String name) {
        return scenario(name, USUAL);
    }

    private static Scenario scenario(String name, String probe) {
        return Scenario.of(name, probe + uplinks(4, ""));
    }

    /** The long ones first. */
    public static List<Scenario> all() {
        return List.of(
                lossyLine(),
                slowFlaps(),
                quickFlaps(),
                littleLoss(),
                lastResort(),
                allDead(),
                outAndBack("silent both ways", HINET, SILENT),
                outAndBack("silent outwards", HINET, SILENT_OUT),
                outAndBack("silent inwards", SEED, SILENT_IN),
                outAndBack("unreachable", SEED, UNREACHABLE),
                outAndBack("next hop dead, carrier there", HINET, NEXT_HOP_DEAD),
                ipv6Alone(),
                silentUnderTraffic(),
                slowLine(),
                oneOfTwoTargetsDead(),
                targetOfOneUplinkDead(),
                lostAndBack("cable pulled", HINET, CABLE_PULLED, Scenario.OUT_AND_BACK),
                lostAndBack("admin down", SEED, ADMIN_DOWN, Scenario.OUT_AND_BACK),
                lostAndBack("address removed and back", SEED, ADDRESSES_GONE, Scenario.OUT_AND_BACK),
                lostAndBack("device gone, redialled", DSL, DEVICE_GONE, "absent (down )?proving up "),
                addressChanged(),
                gatewayChanged(),
                everythingDeleted(),
                killedWhileDead(),
                killedAmidDeparture(),
                reloadUnderTraffic(),
                takenOutByHand());
    }

    // Lines.

    private static Scenario outAndBack(String name, Uplink uplink, Trouble trouble) {
        return scenario(name)
                .then(new Act.Break(uplink, trouble))
                .until(Goal.allBut(uplink).within(SILENCE))
                .keeping(Goal.allBut(uplink), 500)
                .then(new Act.Mend(uplink))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN))
                .states(uplink, Scenario.OUT_AND_BACK);
    }

    private static Scenario ipv6Alone() {
        return scenario("IPv6 alone dies")
                .then(new Act.Break(HINET, IPV6_SILENT))
                .until(Goal.allButForIpv6(HINET).within(SILENCE))
                .keeping(Goal.allButForIpv6(HINET), 500)
                .then(new Act.Mend(HINET))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN))
                .states("hinet inet6", Scenario.OUT_AND_BACK);
    }

    private static Scenario silentUnderTraffic() {
        return scenario("silent under traffic")
                .then(new Act.TrafficBegins())
                .lingering(2_000)
                .then(new Act.Break(HINET, SILENT))
                .until(Goal.allBut(HINET).within(1_200))
                .keeping(Goal.allBut(HINET), 500)
                .then(new Act.Mend(HINET))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN))
                .states(HINET, Scenario.OUT_AND_BACK);
    }

    private static Scenario littleLoss() {
        return scenario("5 % loss")
                .then(new Act.Break(HINET, LOSS_5))
                .keeping(Goal.all(), 10_000)
                .states(HINET, "");
    }

    /** Rounds every 100 ms, so that there are soon enough of them to speak of a share. */
    private static Scenario lossyLine() {
        String often = probe("interval = \"100ms\"\nloss-degraded = \"15%\"\n", TARGET, TARGET6);
        return scenario("28 % loss", often)
                .then(new Act.Break(HINET, LOSS_28))
                .until(Goal.allBut(HINET).within(25_000))
                .lingering(500)
                .then(new Act.Mend(HINET))
                .until(Goal.all().within(16_000));
    }

    /** Answered by a resolver that takes its time: an echo cannot be held up on every kernel. */
    private static Scenario slowLine() {
        return scenario("600 ms slower", probe("type = \"dns\"\n", TARGET))
                .then(new Act.Break(HINET, SLOW_600))
                .lingering(4_000)
                .then(new Act.Mend(HINET))
                .until(Goal.all().within(100))
                .keeping(Goal.all(), 2_000)
                .states(HINET, "(down up )?");
    }

    private static Scenario quickFlaps() {
        Scenario flapping = scenario("flaps of 1 s", probe("hold-up-max = \"4s\"\n", TARGET, TARGET6));
        for (int i = 0; i < 4; i++) {
            flapping = flapping.then(new Act.Break(HINET, SILENT))
                    .lingering(1_000)
                    .then(new Act.Mend(HINET))
                    .lingering(1_000);
        }
        return flapping.then(new Act.Mend(HINET)).until(Goal.all().within(8_000));
    }

    private static Scenario slowFlaps() {
        Scenario flapping = scenario("flaps, each longer held up");
        for (long holdUp : List.of(HOLD_UP, 2 * HOLD_UP, 4 * HOLD_UP)) {
            flapping = flapping.then(new Act.Break(HINET, SILENT))
                    .until(Goal.allBut(HINET).within(SILENCE))
                    .then(new Act.Mend(HINET))
                    .until(Goal.all().notBefore(holdUp).within(holdUp + RETURN));
        }
        return flapping.states(HINET, "(down proving up ){3}");
    }

    // All at once, and targets.

    private static Act[] everywhere(Trouble trouble) {
        return new Act[] {new Act.Break(HINET, trouble), new Act.Break(SEED, trouble), new Act.Break(DSL, trouble)};
    }

    private static Act[] mended() {
        return new Act[] {new Act.Mend(HINET), new Act.Mend(SEED), new Act.Mend(DSL)};
    }

    private static Scenario lastResort() {
        return scenario("all silent, gateways alive")
                .then(everywhere(SILENT))
                .keeping(Goal.all(), 6_000)
                .then(mended())
                .keeping(Goal.all(), 3_000)
                .states(HINET, "down up ")
                .states(SEED, "down up ")
                .states(DSL, "down up ");
    }

    private static Scenario allDead() {
        return scenario("all dead, gateways too")
                .then(everywhere(NEXT_HOP_DEAD))
                .lingering(6_000)
                .then(mended())
                .lingering(RETURN)
                .then()
                .until(Goal.all().within(100))
                .states(HINET, Scenario.OUT_AND_BACK)
                .states(SEED, Scenario.OUT_AND_BACK)
                .states(DSL, Scenario.OUT_AND_BACK);
    }

    private static Scenario oneOfTwoTargetsDead() {
        return scenario("one of two targets dead", probe("", TARGET, OTHER_TARGET, TARGET6))
                .then(new Act.TargetDies(OTHER_TARGET))
                .keeping(Goal.all(), 5_000)
                .then(new Act.TargetLives(OTHER_TARGET))
                .keeping(Goal.all(), 1_000)
                .states(HINET, "");
    }

    private static Scenario targetOfOneUplinkDead() {
        String own = "[uplink.probe]\ntargets = [\"" + OTHER_TARGET + "\"]\n";
        return Scenario.of("all targets of one uplink dead", USUAL + uplinks(4, own))
                .then(new Act.TargetDies(OTHER_TARGET))
                .until(Goal.allBut(HINET).within(SILENCE))
                .keeping(Goal.allBut(HINET), 500)
                .then(new Act.TargetLives(OTHER_TARGET))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN))
                .states(HINET, Scenario.OUT_AND_BACK);
    }

    // The machine.

    private static Scenario lostAndBack(String name, Uplink uplink, Trouble trouble, String states) {
        return scenario(name)
                .then(new Act.Break(uplink, trouble))
                .until(Goal.allBut(uplink).within(FACT))
                .keeping(Goal.allBut(uplink), 500)
                .then(new Act.Mend(uplink))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN + 1_100))
                .states(uplink, states);
    }

    private static Scenario addressChanged() {
        return scenario("address changed")
                .then(new Act.AddressChanges(DSL))
                .until(Goal.of("a rule for it", picture -> picture.answersFrom(DSL.device()))
                        .within(FACT))
                .then(new Act.AddressChanges(DSL))
                .until(Goal.of(
                                "all, by the new address",
                                picture -> picture.answersFrom(DSL.device())
                                        && Goal.all().reached().test(picture))
                        .within(RETURN + 2_000))
                .keeping(Goal.all(), 500);
    }

    private static Scenario gatewayChanged() {
        return scenario("gateway changed")
                .then(new Act.GatewayMoves(MOVED_GATEWAY))
                .until(Goal.of(
                                "all, by the new gateway",
                                picture -> picture.leadsTo(HINET.device(), MOVED_GATEWAY)
                                        && Goal.all().reached().test(picture))
                        .within(FACT))
                .keeping(Goal.all(), 2_000)
                .states(HINET, "");
    }

    private static Scenario everythingDeleted() {
        return scenario("own routes and rules deleted")
                .then(new Act.OwnDeleted())
                .until(Goal.of(
                                "all as before",
                                picture -> Goal.all().reached().test(picture)
                                        && (picture.rules() == RULES || picture.rules() == RULES + PINS)
                                        && picture.answersFrom(HINET.device())
                                        && picture.answersFrom(SEED.device())
                                        && picture.answersFrom(DSL.device()))
                        .within(1_500))
                .keeping(Goal.all(), 500)
                .lackingForAMoment()
                .states(HINET, "");
    }

    /** Main and the balance for each family, and for each uplink and family one by device and one by address. */
    private static final int RULES = 2 * 2 + 5 * 2;

    /** For each uplink and family one by mark, where the machine forwards: in earnest. */
    private static final int PINS = 5;

    // The agent and its operator.

    private static Scenario killedWhileDead() {
        return scenario("killed and restarted while one is dead")
                .then(new Act.Break(HINET, SILENT))
                .until(Goal.allBut(HINET).within(SILENCE))
                .then(new Act.Kill())
                .keeping(Goal.allBut(HINET), 500)
                .then(new Act.Restart())
                .keeping(Goal.allBut(HINET), 2_500)
                .then(new Act.Mend(HINET))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN));
    }

    private static Scenario killedAmidDeparture() {
        return scenario("killed while it takes one out")
                .then(new Act.Break(HINET, SILENT))
                .until(Goal.allBut(HINET).within(SILENCE))
                .then(new Act.Kill())
                .then(new Act.StandByLeft(HINET))
                .then(new Act.Restart())
                .keeping(Goal.allBut(HINET), 2_500)
                .then(new Act.Mend(HINET))
                .until(Goal.all().notBefore(HOLD_UP).within(RETURN));
    }

    private static Scenario reloadUnderTraffic() {
        return scenario("other weights under load")
                .then(new Act.TrafficBegins())
                .lingering(1_000)
                .then(new Act.Reload(USUAL + uplinks(2, "")))
                .until(Goal.of(
                                "all, by the new weights",
                                picture -> picture.weight(HINET.device()) == 2
                                        && Goal.all().reached().test(picture))
                        .within(FACT))
                .keeping(Goal.all(), 1_500)
                .states(HINET, "");
    }

    private static Scenario takenOutByHand() {
        return scenario("taken out by hand and put back")
                .then(new Act.Enable(HINET, false))
                .until(Goal.allBut(HINET).within(FACT))
                .keeping(Goal.allBut(HINET), 1_000)
                .then(new Act.Enable(HINET, true))
                .until(Goal.all().within(RETURN));
    }
}
