package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import dev.multipath.agent.probe.exchange.Exchange;
import dev.multipath.agent.probe.exchange.Path;
import dev.multipath.agent.probe.exchange.ProbeReply;
import dev.multipath.agent.probe.exchange.Refusal;
import dev.multipath.netlink.model.IpAddress;
import dev.multipath.netlink.transport.ConnectedSocket;
import dev.multipath.netlink.transport.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request for a page, over a connection of its own. A refused connection is no answer here: what is asked is whether
 * the page can be had.
 */
final class HttpExchange implements Exchange {
    private static final int BUFFER = 4096;
    /** Buffers read in a row: one fast server must not hold the prober. */
    private static final int BUFFERS_A_TURN = 4;

    private final Path path;
    private final ConnectedSocket socket;
    private final IpAddress address;
    private final ProbeTarget.Url url;
    private final ProbeReply reply;
    private final Runnable useless;
    private final ResponseReader response;
    private final long deadline;
    private boolean asked;

    private HttpExchange(
            ConnectedSocket socket, IpAddress address, ProbeTarget.Url url, ProbeReply reply, Runnable useless) {
        this.path = Path.of(reply.request());
        this.socket = socket;
        this.address = address;
        this.url = url;
        this.reply = reply;
        this.useless = useless;
        this.response =
                new ResponseReader(Expectation.of(reply.request().probe().question(), url));
        this.deadline = reply.deadline();
    }

    /**
     * Begins to connect.
     *
     * @param address of the URL's host
     * @param useless told when nothing came of that address
     * @throws ErrnoException where no packet can leave this way
     */
    static HttpExchange begin(IpAddress address, ProbeTarget.Url url, ProbeReply reply, Runnable useless)
            throws ErrnoException {
        ConnectedSocket socket = Path.of(reply.request()).connect(ConnectedSocket.Kind.TCP, address, url.port());
        return new HttpExchange(socket, address, url, reply, useless);
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
            if (!asked) {
                asked = true;
                byte[] request = request();
                return socket.send(request) != request.length && refuse(url + " takes no request");
            }
            return receive();
        } catch (ErrnoException failed) {
            return refuse(Refusal.of(socket, address, failed).why());
        }
    }

    private boolean receive() throws ErrnoException {
        byte[] buffer = new byte[BUFFER];
        for (int i = 0; i < BUFFERS_A_TURN; i++) {
            OptionalInt length = socket.receive(buffer);
            if (length.isEmpty()) {
                // One from before the connection stood means nothing now, but must be taken.
                socket.report();
                return false;
            }
            boolean end = length.getAsInt() < 0;
            Optional<ResponseReader.Verdict> verdict =
                    end ? Optional.of(response.end()) : response.feed(buffer, length.getAsInt());
            if (verdict.isPresent()) {
                return finish(verdict.get());
            }
        }
        return false;
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

    /** Fits the empty buffer of a new connection. Nothing on the way may answer in the page's place. */
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
