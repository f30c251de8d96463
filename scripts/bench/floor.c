/*
 * The floor: the same work as every other program of scripts/bench-netlink, straight over a NETLINK_ROUTE socket.
 *
 *   floor work ROUTES REPLACES EVENTS   prints "- WORK NANOSECONDS [P50 P99 MAX]" for each piece of work
 *   floor first ROUTES                  the same for the first routes it adds
 *   floor storm EVENTS                  the same for hearing a burst, and "LOST TOLD" behind
 *   floor list                          prints how many routes and rules there are, all families and tables
 *   floor fill ROUTES                   adds the routes and leaves them
 *   floor trigger EVENTS                adds routes 1 ms apart, then prints "SENT ACKNOWLEDGED" (CLOCK_MONOTONIC) of each
 *   floor burst EVENTS                  the same without a pause, eight to a send
 *
 * A request is a template in which destination and sequence number are overwritten, so what is measured is system calls
 * and the kernel. Compile: cc -O2 -Wall -Wextra -o floor floor.c
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef SOL_NETLINK
#define SOL_NETLINK 270
#endif

/* What every program agrees on. */
#define DEVICE "bench0"
#define GATEWAY 0xc0000202u /* 192.0.2.2; the legs of the default go to it and the three behind it */
#define FIRST_ROUTE 0x0a000000u /* 10.0.0.0/32 and on */
#define FIRST_EVENT 0x0a800000u /* 10.128.0.0/32 and on */
#define TABLE 1000
#define TABLE_OF_DEFAULT 1001
#define TABLE_OF_EVENTS 1002
#define LEGS 4

#define BATCH (32 * 1024)
#define RECEIVE (64 * 1024)
#define ANSWERS 64
#define IN_A_BURST 8
#define EVENT_BUFFER (4 << 20)
#define MOST_SILENT 10 /* seconds before the first event */

struct request {
    struct nlmsghdr header;
    struct rtmsg route;
    char attributes[512];
};

struct route {
    uint32_t destination, gateway, device, table, priority;
    uint8_t length, type, protocol, scope;
};

static uint32_t sequence;
static int device;
static char received[RECEIVE];
static char batch[BATCH + sizeof(struct request)];

static void die(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int open_socket(void) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    int on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&kernel, sizeof kernel) < 0) die("socket");
    if (setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on) < 0
        || setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on) < 0
        || setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on) < 0) die("setsockopt");
    return fd;
}

static void ask_for_receive_buffer(int fd, int bytes) {
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0) die("SO_RCVBUFFORCE");
}

static void *attribute(struct request *request, uint16_t type, const void *payload, uint16_t length) {
    struct rtattr *at = (struct rtattr *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));
    at->rta_type = type;
    at->rta_len = RTA_LENGTH(length);
    if (length) memcpy(RTA_DATA(at), payload, length);
    request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(at->rta_len);
    return at;
}

static void number(struct request *request, uint16_t type, uint32_t value) {
    attribute(request, type, &value, sizeof value);
}

static struct request request_for(uint16_t type, uint16_t flags, uint8_t length, uint32_t table) {
    struct request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg)), .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | flags},
        .route = {.rtm_family = AF_INET, .rtm_dst_len = length, .rtm_protocol = RTPROT_BOOT,
                  .rtm_scope = RT_SCOPE_UNIVERSE, .rtm_type = RTN_UNICAST},
    };
    number(&request, RTA_TABLE, table);
    return request;
}

/* A /32 via the gateway; its destination is the payload of the second attribute. */
static struct request host_route(uint16_t type, uint16_t flags, uint32_t table) {
    struct request request = request_for(type, flags, 32, table);
    number(&request, RTA_DST, 0);
    number(&request, RTA_GATEWAY, htonl(GATEWAY));
    number(&request, RTA_OIF, device);
    return request;
}

static void aim(struct request *request, uint32_t destination) {
    uint32_t address = htonl(destination);
    memcpy(request->attributes + RTA_SPACE(4) + RTA_LENGTH(0), &address, 4);
    request->header.nlmsg_seq = ++sequence;
}

