package dev.multipath.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A list under change: the very original until something changes, and never the original's end. */
final class DraftListTest {
    private static final List<String> ORIGINAL = List.of("a", "b", "c");

    @Test
    void what_is_not_changed_is_the_original_itself() {
        DraftList<String> draft = new DraftList<>(ORIGINAL);
        assertThat(draft).containsExactly("a", "b", "c");
        draft.set(1, draft.get(1));
        draft.removeIf(String::isEmpty);
        assertThat(draft.toList()).isSameAs(ORIGINAL);
        assertThat(draft.isChanged()).isFalse();
    }

    @Test
    void the_original_and_what_was_taken_stay_as_they_are() {
        DraftList<String> draft = new DraftList<>(ORIGINAL);
        draft.set(1, "B");
        assertThat(draft.isChanged()).isTrue();
        List<String> taken = draft.toList();
        draft.add("d");
        draft.set(0, "A");
        draft.remove(0);

        assertThat(ORIGINAL).containsExactly("a", "b", "c");
        assertThat(taken).containsExactly("a", "B", "c");
        assertThat(draft.toList()).containsExactly("B", "c", "d");
    }

    @Test
    void nothing_that_is_not_there_is_changed() {
        DraftList<String> draft = new DraftList<>(ORIGINAL);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> draft.set(3, "d"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> draft.add(4, "e"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> draft.remove(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> draft.get(-1));
        assertThat(draft.toList()).isSameAs(ORIGINAL);
    }

    @Test
    void whatever_is_done_to_it_it_is_like_a_list() {
        Random random = new Random(7);
        DraftList<String> draft = new DraftList<>(ORIGINAL);
        List<String> list = new ArrayList<>(ORIGINAL);
        for (int step = 0; step < 2_000; step++) {
            String text = String.valueOf(random.nextInt(9));
            int at = random.nextInt(list.size() + 1);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    draft.add(at, text);
                    list.add(at, text);
                }
                case 2 -> {
                    draft.replaceAll(each -> each.equals(text) ? each + step(each) : each);
                    list.replaceAll(each -> each.equals(text) ? each + step(each) : each);
                }
                case 3 -> assertThat(draft.removeIf(text::equals)).isEqualTo(list.removeIf(text::equals));
                case 4 -> assertThat(draft.remove(text)).isEqualTo(list.remove(text));
                default -> {
                    if (at < list.size()) {
                        assertThat(draft.remove(at)).isEqualTo(list.remove(at));
                    }
                }
            }
            assertThat(draft).isEqualTo(list);
            assertThat(draft.toList()).isEqualTo(list);
        }
        draft.clear();
        assertThat(draft.toList()).isEmpty();
    }

    private static String step(String text) {
        return text.length() > 1 ? "" : "x";
    }
}
