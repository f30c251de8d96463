package dev.multipath.agent.ddns.decision;

import dev.multipath.netlink.model.AddressFamily;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be published now.
 *
 * @param addresses of the live uplinks
 * @param incomplete families of which a live uplink's public address cannot be learnt: what stands there and is not
 *     known to be another's may be its
 * @param settled false while an uplink is not judged yet, or a page not asked: better wait a moment
 * @param ways over which something can be sent, the better ones first
 * @param questions to be asked for it
 * @param byUplink which of the addresses are whose
 * @param remarks why an uplink that lives is not in it
 */
public record Wish(
        Addresses addresses,
        Set<AddressFamily> incomplete,
        boolean settled,
        List<Way> ways,
        List<Question> questions,
        Map<String, Addresses> byUplink,
        List<String> remarks) {
    public Wish {
        incomplete = Set.copyOf(incomplete);
        ways = List.copyOf(ways);
        questions = List.copyOf(questions);
        byUplink = Map.copyOf(byUplink);
        remarks = List.copyOf(remarks);
    }
}
