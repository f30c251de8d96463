package dev.multipath.agent.ddns.decision;

import dev.multipath.agent.config.EchoBelief;
import dev.multipath.agent.config.WebUrl;
import dev.multipath.netlink.model.IpAddress;
import java.util.Optional;

/**
 * Which address the Internet knows an uplink by, to be asked of a web page over that very uplink. A question with
 * another address or gateway in it is another question.
 */
public record Question(Way way, Optional<IpAddress> gateway, WebUrl url, EchoBelief belief) {}
