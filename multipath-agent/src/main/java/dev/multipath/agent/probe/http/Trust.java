package dev.multipath.agent.probe.http;

import dev.multipath.agent.config.ProbeTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed: those the Java runtime trusts, and those that a file of the operator's trusts besides.
 * The name, or the address, in the certificate must be the URL's. Of one thread.
 */
final class Trust {
    /** Sessions kept for a cheaper handshake next time, and for how many seconds. */
    private static final int SESSIONS = 256;

    private static final int SESSION_TIME = 600;

    /** A file of anchors is small; what is larger is none. */
    private static final long MAX_FILE = 4 * 1024 * 1024;

    private record Anchors(FileTime asOf, SSLContext context) {}

    private final Map<Optional<String>, Anchors> known = new HashMap<>();

    /**
     * A client's engine for the host of a URL.
     *
     * @param file certificates in PEM that are trusted besides; read again when it changes
     * @throws IOException where the file cannot be read, or has no certificates
     */
    SSLEngine engine(ProbeTarget.Url url, Optional<String> file) throws IOException {
        SSLEngine engine = context(file).createSSLEngine(url.host(), url.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        if (url.literal().isEmpty()) {
            parameters.setServerNames(List.of(new SNIHostName(url.host())));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLContext context(Optional<String> file) throws IOException {
        FileTime asOf = file.isPresent() ? lastModified(file.get()) : FileTime.fromMillis(0);
        Anchors anchors = known.get(file);
        if (anchors == null || !anchors.asOf().equals(asOf)) {
            anchors = new Anchors(asOf, load(file));
            known.put(file, anchors);
        }
        return anchors.context();
    }

    private static FileTime lastModified(String file) throws IOException {
        try {
            return Files.getLastModifiedTime(Path.of(file));
        } catch (NoSuchFileException none) {
            throw new IOException("no file " + file, none);
        }
    }

    private static SSLContext load(Optional<String> file) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, file.isPresent() ? besides(Path.of(file.get())) : null, null);
            context.getClientSessionContext().setSessionCacheSize(SESSIONS);
            context.getClientSessionContext().setSessionTimeout(SESSION_TIME);
            return context;
        } catch (GeneralSecurityException wrong) {
            throw new IOException(file.orElse("the Java runtime") + " has no certificates", wrong);
        }
    }

    /** Those of the runtime, and those of the file. */
    private static TrustManager[] besides(Path file) throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager usual) {
                for (X509Certificate anchor : usual.getAcceptedIssuers()) {
                    all.setCertificateEntry("runtime " + number++, anchor);
                }
            }
        }
        for (Certificate anchor : read(file)) {
            all.setCertificateEntry("file " + number++, anchor);
        }
        return managers(all);
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException(file + " is too large for a file of certificates");
        }
        Collection<? extends Certificate> anchors = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (anchors.isEmpty()) {
            throw new IOException(file + " has no certificates");
        }
        return anchors;
    }

    /** @param anchors null for those of the runtime */
    private static TrustManager[] managers(@Nullable KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }
}
