package dev.multipath.agent.acceptance;

import dev.multipath.agent.ddns.Bind;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.testkit.netns.Await;
import dev.multipath.testkit.netns.Namespace;
import dev.multipath.testkit.netns.Topology;
import dev.multipath.testkit.netns.UplinkHandle;
import dev.multipath.testkit.netns.UplinkSpec;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine of the original document: a fixed line on eth0, one behind a NAT router on eth1, a PPP line on ppp0 that gets
 * another address with each call; outside, a name server, a mail server and a page that tells a caller its address.
 */
final class OriginalSite implements AutoCloseable {
    static final List<String> UPLINKS = List.of("eth0", "eth1", "ppp0");
    private static final String SERVER = "203.0.113.53";
    private static final int ECHO_PORT = 8080;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Topology topology;
    private final Bind bind;
    private final SmtpServer smtp;
    private final AgentProcess agent;
    private int calls;

    private OriginalSite(Topology topology, Bind bind, SmtpServer smtp, AgentProcess agent) {
        this.topology = topology;
        this.bind = bind;
        this.smtp = smtp;
        this.agent = agent;
    }

    /** All but the agent is started; {@code files} is an empty directory for it. */
    @SuppressWarnings("MustBeClosed") // closed with the site
    static OriginalSite built(Topology.Builder builder, Path files) throws IOException {
        Topology topology = builder.uplink(
                        UplinkSpec.fixed("eth0").device("eth0").onlyIpv4())
                .uplink(UplinkSpec.behindNat("eth1").device("eth1").onlyIpv4())
                .uplink(UplinkSpec.pointToPoint("ppp0").onlyIpv4())
                .build();
        Bind bind = Bind.start(topology.internet(), SERVER, "hmac-md5", "ip A " + SERVER);
        startEcho(topology.internet(), files.resolve("ip-echo.log"));
        SmtpServer smtp = new SmtpServer(topology.internet(), IpAddress.parse(SERVER));
        return new OriginalSite(topology, bind, smtp, AgentProcess.configured(topology.gateway(), ""));
    }

    private static void startEcho(Namespace where, Path log) {
        where.start(where.processBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("multipath.agent.jar"),
                        "ip-echo",
                        "--listen",
                        SERVER + ":" + ECHO_PORT)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        Await.until(SOON, "ip-echo", () -> Files.readString(log), text -> text.contains("listening on http://"));
    }

    AgentProcess agent() {
        return agent;
    }

    Bind bind() {
        return bind;
    }

    SmtpServer smtp() {
        return smtp;
    }

    /** A key as dnssec-keygen made them in 2004. */
    Path keyFile(Path files) throws IOException {
        Path file = files.resolve("Kddns.+157+14615.key");
        Files.writeString(file, "ddns. IN KEY 512 3 157 " + Bind.SECRET + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    void fail(String uplink) {
        UplinkHandle handle = topology.uplink(uplink);
        switch (uplink) {
            case "eth0" -> handle.cutCarrier();
            case "eth1" -> handle.blackhole();
            default -> handle.hangUp();
        }
    }

    void recover(String uplink) {
        if (uplink.equals("ppp0")) {
            redial();
        } else {
            topology.uplink(uplink).heal();
        }
    }

    /** Another call, another address. */
    void redial() {
        calls++;
        topology.uplink("ppp0").dial(IpAddress.parse("198.18.2." + (10 + calls)));
    }

    /** The address of the latest call. */
    String pppAddress() {
        return topology.uplink("ppp0").address(AddressFamily.INET).toString();
    }

    /** What {@code ip} says in the gateway, without blanks at the ends of lines. */
    String ip(String arguments) {
        return topology.gateway()
                .run(("ip " + arguments).split(" "))
                .replaceAll("(?m)[ \t]+$", "")
                .strip();
    }

    /** The records of www.example.net. */
    String records() {
        List<String> lines = new ArrayList<>();
        for (String type : List.of("A", "AAAA")) {
            bind.records(type).forEach(address -> lines.add(type + ' ' + address));
        }
        return String.join("\n", lines);
    }

    /** Subject and text of a message, with what differs from run to run replaced. */
    String mail(int index) throws MessagingException, IOException {
        String text = smtp.subjects().get(index) + "\n\n" + smtp.text(index);
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "TIME")
                .replaceAll("(?m), after \\d[0-9a-z ]*$", ", after AGO")
                .replaceAll("(?m), event \\d+$", ", event N")
                .strip();
    }

    @Override
    public void close() throws IOException {
        agent.close();
        smtp.close();
        bind.close();
    }
}
