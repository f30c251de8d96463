/** Dynamic updates of one name's records at one server, and the keys that sign them (RFC 2136, RFC 8945). */
@NullMarked
package dev.multipath.agent.ddns.update;

import org.jspecify.annotations.NullMarked;
