package dev.multipath.testkit.kernel;

/** What addresses and routes are told about interfaces: the kernel's netdevice notifier chain. */
interface LinkListener {
    void up(FakeLink link);

    void down(FakeLink link);

    /** Its carrier came or went while it was up. */
    void carrier(FakeLink link);

    /** It is being deleted; {@link #down} came before if it was up. */
    void unregister(FakeLink link);
}
