package dev.multipath.testkit.kernel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What a kernel owes, fact by fact; a number in a test's name is that of the fact. The same tests run against the fake
 * kernel and against a namespace of the real one: where they differ, the fake is wrong.
 *
 * <p>Facts about the JVM and its threads cannot be told of a fake; {@link Facts} says which, and where each is tested
 * instead. What a fact says of connections under way is tested beside this in {@link TrafficFactsNetnsIT}.
 */
abstract class KernelContract
        implements LinkContract,
                AddressContract,
                Ipv4RouteContract,
                Ipv6RouteContract,
                RefusalContract,
                RuleContract,
                LookupContract,
                NextHopContract,
                ResilientContract,
                FlowContract,
                NeighbourContract,
                DumpContract,
                SocketContract {
    private Site site;

    abstract KernelUnderTest create();

    @BeforeEach
    void open() {
        site = new Site(create());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Override
    public Site site() {
        return site;
    }
}
