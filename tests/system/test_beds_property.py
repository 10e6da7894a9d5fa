#!/usr/bin/env python3
"""Eight clients move residents about at random; a reader watches the board.

    test_beds_property.py [OPERATIONS] [SEED]

No bed ever shows two people and nobody two beds; a swap never shows somebody
nowhere; what was accepted, replayed in the order of its receipts by a model
of our own, gives the board that the host ends with."""
import collections
import json
import os
import random
import sys
import threading

from api_client import Answer, Host, LocalConnection, run

CLIENTS = 8
BEDS = 40
PEOPLE = 60
SETTLED = 4  # residents who are only ever swapped: always in some bed
OAK = "/api/v1/homes/oak"
LATER = "2099-01-01T08:00:00+08:00"


class Client:
    """One connection kept open, as the folder's owner."""

    def __init__(self, host):
        self.link = LocalConnection(host.socket)

    def ask(self, method, path, body=None, key=None):
        headers = {"X-Songhe": "1", "Accept-Language": "en"}
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        if key is not None:
            headers["Idempotency-Key"] = key
        self.link.request(method, path, body, headers)
        return Answer(self.link.getresponse())

    def do(self, name, body, key=None):
        return self.ask("POST", f"{OAK}/actions/{name}", body, key)

    def board(self):
        answer = self.ask("GET", OAK + "/queries/beds.board")
        assert answer.status == 200, answer
        return answer.json


class Model:
    """What the rules of beds come to, written without looking at them."""

    def __init__(self):
        self.lives, self.away, self.reserved = {}, {}, {}
        self.condition = {}

    def need(self, right, what):
        assert right, f"accepted although {what}"

    def free(self, bed, who):
        self.need(bed not in self.lives.values(), "the bed is lived in")
        self.need(bed not in self.condition, "the bed is not in order")

    def assign(self, who, bed):
        self.need(who not in self.lives, "they live in a bed")
        self.need(self.reserved.get(who, bed) == bed, "they reserved another")
        self.need(all(b != bed or p == who for p, b in self.reserved.items()),
                  "somebody else reserved the bed")
        self.free(bed, who)
        self.reserved.pop(who, None)
        self.lives[who] = bed

    def transfer(self, who, bed):
        self.need(who in self.lives, "they live nowhere")
        self.need(all(b != bed for b in self.reserved.values()),
                  "the bed is reserved")
        self.free(bed, who)
        self.condition.setdefault(self.lives[who], "cleaning")
        self.lives[who] = bed

    def swap(self, who, other):
        self.need(who in self.lives and other in self.lives and who != other,
                  "there are not two to swap")
        for one in (who, other):
            self.need(self.lives[one] not in self.condition,
                      "a bed of the two is not in order")
        self.lives[who], self.lives[other] = (self.lives[other],
                                              self.lives[who])

    def leave(self, who, kind):
        self.need(who in self.lives, "they live nowhere")
        self.need(self.away.get(who) != kind, "they are away already")
        self.away[who] = kind

    def back(self, who):
        self.need(who in self.away, "they are not away")
        del self.away[who]

    def discharge(self, who):
        self.need(who in self.lives, "they live nowhere")
        self.away.pop(who, None)
        self.condition.setdefault(self.lives.pop(who), "cleaning")

    def reserve(self, who, bed):
        self.need(who not in self.reserved and who not in self.lives,
                  "they have a bed or reservation")
        self.need(bed not in self.reserved.values(), "the bed is reserved")
        self.need(bed not in self.lives.values(), "somebody lives in it")
        self.reserved[who] = bed

    def cancel(self, who):
        self.need(who in self.reserved, "they reserved nothing")
        del self.reserved[who]

    def block(self, bed, kind):
        self.need(self.condition.get(bed, "cleaning") == "cleaning",
                  "the bed is blocked already")
        self.need(kind != "out_of_order" or bed not in self.lives.values(),
                  "somebody lives in it")
        self.condition[bed] = kind

    def unblock(self, bed):
        was = self.condition.pop(bed, "cleaning")
        self.need(was != "cleaning", "the bed is not blocked")
        if was == "isolated" and bed not in self.lives.values():
            self.condition[bed] = "cleaning"

    def clean(self, bed):
        self.need(self.condition.pop(bed, None) == "cleaning",
                  "the bed does not wait for cleaning")

    def compare(self, board):
        lives = {r["resident"]: r["bed"] for r in board if r["resident"]}
        assert lives == self.lives, (lives, self.lives)
        condition = {r["bed"]: r["condition"] for r in board if r["condition"]}
        assert condition == self.condition, (condition, self.condition)
        reserved = {r["reserved_resident"]: r["bed"] for r in board
                    if r["reserved_resident"]}
        assert reserved == self.reserved, (reserved, self.reserved)
        away = {r["resident"]: r["occupancy"] for r in board
                if r["occupancy"] in ("leave", "hospital")}
        assert away == self.away, (away, self.away)


