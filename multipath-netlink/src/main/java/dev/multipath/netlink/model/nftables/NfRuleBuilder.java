package dev.multipath.netlink.model.nftables;

import dev.multipath.netlink.model.FwMark;
import dev.multipath.netlink.model.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes a rule as {@code nft} would, statement by statement; each makes the same expressions as {@code nft} 1.0.6 does.
 *
 * <pre>{@code
 * NfRule.in(table, "postrouting").outputName("eth0").masquerade().build();
 * NfRule.in(table, "prerouting").connectionMark().and(0x3f000000).verdictMap("__map0").build();
 * }</pre>
 *
 * <p>What reads a value ({@link #mark()}, {@link #connectionMark()}, {@link #numgen}) leaves it in register 1, and what
 * follows works on that.
 */
public final class NfRuleBuilder {
    private static final NfRegister R1 = NfRegister.R1;
    private static final int TCP = 6;
    private static final int TCP_FLAGS_OFFSET = 13;
    private static final int SYN = 2;
    private static final int MAXSEG = 2;

    private final NfTableKey table;
    private final String chain;
    private final List<Expression> expressions = new ArrayList<>();
    private Optional<String> comment = Optional.empty();

    NfRuleBuilder(NfTableKey table, String chain) {
        this.table = table;
        this.chain = chain;
    }

    /** Any other expression. */
    public NfRuleBuilder plus(Expression expression) {
        expressions.add(expression);
        return this;
    }

    /** {@code iifname "NAME"}. */
    public NfRuleBuilder inputName(String name) {
        return meta(MetaKey.IIFNAME).is(NfValue.interfaceName(name));
    }

    /** {@code iifname vmap @NAME}. */
    public NfRuleBuilder inputNameMap(String name) {
        return meta(MetaKey.IIFNAME).verdictMap(name);
    }

    /** {@code oifname "NAME"}. */
    public NfRuleBuilder outputName(String name) {
        return meta(MetaKey.OIFNAME).is(NfValue.interfaceName(name));
    }

    /** {@code meta nfproto ipv4} or {@code ipv6}. */
    public NfRuleBuilder family(NfFamily family) {
        return meta(MetaKey.NFPROTO).is(NfValue.u8(family.value()));
    }

    /** {@code meta l4proto NUMBER}: 6 for TCP, 17 for UDP. */
    public NfRuleBuilder protocol(int number) {
        return meta(MetaKey.L4PROTO).is(NfValue.u8(number));
    }

    /** {@code ip saddr} or {@code ip6 saddr}, in a table of family inet. */
    public NfRuleBuilder source(IpPrefix prefix) {
        return address(prefix, prefix.address().isIpv4() ? 12 : 8);
    }

    /** {@code ip daddr} or {@code ip6 daddr}, in a table of family inet. */
    public NfRuleBuilder destination(IpPrefix prefix) {
        return address(prefix, prefix.address().isIpv4() ? 16 : 24);
    }

    /** {@code meta mark and MASK == VALUE}; a mask of all bits tests the mark itself. */
    public NfRuleBuilder markIs(FwMark mark) {
        return mark().maskIs(mark);
    }

    /** {@code ct mark and MASK == VALUE}; a mask of all bits tests the mark itself. */
    public NfRuleBuilder connectionMarkIs(FwMark mark) {
        return connectionMark().maskIs(mark);
    }

    /** {@code ct state STATE,…}: bits of {@link CtKey#STATE}. */
    public NfRuleBuilder connectionState(int bits) {
        return plus(new CtLoad(CtKey.STATE, R1)).and(bits).isNot(NfValue.host32(0));
    }

    /** {@code ct direction original} or {@code reply}. */
    public NfRuleBuilder connectionDirection(boolean reply) {
        return plus(new CtLoad(CtKey.DIRECTION, R1)).is(NfValue.u8(reply ? 1 : 0));
    }

    /** {@code tcp flags syn}. */
    public NfRuleBuilder tcpSyn() {
        return protocol(TCP)
                .plus(new PayloadLoad(PayloadBase.TRANSPORT, TCP_FLAGS_OFFSET, 1, R1))
                .plus(Bitwise.and(R1, NfValue.u8(SYN)))
                .isNot(NfValue.u8(0));
    }

    /** Reads what a packet has about it. */
    public NfRuleBuilder meta(MetaKey key) {
        return plus(new MetaLoad(key, R1));
    }

    /** Reads {@code meta mark}. */
    public NfRuleBuilder mark() {
        return meta(MetaKey.MARK);
    }

    /** Reads {@code ct mark}. */
    public NfRuleBuilder connectionMark() {
        return plus(new CtLoad(CtKey.MARK, R1));
    }

    /** Reads {@code numgen inc mod MODULUS}. */
    public NfRuleBuilder numgen(long modulus) {
        return plus(new Numgen(R1, false, modulus, 0));
    }

    /** Reads {@code numgen random mod MODULUS}. */
    public NfRuleBuilder numgenRandom(long modulus) {
        return plus(new Numgen(R1, true, modulus, 0));
    }

    /** Gives a number of 32 bits. */
    public NfRuleBuilder number(long value) {
        return plus(new Immediate(R1, NfValue.host32(value)));
    }

    /** {@code and MASK}, of 32 bits. */
    public NfRuleBuilder and(long mask) {
        return plus(Bitwise.and(R1, NfValue.host32(mask)));
    }

    /** {@code and not MASK or VALUE}, of 32 bits: the bits of a mask are set, others left alone. */
    public NfRuleBuilder with(FwMark mark) {
        return plus(new Bitwise(R1, R1, NfValue.host32(~mark.mask()), NfValue.host32(mark.value())));
    }

    /** Goes on only if it is equal. */
    public NfRuleBuilder is(NfValue value) {
        return plus(new Cmp(R1, CmpOp.EQ, value));
    }

    /** Goes on only if it is not equal. */
    public NfRuleBuilder isNot(NfValue value) {
        return plus(new Cmp(R1, CmpOp.NEQ, value));
    }

    /** Goes on only if it is in a set. */
    public NfRuleBuilder in(String set) {
        return plus(Lookup.in(set, R1));
    }

    /** Goes on only if it is not in a set. */
    public NfRuleBuilder notIn(String set) {
        return plus(new Lookup(set, R1, Optional.empty(), true));
    }

    /** {@code map @NAME}: what a map makes of it. */
    public NfRuleBuilder map(String name) {
        return plus(Lookup.map(name, R1, R1));
    }

    /** {@code vmap @NAME}: the verdict a map has for it. */
    public NfRuleBuilder verdictMap(String name) {
        return plus(Lookup.verdict(name, R1));
    }

    /** {@code meta mark set} what was read. */
    public NfRuleBuilder setMark() {
        return plus(new MetaSet(MetaKey.MARK, R1));
    }

    /** {@code ct mark set} what was read. */
    public NfRuleBuilder setConnectionMark() {
        return plus(new CtSet(CtKey.MARK, R1));
    }

    /** {@code meta mark set meta mark and not MASK or VALUE}: bits outside the mask stay. */
    public NfRuleBuilder setMark(FwMark mark) {
        return mark().with(mark).setMark();
    }

    /** {@code ct mark set ct mark and not MASK or VALUE}: bits outside the mask stay. */
    public NfRuleBuilder setConnectionMark(FwMark mark) {
        return connectionMark().with(mark).setConnectionMark();
    }

    /** {@code counter}. */
    public NfRuleBuilder counter() {
        return plus(Counter.ZERO);
    }

    /** {@code masquerade}. */
    public NfRuleBuilder masquerade() {
        return plus(Masquerade.plain());
    }

    /**
     * {@code tcp option maxseg size set rt mtu}: what the packet's route takes, and the way back to its sender, which is
     * looked up without regard to marks.
     */
    public NfRuleBuilder clampMss() {
        return plus(new Rt(RtKey.TCPMSS, R1))
                .plus(new Byteorder(R1, R1, true, 2, 2))
                .plus(new ExthdrWrite(ExthdrOp.TCPOPT, MAXSEG, 2, 2, R1));
    }

    /** {@code tcp option maxseg size set BYTES}, 0..65535; the kernel leaves a smaller one as it is. */
    public NfRuleBuilder clampMss(int bytes) {
        return plus(new Immediate(R1, NfValue.net16(bytes))).plus(new ExthdrWrite(ExthdrOp.TCPOPT, MAXSEG, 2, 2, R1));
    }

    /** {@code accept}, {@code drop}, {@code jump} … */
    public NfRuleBuilder verdict(NfVerdict verdict) {
        return plus(Immediate.verdict(verdict));
    }

    /** {@code accept}. */
    public NfRuleBuilder accept() {
        return verdict(NfVerdict.ACCEPT);
    }

    /** {@code jump CHAIN}. */
    public NfRuleBuilder jump(String target) {
        return verdict(NfVerdict.jump(target));
    }

    /** {@code goto CHAIN}. */
    public NfRuleBuilder goTo(String target) {
        return verdict(NfVerdict.goTo(target));
    }

    /** {@code comment "TEXT"}. */
    public NfRuleBuilder comment(String text) {
        comment = Optional.of(text);
        return this;
    }

    /** The rule. */
    public NfRule build() {
        NfRule rule = NfRule.of(table, chain, expressions);
        return comment.map(rule::comment).orElse(rule);
    }

    private NfRuleBuilder maskIs(FwMark mark) {
        NfValue value = NfValue.host32(mark.value());
        return mark.mask() == Bounds.U32 ? is(value) : and(mark.mask()).is(value);
    }

    /** A prefix of whole bytes is compared by them, as nft does. */
    private NfRuleBuilder address(IpPrefix prefix, int offset) {
        byte[] address = prefix.address().toBytes();
        family(prefix.address().isIpv4() ? NfFamily.IP : NfFamily.IP6);
        if (prefix.length() == 0) {
            return this;
        }
        int bytes = prefix.length() % 8 == 0 ? prefix.length() / 8 : address.length;
        plus(new PayloadLoad(PayloadBase.NETWORK, offset, bytes, R1));
        if (prefix.length() % 8 != 0) {
            byte[] mask = new byte[bytes];
            for (int bit = 0; bit < prefix.length(); bit++) {
                mask[bit / 8] |= (byte) (0x80 >>> bit % 8);
            }
            plus(Bitwise.and(R1, NfValue.of(mask)));
        }
        return is(NfValue.of(Arrays.copyOf(address, bytes)));
    }
}
