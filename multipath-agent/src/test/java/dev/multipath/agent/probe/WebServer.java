package dev.multipath.agent.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.multipath.testkit.netns.Namespace;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The JDK's web server in a namespace, and what it was asked: "/generate_204", "/hello", "/chunked", "/portal" (a
 * redirect), "/login" (a portal's page) and "/endless".
 */
public final class WebServer implements AutoCloseable {
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final boolean captive;

    private final Optional<SSLContext> tls;

    private WebServer(boolean captive, Optional<SSLContext> tls) {
        this.captive = captive;
        this.tls = tls;
    }

    /** On a port of some addresses. */
    public static WebServer start(Namespace where, int port, String... addresses) throws IOException {
        return start(where, port, new WebServer(false, Optional.empty()), addresses);
    }

    /** One that redirects whatever it is asked. */
    public static WebServer portal(Namespace where, int port, String... addresses) throws IOException {
        return start(where, port, new WebServer(true, Optional.empty()), addresses);
    }

    /** One that speaks TLS. */
    public static WebServer secure(Namespace where, int port, SSLContext tls, String... addresses) throws IOException {
        return start(where, port, new WebServer(false, Optional.of(tls)), addresses);
    }

    private static WebServer start(Namespace where, int port, WebServer web, String... addresses) throws IOException {
        for (String address : addresses) {
            InetSocketAddress local = new InetSocketAddress(InetAddress.getByName(address), port);
            HttpServer server = where.call(() -> web.create(local));
            server.setExecutor(web.threads);
            server.createContext("/", web::handle);
            server.start();
            web.servers.add(server);
        }
        return web;
    }

    private HttpServer create(InetSocketAddress local) throws IOException {
        if (tls.isEmpty()) {
            return HttpServer.create(local, 64);
        }
        HttpsServer server = HttpsServer.create(local, 64);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return server;
    }

    /** Each as "HOST PATH". */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestHeaders().getFirst("Host") + ' ' + path);
        switch (captive ? "/portal" : path) {
            case "/generate_204" -> exchange.sendResponseHeaders(204, -1);
            case "/hello" -> page(exchange, "hello, world", false);
            case "/chunked" -> page(exchange, "hello, world", true);
            case "/login" -> page(exchange, "please log in", false);
            case "/portal" -> {
                exchange.getResponseHeaders().add("Location", "http://portal.example/login");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/endless" -> endless(exchange);
            default -> exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static void page(HttpExchange exchange, String text, boolean chunked) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, chunked ? 0 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, 0, 4);
            out.flush();
            out.write(bytes, 4, bytes.length - 4);
        }
    }

    /** As long as the other side reads. */
    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] nothing = new byte[8192];
        try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                out.write(nothing);
            }
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
