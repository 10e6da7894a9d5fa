#!/usr/bin/env python3
"""More homes than are kept open at once: each answers, none mixes with another,
the one that was closed longest ago comes back, and duties of all fall due."""
import json

from api_client import Host, run

HOMES = 70  # 64 are kept open


def ask(host, home, query, **value):
    return json.loads(host.cli("--json", "ask", home, query, json.dumps(value)))


def do(host, home, action, **value):
    done = host.cli("--json", "do", home, action, json.dumps(value))
    return json.loads(done)["result"]


def every_home_answers_for_itself():
    with Host() as host:
        homes = [f"h{i}" for i in range(HOMES)]
        for i, home in enumerate(homes):
            host.cli("home", "new", home)
            do(host, home, "residents.register", name=f"王{i}", sex="female", born="1940-05-01")
            do(host, home, "feedback.complain", area="meals", from_whom="family", text=f"第{i}家")
        for i, home in enumerate(homes):
            rows = ask(host, home, "residents.list")
            assert [row["name"] for row in rows] == [f"王{i}"], (home, rows)
        host.cli("tick", homes[0], "--to", "2027-06-01T00:00:00+08:00")
        for i, home in list(enumerate(homes))[::9]:
            host.cli("tick", home)
            rows = ask(host, home, "core.duties", state="open",
                       kind="feedback.answer_complaint")
            assert [row["state"] for row in rows] == ["missed"], (home, rows)
            said = ask(host, home, "feedback.complaints")
            assert [row["text"] for row in said] == [f"第{i}家"], (home, said)


run([every_home_answers_for_itself])