static struct request weighted_default(void) {
    struct request request = request_for(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE | NLM_F_ACK, 0, TABLE_OF_DEFAULT);
    struct {
        struct rtnexthop hop;
        struct rtattr header;
        uint32_t gateway;
    } legs[LEGS];
    for (int i = 0; i < LEGS; i++) {
        legs[i].hop = (struct rtnexthop){.rtnh_len = sizeof legs[i], .rtnh_hops = i, .rtnh_ifindex = device};
        legs[i].header = (struct rtattr){.rta_len = RTA_LENGTH(4), .rta_type = RTA_GATEWAY};
        legs[i].gateway = htonl(GATEWAY + i);
    }
    attribute(&request, RTA_MULTIPATH, legs, sizeof legs);
    return request;
}

static void transmit(int fd, const void *bytes, size_t length) {
    if (send(fd, bytes, length, 0) != (ssize_t)length) die("send");
}

static void check_answer(const char *bytes, ssize_t length) {
    const struct nlmsghdr *answer = (const struct nlmsghdr *)bytes;
    if (length < 0) die("recv");
    if (answer->nlmsg_type != NLMSG_ERROR) die("not an answer");
    errno = -((const struct nlmsgerr *)NLMSG_DATA(answer))->error;
    if (errno) die("the kernel refuses");
}

static void await_answer(int fd) {
    check_answer(received, recv(fd, received, sizeof received, 0));
}

static void one_by_one(int fd, struct request request, int routes) {
    for (int i = 0; i < routes; i++) {
        aim(&request, FIRST_ROUTE + i);
        transmit(fd, &request, request.header.nlmsg_len);
        await_answer(fd);
    }
}

/* Acknowledged is the last message of a batch; an error would come whatever was asked for, and before it. */
static void batched(int fd, struct request request, int routes) {
    size_t size = request.header.nlmsg_len, used = 0;
    for (int i = 0; i < routes; i++) {
        aim(&request, FIRST_ROUTE + i);
        memcpy(batch + used, &request, size);
        used += size;
        if (used + size > BATCH || i == routes - 1) {
            ((struct nlmsghdr *)(batch + used - size))->nlmsg_flags |= NLM_F_ACK;
            transmit(fd, batch, used);
            await_answer(fd);
            used = 0;
        }
    }
}

static void take_answers(int fd, int expected) {
    static char bytes[ANSWERS][256];
    static struct iovec places[ANSWERS];
    static struct mmsghdr messages[ANSWERS];
    for (int i = 0; i < ANSWERS; i++) {
        places[i] = (struct iovec){bytes[i], sizeof bytes[i]};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &places[i], .msg_iovlen = 1};
    }
    while (expected > 0) {
        int got = recvmmsg(fd, messages, expected < ANSWERS ? expected : ANSWERS, MSG_WAITFORONE, NULL);
        if (got < 0) die("recvmmsg");
        for (int i = 0; i < got; i++) check_answer(bytes[i], messages[i].msg_len);
        expected -= got;
    }
}

static void batched_with_results(int fd, struct request request, int routes) {
    size_t size = request.header.nlmsg_len, used = 0;
    int pending = 0;
    request.header.nlmsg_flags |= NLM_F_ACK;
    for (int i = 0; i < routes; i++) {
        aim(&request, FIRST_ROUTE + i);
        memcpy(batch + used, &request, size);
        used += size;
        pending++;
        if (used + size > BATCH || i == routes - 1) {
            transmit(fd, batch, used);
            take_answers(fd, pending);
            used = pending = 0;
        }
    }
}

static void ask_for_dump(int fd, uint16_t type, uint8_t family, uint32_t table) {
    struct request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg)), .nlmsg_type = type,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = ++sequence},
        .route = {.rtm_family = family},
    };
    if (table) number(&request, RTA_TABLE, table);
    transmit(fd, &request, request.header.nlmsg_len);
}

/* Gives every message of a dump to a function, and returns how many there were. */
static int dump(int fd, uint16_t type, uint8_t family, uint32_t table, void (*take)(const struct nlmsghdr *, void *), void *context) {
    int count = 0;
    ask_for_dump(fd, type, family, table);
    while (true) {
        ssize_t length = recv(fd, received, sizeof received, 0);
        if (length < 0) die("recv");
        for (struct nlmsghdr *at = (struct nlmsghdr *)received; NLMSG_OK(at, length); at = NLMSG_NEXT(at, length)) {
            if (at->nlmsg_type == NLMSG_DONE) return count;
            if (at->nlmsg_type == NLMSG_ERROR) check_answer((const char *)at, length);
            take(at, context);
            count++;
        }
    }
}

