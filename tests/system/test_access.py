#!/usr/bin/env python3
"""The access log: who read which resident's record, by whatever door, with
what result; what it keeps through kill -9; how it is read."""
import json
import os
import shutil
import sqlite3
import time

from api_client import SOURCE, Host, run
from http_client import until

OAK = "/api/v1/homes/oak"
LOG = OAK + "/queries/core.access_log"
WRITE = 1.3  # seconds: by then a read is in the log


def fill(host, count=3):
    mary = host.owner("mary")
    for i in range(count):
        got = mary.post(OAK + "/actions/residents.register", {
            "name": f"张{i}", "sex": "male", "born": "1940-01-02"})
        assert got.status == 200, got
    return mary


def entries(host, **where):
    """What a shell sees, oldest first, texts for their numbers."""
    link = sqlite3.connect(os.path.join(host.data, "homes/oak/home.db"))
    link.row_factory = sqlite3.Row
    word = "(select text from word where id = a.{0}) as {0}"
    rows = link.execute(
        "select seq, at, until, coalesce(count, 1) as count, subject, rows,"
        " result, (select user from core_person where id = a.person) as person,"
        + ",".join(word.format(name) for name in (
            "account", "role", "station", "call"))
        + " from access a order by seq").fetchall()
    link.close()
    return [row for row in map(dict, rows)
            if all(row[key] == value for key, value in where.items())]


def logged(host, **where):
    until(lambda: entries(host, **where))
    return entries(host, **where)


def every_door_is_logged():
    with Host() as host:
        fill(host)
        mary = host.person("mary")
        mary.get(OAK + "/queries/residents.record?id=2")
        got, = logged(host, call="residents.record")
        assert got == {**got, "person": "mary", "role": "manager",
                       "station": "web 127.0.0.1", "subject": 2, "rows": 1,
                       "result": 1, "count": 1, "account": None}, got
        mary.get(OAK + "/queries/residents.list")
        got, = logged(host, call="residents.list")
        assert got["subject"] is None and got["rows"] == 3, got
        mary.get(OAK + "/duties")
        assert logged(host, call="core.duties")
        report = mary.get(OAK + "/reports/residents.fhir?resident=3")
        assert report.status == 200, report
        got, = logged(host, call="core.report residents.fhir")
        assert got["subject"] == 3, got
        host.cli("ask", "oak", "residents.allergies", '{"resident":1}')
        got, = logged(host, call="residents.allergies")
        assert got["subject"] == 1 and got["person"] == "admin", got
        host.cli("duties", "oak")
        host.cli("events", "oak")
        assert logged(host, call="core.events")
        host.stop()
        before = len(entries(host))
        host.cli("ask", "oak", "residents.contacts", '{"resident":1}')
        host.cli("report", "oak", "residents.fhir", "--out",
                 os.path.join(host.folder.name, "out.json"))
        now = entries(host)[before:]
        assert [row["call"] for row in now] == [
            "residents.contacts", "core.report residents.fhir"], now
        assert now[0]["station"] == "cli", now
        host.start()


def what_shows_no_record_is_not_logged():
    with Host() as host:
        mary = fill(host)
        for name in ("core.home", "core.catalogue", "core.plugins",
                     "core.people", "core.reports"):
            assert mary.get(f"{OAK}/queries/{name}").status == 200, name
        stream = mary.connection()
        stream.request("GET", OAK + "/events?after=0", headers=mary.headers({}))
        answer = stream.getresponse()
        assert answer.status == 200 and answer.fp.readline(), "no event came"
        assert mary.get(OAK + "/queries/residents.record?id=x").status == 422
        assert mary.get(OAK + "/queries/residents.nothing").status == 404
        otto = host.person("otto")  # each home is asked whether he is theirs
        assert otto.cookie
        time.sleep(WRITE)
        stream.close()
        assert entries(host) == [], entries(host)


