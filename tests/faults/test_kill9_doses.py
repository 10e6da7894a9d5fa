#!/usr/bin/env python3
"""kill -9 of the host while nurses record doses: what was acknowledged is there
(M2), who got no answer and asks again learns the truth (M3), no dose has two
outcomes (M1), and each outcome has its one record in the journal (M21).

    test_kill9_doses.py [KILLS] [SEED]"""
import datetime
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

ACTION = "/api/v1/homes/oak/actions/"
NURSES, DOSES = 6, 40  # doses of one order: 48 are the most in 24 hours
AGAIN = (503, 507)  # busy, deadline: nothing was done


def furnish(host):
    """A resident, a consent and an as-needed order for each nurse."""
    mary = host.owner("mary")

    def act(action, **body):
        got = mary.post(ACTION + action, body)
        assert got.status == 200, (action, got)
        return got.json["result"]

    drug = act("medication.add_drug", name="甲药", ingredients=["甲药"],
               form="tablet", unit="tablet", source="test", edition="1")["drug"]
    # what is given was ordered: the doses are claimed of the hours before now
    start = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) \
        - datetime.timedelta(hours=6)
    orders = []
    for i in range(NURSES):
        resident = act("residents.register", name=f"李{i}", sex="male",
                       born="1941-01-02")["id"]
        act("medication.sign_consent", resident=resident, signer="李明",
            relation="child", signed="2026-01-01", document="1")
        orders.append(act(
            "medication.order", resident=resident, drug=drug, route="po",
            dose={"amount": "1", "unit": "tablet"}, frequency="prn",
            start=start.isoformat(), prescriber="李医师", document="1",
            prn={"reason": "疼痛", "min_interval": 1, "max_doses": 48})["order"])
    return orders


def ask(person, body, key):
    """Asks until there is an answer, with the same key, as a desk does."""
    tries = 0
    while True:
        tries += 1
        try:
            got = person.post(ACTION + "medication.give_prn", body,
                              Idempotency_Key=key)
            if got.status not in AGAIN:
                return got, got.json, tries
        except Exception:  # the host was killed: it comes back
            pass
        time.sleep(0.01)


def nurse(host, order, begun, told):
    person = host.owner("mary")
    for i in range(DOSES):
        at = begun - datetime.timedelta(minutes=5 * (i + 1))
        key = f"{order}-{i}"
        got, body, tries = ask(person, {
            "order": order, "reason": "腿痛", "at": at.isoformat()}, key)
        told.append((order, key, got.status, body, tries))


def look(path, told):
    """What the file holds against what the nurses were told."""
    faults, db = [], sqlite3.connect(path)
    one = lambda sql, *values: db.execute(sql, values).fetchone()[0]  # noqa
    for _, key, status, body, _ in told:
        rows = db.execute("select seq, refused from command where key = ?", (
            hashlib.sha256(key.encode()).digest()[:8],)).fetchall()
        if status != 200 or rows != [(body["receipt"], 0)]:
            faults.append(f"M2 M3 {key}: told {status} {body}, found {rows}")
    for order in {row[0] for row in told}:
        found = one("select count(*) from core_outcome o join core_schedule s "
                    "on s.id = o.schedule "
                    "where s.data ->> '$.order' = ? and o.outcome = 'given'",
                    order)
        if found != DOSES:
            faults.append(f"M1 order {order}: {found} doses of {DOSES}")
    double = one("select count(*) from (select 1 from core_outcome "
                 "group by schedule, slot, round having count(*) > 1)")
    insert = ("select b.row from body b join command c on c.seq = b.id >> 16 "
              "join word w on w.id = b.name where b.kind = 4 and b.op = 1 "
              "and w.text = 'core_outcome' and c.refused = 0")
    journal = sorted(row for row, in db.execute(insert))
    table = sorted(row for row, in db.execute("select id from core_outcome"))
    if double or journal != table or len(table) != len(told):
        faults.append(f"M21: {len(table)} outcomes, {len(journal)} in the "
                      f"journal, {len(told)} told, {double} double")
    db.close()
    return faults


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261129
    choose, told = random.Random(seed), []
    with Host(virtual=False, one=True) as host:
        orders = furnish(host)
        begun = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        nurses = [threading.Thread(target=nurse, args=(host, order, begun, told))
                  for order in orders]
        for each in nurses:
            each.start()
        done = 0
        while done < kills and any(each.is_alive() for each in nurses):
            time.sleep(choose.uniform(0.02, 0.25))
            host.process.kill()
            host.process.wait()
            host.process.stdout.close()
            host.start()
            done += 1
        for each in nurses:
            each.join()
        host.stop()
        verdict = host.cli("verify", "oak", check=False)
        faults = look(os.path.join(host.data, "homes", "oak", "home.db"), told)
        if verdict.returncode != 0:
            faults.append("verify: " + verdict.stdout + verdict.stderr)
        host.start()
    again = sum(tries > 1 for *_, tries in told)
    good = not faults and again > 0 and len(told) == NURSES * DOSES
    print(f"{'ok  ' if good else 'FAIL'} M1 M2 M3 M21 seed={seed} kills={done} "
          f"doses={len(told)} asked-again={again} violations={len(faults)}")
    for fault in faults[:20]:
        print("  " + fault)
    sys.exit(0 if good else 1)


main()
