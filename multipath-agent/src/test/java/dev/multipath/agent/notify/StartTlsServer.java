package dev.multipath.agent.notify;

import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** As much of an SMTP server as STARTTLS takes, which GreenMail does not offer; with GreenMail's certificate. */
final class StartTlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Commands, and before each whether it came encrypted. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final SSLContext tls;

    StartTlsServer() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "starttls");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket plain = server.accept()) {
                say(plain, "220 test");
                if (converse(plain, "plain ", "250-test\r\n250 STARTTLS")) {
                    SSLSocket encrypted =
                            (SSLSocket) tls.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
                    encrypted.setUseClientMode(false);
                    converse(encrypted, "TLS ", "250 test");
                }
            } catch (IOException ended) {
                heard.add("end");
            }
        }
    }

    /** @return whether it is to go on encrypted */
    private boolean converse(Socket socket, String how, String greeting) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.split("[ :]", 2)[0];
            heard.add(how + verb);
            switch (verb) {
                case "EHLO" -> say(socket, greeting);
                case "STARTTLS" -> {
                    say(socket, "220 go on");
                    return true;
                }
                case "DATA" -> {
                    say(socket, "354 go on");
                    while (!".".equals(line)) {
                        line = in.readLine();
                    }
                    say(socket, "250 taken");
                }
                default -> say(socket, "250 fine");
            }
        }
        return false;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
