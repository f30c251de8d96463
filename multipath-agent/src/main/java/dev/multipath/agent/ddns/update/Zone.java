package dev.multipath.agent.ddns.update;

import dev.multipath.agent.config.DdnsSection;
import dev.multipath.agent.ddns.decision.Addresses;
import dev.multipath.agent.ddns.link.DnsExchange;
import dev.multipath.netlink.model.AddressFamily;
import dev.multipath.netlink.model.IpAddress;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * One name's A and AAAA records: reads them, and replaces them as a whole on the condition that they are still as they
 * were read.
 */
public final class Zone {
    private final DdnsSection section;
    private final Optional<TsigKey> key;
    private final Clock clock;
    private final Name zone;
    private final Name name;

    /** @param clock signatures bear its time */
    public Zone(DdnsSection section, Optional<TsigKey> key, Clock clock) {
        this.section = section;
        this.key = key;
        this.clock = clock;
        this.zone = name(section.zone());
        this.name = name(section.record());
    }

    /** What the server holds now, of the families that are published. */
    public Found read(DnsExchange server) throws IOException, RefusedException {
        List<IpAddress> found = new ArrayList<>();
        Map<AddressFamily, Long> ttls = new HashMap<>();
        for (AddressFamily family : families()) {
            Message answer =
                    ask(server, Message.newQuery(Record.newRecord(name, type(family), DClass.IN)), Rcode.NXDOMAIN);
            if (!answer.getHeader().getFlag(Flags.AA)) {
                throw new RefusedException("the server is not the one that keeps zone " + section.zone());
            }
            for (Record record : answer.getSection(Section.ANSWER)) {
                if (record instanceof CNAMERecord alias && record.getName().equals(name)) {
                    throw new RefusedException(section.record() + " is another name for " + alias.getTarget()
                            + " there; remove that CNAME first");
                }
                Optional<IpAddress> address = address(record);
                if (address.isPresent()) {
                    found.add(address.get());
                    ttls.put(family, record.getTTL());
                }
            }
        }
        return new Found(Addresses.of(found), ttls);
    }

    /** Whether nothing need be changed. */
    public boolean holds(Found found, Addresses wanted) {
        for (AddressFamily family : families()) {
            if (!found.holds(family, wanted, section.ttl().toSeconds())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Replaces what was found, all at once or not at all.
     *
     * @return false if something else stands there by now
     */
    public boolean replace(DnsExchange server, Found found, Addresses wanted) throws IOException, RefusedException {
        Update update = new Update(zone);
        for (AddressFamily family : families()) {
            List<IpAddress> before = found.addresses().family(family);
            if (before.isEmpty()) {
                update.absent(name, type(family));
            }
            for (IpAddress address : before) {
                update.present(record(address, 0));
            }
        }
        for (AddressFamily family : families()) {
            if (!found.holds(family, wanted, section.ttl().toSeconds())) {
                update.delete(name, type(family));
                for (IpAddress address : wanted.family(family)) {
                    update.add(record(address, section.ttl().toSeconds()));
                }
            }
        }
        int code = ask(server, update, Rcode.YXDOMAIN, Rcode.NXDOMAIN, Rcode.YXRRSET, Rcode.NXRRSET)
                .getRcode();
        return code == Rcode.NOERROR;
    }

    /** @param alsoFine codes that are no refusal */
    private Message ask(DnsExchange server, Message question, int... alsoFine) throws IOException, RefusedException {
        Message answer = server.ask(question, signer());
        int code = answer.getRcode();
        boolean fine = code == Rcode.NOERROR;
        for (int other : alsoFine) {
            fine |= code == other;
        }
        if (!fine) {
            throw new RefusedException(Refusals.why(answer, key, section.zone(), clock.instant()));
        }
        return answer;
    }

    private @Nullable TSIG signer() {
        if (key.isEmpty()) {
            return null;
        }
        TsigKey known = key.get();
        SecretKey secret = new SecretKeySpec(Base64.getDecoder().decode(known.secret()), known.algorithm());
        return new TSIG(TSIG.algorithmToName(known.algorithm()), name(known.name()), secret, clock);
    }

    private List<AddressFamily> families() {
        List<AddressFamily> covered = new ArrayList<>(2);
        for (AddressFamily family : List.of(AddressFamily.INET, AddressFamily.INET6)) {
            if (section.publish().covers(family)) {
                covered.add(family);
            }
        }
        return covered;
    }

    private Record record(IpAddress address, long ttl) {
        return address.isIpv4()
                ? new ARecord(name, DClass.IN, ttl, address.toInetAddress())
                : new AAAARecord(name, DClass.IN, ttl, address.toInetAddress());
    }

    private Optional<IpAddress> address(Record record) {
        if (!record.getName().equals(name)) {
            return Optional.empty();
        }
        if (record instanceof ARecord a) {
            return Optional.of(IpAddress.of(a.getAddress()));
        }
        return record instanceof AAAARecord aaaa ? Optional.of(IpAddress.of(aaaa.getAddress())) : Optional.empty();
    }

    private static int type(AddressFamily family) {
        return family.equals(AddressFamily.INET) ? Type.A : Type.AAAA;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException impossible) {
            throw new IllegalArgumentException(text, impossible);
        }
    }
}
