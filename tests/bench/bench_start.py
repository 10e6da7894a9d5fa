#!/usr/bin/env python3
"""One home: from starting the host to its first answer, and the memory of all
its processes after some work (proportional set size)."""
import json
import os
import statistics
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "system"))
from api_client import Host  # noqa: E402

ROUNDS = 9
OAK = "/api/v1/homes/oak"


def children(pid):
    found = [pid]
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as file:
            for child in file.read().split():
                found += children(int(child))
    return found


def memory(pid):
    total = 0
    for each in children(pid):
        with open(f"/proc/{each}/smaps_rollup") as file:
            total += sum(int(line.split()[1]) for line in file
                         if line.startswith("Pss:"))
    return total


def first_answer(host):
    start = time.monotonic()
    host.start()
    got = host.owner("mary").get(OAK + "/queries/beds.board")
    assert got.status == 200, got
    return (time.monotonic() - start) * 1000


def report(what, ours, aim):
    print(json.dumps({"what": what, "ours": ours, "aim": aim}), flush=True)


with Host(virtual=False, one=True) as host:
    times = []
    for _ in range(ROUNDS):
        host.stop()
        times.append(first_answer(host))
    mary = host.owner("mary")
    for i in range(20):
        got = mary.post(OAK + "/actions/residents.register", {
            "name": f"李{i}", "sex": "male", "born": "1941-01-02"})
        assert got.status == 200, got
    report("cold start to the first answer, ms",
           round(statistics.median(times)), "50")
    report("memory of all processes, MB",
           round(memory(host.process.pid) / 1024, 1), "20")