def refused_reads_are_logged():
    with Host() as host:
        fill(host)
        nina = host.person("nina")
        assert nina.get(LOG + "?resident=2").status == 403
        got, = logged(host, call="core.access_log")
        assert got == {**got, "person": "nina", "role": "nurse", "subject": 2,
                       "rows": 0, "result": 2}, got
        otto = host.person("otto")
        assert otto.get(OAK + "/queries/residents.record?id=1").status == 403
        got, = logged(host, call="residents.record")
        assert got == {**got, "person": None, "account": "otto", "role": None,
                       "subject": 1, "result": 2}, got


class PeekingHost(Host):
    """With a plugin whose query reads a resident's file and then fails."""

    @property
    def environ(self):
        plugins = os.path.join(self.folder.name, "plugins")
        if not os.path.isdir(plugins):
            shutil.copytree(os.path.join(SOURCE, "plugins"), plugins)
            os.mkdir(os.path.join(plugins, "peek"))
            with open(os.path.join(plugins, "peek", "plugin.lua"), "w") as file:
                file.write(PEEK)
        return {**super().environ, "SONGHE_PLUGINS": plugins}


PEEK = """return {
  id = "peek", version = "1.0.0", host = 1, needs = { "residents" },
  zh = "看", en = "Peek",
  permissions = { ["peek.look"] = { roles = { "manager" }, zh = "看", en = "Look" } },
  queries = {
    names = { zh = "名", en = "Names", permission = "peek.look",
      columns = { { name = "name", type = "text", zh = "名", en = "Name" } },
      sql = "select name from residents_resident" },
    look = { zh = "看", en = "Look", permission = "peek.look",
      columns = { { name = "name", type = "text", zh = "名", en = "Name" } },
      run = function(call, home)
        local rows = home.query("names", {})
        refuse("rows", "odd", "不对。", rows[1].name)
        stop()
      end },
  },
}
"""


def a_read_that_fails_is_logged():
    with PeekingHost() as host:
        mary = fill(host)
        got = mary.get(OAK + "/queries/peek.look")
        assert got.status == 422, got
        got, = logged(host, call="peek.look")
        assert got["result"] == 3 and got["rows"] == 0, got


def no_word_of_a_person_is_kept():
    with Host() as host:
        mary = fill(host)
        mary.get(OAK + "/queries/residents.by_number?name=%E5%BC%A01"
                 "&id_number=11010519491231002X")
        mary.get(OAK + "/queries/residents.search?text=%E5%BC%A0")
        got = logged(host, call="residents.search")
        text = json.dumps(got + entries(host), ensure_ascii=False)
        assert "张" not in text and "11010519491231002X" not in text, text


def the_same_read_again_and_again_is_one_entry():
    with Host() as host:
        mary = fill(host)
        for _ in range(120):
            assert mary.get(OAK + "/queries/residents.list").status == 200
        time.sleep(WRITE)
        for _ in range(30):
            mary.get(OAK + "/queries/residents.list")
        host.stop()
        rows = entries(host, call="residents.list")
        assert sum(row["count"] for row in rows) == 150, rows
        assert len(rows) <= 6, rows
        host.start()


def kill_9_loses_the_last_second_at_most():
    with Host(virtual=False) as host:
        mary = fill(host)
        for round_ in range(4):
            mary.get(OAK + "/queries/residents.record?id=1")
            time.sleep(WRITE)
            mary.get(OAK + "/queries/residents.record?id=2")
            if round_ % 2:  # a command takes along what waits
                fill(host, 1)
            host.process.kill()
            host.process.wait()
            rows = entries(host, call="residents.record")
            seen = [row["subject"] for row in rows]
            assert seen.count(1) == round_ + 1, (round_, rows)
            assert seen.count(2) >= (round_ + 1) // 2, (round_, rows)
            told = json.loads(host.cli("verify", "oak"))
            assert told["ok"] and told["reads"] == len(entries(host)), told
            host.start()


