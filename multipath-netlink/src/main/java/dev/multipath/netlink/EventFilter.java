package dev.multipath.netlink;

import dev.multipath.netlink.model.Protocol;
import dev.multipath.netlink.model.RouteTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which notifications the kernel shall queue for a {@link Monitor}, so that a storm in a table of no interest costs
 * neither time nor room in the receive buffer.
 *
 * <pre>{@code
 * netlink.monitor().routes().filter(EventFilter.ALL.exceptProtocols(Protocol.BIRD)).start(listener)
 * }</pre>
 *
 * <p>What a choice does not apply to passes: tables and protocols are those of routes and rules, and a rule that looks up
 * no table has none. {@link RtEvent.EventsLost} always comes.
 *
 * @param tables of IPv4 and IPv6 routes, and of rules that look one up
 * @param protocols of IPv4 and IPv6 routes and rules; a rule that names none has {@link Protocol#UNSPEC}
 * @param types {@code RTM_*} of any message
 * @param whole protocols whose IPv4 and IPv6 routes pass whatever their destination; of all others only defaults do
 * @param senders whose request caused it: {@code nl_pid} of a socket ({@link RtNetlink#portId()}), 0 for the kernel
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7), SO_ATTACH_FILTER</a>
 */
public record EventFilter(
        Choice<RouteTable> tables,
        Choice<Protocol> protocols,
        Choice<Integer> types,
        Choice<Protocol> whole,
        Choice<Integer> senders) {
    /** Everything. */
    public static final EventFilter ALL =
            new EventFilter(Choice.all(), Choice.all(), Choice.all(), Choice.all(), Choice.all());

    /** @throws IllegalArgumentException for a message type outside 0..65535 */
    public EventFilter {
        for (int type : types.values()) {
            if (type < 0 || type > 0xffff) {
                throw new IllegalArgumentException("message type " + type);
            }
        }
    }

    /**
     * Some values, or all but some.
     *
     * @param only whether these are wanted; else all others are
     * @param values at most 128
     */
    public record Choice<T>(boolean only, Set<T> values) {
        private static final int MAX = 128;

        /** @throws IllegalArgumentException for more than 128 values, and for a choice of nothing */
        public Choice {
            values = Set.copyOf(values);
            if (values.size() > MAX || (only && values.isEmpty())) {
                throw new IllegalArgumentException(values.size() + " values to choose; 1.." + MAX + " are possible");
            }
        }

        static <T> Choice<T> all() {
            return new Choice<>(false, Set.of());
        }

        /** Whether everything is wanted. */
        public boolean isAll() {
            return !only && values.isEmpty();
        }

        /** Whether this value is wanted. */
        public boolean wants(T value) {
            return values.contains(value) == only;
        }
    }

    /** The same with routes and rules of these tables only. */
    public EventFilter onlyTables(RouteTable... wanted) {
        return new EventFilter(choice(true, List.of(wanted)), protocols, types, whole, senders);
    }

    /** The same without routes and rules of these tables. */
    public EventFilter exceptTables(RouteTable... unwanted) {
        return new EventFilter(choice(false, List.of(unwanted)), protocols, types, whole, senders);
    }

    /** The same with routes and rules of these protocols only. */
    public EventFilter onlyProtocols(Protocol... wanted) {
        return new EventFilter(tables, choice(true, List.of(wanted)), types, whole, senders);
    }

    /** The same without routes and rules of these protocols. */
    public EventFilter exceptProtocols(Protocol... unwanted) {
        return new EventFilter(tables, choice(false, List.of(unwanted)), types, whole, senders);
    }

    /** The same with these {@code RTM_*} only, {@link dev.multipath.netlink.codec.Rtm}. */
    public EventFilter onlyTypes(Integer... wanted) {
        return new EventFilter(tables, protocols, choice(true, List.of(wanted)), whole, senders);
    }

    /** The same without these {@code RTM_*}. */
    public EventFilter exceptTypes(Integer... unwanted) {
        return new EventFilter(tables, protocols, choice(false, List.of(unwanted)), whole, senders);
    }

    /** The same with default routes only, but every route of these protocols. */
    public EventFilter onlyDefaultsExcept(Protocol... wholly) {
        return new EventFilter(tables, protocols, types, choice(true, List.of(wholly)), senders);
    }

    /** The same without what the sockets of these ports cause: one's own changes are no news. */
    public EventFilter exceptSenders(Integer... unwanted) {
        return new EventFilter(tables, protocols, types, whole, choice(false, List.of(unwanted)));
    }

    private static <T> Choice<T> choice(boolean only, List<T> values) {
        return new Choice<>(only, new HashSet<>(values));
    }
}
