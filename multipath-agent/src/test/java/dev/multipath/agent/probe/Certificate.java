package dev.multipath.agent.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and its certificate, made by the JDK's keytool: signed by itself, or by another. */
public final class Certificate {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    private final Path store;
    private final Path pem;

    private Certificate(Path directory, String name) {
        store = directory.resolve(name + ".p12");
        pem = directory.resolve(name + ".pem");
    }

    /**
     * One that it signed itself, as an authority does.
     *
     * @param names "dns:www.example.net" or "ip:203.0.113.53", with commas between them
     */
    public static Certificate of(Path directory, String name, String names) throws IOException {
        Certificate made = new Certificate(directory, name);
        made.keytool(
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-ext",
                "san=" + names);
        made.export();
        return made;
    }

    /** One that was good until nine days ago, signed by this one. */
    Certificate signExpired(Path directory, String name, String names) throws IOException {
        Certificate made = of(directory, name, names);
        String request = directory.resolve(name + ".csr").toString();
        String signed = directory.resolve(name + ".signed").toString();
        made.keytool("-certreq", "-alias", ALIAS, "-file", request);
        keytool(
                "-gencert",
                "-alias",
                ALIAS,
                "-rfc",
                "-infile",
                request,
                "-outfile",
                signed,
                "-startdate",
                "-10d",
                "-validity",
                "1",
                "-ext",
                "san=" + names);
        made.keytool("-importcert", "-noprompt", "-alias", "authority", "-file", pem.toString());
        made.keytool("-importcert", "-noprompt", "-alias", ALIAS, "-file", signed);
        return made;
    }

    private void export() throws IOException {
        keytool("-exportcert", "-alias", ALIAS, "-rfc", "-file", pem.toString());
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** What a server with this key speaks. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** The file of the certificate alone, in PEM. */
    public Path pem() {
        return pem;
    }

    /** Deletes its files, and their directory if that was all. */
    public void delete() throws IOException {
        Files.delete(store);
        Files.delete(pem);
        Files.delete(pem.getParent());
    }
}
