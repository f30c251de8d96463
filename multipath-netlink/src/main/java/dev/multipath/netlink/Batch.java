package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_CREATE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REPLACE;
import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_REQUEST;

import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many changes in few system calls: {@code ip -batch}, with a result for each.
 *
 * <pre>{@code
 * Batch batch = netlink.batch();
 * for (Route route : routes) {
 *     batch.replace(route);
 * }
 * batch.send().forEach(ChangeResult::orThrow);
 * }</pre>
 *
 * <p>The kernel makes the changes one by one, in order, and goes on behind one it refuses; they are not a transaction,
 * and other programs see, and may act, in between. A change means what the method of the same name in {@link Routes},
 * {@link Rules}, {@link Addresses}, {@link Neighbours} and {@link Links} says. Up to 128 messages or 32 KiB go out at a
 * time, and their answers are read before the next, so that the receive buffer never overflows.
 *
 * <p>Not to be shared between threads; the handle it came from may be. Its requests queue as one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip.8.html">ip(8), -batch</a>
 */
public final class Batch {
    private final Conversation conversation;
    private final Duration timeout;
    private List<Change> changes = new ArrayList<>();
    private ByteBuf encoded = Unpooled.buffer();
    private boolean lastOnly;
    private boolean stopAtFirstFailure;

