package dev.multipath.netlink.model;

import java.util.UUID;

/**
 * The association of an interface, or one of its virtual functions, with the port of a switch (802.1Qbg, 802.1Qbh):
 * {@code IFLA_PORT_*}.
 *
 * @see "linux/if_link.h"
 */
public final class PortAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("IFLA_PORT_");

    /** Number of the virtual function. */
    public static final Attribute<Long> PORT_VF = ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "VF", "vf"));
    /** Name of the profile, at most 39 bytes. */
    public static final Attribute<String> PORT_PROFILE =
            ALL.add(Attribute.of(String.class, AttributeForm.PADDED_TEXT, 2, "PROFILE", "profile"));
    /** {@code struct ifla_port_vsi}, which the kernel does not use. */
    public static final Attribute<Octets> PORT_VSI_TYPE =
            ALL.add(Attribute.of(Octets.class, AttributeForm.OCTETS, 3, "VSI_TYPE", "vsi"));
    /** The virtual machine. */
    public static final Attribute<UUID> PORT_INSTANCE_UUID =
            ALL.add(Attribute.of(UUID.class, AttributeForm.UUID, 4, "INSTANCE_UUID", "instance"));
    /** The machine it runs on. */
    public static final Attribute<UUID> PORT_HOST_UUID =
            ALL.add(Attribute.of(UUID.class, AttributeForm.UUID, 5, "HOST_UUID", "host"));
    /** What is asked: 0 preassociate, 1 preassociate with resources, 2 associate, 3 disassociate. */
    public static final Attribute<Integer> PORT_REQUEST =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U8, 6, "REQUEST", "request")
                    .named("preassociate", "preassociate-rr", "associate", "disassociate"));
    /** What came of it: 0 success; others in linux/if_link.h. */
    public static final Attribute<Integer> PORT_RESPONSE =
            ALL.add(Attribute.of(Integer.class, AttributeForm.U16, 7, "RESPONSE", "response"));

    private PortAttributes() {}
}
