package dev.multipath.agent.demo;

import dev.multipath.agent.acceptance.AgentProcess;
import dev.multipath.agent.bench.CleanEnd;
import dev.multipath.agent.bench.KernelText;
import dev.multipath.agent.bench.Site;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.TcpBurst;
import dev.multipath.testkit.netns.UplinkHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Shares connections over three uplinks, kills each in turn, and tells what it cost. */
public final class Demo {
    private static final int CONNECTIONS = 6000;
    private static final double TOLERANCE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETURN = Duration.ofSeconds(9);
    private static final int LOG_LINES = 20;
    private static final int LINES_SHOWN = 4;

    private static final String NETWORK = """
                                         +-- wan0 fibre ----------------- ISP --+
              LAN client -- lan0 GATEWAY +-- wan1 lte ----- NAT router -- ISP --+-- "Internet"
              10.77.0.10     (the agent) +-- ppp0 dsl, point-to-point --- ISP --+   203.0.113.53
            """;

    private final Screen screen;
    private final Site site;

    private Demo(Screen screen, Site site) {
        this.screen = screen;
        this.site = site;
    }

    /**
     * Plays it all.
     *
     * @param arguments "colour" for a terminal
     */
    public static void main(String[] arguments) {
        Screen screen = new Screen(System.out, List.of(arguments).contains("colour"));
        CleanEnd.exitWith(() -> {
            long start = System.nanoTime();
            try (Site site = Site.build()) {
                new Demo(screen, site).play();
            } catch (StepFailedException e) {
                return 1;
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            screen.line("");
            screen.good("Everything did what it says, in " + seconds + " s. The namespaces are gone.");
            return 0;
        });
    }

    private void play() {
        step("the network", this::showNetwork);
        Namespace gateway = site.topology().gateway();
        String before = state(gateway);
        step("the configuration file and the agent", this::startAgent);
        step("the split", this::split);
        UplinkHandle fibre = site.topology().uplink("fibre");
        UplinkHandle lte = site.topology().uplink("lte");
        UplinkHandle dsl = site.topology().uplink("dsl");
        step("the cable", () -> outage(fibre, "somebody pulls the cable of fibre", 300, fibre::cutCarrier));
        step("the blackhole", () -> outage(lte, "the ISP behind lte drops everything, silently", 2200, lte::blackhole));
        step(
                "the dead next hop",
                () -> outage(dsl, "the other end of dsl dies, the link stays", 2200, dsl::gatewayDead));
        step("the table", this::status);
        step("the removal", () -> remove(before));
    }

    private void step(String name, Callable<Boolean> step) {
        String why;
        try {
            if (step.call()) {
                return;
            }
            why = "see NOT OK above";
        } catch (Exception | AssertionError e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new StepFailedException("interrupted");
            }
            why = String.valueOf(e.getMessage());
        }
        screen.line("");
        screen.bad("The step \"" + name + "\" failed: " + why);
        tail();
        throw new StepFailedException(name);
    }

    private void tail() {
        String log = site.hasAgent() ? site.agent().log() : "";
        List<String> lines = log.lines().toList();
        screen.line("The agent's last words:");
        screen.quote(String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())));
    }

    private boolean showNetwork() {
        screen.heading("A gateway with three Internet uplinks, in network namespaces of its own");
        screen.line("");
        NETWORK.lines().forEach(screen::line);
        screen.line("");
        screen.line("  Real Linux kernel, real routes and rules; nothing outside these namespaces is touched.");
        return true;
    }

    private boolean startAgent() throws IOException {
        site.startAgent(
                Site.config("", "hold-up = \"3s\"                   # the demo is in a hurry: the default is 10s\n"));
        AgentProcess agent = site.agent();
        screen.heading("The configuration file, and multipath-agent run in the gateway");
        screen.line("");
        screen.quote(Files.readString(agent.directory().resolve("agent.toml")));
        screen.line("");
        screen.line("  Started. What the kernel now balances over:");
        screen.quote(site.topology().gateway().run("ip", "route", "show", "table", "7900"));
        return true;
    }

    private boolean split() {
        screen.heading(CONNECTIONS + " TCP connections from the LAN client to 203.0.113.53");
        TcpBurst burst = TcpBurst.open(
                site.topology().client(), site.topology().target(AddressFamily.INET), Site.PORT, CONNECTIONS, PATIENCE);
        boolean good = burst.failed() == 0;
        for (UplinkHandle uplink : site.topology().uplinks()) {
            int weight = uplink.name().equals("fibre") ? 4 : 1;
            double wanted = 100.0 * weight / 6;
            double share = 100 * burst.share(uplink.publicAddress(AddressFamily.INET));
            boolean near = Math.abs(share - wanted) <= TOLERANCE;
            screen.measured(uplink.name() + ", weight " + weight, percent(share), near, "by weight " + percent(wanted));
            good &= near;
        }
        screen.measured("failed", Integer.toString(burst.failed()), burst.failed() == 0, "none");
        return good;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share);
    }

    private boolean outage(UplinkHandle victim, String what, int mostMillis, Runnable fault) {
        screen.heading("While the LAN opens 1000 connections a second, " + what);
        Outage outage = new Outage(site, victim);
        Outage.Felt felt = outage.suffer(fault);
        boolean brief = felt.length().toMillis() <= mostMillis;
        screen.measured(
                "outage", felt.length().toMillis() + " ms", brief, "at most " + mostMillis + " ms; " + of(felt));
        Outage.Return back = outage.repair();
        boolean soon = back.time().compareTo(RETURN) <= 0;
        screen.measured(
                "repaired; carries traffic after",
                String.format(Locale.ROOT, "%.1f s", back.time().toMillis() / 1000.0),
                soon,
                "after its hold-up of 3 s; " + of(back.felt()));
        return brief && soon;
    }

    private static String of(Outage.Felt felt) {
        return felt.failed() + " of " + felt.sent() + " connections failed";
    }

    private boolean status() {
        screen.heading("multipath-agent status");
        screen.line("");
        screen.quote(site.agent().command("status").ok());
        return true;
    }

    private void abridge(String text) {
        List<String> lines = text.lines().toList();
        screen.quote(String.join("\n", lines.subList(0, Math.min(LINES_SHOWN, lines.size()))));
        if (lines.size() > LINES_SHOWN) {
            screen.quote("… and " + (lines.size() - LINES_SHOWN) + " more lines");
        }
    }

    private static String state(Namespace gateway) {
        return KernelText.of(gateway) + KernelText.settings(gateway);
    }

    private boolean remove(String before) {
        screen.heading("The agent ends (its routes stay: traffic goes on), then multipath-agent remove");
        Namespace gateway = site.topology().gateway();
        int status = site.agent().terminate();
        screen.measured("exit status of run", Integer.toString(status), status == 0, "0");
        int kept = KernelText.difference(before, state(gateway)).size();
        screen.measured("routes, rules, settings of ours", Integer.toString(kept), kept > 0, "until removed");
        abridge(site.agent().command("remove").ok());
        List<String> left = KernelText.difference(before, state(gateway));
        screen.measured(
                "routes, rules, settings that differ",
                Integer.toString(left.size()),
                left.isEmpty(),
                "'ip route show table all; ip rule' and sysctls as before the start");
        screen.quote(String.join("\n", left));
        return status == 0 && kept > 0 && left.isEmpty();
    }
}
