#!/usr/bin/env python3
"""Beds answer the same from the command line and over HTTP.

Two homes live through the same days. Each step goes to one home by the
command line and to the other over HTTP, turn about; results and
refusals are compared, and after each step what both doors of both homes
answer about the beds, today and as it was."""
import json
import urllib.parse

from api_client import Host, run

HOMES = ("oak", "elm")
DAY1, DAY2 = "2026-11-23T12:00:00+08:00", "2026-11-24T12:00:00+08:00"


class Doors:
    def __init__(self, host):
        self.host, self.person = host, host.owner()

    def cli(self, *words):
        """The answer, and the status that HTTP would give it."""
        done = self.host.cli(*words, check=False)
        if done.returncode == 0:
            return 200, json.loads(done.stdout)
        problem = json.loads(done.stderr)
        return problem["status"], problem

    def do_cli(self, home, action, given):
        return self.cli("do", home, "beds." + action, json.dumps(given))

    def do_http(self, home, action, given):
        got = self.person.post(f"/api/v1/homes/{home}/actions/beds.{action}",
                               given)
        return got.status, got.json

    def ask_cli(self, home, query, given, at=None):
        words = ["ask", home, "beds." + query, json.dumps(given)]
        return self.cli(*words, *(["--at", at] if at else []))

    def ask_http(self, home, query, given, at=None):
        words = {**given, "at": at} if at else given
        got = self.person.get(f"/api/v1/homes/{home}/queries/beds.{query}?"
                              + urllib.parse.urlencode(words))
        return got.status, got.json


def bare(answer):
    """Without the receipt and its moment, as two homes are two commands."""
    status, told = answer
    if status == 200:
        assert told["receipt"] > 0, told
    return status, {name: value for name, value in told.items()
                    if name not in ("receipt", "recorded_at")}


def asked(doors, query, given, at=None):
    answers = [ask(home, query, given, at) for home in HOMES
               for ask in (doors.ask_cli, doors.ask_http)]
    assert all(one == answers[0] for one in answers), (query, given, answers)
    return answers[0]


class Life:
    """The same steps in both homes."""

    def __init__(self, doors):
        self.doors, self.turn, self.seen = doors, 0, 0

    def step(self, action, given, status=200):
        ways = [self.doors.do_cli, self.doors.do_http]
        if self.turn % 2:
            ways.reverse()
        self.turn += 1
        first, second = (bare(way(home, action, given))
                         for way, home in zip(ways, HOMES))
        assert first == second, (action, given, first, second)
        assert first[0] == status, (action, given, first)
        self.look()
        return first[1]

    def look(self):
        for query in ("board", "propose", "waitlist", "alarms", "gone",
                      "census"):
            status, rows = asked(self.doors, query, {})
            assert status == 200, rows
            self.seen += len(rows)

    def refused(self, action, given, code):
        told = self.step(action, given, 422)
        assert code in [each["code"] for each in told["errors"]], told

    def board(self, at=None):
        return {row["bed_name"]: row for row in
                asked(self.doors, "board", {}, at)[1]}


def furnish(doors):
    for home in HOMES:
        for label in ("101-1", "101-2", "102-1", "102-2"):
            got = doors.do_http(home, "import_bed", {
                "floor": "1", "room": label[:3], "bed": label})
            assert got[0] == 200, got
        for name in ("王德明", "李国华", "张志强", "赵建国"):
            got = doors.person.post(
                f"/api/v1/homes/{home}/actions/residents.register",
                {"name": name, "sex": "male", "born": "1944-05-01",
                 "care_level": 1})
            assert got.status == 200, got


def tick(doors, to):
    for home in HOMES:
        got = doors.person.post(f"/api/v1/homes/{home}/tick", {"to": to})
        assert got.status == 200, got


def same_answers():
    with Host() as host:
        doors = Doors(host)
        furnish(doors)
        life = Life(doors)
        for who in (1, 2, 3):
            life.step("apply", {"resident": who})
        proposed = asked(doors, "propose", {})[1]
        assert [row["resident"] for row in proposed] == [1, 2, 3], proposed
        assert len({row["proposed"] for row in proposed}) == 3, proposed
        asked(doors, "propose", {"application": 2, "most": 1})
        assert asked(doors, "propose", {"application": 99})[0] == 422

        for row in proposed[:2]:
            life.step("assign", {"resident": row["resident"],
                                 "bed": row["proposed"]})
        life.refused("assign", {"resident": 3, "bed": proposed[0]["proposed"]},
                     "occupied")
        life.refused("assign", {"resident": 3, "bed": 77}, "unknown")
        before = life.board()

        tick(doors, DAY2)
        life.step("swap", {"resident": 1, "with": 2})
        life.refused("swap", {"resident": 1, "with": 3}, "not_here")
        life.step("discharge", {"resident": 1, "reason": "home"})
        life.refused("discharge", {"resident": 1}, "not_here")
        life.step("death", {"resident": 2})
        life.refused("apply", {"resident": 2}, "deceased")
        now = life.board()

        first, second = (row["proposed_name"] for row in proposed[:2])
        then = life.board(DAY1)
        for name in (first, second):
            assert then[name]["resident"] == before[name]["resident"], then
            assert now[name]["state"] == "cleaning", now
        assert asked(doors, "board", {}, "2020-01-01T00:00:00+08:00")[0] == 422
        assert asked(doors, "census", {"date": "2026-11-25"})[0] == 422
        print(f"{life.turn} steps, {life.seen} rows the same at four doors")
        assert life.seen > 80


if __name__ == "__main__":
    run([same_answers])
