package dev.multipath.agent.survival;

import java.util.ArrayList;
import java.util.List;

/**
 * An uplink dies or returns.
 *
 * @param uplink its position
 */
record Act(int uplink, boolean dies) {

    private static Act death(int uplink) {
        return new Act(uplink, true);
    }

    private static Act back(int uplink) {
        return new Act(uplink, false);
    }

    /**
     * All ways for one or two of three uplinks to die and return, each beginning and ending with all alive: three single
     * ones, and twelve double ones (one dies, another one dies, either of them returns first).
     */
    static List<List<Act>> allOrders() {
        List<List<Act>> orders = new ArrayList<>();
        for (int one = 0; one < 3; one++) {
            orders.add(List.of(death(one), back(one)));
        }
        for (int one = 0; one < 3; one++) {
            for (int other = 0; other < 3; other++) {
                if (other != one) {
                    orders.add(List.of(death(one), death(other), back(one), back(other)));
                    orders.add(List.of(death(one), death(other), back(other), back(one)));
                }
            }
        }
        return orders;
    }

    /** Of these, one single and one double failure of the heaviest and of a light one. */
    static List<List<Act>> someOrders() {
        return List.of(List.of(death(1), back(1)), List.of(death(0), death(2), back(0), back(2)));
    }
}
