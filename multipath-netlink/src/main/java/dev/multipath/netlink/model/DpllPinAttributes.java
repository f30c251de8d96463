package dev.multipath.netlink.model;

/**
 * The clock pin of an interface: {@code DPLL_A_PIN_*}.
 *
 * @see "linux/dpll.h"
 */
public final class DpllPinAttributes {
    /** Every one of them. */
    public static final AttributeSet ALL = new AttributeSet("DPLL_A_PIN_");

    /** Number of the pin. */
    public static final Attribute<Long> DPLL_PIN_ID =
            ALL.add(Attribute.of(Long.class, AttributeForm.U32, 1, "ID", "id"));

    private DpllPinAttributes() {}
}
