package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.probe.exchange.Exchange;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.ProbeReply;
import dev.multipath.agent.probe.exchange.Refusal;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One request for a page, over a connection of its own, encrypted or not. A refused connection is no answer here: what is
 * asked is whether the page can be had.
 */
final class HttpExchange implements Exchange {
    private final Path path;
    private final ConnectedSocket socket;
    private final IpAddress address;
    private final ProbeTarget.Url url;
    private final ProbeReply reply;
    private final Trust trust;
    private final Runnable useless;
    private final ResponseReader response;
    private final long deadline;
    /** Once the connection stands. */
    private @Nullable Conduit conduit;

    private boolean asked;

    private HttpExchange(
            ConnectedSocket socket,
            IpAddress address,
            ProbeTarget.Url url,
            ProbeReply reply,
            Trust trust,
            Runnable useless) {
        this.path = Path.of(reply.request());
        this.socket = socket;
        this.address = address;
        this.url = url;
        this.reply = reply;
        this.trust = trust;
        this.useless = useless;
        this.response =
                new ResponseReader(Expectation.of(reply.request().probe().question(), url));
        this.deadline = reply.deadline();
    }

    /**
     * Begins to connect.
     *
     * @param address of the URL's host
     * @param trust whose certificates are believed
     * @param useless told when nothing came of that address
     * @throws ErrnoException where no packet can leave this way
     */
    static HttpExchange begin(IpAddress address, ProbeTarget.Url url, ProbeReply reply, Trust trust, Runnable useless)
            throws ErrnoException {
        ConnectedSocket socket = Path.of(reply.request()).connect(ConnectedSocket.Kind.TCP, address, url.port());
        return new HttpExchange(socket, address, url, reply, trust, useless);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public ConnectedSocket socket() {
        return socket;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public boolean proceed() {
        try {
            if (!socket.isConnected()) {
                Optional<Refusal> reported = Refusal.reported(socket, address);
                return reported.isPresent() && refuse(reported.get().why());
            }
            Conduit open = conduit();
            if (!open.isOpen()) {
                return false;
            }
            if (!asked) {
                asked = true;
                return !open.send(request()) && refuse(url + " takes no request");
            }
            return receive(open);
        } catch (ErrnoException failed) {
            return refuse(Refusal.of(socket, address, failed).why());
        } catch (IOException noTls) {
            return refuse(url + " " + Distrust.words(noTls));
        }
    }

    private Conduit conduit() throws IOException {
        if (conduit == null) {
            Conduit plain = new PlainConduit(socket);
            conduit = url.secure()
                    ? new TlsConduit(
                            plain,
                            trust.engine(url, reply.request().probe().question().caFile()))
                    : plain;
        }
        return conduit;
    }

    private boolean receive(Conduit open) throws ErrnoException, SSLException {
        byte[] buffer = new byte[open.bufferSize()];
        while (true) {
            OptionalInt length = open.receive(buffer);
            if (length.isEmpty()) {
                return false;
            }
            boolean end = length.getAsInt() < 0;
            Optional<ResponseReader.Verdict> verdict =
                    end ? Optional.of(response.end()) : response.feed(buffer, length.getAsInt());
            if (verdict.isPresent()) {
                return finish(verdict.get());
            }
        }
    }

    private boolean finish(ResponseReader.Verdict verdict) {
        if (verdict.right()) {
            reply.answered();
            return true;
        }
        return refuse(url + " " + verdict.why());
    }

    /** @return true: it is over */
    private boolean refuse(String why) {
        useless.run();
        reply.refused(why);
        return true;
    }

    /** Fits the empty buffer of a new connection. No cache on the way may answer in the page's place. */
    private byte[] request() {
        String text = "GET " + url.path() + " HTTP/1.1\r\n"
                + "Host: " + url.authority() + "\r\n"
                + "User-Agent: multipath\r\n"
                + "Accept: */*\r\n"
                + "Accept-Encoding: identity\r\n"
                + "Cache-Control: no-cache\r\n"
                + "Connection: close\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void giveUp() {
        useless.run();
    }
}
