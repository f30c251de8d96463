/** The service side of public addresses: {@code ip-echo}. */
@NullMarked
package dev.multipath.agent.ddns.echo;

import org.jspecify.annotations.NullMarked;