static void parse(const struct nlmsghdr *message, struct route *route) {
    const struct rtmsg *header = NLMSG_DATA(message);
    int left = RTM_PAYLOAD(message);
    *route = (struct route){.table = header->rtm_table, .length = header->rtm_dst_len, .type = header->rtm_type,
                            .protocol = header->rtm_protocol, .scope = header->rtm_scope};
    for (const struct rtattr *at = RTM_RTA(header); RTA_OK(at, left); at = RTA_NEXT(at, left)) {
        uint32_t value;
        memcpy(&value, RTA_DATA(at), sizeof value);
        switch (at->rta_type) {
            case RTA_TABLE: route->table = value; break;
            case RTA_DST: route->destination = ntohl(value); break;
            case RTA_GATEWAY: route->gateway = ntohl(value); break;
            case RTA_OIF: route->device = value; break;
            case RTA_PRIORITY: route->priority = value; break;
            default: break;
        }
    }
}

struct routes {
    struct route *all;
    int count, room;
};

static void keep(const struct nlmsghdr *message, void *context) {
    struct routes *routes = context;
    if (routes->count == routes->room) {
        routes->room = routes->room ? 2 * routes->room : 1024;
        routes->all = realloc(routes->all, routes->room * sizeof *routes->all);
        if (!routes->all) die("realloc");
    }
    parse(message, &routes->all[routes->count++]);
}

struct sought {
    uint32_t destination;
    int found;
};

static void seek(const struct nlmsghdr *message, void *context) {
    struct sought *sought = context;
    struct route route;
    parse(message, &route);
    sought->found += route.destination == sought->destination;
}

struct deletions {
    int fd;
    size_t used;
};

static void send_deletions(struct deletions *deletions, size_t last) {
    ((struct nlmsghdr *)(batch + last))->nlmsg_flags |= NLM_F_ACK;
    transmit(deletions->fd, batch, deletions->used);
    char answer[256];
    check_answer(answer, recv(deletions->fd, answer, sizeof answer, 0));
    deletions->used = 0;
}

/* What came, as a request to delete it. */
static void delete(const struct nlmsghdr *message, void *context) {
    struct deletions *deletions = context;
    size_t at = deletions->used;
    memcpy(batch + at, message, message->nlmsg_len);
    struct nlmsghdr *header = (struct nlmsghdr *)(batch + at);
    header->nlmsg_type = RTM_DELROUTE;
    header->nlmsg_flags = NLM_F_REQUEST;
    header->nlmsg_seq = ++sequence;
    header->nlmsg_pid = 0;
    deletions->used += NLMSG_ALIGN(message->nlmsg_len);
    if (deletions->used + sizeof(struct request) > BATCH) send_deletions(deletions, at);
}

static void flush(int fd, int other) {
    struct deletions deletions = {.fd = other};
    dump(fd, RTM_GETROUTE, AF_INET, TABLE, delete, &deletions);
    if (deletions.used) {
        size_t last = 0, next = 0;
        while (next < deletions.used) {
            last = next;
            next += NLMSG_ALIGN(((struct nlmsghdr *)(batch + next))->nlmsg_len);
        }
        send_deletions(&deletions, last);
    }
}

static void report(const char *work, int64_t start) {
    printf("- %s %lld\n", work, (long long)(now() - start));
}

