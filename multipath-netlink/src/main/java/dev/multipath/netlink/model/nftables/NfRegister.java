package dev.multipath.netlink.model.nftables;

/**
 * Where expressions keep what they work on: {@code NFT_REG_*}. There are 64 bytes of it, and two ways to name a place
 * there: four registers of 16 bytes (1 to 4) or sixteen of 4 (8 to 23). The first of those in each of the former is the
 * same place and has the former's number, as the kernel shows it.
 *
 * @param number 0 the verdict; 1..4; 9..23 without 12, 16 and 20; others no kernel takes
 */
public record NfRegister(int number) {
    /** {@code NFT_REG_VERDICT}: what becomes of the packet. */
    public static final NfRegister VERDICT = new NfRegister(0);
    /** {@code NFT_REG_1}. */
    public static final NfRegister R1 = new NfRegister(1);
    /** {@code NFT_REG_2}. */
    public static final NfRegister R2 = new NfRegister(2);
    /** {@code NFT_REG_3}. */
    public static final NfRegister R3 = new NfRegister(3);
    /** {@code NFT_REG_4}. */
    public static final NfRegister R4 = new NfRegister(4);

    private static final int FIRST_WORD = 8;
    private static final int WORDS = 16;

    /** @throws IllegalArgumentException for a negative number */
    public NfRegister {
        Bounds.u32(number, "register");
        int word = number - FIRST_WORD;
        if (word >= 0 && word < WORDS && word % 4 == 0) {
            number = 1 + word / 4;
        }
    }

    /** The register of 4 bytes at this place, 0..15: {@code NFT_REG32_00 + place}. */
    public static NfRegister word(int place) {
        return new NfRegister(FIRST_WORD + place);
    }

    /** As {@code nft --debug=netlink} prints it. */
    @Override
    public String toString() {
        return "reg " + number;
    }
}
