/*
 * The floor of bench-probes: what the kernel takes for the least that an agent of many uplinks must do. Ten times a second
 * it asks for carrier and counters of every device, once a second it sends an echo request to every target over every
 * device that has its family, and it reads all answers. Nothing is decided.
 *
 *   probes SECONDS DEVICE… -- ADDRESS…
 *
 * Prints the processor time in per cent of a core, and how many answers came.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { DEVICES = 64, TARGETS = 16, LOOKS_A_SECOND = 10 };

static int netlink, devices, targets, answers;
static struct sockaddr_storage target[TARGETS];
static struct pollfd echo[2 * DEVICES];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static double spent(void) {
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  return u.ru_utime.tv_sec + u.ru_stime.tv_sec + (u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* Asks for all there are of something, and reads to the end. */
static void dump(void *question, int length) {
  static char answer[32768];
  if (send(netlink, question, length, 0) < 0) err(1, "netlink");
  for (;;) {
    int left = recv(netlink, answer, sizeof answer, 0);
    if (left < 0) err(1, "netlink");
    for (struct nlmsghdr *each = (struct nlmsghdr *)answer; NLMSG_OK(each, left); each = NLMSG_NEXT(each, left)) {
      if (each->nlmsg_type == NLMSG_ERROR) errx(1, "netlink");
      if (each->nlmsg_type == NLMSG_DONE) return;
    }
  }
}

/* Carriers as IPv6 tells them, and counters. */
static void look(void) {
  struct {
    struct nlmsghdr header;
    struct ifinfomsg link;
  } carriers = {{sizeof carriers, RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, 0, 0}, {.ifi_family = AF_INET6}};
  struct {
    struct nlmsghdr header;
    struct if_stats_msg link;
  } counters = {{sizeof counters, RTM_GETSTATS, NLM_F_REQUEST | NLM_F_DUMP, 0, 0},
                {.filter_mask = IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_64)}};
  dump(&carriers, sizeof carriers);
  dump(&counters, sizeof counters);
}

static unsigned short checksum(const unsigned short *words, int bytes) {
  unsigned sum = 0;
  for (; bytes > 0; bytes -= 2) sum += *words++;
  sum = (sum >> 16) + (sum & 0xffff);
  return ~(sum + (sum >> 16));
}

static void ask(unsigned short number) {
  unsigned char request[16];
  for (int d = 0; d < devices; d++) {
    for (int t = 0; t < targets; t++) {
      int six = target[t].ss_family == AF_INET6;
      memset(request, 0, sizeof request);
      request[0] = six ? ICMP6_ECHO_REQUEST : ICMP_ECHO;
      memcpy(request + 6, &number, 2);
      unsigned short sum = six ? 0 : checksum((unsigned short *)request, sizeof request);
      memcpy(request + 2, &sum, 2);
      int fd = echo[2 * d + six].fd;
      sendto(fd, request, sizeof request, 0, (struct sockaddr *)&target[t], sizeof target[t]);
    }
  }
}

static void hear(void) {
  char answer[1500];
  for (int i = 0; i < 2 * devices; i++)
    while (echo[i].revents && recv(echo[i].fd, answer, sizeof answer, MSG_DONTWAIT) >= 0) answers++;
}

static int bound(int six, const char *device) {
  int fd = socket(six ? AF_INET6 : AF_INET, SOCK_RAW, six ? IPPROTO_ICMPV6 : IPPROTO_ICMP);
  if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, device, strlen(device)) < 0) err(1, "%s", device);
  if (six) {
    struct icmp6_filter replies;
    ICMP6_FILTER_SETBLOCKALL(&replies);
    ICMP6_FILTER_SETPASS(ICMP6_ECHO_REPLY, &replies);
    setsockopt(fd, IPPROTO_ICMPV6, ICMP6_FILTER, &replies, sizeof replies);
  } else {
    unsigned others = ~1u;
    setsockopt(fd, SOL_RAW, 1 /* ICMP_FILTER */, &others, sizeof others);
  }
  return fd;
}

int main(int count, char **words) {
  int at = 2;
  for (; at < count && strcmp(words[at], "--") != 0; at++, devices++) {
    if (devices == DEVICES) errx(64, "more than %d devices", DEVICES);
    for (int six = 0; six < 2; six++)
      echo[2 * devices + six] = (struct pollfd){.fd = bound(six, words[at]), .events = POLLIN};
  }
  for (at++; at < count && targets < TARGETS; at++, targets++) {
    struct sockaddr_in *four = (struct sockaddr_in *)&target[targets];
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)&target[targets];
    target[targets].ss_family = strchr(words[at], ':') ? AF_INET6 : AF_INET;
    void *address = strchr(words[at], ':') ? (void *)&six->sin6_addr : (void *)&four->sin_addr;
    if (inet_pton(target[targets].ss_family, words[at], address) != 1) errx(64, "not an address: %s", words[at]);
  }
  if (!devices || !targets) errx(64, "probes SECONDS DEVICE… -- ADDRESS…");
  netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (netlink < 0) err(1, "netlink");

  int ticks = atoi(words[1]) * LOOKS_A_SECOND;
  double began = now(), busy = spent();
  for (int tick = 0; tick < ticks; tick++) {
    if (tick % LOOKS_A_SECOND == 0) ask(tick / LOOKS_A_SECOND);
    look();
    double next = began + (tick + 1.0) / LOOKS_A_SECOND, left;
    while ((left = next - now()) > 0) {
      struct timespec wait = {.tv_nsec = left * 1e9};
      if (ppoll(echo, 2 * devices, &wait, NULL) > 0) hear();
    }
  }
  printf("%.3f %d\n", 100 * (spent() - busy) / (now() - began), answers);
  return 0;
}
