#!/usr/bin/env python3
"""The work of scripts/bench-netlink by pyroute2 (Debian: python3-pyroute2); see floor.c for what it is.

pyroute2_work.py work ROUTES REPLACES EVENTS
pyroute2_work.py first ROUTES
pyroute2_work.py storm EVENTS
pyroute2_work.py list
"""

import errno
import os
import select
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


def report_distribution(work, total, times, *more):
    times.sort()
    last = len(times) - 1
    print("-", work, total, times[last // 2], times[(len(times) * 99 + 99) // 100 - 1], times[last], *more, flush=True)


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


def trigger(how, events):
    """The other process that makes the changes."""
    return subprocess.Popen([os.environ["BENCH_TRIGGER"], how, str(events)], stdout=subprocess.PIPE)


def note(messages, heard):
    for message in messages:
        if message["event"] == "RTM_NEWROUTE" and message.get_attr("RTA_TABLE") == TABLE_OF_EVENTS:
            heard[message.get_attr("RTA_DST")] = time.monotonic_ns()


def delays(process, events, heard):
    """How late each change was that was heard."""
    lines = process.communicate()[0].split()
    places = {address(FIRST_EVENT + i): i for i in range(events)}
    return [at - int(lines[2 * places[destination]]) for destination, at in heard.items()]


def hear(events):
    heard = {}
    with IPRoute() as listener:
        listener.bind()
        process = trigger("trigger", events)
        while len(heard) < events:
            note(listener.get(), heard)
    times = delays(process, events, heard)
    report_distribution("event", sum(times), times)


def storm(events):
    """The library leaves the receive buffer as it is unless told; an overrun is an OSError."""
    heard = {}
    told = 0
    with IPRoute() as listener:
        listener.bind()
        process = trigger("burst", events)
        while len(heard) < events and select.select([listener], [], [], 2)[0]:
            try:
                note(listener.get(), heard)
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                told += 1
    times = delays(process, events, heard)
    report_distribution("storm-small", sum(times), times, events - len(heard), told)


def first(routes):
    ip = IPRoute()
    device = ip.link_lookup(ifname="bench0")[0]
    start = time.monotonic_ns()
    one_by_one(ip, "add", routes, device)
    report("first", start)


def listing():
    ip = IPRoute()
    found = 0
    for family in socket.AF_INET, socket.AF_INET6:
        found += len(ip.get_routes(family=family)) + len(ip.get_rules(family=family))
    print(found)


numbers = map(int, sys.argv[2:])
if sys.argv[1] == "list":
    listing()
elif sys.argv[1] == "first":
    first(*numbers)
elif sys.argv[1] == "storm":
    storm(*numbers)
else:
    work(*numbers)
