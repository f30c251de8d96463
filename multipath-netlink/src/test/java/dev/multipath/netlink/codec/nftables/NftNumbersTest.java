package dev.multipath.netlink.codec.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.multipath.netlink.coverage.SpecAttributes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our numbers of nf_tables are the header's, and none is missing that the kernel's specification knows. */
final class NftNumbersTest {
    private static final Path HEADER = Path.of("/usr/include/linux/netfilter/nf_tables.h");
    private static final Pattern ENUM = Pattern.compile("(?s)enum \\w+ \\{(.*?)\\};");
    private static final Pattern ITEM = Pattern.compile("(\\w+)\\s*(?:=\\s*(\\w+))?");

    private static final List<Class<?>> SETS = List.of(
            NftaTable.class,
            NftaChain.class,
            NftaHook.class,
            NftaRule.class,
            NftaSet.class,
            NftaSetDesc.class,
            NftaSetElem.class,
            NftaSetElemList.class,
            NftaData.class,
            NftaVerdict.class,
            NftaExpr.class,
            NftaGen.class,
            ChainCodec.class,
            SetDraft.class,
            Nft.class);

    @Test
    void numbers_are_the_headers() throws IOException, IllegalAccessException {
        assumeTrue(Files.exists(HEADER), "no " + HEADER);
        Map<String, Integer> theirs = header();
        List<String> newer = new ArrayList<>();
        for (Map.Entry<String, Integer> ours : ours().entrySet()) {
            if (theirs.containsKey(ours.getKey())) {
                assertThat(ours.getValue()).as(ours.getKey()).isEqualTo(theirs.get(ours.getKey()));
            } else {
                newer.add(ours.getKey());
            }
        }
        // Of Linux 6.1: these came later.
        assertThat(newer)
                .isSubsetOf(
                        "NFNL_BATCH_GENID",
                        "NFNL_MSG_BATCH_BEGIN",
                        "NFNL_MSG_BATCH_END",
                        "NFTA_BITWISE_SREG2",
                        "NFTA_SET_COUNT",
                        "NFTA_SET_TYPE");
    }

    /** By their names: the specification leaves some out and so counts others otherwise than the header. */
    @ParameterizedTest
    @CsvSource({
        "table-attrs, NFTA_TABLE_",
        "chain-attrs, NFTA_CHAIN_",
        "rule-attrs, NFTA_RULE_",
        "set-attrs, NFTA_SET_",
        "set-desc-attrs, NFTA_SET_DESC_",
        "setelem-attrs, NFTA_SET_ELEM_",
        "setelem-list-attrs, NFTA_SET_ELEM_LIST_",
        "gen-attrs, NFTA_GEN_",
        "data-attrs, NFTA_DATA_",
        "verdict-attrs, NFTA_VERDICT_",
        "expr-attrs, NFTA_EXPR_",
        "expr-bitwise-attrs, NFTA_BITWISE_",
        "expr-cmp-attrs, NFTA_CMP_",
        "expr-counter-attrs, NFTA_COUNTER_",
        "expr-ct-attrs, NFTA_CT_",
        "expr-fib-attrs, NFTA_FIB_",
        "expr-immediate-attrs, NFTA_IMMEDIATE_",
        "expr-lookup-attrs, NFTA_LOOKUP_",
        "expr-masq-attrs, NFTA_MASQ_",
        "expr-meta-attrs, NFTA_META_",
        "expr-nat-attrs, NFTA_NAT_",
        "expr-payload-attrs, NFTA_PAYLOAD_",
        "expr-reject-attrs, NFTA_REJECT_",
        "numgen-attrs, NFTA_NG_",
        "range-attrs, NFTA_RANGE_",
        "log-attrs, NFTA_LOG_"
    })
    void nothing_of_the_specification_is_missing(String set, String prefix) throws IllegalAccessException {
        Map<String, Integer> ours = ours();
        for (SpecAttributes.Attribute attribute : SpecAttributes.of("nftables").set(set)) {
            String name = prefix + attribute.name().toUpperCase(Locale.ROOT).replace('-', '_');
            assertThat(ours).containsKey(name);
        }
    }

    private static Map<String, Integer> ours() throws IllegalAccessException {
        Map<String, Integer> numbers = new TreeMap<>();
        List<Class<?>> classes = new ArrayList<>(SETS);
        ExpressionCodec.KINDS.values().forEach(kind -> classes.add(kind.getClass()));
        for (Class<?> each : classes) {
            for (Field field : each.getDeclaredFields()) {
                boolean constant = Modifier.isStatic(field.getModifiers()) && field.getType() == int.class;
                if (constant && field.getName().matches("NF(TA|T|NL)_\\w+")) {
                    field.setAccessible(true);
                    numbers.put(field.getName(), field.getInt(null));
                }
            }
        }
        // That of a NAT range is of another header.
        numbers.remove("NF_NAT_RANGE_PROTO_SPECIFIED");
        return numbers;
    }

    private static Map<String, Integer> header() throws IOException {
        Map<String, Integer> numbers = new TreeMap<>();
        String text = Files.readString(HEADER).replaceAll("(?s)/\\*.*?\\*/", "");
        Matcher enums = ENUM.matcher(text);
        while (enums.find()) {
            int next = 0;
            for (String item :
                    Stream.of(enums.group(1).split(",")).map(String::strip).toList()) {
                Matcher match = ITEM.matcher(item);
                if (match.matches()) {
                    String value = match.group(2);
                    next = value != null && value.matches("\\d+") ? Integer.parseInt(value) : next;
                    numbers.put(match.group(1), next++);
                }
            }
        }
        return numbers;
    }
}
