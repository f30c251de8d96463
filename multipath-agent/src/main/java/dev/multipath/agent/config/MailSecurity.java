package dev.multipath.agent.config;

/** How the connection to a mail server is encrypted. */
public enum MailSecurity {
    NONE,
    /** From the start: {@code smtps://}. */
    TLS,
    /** After {@code STARTTLS}, which the server must offer. */
    STARTTLS
}
