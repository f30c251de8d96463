package dev.multipath.agent.ddns.update;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIGRecord;

/** A server's no, in an operator's words. */
final class Refusals {
    private Refusals() {}

    /**
     * Why.
     *
     * @param now by the clock that signed the question
     */
    static String why(Message answer, Optional<TsigKey> key, String zone, Instant now) {
        @Nullable TSIGRecord signature = answer.getTSIG();
        if (signature != null && signature.getError() != Rcode.NOERROR && key.isPresent()) {
            return tsig(signature, key.get(), now);
        }
        int code = answer.getRcode();
        return switch (code) {
            case Rcode.REFUSED ->
                "REFUSED: " + key.map(known -> known + " may not").orElse("without a key nobody may") + " do this in "
                        + zone;
            case Rcode.NOTAUTH -> "NOTAUTH: the server is not the one that keeps zone " + zone;
            case Rcode.NOTZONE -> "NOTZONE: the record is not in zone " + zone;
            default -> Rcode.string(code);
        };
    }

    private static String tsig(TSIGRecord signature, TsigKey key, Instant now) {
        return switch (signature.getError()) {
            case Rcode.BADKEY -> "BADKEY: the server does not know " + key;
            case Rcode.BADSIG -> "BADSIG: the secret of " + key + " is not the server's";
            case Rcode.BADTIME -> "BADTIME: " + clocks(signature, now);
            default -> Rcode.TSIGstring(signature.getError());
        };
    }

    /** The server tells its own time in six bytes: RFC 8945, 5.2.3. */
    private static String clocks(TSIGRecord signature, Instant now) {
        byte @Nullable [] other = signature.getOther();
        if (other == null || other.length != 6) {
            return "the clocks of server and agent differ too much";
        }
        long seconds = 0;
        for (byte b : other) {
            seconds = seconds << 8 | (b & 0xff);
        }
        long ahead = Duration.between(Instant.ofEpochSecond(seconds), now).toSeconds();
        return "this machine's clock is " + Math.abs(ahead) + " s " + (ahead > 0 ? "ahead of" : "behind")
                + " the server's";
    }
}