def its_chain_is_verified():
    with Host() as host:
        mary = fill(host)
        mary.get(OAK + "/queries/residents.record?id=1")
        mary.get(OAK + "/queries/residents.record?id=2")
        logged(host, subject=2)
        assert mary.get(OAK + "/queries/core.verify").json["reads"] == 2
        host.stop()
        link = sqlite3.connect(os.path.join(host.data, "homes/oak/home.db"))
        link.executescript("drop trigger access_u;"
                           "update access set subject = 3 where seq = 1")
        link.close()
        done = host.cli("verify", "oak", check=False)
        assert done.returncode == 3 and "access 1" in done.stdout, done
        host.start()


def a_home_that_cannot_be_written_is_still_read():
    with Host() as host:
        mary = fill(host)
        mary.get(OAK + "/queries/residents.record?id=1")
        logged(host, subject=1)
        host.stop()
        link = sqlite3.connect(os.path.join(host.data, "homes/oak/home.db"))
        link.executescript("drop trigger access_d; delete from access")
        link.close()
        host.start()
        got = mary.get(OAK + "/queries/residents.record?id=1")
        assert got.status == 200 and got.json[0]["name"] == "张0", got
        home = mary.get(OAK + "/queries/core.home").json
        assert not home["writable"] and home["unlogged"] == 1, home
        done = host.cli("doctor", check=False)
        told = {row["what"]: row for row in json.loads(done.stdout)}
        assert done.returncode == 1 and not told["oak"]["ok"], told
        assert "access log" in told["oak"]["text"], told
        assert told["oak.access_log"]["text"].startswith("1 reads"), told


def it_is_read_by_who_may():
    with Host(virtual=False) as host:
        host.add("iris", "inspector", "oak")
        mary = fill(host)
        nina = host.person("nina")
        for i in (1, 2, 2):
            nina.get(f"{OAK}/queries/residents.record?id={i}")
        host.person("otto").get(OAK + "/queries/residents.record?id=2")
        logged(host, account="otto")
        iris = host.person("iris")
        rows = iris.get(LOG).json
        assert [row["person"] for row in rows] == ["otto", "nina", "nina"], rows
        two = rows[1]
        assert two == {**two, "resident": 2, "resident_name": "张1",
                       "role": "nurse", "count": 2, "rows": 1,
                       "state": "answered", "call": "residents.record",
                       "call_name": "A resident's file"}, two
        zh = iris.get(LOG, Accept_Language="zh-CN").json
        assert zh[1]["call_name"] == "老人档案", zh

        def shown(query):
            return [row["id"] for row in iris.get(LOG + query).json]

        one, later = rows[2]["id"], two["at"]
        until(lambda: entries(host, call="core.access_log"))
        assert one in shown("?resident=1") and two["id"] not in shown(
            "?resident=1")
        assert set(shown("?person=nina")) == {one, two["id"]}
        assert shown("?person=otto") == [rows[0]["id"]]
        assert shown("?state=refused") == [rows[0]["id"]]
        assert shown("?to=2020-01-01T00:00:00Z") == []
        assert shown("?from=2100-01-01T00:00:00Z") == []
        assert two["id"] in shown("?from=" + later.replace("+", "%2B"))
        assert len(shown("?limit=1")) == 1
        assert iris.get(LOG + "?limit=0").status == 422
        # reading it is a read
        assert any(row["call"] == "core.access_log" and row["person"] == "iris"
                   for row in mary.get(LOG).json)
        assert nina.get(LOG).status == 403


run([every_door_is_logged, what_shows_no_record_is_not_logged,
     refused_reads_are_logged, a_read_that_fails_is_logged,
     no_word_of_a_person_is_kept, the_same_read_again_and_again_is_one_entry,
     kill_9_loses_the_last_second_at_most, its_chain_is_verified,
     a_home_that_cannot_be_written_is_still_read, it_is_read_by_who_may])
