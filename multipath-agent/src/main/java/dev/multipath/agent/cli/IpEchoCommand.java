package dev.multipath.agent.cli;

import dev.multipath.agent.ddns.echo.IpEcho;
import dev.multipath.agent.shell.Signals;
import dev.multipath.agent.status.ExitCode;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ip-echo}: the web service that tells a caller its address. */
final class IpEchoCommand implements Subcommand {
    private static final String LISTEN = "--listen";

    @Override
    public CommandSpec words() {
        return Words.command(
                        this,
                        "ip-echo",
                        "Serves a web page that tells a caller its address, and apart what a proxy claims in "
                                + "X-Forwarded-For. SIGTERM and SIGINT end it.")
                .addOption(Words.required(LISTEN, "ADDR:PORT", "Where to listen, such as 192.0.2.80:80 or [::]:80."));
    }

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        InetSocketAddress listen = address(invocation.value(LISTEN));
        CountDownLatch end = new CountDownLatch(1);
        Signals.on("TERM", end::countDown);
        Signals.on("INT", end::countDown);
        try (IpEcho echo = IpEcho.open(listen)) {
            String host = echo.address().getAddress().getHostAddress();
            String shown = host.indexOf(':') < 0 ? host : '[' + host + ']';
            invocation
                    .out()
                    .println("listening on http://" + shown + ':'
                            + echo.address().getPort() + '/');
            end.await();
            return ExitCode.DONE;
        } catch (IOException failed) {
            throw new CommandFailedException(
                    ExitCode.FAILED, "multipath-agent: cannot listen on " + listen + ": " + failed.getMessage());
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        try {
            IpAddress address = IpAddress.parse(brackets ? host.substring(1, host.length() - 1) : host);
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port >= 0 && port <= 0xffff && address.isIpv6() == brackets) {
                return new InetSocketAddress(address.toInetAddress(), port);
            }
        } catch (IllegalArgumentException wrong) {
            // Said below.
        }
        throw new CommandFailedException(
                ExitCode.USAGE,
                "multipath-agent: " + LISTEN + " \"" + text
                        + "\" is no address with a port; expected one such as 192.0.2.80:80 or [::]:80");
    }
}