static int compare(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Leaves the line open. */
static void report_distribution(const char *work, int64_t total, int64_t *values, int count) {
    qsort(values, count, sizeof *values, compare);
    printf("- %s %lld %lld %lld %lld", work, (long long)total, (long long)values[(count - 1) / 2],
           (long long)values[(count * 99 + 99) / 100 - 1], (long long)values[count - 1]);
}

static void routes_one_by_one(int fd, int routes) {
    int64_t start = now();
    one_by_one(fd, host_route(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, TABLE), routes);
    report("add", start);
    for (int i = 0; i < 5; i++) {
        struct routes kept = {0};
        start = now();
        dump(fd, RTM_GETROUTE, AF_INET, TABLE, keep, &kept);
        report("dump", start);
        if (kept.count != routes) die("routes are missing");
        free(kept.all);
        struct sought sought = {.destination = FIRST_ROUTE};
        start = now();
        dump(fd, RTM_GETROUTE, AF_INET, TABLE, seek, &sought);
        report("walk", start);
        if (sought.found != 1) die("the sought route is missing");
    }
    start = now();
    one_by_one(fd, host_route(RTM_DELROUTE, NLM_F_ACK, TABLE), routes);
    report("delete", start);
}

static void routes_batched(int fd, int routes) {
    struct request add = host_route(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, TABLE);
    int64_t start = now();
    batched(fd, add, routes);
    report("add-batch", start);
    start = now();
    batched(fd, host_route(RTM_DELROUTE, 0, TABLE), routes);
    report("delete-batch", start);
    int wide = open_socket();
    ask_for_receive_buffer(wide, 1 << 20);
    start = now();
    batched_with_results(wide, add, routes);
    report("add-batch-acks", start);
    start = now();
    flush(fd, wide);
    report("flush", start);
    close(wide);
}

static void replace(int fd, int replaces) {
    struct request request = weighted_default();
    int64_t *times = calloc(replaces, sizeof *times);
    int64_t start = now();
    for (int i = 0; i < replaces; i++) {
        int64_t begin = now();
        request.header.nlmsg_seq = ++sequence;
        transmit(fd, &request, request.header.nlmsg_len);
        await_answer(fd);
        times[i] = now() - begin;
    }
    report_distribution("replace", now() - start, times, replaces);
    putchar('\n');
    free(times);
}

static int open_listener(void) {
    int fd = open_socket(), group = RTNLGRP_IPV4_ROUTE;
    if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0) die("NETLINK_ADD_MEMBERSHIP");
    return fd;
}

/* This program again, as the one that makes the changes. */
static FILE *start(const char *self, const char *what, int events) {
    char command[4096];
    snprintf(command, sizeof command, "%s %s %d", self, what, events);
    return popen(command, "r");
}

/* Notes when each new event of a datagram was heard, and returns how many those were. */
static int note(ssize_t length, int64_t *heard) {
    int count = 0;
    for (struct nlmsghdr *at = (struct nlmsghdr *)received; NLMSG_OK(at, length); at = NLMSG_NEXT(at, length)) {
        struct route route;
        if (at->nlmsg_type != RTM_NEWROUTE) continue;
        parse(at, &route);
        if (route.table == TABLE_OF_EVENTS) heard[route.destination - FIRST_EVENT] = now(), count++;
    }
    return count;
}

/* From each change's sending to its hearing, of those that were heard. */
static int delays(FILE *trigger, int events, const int64_t *heard, int64_t *times) {
    int count = 0;
    for (int i = 0; i < events; i++) {
        long long sent, acknowledged;
        if (fscanf(trigger, "%lld %lld", &sent, &acknowledged) != 2) die("the trigger says nothing");
        if (heard[i]) times[count++] = heard[i] - sent;
    }
    pclose(trigger);
    return count;
}

static int64_t sum(const int64_t *values, int count) {
    int64_t total = 0;
    for (int i = 0; i < count; i++) total += values[i];
    return total;
}

static void hear(int events, const char *self) {
    int fd = open_listener();
    FILE *trigger = start(self, "trigger", events);
    int64_t *heard = calloc(events, sizeof *heard), *times = calloc(events, sizeof *times);
    for (int count = 0; count < events;) {
        ssize_t length = recv(fd, received, sizeof received, 0);
        if (length < 0) die("recv");
        count += note(length, heard);
    }
    delays(trigger, events, heard, times);
    report_distribution("event", sum(times, events), times, events);
    putchar('\n');
}

/* A second without an event is the end of the burst. */
static void storm(const char *work, int buffer, int events, const char *self) {
    int fd = open_listener(), overruns = 0, silent = 0;
    struct timeval patience = {.tv_sec = 1};
    if (buffer) ask_for_receive_buffer(fd, buffer);
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) < 0) die("SO_RCVTIMEO");
    FILE *trigger = start(self, "burst", events);
    int64_t *heard = calloc(events, sizeof *heard), *times = calloc(events, sizeof *times);
    int hearings = 0;
    while (hearings < events && silent < (hearings ? 1 : MOST_SILENT)) {
        ssize_t length = recv(fd, received, sizeof received, 0);
        silent = length < 0 && errno == EAGAIN ? silent + 1 : 0;
        if (length >= 0) hearings += note(length, heard);
        else if (errno == ENOBUFS) overruns++;
        else if (errno != EAGAIN) die("recv");
    }
    close(fd);
    int count = delays(trigger, events, heard, times);
    if (!count) die("nothing was heard");
    report_distribution(work, sum(times, count), times, count);
    printf(" %d %d\n", events - count, overruns);
    free(heard);
    free(times);
}

