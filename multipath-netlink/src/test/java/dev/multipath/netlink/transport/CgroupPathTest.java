package dev.multipath.netlink.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupPathTest {
    private static final String TMPFS = "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755";
    private static final String HYBRID =
            "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw";
    private static final String VERSION_1 = "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu";

    @Test
    void the_root_cgroup_is_the_mount_itself() {
        assertThat(own("0::/", TMPFS, HYBRID)).contains(Path.of("/sys/fs/cgroup/unified"));
    }

    @Test
    void a_session_is_below_the_mount_whatever_version_1_says() {
        List<String> cgroups = List.of("4:memory:/elsewhere", "0::/user.slice/user-0.slice/session-1.scope");

        assertThat(CgroupPath.own(List.of(VERSION_1, HYBRID), cgroups))
                .contains(Path.of("/sys/fs/cgroup/unified/user.slice/user-0.slice/session-1.scope"));
    }

    @Test
    void without_cgroup2_there_is_none() {
        assertThat(own("0::/", TMPFS, VERSION_1)).isEmpty();
        assertThat(CgroupPath.own(List.of(HYBRID), List.of("4:memory:/"))).isEmpty();
    }

    @Test
    void part_of_the_hierarchy_shows_what_is_in_it() {
        String part = "41 31 0:38 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup rw";

        assertThat(own("0::/docker/abc/app", part)).contains(Path.of("/sys/fs/cgroup/app"));
        assertThat(own("0::/docker/abc", part)).contains(Path.of("/sys/fs/cgroup"));
        assertThat(own("0::/docker/abcd", part)).isEmpty();
        assertThat(own("0::/other", part)).isEmpty();
    }

    @Test
    void what_is_outside_of_the_cgroup_namespace_is_not_shown() {
        assertThat(own("0::/../system.slice/a.service", HYBRID)).isEmpty();
    }

    @Test
    void a_mount_point_may_have_blanks() {
        assertThat(own("0::/a", "41 31 0:38 / /mnt/c\\040g rw - cgroup2 none rw"))
                .contains(Path.of("/mnt/c g/a"));
    }

    @Test
    void who_is_in_a_group_comes_out_of_it_first() {
        assertThat(CgroupPath.outOf(Path.of("/c/a.scope/use/seed/deeper"), "use"))
                .isEqualTo(Path.of("/c/a.scope"));
        assertThat(CgroupPath.outOf(Path.of("/use/seed"), "use")).isEqualTo(Path.of("/"));
        assertThat(CgroupPath.outOf(Path.of("/c/user.slice"), "use")).isEqualTo(Path.of("/c/user.slice"));
    }

    private static Optional<Path> own(String cgroup, String... mounts) {
        return CgroupPath.own(List.of(mounts), List.of(cgroup));
    }
}
