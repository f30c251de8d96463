package dev.multipath.agent.ddns.link;

import dev.multipath.agent.config.WebUrl;
import dev.multipath.agent.ddns.decision.Way;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Asks for single pages over one uplink, the name in the URL looked up over it too. Redirects are not followed. */
public final class WebClient {
    /** For each address of the host, from the handshake to the end of the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Further addresses of a host are not tried. */
    private static final int MAX_ADDRESSES = 3;

    private final Names names;
    private final Supplier<SSLSocketFactory> tls;

    /** One that trusts whom the JVM trusts. */
    public WebClient(Names names) {
        this(names, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param tls made when it is needed */
    WebClient(Names names, Supplier<SSLSocketFactory> tls) {
        this.names = names;
        this.tls = tls;
    }

    /**
     * {@code GET}.
     *
     * @param authorization a header's value
     * @throws NoSuchNameException if the host has no address of the way's family
     * @throws IOException without an answer; the message says why, and names the URL's host
     */
    public WebAnswer get(Way way, WebUrl url, Optional<String> authorization) throws IOException {
        List<IpAddress> addresses =
                url.literal().isPresent() ? List.of(url.literal().get()) : names.find(way, url.host());
        IOException last = new IOException("no address");
        for (IpAddress address : addresses.subList(0, Math.min(MAX_ADDRESSES, addresses.size()))) {
            if (!address.family().equals(way.family())) {
                throw new NoSuchNameException(url.host() + " is no address of this family");
            }
            try {
                return get(way, url, address, authorization);
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw new IOException(url.host() + ": " + last.getMessage(), last);
    }

    private WebAnswer get(Way way, WebUrl url, IpAddress address, Optional<String> authorization) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Connection connection = Connection.open(Kind.TCP, way, address, url.port(), deadline);
        try (Socket plain = new ConnectionSocket(connection);
                Socket socket = url.secure() ? secured(plain, url) : plain) {
            socket.getOutputStream().write(request(url, authorization));
            socket.getOutputStream().flush();
            return WebAnswer.read(socket.getInputStream());
        }
    }

    /** The certificate must be of the URL's host, and signed by somebody who is trusted. */
    private Socket secured(Socket plain, WebUrl url) throws IOException {
        SSLSocket secured = (SSLSocket) tls.get().createSocket(plain, url.host(), url.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Nothing on the way may answer in the page's place. */
    private static byte[] request(WebUrl url, Optional<String> authorization) {
        String text = "GET " + url.path() + " HTTP/1.1\r\n"
                + "Host: " + url.authority() + "\r\n"
                + "User-Agent: multipath-agent\r\n"
                + "Accept: text/plain, */*\r\n"
                + "Accept-Encoding: identity\r\n"
                + "Cache-Control: no-cache\r\n"
                + authorization.map(value -> "Authorization: " + value + "\r\n").orElse("")
                + "Connection: close\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
