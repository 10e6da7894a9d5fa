#!/usr/bin/env python3
"""kill -9 of the real host under load, again and again: nothing that was
answered is lost, nothing is done twice, and the home is never in doubt.

    test_kill9.py [KILLS] [SEED]

Clients live in this process, so what they were told outlives the host. Who
got no answer asks again with the same key, as a desk does."""
import hashlib
import os
import random
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "system"))
from api_client import Host  # noqa: E402

CLIENTS = 8
OAK = "/api/v1/homes/oak"
AGAIN = (503, 507)  # busy, deadline: nothing was done


class Load:
    """What the clients ask, and all that they were told."""

    def __init__(self, host, seed):
        self.host, self.seed = host, seed
        self.acks, self.wrong = [], []
        self.stop = threading.Event()
        self.lock = threading.Lock()

    def answer(self, person, path, body, key):
        """Asks until there is an answer; how often it took, too."""
        tries = 0
        while True:
            tries += 1
            try:
                got = person.post(OAK + "/actions/" + path, body,
                                  Idempotency_Key=key)
                if got.status not in AGAIN:
                    got.json
                    return got, tries
            except Exception:  # the host was killed: it comes back
                pass
            time.sleep(0.01)

    def client(self, number):
        choose = random.Random(f"{self.seed}-{number}")
        person = self.host.owner("mary")
        count = 0
        while not self.stop.is_set():
            count += 1
            key = f"{number}-{count}-{choose.getrandbits(40):x}"
            if choose.random() < 0.7:
                what, path = "register", "residents.register"
                body = {"name": f"张{number}之{count}", "sex": "male",
                        "born": "1940-01-02"}
            else:
                what, path = "swap", "beds.swap"
                one, two = choose.sample(range(1, CLIENTS + 1), 2)
                body = {"resident": one, "with": two}
            got, tries = self.answer(person, path, body, key)
            with self.lock:
                if got.status == 200:
                    self.acks.append((what, key, body, got.json["receipt"],
                                      tries))
                elif got.status >= 500 or what == "register":
                    self.wrong.append((what, key, repr(got)))


def furnish(host):
    """Beds with one man in each."""
    mary = host.owner("mary")
    lines = ["楼层,房间,床号,类型"]
    lines += [f"1,{100 + i},{100 + i}-1,护理型" for i in range(CLIENTS)]
    got = mary.ask("POST", OAK + "/imports?kind=beds.beds",
                   "\n".join(lines) + "\n", kind="text/csv")
    assert got.status == 200 and got.json["accepted"] == CLIENTS, got
    for i in range(1, CLIENTS + 1):
        got = mary.post(OAK + "/actions/residents.register", {
            "name": f"李{i}", "sex": "male", "born": "1941-01-02"})
        assert got.status == 200, got
        got = mary.post(OAK + "/actions/beds.assign", {
            "resident": i, "bed": i})
        assert got.status == 200, got


def one(db, sql, *values):
    return db.execute(sql, values).fetchone()[0]


def look(host, load):
    """What the file holds against what the clients were told."""
    faults = [f"{what} {key}: {text}" for what, key, text in load.wrong]
    path = os.path.join(host.data, "homes", "oak", "home.db")
    db = sqlite3.connect(path)
    for what, key, body, receipt, _ in load.acks:
        digest = hashlib.sha256(key.encode()).digest()[:8]
        rows = db.execute("select seq, refused from command where key = ?",
                          (digest,)).fetchall()
        if rows != [(receipt, 0)]:
            faults.append(f"{what} {key}: receipt {receipt}, found {rows}")
        if what == "register" and one(
                db, "select count(*) from residents_resident where name = ?",
                body["name"]) != 1:
            faults.append(f"{body['name']} is not there exactly once")
    registered = [a for a in load.acks if a[0] == "register"]
    swapped = [a for a in load.acks if a[0] == "swap"]
    people = one(db, "select count(*) from residents_resident")
    if people != len(registered) + CLIENTS:
        faults.append(f"{people} residents, {len(registered)} registered")
    stays = one(db, "select count(*) from beds_stay")
    if stays != CLIENTS + 2 * len(swapped):
        faults.append(f"{stays} stays after {len(swapped)} swaps")
    active = db.execute("select count(*), count(distinct bed), "
                        "count(distinct resident) from beds_stay "
                        "where state = 'active'").fetchone()
    if active != (CLIENTS, CLIENTS, CLIENTS):
        faults.append(f"active stays, their beds and residents: {active}")
    events = one(db, "select count(*) from event join word on word.id = type "
                     "where text = 'residents.registered'")
    if events != people:
        faults.append(f"{events} events for {people} residents")
    db.close()
    return faults


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20260701
    choose = random.Random(seed)
    started = time.monotonic()
    with Host(virtual=False) as host:
        furnish(host)
        load = Load(host, seed)
        clients = [threading.Thread(target=load.client, args=(i,))
                   for i in range(CLIENTS)]
        for client in clients:
            client.start()
        for _ in range(kills):
            time.sleep(choose.uniform(0.02, 0.4))
            host.process.kill()
            host.process.wait()
            host.process.stdout.close()
            host.start()
        time.sleep(0.3)
        load.stop.set()
        for client in clients:
            client.join()
        host.stop()
        verdict = host.cli("verify", "oak", check=False)
        faults = look(host, load)
        if verdict.returncode != 0:
            faults.append("verify: " + verdict.stdout + verdict.stderr)
        host.start()
    repeated = sum(tries > 1 for *_, tries in load.acks)
    good = not faults and repeated >= kills / 4 and len(load.acks) > kills
    print(f"{'ok  ' if good else 'FAIL'} kill-9 seed={seed} kills={kills} "
          f"acks={len(load.acks)} asked-again={repeated} "
          f"violations={len(faults)} {time.monotonic() - started:.0f} s")
    for fault in faults[:20]:
        print("  " + fault)
    sys.exit(0 if good else 1)


main()
