package dev.multipath.agent.notify;

import dev.multipath.agent.config.NoticeKind;
import dev.multipath.agent.core.AgentState;
import dev.multipath.agent.core.Grounds;
import dev.multipath.agent.uplink.Carrying;
import dev.multipath.agent.uplink.UplinkView;
import dev.multipath.netlink.model.AddressFamily;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says notices in words: what, since when, why, for how long, and what carries now. Pure. */
final class MailText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    /** The same of both families so close to each other is one piece of news. */
    private static final Duration TOGETHER = Duration.ofSeconds(10);

    private static final int IN_SUBJECT = 3;
    private static final int LONGEST_LINE = 600;

    /** The same thing in one family or both. */
    private record News(Notice first, List<Notice> all) {}

    private final ZoneId zone;

    MailText(ZoneId zone) {
        this.zone = zone;
    }

    String subject(String host, List<Notice> notices) {
        List<String> phrases = new ArrayList<>();
        for (News news : news(notices)) {
            String phrase = phrase(news.first());
            if (!phrases.contains(phrase)) {
                phrases.add(phrase);
            }
        }
        int more = phrases.size() - IN_SUBJECT;
        String said = String.join(", ", phrases.subList(0, Math.min(IN_SUBJECT, phrases.size())));
        return "[" + host + "] " + said + (more > 0 ? " and " + more + " more" : "");
    }

    /** Lines end with a line feed. */
    String body(List<Notice> notices, AgentState now) {
        StringBuilder out = new StringBuilder();
        for (News news : news(notices)) {
            paragraph(out, news);
        }
        out.append("Now:\n");
        carrying(out, now, AddressFamily.INET, "IPv4");
        carrying(out, now, AddressFamily.INET6, "IPv6");
        return out.toString();
    }

    private static List<News> news(List<Notice> notices) {
        List<News> all = new ArrayList<>();
        for (Notice notice : notices) {
            Optional<News> same =
                    all.stream().filter(news -> isSame(news, notice)).findFirst();
            if (same.isPresent()) {
                same.get().all().add(notice);
            } else {
                all.add(new News(notice, new ArrayList<>(List.of(notice))));
            }
        }
        return all;
    }

    private static boolean isSame(News news, Notice notice) {
        Notice first = news.first();
        return first.event().equals(notice.event())
                && first.uplink().equals(notice.uplink())
                && !first.event().equals(NoticeKind.ADDRESS.toml())
                && Duration.between(first.time(), notice.time()).compareTo(TOGETHER) < 0
                && news.all().stream().noneMatch(known -> known.family().equals(notice.family()));
    }

    private static String phrase(Notice notice) {
        return switch (notice.event()) {
            case "all-down" -> "no uplink answers";
            case "recovered" -> "an uplink answers again";
            case "address" -> notice.uplink() + " has other addresses";
            case "up" -> notice.uplink() + " is up again";
            default -> notice.uplink() + " is " + notice.event();
        };
    }

    private void paragraph(StringBuilder out, News news) {
        Notice first = news.first();
        StringBuilder head = new StringBuilder(phrase(first));
        if (!first.uplink().isEmpty()) {
            head.insert(first.uplink().length(), " (" + first.interfaceName() + ')');
            head.append(" in ").append(families(news.all()));
        }
        head.append(first.event().equals("address") ? " at " : " since ").append(time(first.time()));
        first.outageSeconds().ifPresent(seconds -> head.append(", after ").append(length(seconds)));
        line(out, head.toString());
        List<String> told = new ArrayList<>();
        for (Notice notice : news.all()) {
            String reason = notice.reason();
            if (!told.contains(reason)) {
                line(out, "  " + reason);
                told.add(reason);
            }
        }
        for (Notice notice : news.all()) {
            if (!notice.addresses().isEmpty()) {
                line(
                        out,
                        "  " + String.join(", ", notice.addresses())
                                + notice.gateway()
                                        .map(gateway -> ", gateway " + gateway)
                                        .orElse(""));
            }
        }
        String before = first.oldState().equals("unknown") ? "" : "was " + first.oldState() + ", ";
        line(out, "  " + before + "event " + first.eventId());
        out.append('\n');
    }

    private static String families(List<Notice> notices) {
        List<String> families = new ArrayList<>();
        notices.forEach(notice -> families.add(notice.family().equals("inet6") ? "IPv6" : "IPv4"));
        families.sort(null);
        return String.join(" and ", families);
    }

    private static void carrying(StringBuilder out, AgentState now, AddressFamily family, String name) {
        Carrying carrying = now.carrying(family);
        List<String> names = new ArrayList<>();
        boolean plays = false;
        for (UplinkView view : now.views()) {
            plays |= view.facts().family(family).present();
            if (carrying.slots().contains(view.slot())) {
                names.add(view.name());
            }
        }
        if (plays && !names.isEmpty()) {
            line(out, "  " + name + " goes over " + String.join(", ", names));
        }
        if (plays) {
            Grounds.text(family, carrying).ifPresent(why -> line(out, "  " + why));
        }
    }

    private static void line(StringBuilder out, String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        out.append(plain, 0, Math.min(plain.length(), LONGEST_LINE)).append('\n');
    }

    private String time(Instant time) {
        return TIME.format(time.atZone(zone));
    }

    /** {@code 12 s}, {@code 4 min 12 s}, {@code 3 h 4 min}, {@code 2 d 3 h}. */
    static String length(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
}
