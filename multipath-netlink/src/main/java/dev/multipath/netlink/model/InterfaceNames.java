package dev.multipath.netlink.model;

/** Gives an interface its name when records are rendered. */
@FunctionalInterface
public interface InterfaceNames {
    /** Prints {@code if3}, as {@code ip} does for an interface it does not find. */
    InterfaceNames NUMBERS = new InterfaceNames() {
        @Override
        public String nameOf(int interfaceIndex) {
            return "if".concat(Integer.toString(interfaceIndex));
        }
    };

    /** The name of the interface with this index, above 0. */
    String nameOf(int interfaceIndex);
}
