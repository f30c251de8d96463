package dev.multipath.agent.status;

/**
 * What is answered to one request over the control socket. On the wire: the exit code, a line feed, and the body up to
 * the end.
 *
 * @param exitCode what the command that asked is to end with, one of {@link ExitCode}
 * @param body what it is to print: on standard error unless the code is 0
 */
public record Answer(int exitCode, String body) {

    static Answer done(String body) {
        return new Answer(ExitCode.DONE, body);
    }

    static Answer failed(String why) {
        return new Answer(ExitCode.FAILED, why + "\n");
    }

    String encode() {
        return exitCode + "\n" + body;
    }

    /** @throws IllegalArgumentException for a text that does not begin with a number alone on its line */
    static Answer decode(String text) {
        int end = text.indexOf('\n');
        if (end < 1) {
            throw new IllegalArgumentException("an answer without an exit code");
        }
        return new Answer(Integer.parseInt(text.substring(0, end)), text.substring(end + 1));
    }
}