def operation(pick, people, beds):
    """(action, its input, the model's method, the model's arguments)"""
    who, bed = pick.choice(people[SETTLED:]), pick.choice(beds)
    body = {"resident": who}
    kind = pick.choices(
        ["assign", "transfer", "swap", "leave", "return", "discharge",
         "reserve", "cancel", "admit", "block", "unblock", "clean"],
        [16, 12, 14, 6, 8, 7, 5, 5, 5, 4, 8, 20])[0]
    if kind in ("assign", "transfer"):
        return kind, {**body, "bed": bed}, kind, (who, bed)
    if kind == "swap":
        who, other = pick.choice(people), pick.choice(people)
        return kind, {"resident": who, "with": other}, kind, (who, other)
    if kind == "leave":
        kind = pick.choice(["leave", "hospital"])
        return kind, body, "leave", (who, kind)
    if kind == "reserve":
        return kind, {**body, "bed": bed, "from": LATER}, kind, (who, bed)
    if kind == "block":
        why = pick.choice(["isolated", "out_of_order"])
        return kind, {"bed": bed, "kind": why, "reason": "x"}, kind, (bed, why)
    if kind in ("unblock", "clean"):
        return kind, {"bed": bed}, kind, (bed,)
    return {"return": ("return", body, "back", (who,)),
            "discharge": (kind, body, kind, (who,)),
            "cancel": ("cancel_reservation", body, kind, (who,)),
            "admit": ("admit", body, "admit", (who,))}[kind]


class Load:
    def __init__(self, host, people, beds, count, seed):
        self.host, self.people, self.beds = host, people, beds
        self.count, self.seed = count, seed
        self.log, self.faults = [], []
        self.asked, self.refused = collections.Counter(), 0
        self.retries, self.looks = 0, 0
        self.lock, self.done = threading.Lock(), threading.Event()

    def guard(self, work, *args):
        try:
            work(*args)
        except BaseException as fault:  # a thread's fault is the test's
            self.faults.append(f"{type(fault).__name__}: {fault}")

    def client(self, number):
        pick = random.Random(self.seed * 1000 + number)
        client = Client(self.host)
        for i in range(self.count // CLIENTS):
            if self.faults:
                return
            name, body, method, args = operation(pick, self.people, self.beds)
            key = f"{number}-{i}"
            got = client.do("beds." + name, body, key)
            assert got.status in (200, 409, 422), (name, body, got)
            again = None
            if pick.random() < 0.05:
                again = client.do("beds." + name, body, key)
            with self.lock:
                self.asked[name] += 1
                self.note(got, again, method, args)

    def note(self, got, again, method, args):
        if got.status != 200:
            assert got.json["errors"] or got.json["detail"], got
            self.refused += 1
            return
        self.log.append((got.json["receipt"], method, args))
        if again is not None:
            self.retries += 1
            assert again.status == 200 and again.json["repeated"], again
            for name in ("receipt", "result", "recorded_at"):
                assert again.json[name] == got.json[name], (got, again)

    def watch(self):
        client = Client(self.host)
        while not self.done.is_set() and not self.faults:
            board = client.board()
            beds = [row["bed"] for row in board]
            assert len(beds) == BEDS == len(set(beds)), "a bed twice or gone"
            who = [row["resident"] for row in board if row["resident"]]
            assert len(who) == len(set(who)), "somebody is in two beds"
            lost = set(self.people[:SETTLED]) - set(who)
            assert not lost, f"swapped to nowhere: {lost}"
            self.looks += 1

    def run(self):
        watcher = threading.Thread(target=self.guard, args=(self.watch,))
        clients = [threading.Thread(target=self.guard, args=(self.client, n))
                   for n in range(CLIENTS)]
        for thread in [watcher, *clients]:
            thread.start()
        for thread in clients:
            thread.join()
        self.done.set()
        watcher.join()
        assert not self.faults, self.faults


def furnish(client):
    """Forty beds in single rooms, and people: sex and kind never matter."""
    people, beds = [], []
    for i in range(BEDS):
        got = client.do("beds.import_bed", {
            "floor": str(i // 10 + 1), "room": str(i), "bed": f"B{i}"})
        assert got.status == 200, got
        beds.append(got.json["result"]["bed"])
    for i in range(PEOPLE):
        got = client.do("residents.register", {
            "name": f"老人{i}", "sex": ("male", "female")[i % 2],
            "born": "1940-01-02"})
        assert got.status == 200, got
        people.append(got.json["result"]["id"])
    return people, beds


def replay(model, log, board):
    receipts = [entry[0] for entry in log]
    assert len(set(receipts)) == len(receipts), "one receipt for two commands"
    for receipt, method, args in sorted(log):
        if method == "admit":
            method, args = "assign", (args[0], model.reserved[args[0]])
        try:
            getattr(model, method)(*args)
        except AssertionError as fault:
            raise AssertionError(f"receipt {receipt}, {method}{args}: {fault}")
    model.compare(board)


def beds_under_load():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(
        os.urandom(3), "big")
    print(f"seed {seed}", flush=True)
    with Host(virtual=False) as host:
        client = Client(host)
        people, beds = furnish(client)
        model = Model()
        for who, bed in zip(people[:SETTLED], beds):
            got = client.do("beds.assign", {"resident": who, "bed": bed})
            assert got.status == 200, got
            model.assign(who, bed)
        load = Load(host, people, beds, count, seed)
        load.run()
        replay(model, load.log, client.board())
        verdict = json.loads(host.cli("verify", "oak"))
        assert verdict["ok"], verdict
        asked = sum(load.asked.values())
        print(f"{asked} operations of {len(load.asked)} kinds: "
              f"{len(load.log)} accepted, {load.refused} refused, "
              f"{load.retries} repeated; the board seen {load.looks} times; "
              f"{verdict['commands']} commands verified")
        assert asked == count // CLIENTS * CLIENTS
        assert len(load.log) > count // 20 and load.looks > 50
        assert len(load.asked) == 13, load.asked


if __name__ == "__main__":
    run([beds_under_load])
