package dev.multipath.agent.status;

/**
 * What is answered to {@code events}. On the wire: run and last, a line feed, the text.
 *
 * @param run names the run of the agent: another one counts from 1 again
 * @param last number of the newest event there is
 * @param text those asked for
 */
public record EventsAnswer(String run, long last, String text) {

    String encode() {
        return run + ' ' + last + '\n' + text;
    }

    /**
     * Reads it back.
     *
     * @throws IllegalArgumentException for a text that does not begin with run and last on a line
     */
    public static EventsAnswer decode(String body) {
        int end = body.indexOf('\n');
        int space = body.indexOf(' ');
        if (space < 1 || end < space) {
            throw new IllegalArgumentException("an answer without its first line");
        }
        return new EventsAnswer(
                body.substring(0, space), Long.parseLong(body.substring(space + 1, end)), body.substring(end + 1));
    }
}
