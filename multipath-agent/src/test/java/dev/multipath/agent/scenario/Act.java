package dev.multipath.agent.scenario;

/** Something that is done to a gateway or its agent, in a simulation or in earnest. */
public sealed interface Act {

    record Break(Uplink uplink, Trouble trouble) implements Act {}

    /** All troubles of an uplink are over. */
    record Mend(Uplink uplink) implements Act {}

    /** A target answers nobody any more. */
    record TargetDies(String target) implements Act {}

    record TargetLives(String target) implements Act {}

    /** The router of hinet's line gets another address, and the default route in main, where it is learnt, follows. */
    record GatewayMoves(String address) implements Act {}

    /** A point-to-point line has another address from now on; its device stays. */
    record AddressChanges(Uplink uplink) implements Act {}

    /** Another program deletes every route and rule of the agent's. */
    record OwnDeleted() implements Act {}

    /** The agent gets SIGKILL. */
    record Kill() implements Act {}

    /** It is started again. */
    record Restart() implements Act {}

    /** Another configuration and SIGHUP. */
    record Reload(String configuration) implements Act {}

    /** An operator's word. */
    record Enable(Uplink uplink, boolean enabled) implements Act {}

    /** Steady traffic begins: {@value #PACKETS} packets a second out and in again, divided by weight. */
    record TrafficBegins() implements Act {
        public static final int PACKETS = 300;
    }
}
