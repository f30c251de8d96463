package dev.multipath.agent.detection;

import java.util.Arrays;

/**
 * Stretches of time that are different from the rest: calm, an episode, calm, and so on for ever, as a seed decides.
 * Each kind lasts exponentially distributed times, and no less than a minimum.
 */
final class Episodes {
    private final Dice dice;
    private final long calm;
    private final long episode;
    private final long least;
    /** Begin and end of each episode known so far, one after the other. */
    private long[] edges = new long[64];

    private int known;
    private int cursor;

    /**
     * @param calm mean nanoseconds between episodes
     * @param episode mean nanoseconds of one, beyond the least
     * @param least nanoseconds every episode lasts
     */
    Episodes(Dice dice, long calm, long episode, long least) {
        this.dice = dice;
        this.calm = calm;
        this.episode = episode;
        this.least = least;
    }

    /** Which episode this is in, or −1. */
    int at(long time) {
        while (known == 0 || edges[known - 1] <= time) {
            extend();
        }
        // Asked nearly in order: a few steps from where it was asked last.
        while (cursor > 0 && edges[cursor - 1] > time) {
            cursor--;
        }
        while (edges[cursor] <= time) {
            cursor++;
        }
        return cursor % 2 == 1 ? cursor / 2 : -1;
    }

    long begin(int index) {
        return edges[2 * index];
    }

    long end(int index) {
        return edges[2 * index + 1];
    }

    /** How bad an episode is, 0 up to 1. */
    double strength(int index) {
        return dice.uniform(index, 1);
    }

    private void extend() {
        if (known + 2 > edges.length) {
            edges = Arrays.copyOf(edges, 2 * edges.length);
        }
        long last = known == 0 ? 0 : edges[known - 1];
        long begin = last + 1 + dice.exponential(calm, known);
        edges[known] = begin;
        edges[known + 1] = begin + 1 + least + dice.exponential(episode, known + 1L);
        known += 2;
    }
}
