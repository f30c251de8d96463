#!/usr/bin/env python3
"""The work of scripts/bench-netlink by pyroute2 (Debian: python3-pyroute2); see floor.c for what it is.

pyroute2_work.py work ROUTES REPLACES EVENTS
pyroute2_work.py list
"""

import os
import socket
import subprocess
import sys
import time

from pyroute2 import IPBatch, IPRoute

FIRST_ROUTE = 0x0A000000
FIRST_EVENT = 0x0A800000
TABLE = 1000
TABLE_OF_DEFAULT = 1001
TABLE_OF_EVENTS = 1002
IN_A_BATCH = 500


def address(number):
    return socket.inet_ntoa(number.to_bytes(4, "big"))


def report(work, start):
    print("-", work, time.monotonic_ns() - start, flush=True)


def report_distribution(work, total, times):
    times.sort()
    last = len(times) - 1
    print("-", work, total, times[last // 2], times[(len(times) * 99 + 99) // 100 - 1], times[last], flush=True)


def one_by_one(ip, verb, routes, device):
    for i in range(routes):
        ip.route(verb, dst=address(FIRST_ROUTE + i) + "/32", gateway="192.0.2.2", oif=device, table=TABLE)


def batched(ip, verb, routes, device):
    """Answers of a batch are not read: the library has no call for that."""
    for first in range(0, routes, IN_A_BATCH):
        batch = IPBatch()
        for i in range(first, min(first + IN_A_BATCH, routes)):
            batch.route(verb, dst=address(FIRST_ROUTE + i) + "/32", gateway="192.0.2.2", oif=device, table=TABLE)
        ip.sendto(batch.batch, (0, 0))
        batch.reset()


def work(routes, replaces, events):
    ip = IPRoute()
    device = ip.link_lookup(ifname="bench0")[0]
    start = time.monotonic_ns()
    one_by_one(ip, "add", routes, device)
    report("add", start)
    start = time.monotonic_ns()
    found = len(ip.get_routes(family=socket.AF_INET, table=TABLE))
    report("dump", start)
    assert found == routes
    start = time.monotonic_ns()
    one_by_one(ip, "del", routes, device)
    report("delete", start)
    other = IPRoute()
    start = time.monotonic_ns()
    batched(other, "add", routes, device)
    report("add-batch", start)
    start = time.monotonic_ns()
    ip.flush_routes(table=TABLE)
    report("flush", start)
    replace(ip, replaces, device)
    hear(events)


def replace(ip, replaces, device):
    legs = [{"gateway": f"192.0.2.{2 + i}", "oif": device, "hops": i} for i in range(4)]
    times = []
    start = time.monotonic_ns()
    for _ in range(replaces):
        begin = time.monotonic_ns()
        ip.route("replace", dst="default", table=TABLE_OF_DEFAULT, multipath=legs)
        times.append(time.monotonic_ns() - begin)
    report_distribution("replace", time.monotonic_ns() - start, times)


def hear(events):
    heard = {}
    with IPRoute() as listener:
        listener.bind()
        trigger = subprocess.Popen([os.environ["BENCH_TRIGGER"], "trigger", str(events)], stdout=subprocess.PIPE)
        while len(heard) < events:
            for message in listener.get():
                if message["event"] == "RTM_NEWROUTE" and message.get_attr("RTA_TABLE") == TABLE_OF_EVENTS:
                    heard[message.get_attr("RTA_DST")] = time.monotonic_ns()
    lines = trigger.communicate()[0].split()
    times = [heard[address(FIRST_EVENT + i)] - int(lines[2 * i]) for i in range(events)]
    report_distribution("event", sum(times), times)


def listing():
    ip = IPRoute()
    found = 0
    for family in socket.AF_INET, socket.AF_INET6:
        found += len(ip.get_routes(family=family)) + len(ip.get_rules(family=family))
    print(found)


if sys.argv[1] == "list":
    listing()
else:
    work(*map(int, sys.argv[2:5]))
