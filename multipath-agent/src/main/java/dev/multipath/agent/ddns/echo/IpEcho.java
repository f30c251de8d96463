package dev.multipath.agent.ddns.echo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A web service that tells callers their address: plain text, the address of the connection alone on the first line, and
 * apart what the request claims to be forwarded for. The claim is anybody's word, and nothing here depends on it.
 *
 * <p>Bounded whatever callers do: so many at once, so long for a request, so much of it.
 */
public final class IpEcho implements AutoCloseable {
    private static final int MAX_AT_ONCE = 16;
    private static final int BACKLOG = 64;
    private static final int MAX_CLAIM = 200;

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private IpEcho(HttpServer server) {
        this.server = server;
        this.threads = new ThreadPoolExecutor(1, MAX_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "ip-echo");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts to answer. */
    public static IpEcho open(InetSocketAddress listen) throws IOException {
        limit();
        IpEcho echo = new IpEcho(HttpServer.create(listen, BACKLOG));
        echo.server.setExecutor(echo::execute);
        echo.server.createContext("/", echo::answer);
        echo.server.start();
        return echo;
    }

    /** The JDK's server has no limits of its own, and reads them but once. */
    private static void limit() {
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("sun.net.httpserver.idleInterval", "10");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "50");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "50");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpserver.maxConnections", "200");
    }

    /** Where it listens, with the port it got. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException busy) {
            // Thrown on, it would end the server's thread; the connection is dropped when its time is over.
            return;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=us-ascii");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("Connection", "close");
            if (!get && !head) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = body(exchange).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (get) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String body(HttpExchange exchange) {
        StringBuilder out = new StringBuilder();
        out.append(IpAddress.of(exchange.getRemoteAddress().getAddress())).append('\n');
        @Nullable List<String> claims = exchange.getRequestHeaders().get("X-Forwarded-For");
        if (claims != null) {
            out.append("X-Forwarded-For: ")
                    .append(harmless(String.join(", ", claims)))
                    .append('\n');
        }
        return out.toString();
    }

    /** Only what addresses and names are made of, and not too much of it. */
    private static String harmless(String claim) {
        String plain = claim.replaceAll("[^0-9A-Za-z.:,_\\[\\] -]", "?");
        return plain.length() > MAX_CLAIM ? plain.substring(0, MAX_CLAIM) + "..." : plain;
    }

    /** Stops answering; what is being answered has a second to finish. */
    @Override
    public void close() {
        server.stop((int) Duration.ofSeconds(1).toSeconds());
        threads.shutdownNow();
    }
}
