package dev.multipath.agent.explain;

import dev.multipath.netlink.model.Route;

/** A route to the packet's destination that the lookup passed over, and why. */
public record PassedRoute(Route route, String why) {}
