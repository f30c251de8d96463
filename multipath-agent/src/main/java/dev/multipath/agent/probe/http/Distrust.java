package dev.multipath.agent.probe.http;

import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** Why TLS came to nothing, in an operator's words. */
final class Distrust {
    private Distrust() {}

    static String words(IOException failure) {
        if (!(failure instanceof SSLException)) {
            return "cannot be asked: " + failure.getMessage();
        }
        boolean certificate = false;
        Throwable deepest = failure;
        for (int depth = 0; depth < 8 && deepest.getCause() != null; depth++) {
            deepest = deepest.getCause();
            certificate |= deepest instanceof CertificateException;
        }
        String why = Printable.of(String.valueOf(deepest.getMessage()));
        return certificate ? "has a certificate that is not trusted: " + why : "cannot be spoken with: " + why;
    }
}
