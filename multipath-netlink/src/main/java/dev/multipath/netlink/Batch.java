package dev.multipath.netlink;

import static dev.multipath.netlink.wire.NetlinkHeader.NLM_F_EXCL;

import dev.multipath.netlink.model.Address;
import dev.multipath.netlink.model.FdbEntry;
import dev.multipath.netlink.model.FdbFlush;
import dev.multipath.netlink.model.LinkChange;
import dev.multipath.netlink.model.MplsRoute;
import dev.multipath.netlink.model.Neighbour;
import dev.multipath.netlink.model.NeighbourTableChange;
import dev.multipath.netlink.model.NewLink;
import dev.multipath.netlink.model.NextHopObject;
import dev.multipath.netlink.model.Route;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.transport.Errno;
import java.time.Duration;
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
 * and other programs see, and may act, in between. Whatever a handle can change, it can change in a batch, tun devices
 * excepted; a change means what the method of the same name in {@link Routes}, {@link Rules}, {@link NextHops} and so on
 * says, but for what that looks up before. Up to 128 messages or 32 KiB go out at a time, and their answers are read
 * before the next, so that the receive buffer never overflows.
 *
 * <p>Not to be shared between threads; the handle it came from may be. Its requests queue as one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip.8.html">ip(8), -batch</a>
 */
public final class Batch {
    private final Conversation conversation;
    private final Duration timeout;
    private Changes changes = new Changes();
    private boolean lastOnly;
    private boolean stopAtFirstFailure;

