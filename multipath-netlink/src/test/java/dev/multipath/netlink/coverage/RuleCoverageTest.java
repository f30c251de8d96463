package dev.multipath.netlink.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multipath.netlink.codec.Fra;
import dev.multipath.netlink.codec.Rtm;
import dev.multipath.netlink.codec.RuleCodec;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.Rule;
import dev.multipath.netlink.wire.AttributeWriter;
import dev.multipath.netlink.wire.DecodeException;
import dev.multipath.netlink.wire.MessageReader;
import dev.multipath.netlink.wire.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every attribute of rules the kernel's specification knows has a type here, but for those listed with a reason. */
final class RuleCoverageTest {
    /** None. */
    private static final Map<String, String> RAW = Map.of();

    /** In order of size; an attribute has a type if one of them is taken for what it says. */
    private static final List<byte[]> PAYLOADS = List.of(
            new byte[] {1},
            new byte[] {1, 0},
            new byte[] {0, 0, 0, 1},
            new byte[] {1, 0, 1, 0},
            new byte[] {1, 0, 0, 0, 1, 0, 0, 0},
            new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    @Test
    void every_attribute_has_a_type_or_a_reason() throws DecodeException {
        Map<String, String> raw = new TreeMap<>();
        for (SpecAttributes.Attribute attribute : SpecAttributes.of("rt-rule").carrying("fib-rule-attrs")) {
            if (!isTyped(attribute.number())) {
                raw.put(attribute.name(), RAW.getOrDefault(attribute.name(), "no reason given"));
            }
        }
        assertThat(raw).isEqualTo(new TreeMap<>(RAW));
    }

    /** What the specification calls padding, numbers without a meaning among it, is kept as it comes all the same. */
    @Test
    void what_carries_nothing_comes_back() throws DecodeException {
        for (int number : List.of(5, 7, 8, 9, Fra.FRA_PAD)) {
            Rule rule = RuleCodec.decode(message(number, new byte[] {1, 2, 3}, 1));
            assertThat(rule.unknown().attributes()).containsExactly(new RawAttribute(number, new byte[] {1, 2, 3}));
            assertThat(written(rule, number)).isTrue();
        }
    }

    /** Taken for what it says, and written again: an attribute that is dropped has no type either. */
    private static boolean isTyped(int number) throws DecodeException {
        for (byte[] payload : PAYLOADS) {
            for (int action : List.of(1, 2)) {
                Rule rule;
                try {
                    rule = RuleCodec.decode(message(number, payload, action));
                } catch (DecodeException e) {
                    continue;
                }
                if (rule.unknown().isEmpty() && written(rule, number)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static MessageReader message(int number, byte[] payload, int action) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter message = new MessageWriter(out).begin(Rtm.RTM_NEWRULE, 0, 0);
        message.u8(10).u8(0).u8(0).u8(0).u8(0).u8(0).u8(0).u8(action).u32(0);
        AttributeWriter attributes = message.attributes();
        attributes.bytes(number, payload);
        // Without these their masks mean nothing.
        if (number == Fra.FRA_DSCP_MASK) {
            attributes.u8(Fra.FRA_DSCP, 1);
        }
        if (number == Fra.FRA_FLOWLABEL_MASK) {
            attributes.be32(Fra.FRA_FLOWLABEL, 1);
        }
        message.end();
        return first(out);
    }

    private static boolean written(Rule rule, int number) throws DecodeException {
        ByteBuf out = Unpooled.buffer();
        MessageWriter message = new MessageWriter(out).begin(Rtm.RTM_NEWRULE, 0, 0);
        RuleCodec.encode(rule, message);
        message.end();
        var attributes = first(out).attributes(12, Fra.NAMES);
        while (attributes.next()) {
            if (attributes.type() == number) {
                return true;
            }
        }
        return false;
    }

    private static MessageReader first(ByteBuf bytes) throws DecodeException {
        MessageReader message = new MessageReader(bytes);
        assertThat(message.next()).isTrue();
        return message;
    }
}
