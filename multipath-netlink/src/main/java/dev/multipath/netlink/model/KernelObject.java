package dev.multipath.netlink.model;

/** What a rtnetlink message is about. */
public sealed interface KernelObject
        permits Route,
                MplsRoute,
                Rule,
                Link,
                Address,
                GroupAddress,
                Neighbour,
                FdbEntry,
                NeighbourTable,
                NextHopObject,
                NextHopBucket,
                NamespaceId,
                InterfaceStatistics,
                RawMessage {}
