package dev.multipath.netlink.codec.nftables;

import dev.multipath.netlink.model.ByteString;
import dev.multipath.netlink.model.RawAttribute;
import dev.multipath.netlink.model.UnknownAttributes;
import dev.multipath.netlink.model.nftables.Expression;
import dev.multipath.netlink.model.nftables.NfData;
import dev.multipath.netlink.model.nftables.NfRegister;
import dev.multipath.netlink.model.nftables.NfValue;
import dev.multipath.netlink.model.nftables.NfVerdict;
import dev.multipath.netlink.model.nftables.OtherExpression;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Makes arbitrary records of nf_tables from a seed, by the types of their components: every field absent, at its bounds,
 * or anywhere between. What a record does not take is drawn again.
 */
final class NftRecords {
    private static final int DRAWS = 10_000;
    /** Beyond the attributes of all objects. */
    private static final int UNKNOWN = 40;

    private final Random random;

    NftRecords(long seed) {
        random = new Random(seed);
    }

    /** A record of this class. */
    <T> T any(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        if (type == long.class) {
            return number();
        } else if (type == int.class) {
            return (int) (number() % (random.nextBoolean() ? 0x10000 : 0x100));
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == String.class) {
            return text();
        } else if (type == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number());
        } else if (type == OptionalInt.class) {
            return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(256));
        }
        return object((Class<?>) type);
    }

    private Object object(Class<?> type) {
        if (type == ByteString.class) {
            return ByteString.of(bytes(random.nextInt(20)));
        } else if (type == NfValue.class) {
            // Mostly of one length, since some records insist on two alike.
            return NfValue.of(bytes(random.nextInt(4) == 0 ? random.nextInt(17) : 4));
        } else if (type == NfVerdict.class) {
            return new NfVerdict(random.nextInt(9) - 6, random.nextBoolean() ? Optional.empty() : Optional.of(text()));
        } else if (type == NfData.class) {
            return random.nextBoolean() ? any(NfValue.class) : any(NfVerdict.class);
        } else if (type == NfRegister.class) {
            return new NfRegister(random.nextInt(24));
        } else if (type == UnknownAttributes.class) {
            return unknown();
        } else if (type == Expression.class) {
            return value(pick(Expression.class.getPermittedSubclasses()));
        } else if (type == OtherExpression.class) {
            return new OtherExpression("x" + text(), ByteString.of(bytes(random.nextInt(20))));
        }
        return record(type);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        for (int draw = 0; draw < DRAWS; draw++) {
            Object[] values = Arrays.stream(components)
                    .map(RecordComponent::getGenericType)
                    .map(this::value)
                    .toArray();
            try {
                return type.getDeclaredConstructor(types).newInstance(values);
            } catch (InvocationTargetException refused) {
                if (!(refused.getCause() instanceof IllegalArgumentException)) {
                    throw new AssertionError(refused);
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(type.toString(), e);
            }
        }
        throw new AssertionError("no " + type + " to be had");
    }

    private Object container(ParameterizedType type) {
        Type inner = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(inner));
        }
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(inner == Integer.class ? Integer.valueOf(random.nextInt(64)) : value(inner));
        }
        return list;
    }

    private UnknownAttributes unknown() {
        UnknownAttributes unknown = UnknownAttributes.NONE;
        for (int i = random.nextInt(3); i > 0; i--) {
            unknown = unknown.plus(new RawAttribute(UNKNOWN + random.nextInt(100), bytes(random.nextInt(12))));
        }
        return unknown;
    }

    /** Often 0 or the largest. */
    private long number() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> 0xffff_ffffL;
            case 2 -> random.nextInt(300);
            default -> random.nextInt() & 0xffff_ffffL;
        };
    }

    private String text() {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            name.append("abcdefghij0123456789.-_@".charAt(random.nextInt(24)));
        }
        return name.toString();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Class<?> pick(Class<?>... types) {
        return types[random.nextInt(types.length)];
    }
}