/* Says when each change was made, and takes them back. */
static void tell(int fd, int events, const int64_t *sent, const int64_t *acknowledged) {
    for (int i = 0; i < events; i++) printf("%lld %lld\n", (long long)sent[i], (long long)acknowledged[i]);
    struct request request = host_route(RTM_DELROUTE, NLM_F_ACK, TABLE_OF_EVENTS);
    for (int i = 0; i < events; i++) {
        aim(&request, FIRST_EVENT + i);
        transmit(fd, &request, request.header.nlmsg_len);
        await_answer(fd);
    }
}

static void trigger(int fd, int events) {
    struct request request = host_route(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, TABLE_OF_EVENTS);
    int64_t *sent = calloc(events, sizeof *sent), *acknowledged = calloc(events, sizeof *acknowledged);
    int64_t next = now() + 50 * 1000000;
    for (int i = 0; i < events; i++, next += 1000000) {
        struct timespec when = {next / 1000000000, next % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
        aim(&request, FIRST_EVENT + i);
        sent[i] = now();
        transmit(fd, &request, request.header.nlmsg_len);
        await_answer(fd);
        acknowledged[i] = now();
    }
    tell(fd, events, sent, acknowledged);
}

static void burst(int fd, int events) {
    struct request request = host_route(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, TABLE_OF_EVENTS);
    size_t size = request.header.nlmsg_len;
    int64_t *sent = calloc(events, sizeof *sent), *acknowledged = calloc(events, sizeof *acknowledged);
    usleep(50000);
    for (int first = 0, count; first < events; first += count) {
        count = events - first < IN_A_BURST ? events - first : IN_A_BURST;
        for (int i = 0; i < count; i++) {
            aim(&request, FIRST_EVENT + first + i);
            memcpy(batch + i * size, &request, size);
        }
        ((struct nlmsghdr *)(batch + (count - 1) * size))->nlmsg_flags |= NLM_F_ACK;
        int64_t begin = now();
        transmit(fd, batch, count * size);
        await_answer(fd);
        int64_t end = now();
        for (int i = 0; i < count; i++) sent[first + i] = begin, acknowledged[first + i] = end;
    }
    tell(fd, events, sent, acknowledged);
}

static void ignore(const struct nlmsghdr *message, void *context) {
    (void)message;
    (void)context;
}

static void list(int fd) {
    struct routes kept = {0};
    dump(fd, RTM_GETROUTE, AF_INET, 0, keep, &kept);
    dump(fd, RTM_GETROUTE, AF_INET6, 0, keep, &kept);
    int rules = dump(fd, RTM_GETRULE, AF_INET, 0, ignore, NULL) + dump(fd, RTM_GETRULE, AF_INET6, 0, ignore, NULL);
    printf("%d routes, %d rules\n", kept.count, rules);
}

int main(int count, char **arguments) {
    int fd = open_socket();
    device = if_nametoindex(DEVICE);
    if (count == 5 && !strcmp(arguments[1], "work")) {
        routes_one_by_one(fd, atoi(arguments[2]));
        routes_batched(fd, atoi(arguments[2]));
        replace(fd, atoi(arguments[3]));
        fflush(stdout);
        hear(atoi(arguments[4]), arguments[0]);
    } else if (count == 2 && !strcmp(arguments[1], "list")) {
        list(fd);
    } else if (count == 3 && !strcmp(arguments[1], "first")) {
        int64_t start = now();
        one_by_one(fd, host_route(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL | NLM_F_ACK, TABLE), atoi(arguments[2]));
        report("first", start);
    } else if (count == 3 && !strcmp(arguments[1], "storm")) {
        storm("storm", EVENT_BUFFER, atoi(arguments[2]), arguments[0]);
        storm("storm-small", 0, atoi(arguments[2]), arguments[0]);
    } else if (count == 3 && !strcmp(arguments[1], "fill")) {
        batched(fd, host_route(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, TABLE), atoi(arguments[2]));
    } else if (count == 3 && !strcmp(arguments[1], "trigger")) {
        trigger(fd, atoi(arguments[2]));
    } else if (count == 3 && !strcmp(arguments[1], "burst")) {
        burst(fd, atoi(arguments[2]));
    } else {
        fprintf(stderr, "usage: floor work ROUTES REPLACES EVENTS | first ROUTES | storm EVENTS | list | fill ROUTES\n"
                        "       | trigger EVENTS | burst EVENTS\n");
        return 2;
    }
    return 0;
}