    Batch(Conversation conversation, Duration timeout) {
        this.conversation = conversation;
        this.timeout = timeout;
    }

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
     * also takes a rule for the same that is like it but for being narrower, or inverted. Therefore a batch has no
     * {@code addIfAbsent} for rules: it could not tell the two apart.
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
        return plus(Addresses.replacement(address));
    }

    /** {@link Addresses#delete}. */
    public Batch delete(Address address) {
        return plus(Addresses.deletion(address));
    }

    /** {@link Addresses#deleteIfPresent}. */
    public Batch deleteIfPresent(Address address) {
        return plus(Addresses.deletion(address), Errno.EADDRNOTAVAIL, Errno.ENODEV);
    }

    /** {@link Neighbours#add}. */
    public Batch add(Neighbour neighbour) {
        return plus(Neighbours.addition(neighbour));
    }

    /** {@link Neighbours#addIfAbsent}. The trap: a proxy is not looked up before, and the kernel takes a second one. */
    public Batch addIfAbsent(Neighbour neighbour) {
        return plus(Neighbours.addition(neighbour), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link Neighbours#replace}. */
    public Batch replace(Neighbour neighbour) {
        return plus(Neighbours.replacement(neighbour));
    }

    /** {@link Neighbours#delete}. */
    public Batch delete(Neighbour neighbour) {
        return plus(Neighbours.deletion(neighbour));
    }

    /** {@link Neighbours#deleteIfPresent}. */
    public Batch deleteIfPresent(Neighbour neighbour) {
        return plus(Neighbours.deletion(neighbour), Errno.ENOENT, Errno.ENODEV);
    }

    /** {@link NeighbourTables#change}. */
    public Batch change(NeighbourTableChange change) {
        return plus(NeighbourTables.changing(change));
    }

    /**
     * {@link NextHops#add}.
     *
     * @throws IllegalArgumentException for an object without id: a batch could not tell which one the kernel chose
     */
    public Batch add(NextHopObject object) {
        return plus(NextHops.addition(object));
    }

    /** {@link NextHops#addIfAbsent}. */
    public Batch addIfAbsent(NextHopObject object) {
        return plus(NextHops.addition(object), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link NextHops#replace}. */
    public Batch replace(NextHopObject object) {
        return plus(NextHops.replacement(object));
    }

    /** {@link NextHops#delete(NextHopObject)}. */
    public Batch delete(NextHopObject object) {
        return plus(NextHops.deletion(object.id()));
    }

    /** {@link NextHops#deleteIfPresent(NextHopObject)}. */
    public Batch deleteIfPresent(NextHopObject object) {
        return plus(NextHops.deletion(object.id()), Errno.ENOENT, Errno.ENOENT);
    }

    /** {@link Fdb#add}. */
    public Batch add(FdbEntry entry) {
        return plus(Fdb.addition(entry));
    }

    /** {@link Fdb#addIfAbsent}. The trap: an entry of a control plane is not looked up before and replaces the one there is. */
    public Batch addIfAbsent(FdbEntry entry) {
        return plus(Fdb.addition(entry), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link Fdb#replace}. */
    public Batch replace(FdbEntry entry) {
        return plus(Fdb.replacement(entry));
    }

    /** {@link Fdb#append}. */
    public Batch append(FdbEntry entry) {
        return plus(Fdb.extension(entry));
    }

    /** {@link Fdb#delete}. */
    public Batch delete(FdbEntry entry) {
        return plus(Fdb.deletion(entry));
    }

    /** {@link Fdb#deleteIfPresent}. */
    public Batch deleteIfPresent(FdbEntry entry) {
        return plus(Fdb.deletion(entry), Errno.ENOENT, Errno.ENODEV);
    }

    /** {@link Fdb#flush}. */
    public Batch flush(FdbFlush flush) {
        return plus(Fdb.flushing(flush));
    }

    /** {@link MplsRoutes#add}. */
    public Batch add(MplsRoute route) {
        return plus(MplsRoutes.addition(route));
    }

    /** {@link MplsRoutes#addIfAbsent}. */
    public Batch addIfAbsent(MplsRoute route) {
        return plus(MplsRoutes.addition(route), Errno.EEXIST, Errno.EEXIST);
    }

    /** {@link MplsRoutes#replace}. */
    public Batch replace(MplsRoute route) {
        return plus(MplsRoutes.replacement(route));
    }

    /** {@link MplsRoutes#delete}. */
    public Batch delete(MplsRoute route) {
        return plus(MplsRoutes.deletion(route));
    }

    /** {@link MplsRoutes#deleteIfPresent}. */
    public Batch deleteIfPresent(MplsRoute route) {
        return plus(MplsRoutes.deletion(route), Errno.ESRCH, Errno.ESRCH);
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
        return plus(new LinkRequest.Change(index, change));
    }

    /** {@link Links#delete}. */
    public Batch deleteLink(int index) {
        return plus(new LinkRequest.Delete(index));
    }

    /** {@link Links#deleteIfPresent}. */
    public Batch deleteLinkIfPresent(int index) {
        return plus(new LinkRequest.Delete(index), Errno.ENODEV, Errno.ENODEV);
    }

    /** {@link Links#addAlternativeNames}. */
    public Batch addAlternativeNames(int index, String... names) {
        return plus(new LinkRequest.Names(index, List.of(names), true));
    }

    /** {@link Links#deleteAlternativeNames}. */
    public Batch deleteAlternativeNames(int index, String... names) {
        return plus(new LinkRequest.Names(index, List.of(names), false));
    }

    /** {@link NamespaceIds#set}; the descriptor must stay open until the batch is sent. */
    public Batch setNamespaceId(int netNsDescriptor, int id) {
        return plus(NamespaceIds.naming(netNsDescriptor, id));
    }

    /** How many changes there are. */
    public int size() {
        return changes.list.size();
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
        BatchRun run = new BatchRun(changes, lastOnly, stopAtFirstFailure);
        List<ChangeResult> results = conversation.run(run, timeout);
        changes = new Changes();
        return results;
    }

    /** Any other change. */
    Batch plus(Request request) {
        changes.plus(request);
        return this;
    }

    /** Any other change, with errnos that say it is not needed. */
    Batch plus(Request request, Errno expected, Errno alsoExpected) {
        changes.plus(request, expected, alsoExpected);
        return this;
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