    Batch(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

    /**
     * A change that was put in.
     *
     * @param offset where its message begins
     * @param expected an errno that says the change is not needed; 0 for none
     * @param alsoExpected another one
     */
    record Change(Request request, int offset, int expected, int alsoExpected) {}

    /**
     * Asks the kernel to acknowledge only the last message of each send: a fifth to a third faster. A refusal is answered
     * all the same, under the number of the change it is about. The price: if the kernel has to drop an answer, every
     * change of that send without a refusal of its own is {@link ChangeResult.Unknown}, and not one.
     */
    public Batch acknowledgeLast() {
        lastOnly = true;
        return this;
    }

    /**
     * Sends nothing more once a change was refused or its answer lost. What went out together with it, up to 127 changes
     * behind it, is made or refused all the same and has its own result; the rest is {@link ChangeResult.NotSent}.
     */
    public Batch stopAtFirstFailure() {
        stopAtFirstFailure = true;
        return this;
    }

    /** {@link Routes#add}. */
    public Batch add(Route route) {
        return plus(Routes.addition(route));
    }

    /** {@link Routes#addIfAbsent}. */
    public Batch addIfAbsent(Route route) {
        return plus(Routes.addition(route), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link Routes#replace}. */
    public Batch replace(Route route) {
        return plus(Routes.replacement(route));
    }

    /** {@link Routes#prepend}. */
    public Batch prepend(Route route) {
        return plus(Routes.insertion(route));
    }

    /** {@link Routes#append}. */
    public Batch append(Route route) {
        return plus(Routes.extension(route));
    }

    /** {@link Routes#delete}. */
    public Batch delete(Route route) {
        return plus(Routes.deletion(route));
    }

    /** {@link Routes#deleteIfPresent}. */
    public Batch deleteIfPresent(Route route) {
        return plus(Routes.deletion(route), Errno.ESRCH, Errno.ESRCH);
    }

    /**
     * Adds a rule: refused with EEXIST where the same one exists. The trap, which {@link Rules#add} has not: the kernel
     * also takes a rule for the same that is like it but for being narrower, or inverted.
     */
    public Batch add(Rule rule) {
        return plus(Rules.addition(NLM_F_EXCL, rule));
    }

    /**
     * Deletes a rule; ENOENT where there is none. The trap, which {@link Rules#delete} has not: what the rule leaves open
     * stands for "any", so that of several rules with this priority the first that fits is deleted.
     *
     * @throws IllegalArgumentException for a rule without priority, which would stand for too many
     */
    public Batch delete(Rule rule) {
        return plus(Rules.deletion(prioritised(rule)));
    }

    /** Like {@link #delete(Rule)}, and {@link ChangeResult.NotNeeded} where there is none. */
    public Batch deleteIfPresent(Rule rule) {
        return plus(Rules.deletion(prioritised(rule)), Errno.ENOENT, Errno.ENOENT);
    }

    /** {@link Addresses#add}. */
    public Batch add(Address address) {
        return plus(Addresses.addition(address));
    }

    /** {@link Addresses#addIfAbsent}. */
    public Batch addIfAbsent(Address address) {
        return plus(Addresses.addition(address), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link Addresses#replace}. */
    public Batch replace(Address address) {
        return plus(new AddressRequest.Change(Rtm.RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE, address, "replace"));
    }

    /** {@link Addresses#delete}. */
    public Batch delete(Address address) {
        return plus(Addresses.deletion(address));
    }

    /** {@link Addresses#deleteIfPresent}. */
    public Batch deleteIfPresent(Address address) {
        return plus(Addresses.deletion(address), Errno.EADDRNOTAVAIL, Errno.ENODEV);
    }

    /** Adds a neighbour: refused with EEXIST where there is an entry for the address. */
    public Batch add(Neighbour neighbour) {
        return plus(neighbour(Rtm.RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, neighbour, "add"));
    }

    /** Like {@link #add(Neighbour)}, and {@link ChangeResult.NotNeeded} where there is one. */
    public Batch addIfAbsent(Neighbour neighbour) {
        Request request = neighbour(Rtm.RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, neighbour, "add");
        return plus(request, Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link Neighbours#replace}. */
    public Batch replace(Neighbour neighbour) {
        return plus(neighbour(Rtm.RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE, neighbour, "replace"));
    }

    /** Deletes a neighbour; ENOENT where there is no entry for the address. */
    public Batch delete(Neighbour neighbour) {
        return plus(neighbour(Rtm.RTM_DELNEIGH, 0, neighbour, "delete"));
    }

    /** Like {@link #delete(Neighbour)}, and {@link ChangeResult.NotNeeded} where there is none, or no such interface. */
    public Batch deleteIfPresent(Neighbour neighbour) {
        return plus(neighbour(Rtm.RTM_DELNEIGH, 0, neighbour, "delete"), Errno.ENOENT, Errno.ENODEV);
    }

    /**
     * {@link Links#add}.
     *
     * @throws IllegalArgumentException for a tun or tap device, which no message makes
     */
    public Batch add(NewLink link) {
        return plus(creation(link));
    }

    /**
     * {@link Links#addIfAbsent}.
     *
     * @throws IllegalArgumentException for a tun or tap device, which no message makes
     */
    public Batch addIfAbsent(NewLink link) {
        return plus(creation(link), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link Links#change}. */
    public Batch changeLink(int index, LinkChange change) {
        return plus(new LinkRequest.Change(requireIndex(index), change));
    }

    /** {@link Links#delete}. */
    public Batch deleteLink(int index) {
        return plus(new LinkRequest.Delete(requireIndex(index)));
    }

    /** {@link Links#deleteIfPresent}. */
    public Batch deleteLinkIfPresent(int index) {
        return plus(new LinkRequest.Delete(requireIndex(index)), Errno.ENODEV, Errno.ENODEV);
    }

    /** How many changes there are. */
    public int size() {
        return changes.size();
    }

    /**
     * Makes the changes and empties the batch, which can then be filled again. Whatever fails, in the middle or at once,
     * is in the results: nothing is thrown for it. The deadline of the handle ({@link RtNetlink#withTimeout}) is for the
     * whole batch.
     *
     * @return one result a change, in their order
     * @throws IllegalStateException from inside a walk on the same handle
     */
    public List<ChangeResult> send() {
        BatchRun run = new BatchRun(changes, encoded, lastOnly, stopAtFirstFailure);
        List<ChangeResult> results = conversation.run(run, timeout);
        changes = new ArrayList<>();
        encoded = Unpooled.buffer();
        return results;
    }

    /** Any other change. */
    Batch plus(Request request) {
        return plus(request, 0, 0);
    }

    /** Any other change, with errnos that say it is not needed. */
    Batch plus(Request request, Errno expected, Errno alsoExpected) {
        return plus(request, expected.value(), alsoExpected.value());
    }

    private Batch plus(Request request, int expected, int alsoExpected) {
        int start = encoded.writerIndex();
        boolean complete = false;
        try {
            MessageWriter message = new MessageWriter(encoded);
            message.begin(request.type(), request.flags() | NLM_F_REQUEST, 0);
            request.write(message);
            message.end();
            if (encoded.writerIndex() - start > Line.MAX_REQUEST_BYTES) {
                throw new IllegalArgumentException(
                        request.words() + ": more than " + Line.MAX_REQUEST_BYTES + " bytes");
            }
            changes.add(new Change(request, start, expected, alsoExpected));
            complete = true;
        } finally {
            if (!complete) {
                encoded.writerIndex(start);
            }
        }
        return this;
    }

    private static Request neighbour(int type, int flags, Neighbour neighbour, String verb) {
        return new NeighbourRequest.One(type, flags, neighbour, verb);
    }

    /** Index 0 would change or delete something else. */
    private static int requireIndex(int index) {
        if (index < 1) {
            throw new IllegalArgumentException("interface index " + index);
        }
        return index;
    }

    private static Request creation(NewLink link) {
        if (TunTaps.isOne(link)) {
            throw new IllegalArgumentException(link.name() + ": no message makes a tun device, links().add(…) does");
        }
        return new LinkRequest.Create(link);
    }

    private static Rule prioritised(Rule rule) {
        if (rule.priority().isEmpty()) {
            throw new IllegalArgumentException("a rule to delete in a batch needs its priority: " + rule);
        }
        return rule;
    }
}
