#!/usr/bin/env python3
"""Homes that want a plugin otherwise: overrides of a site and a home through
the built program, and the kit that makes, checks, tests and tries plugins."""
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

from api_client import Host
from http_client import run

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.abspath(os.environ.get("SONGHE_SOURCE",
                                        os.path.join(HERE, "..", "..")))
BUILD = os.environ.get("SONGHE_BUILD", os.path.join(SOURCE, "build"))
START = "2026-11-23T08:00:00+08:00"


class Folder:
    """A data folder with homes oak and elm; plugins are a copy of ours."""

    def __init__(self, plugins=("residents", "beds")):
        self.made = tempfile.TemporaryDirectory()
        self.root = self.made.name
        self.data = os.path.join(self.root, "data")
        self.plugins = os.path.join(self.root, "plugins")
        for name in plugins:
            shutil.copytree(os.path.join(SOURCE, "plugins", name),
                            os.path.join(self.plugins, name))
        self.must("--now", START, "init")
        for home in ("oak", "elm"):
            self.must("home", "new", home)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.made.cleanup()

    def call(self, *words):
        return subprocess.run(
            [os.path.join(BUILD, "songhe"), "--data", self.data, "--json",
             *words], capture_output=True, text=True, timeout=120,
            cwd=self.root, stdin=subprocess.DEVNULL,
            env={**os.environ, "SONGHE_LANG": "en",
                 "SONGHE_PLUGINS": self.plugins})

    def must(self, *words):
        done = self.call(*words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return json.loads(done.stdout) if done.stdout else None

    def problem(self, *words):
        done = self.call(*words)
        assert done.returncode == 1, (words, done.returncode, done.stderr)
        lines = [x for x in done.stderr.splitlines() if x.startswith("{")]
        return json.loads(lines[-1])

    def do(self, home, action, **values):
        return self.must("do", home, action, json.dumps(values))["result"]

    def ask(self, home, query, **values):
        return self.must("ask", home, query, json.dumps(values))

    def plugin(self, home, plugin):
        return next(row for row in self.must("plugin", "list", home)
                    if row["id"] == plugin)

    def hash(self, home, rule):
        return next(row["hash"] for row in
                    self.must("plugin", "rules", home, rule.split(".")[0])
                    if row["rule"] == rule)

    def write(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    def override(self, home, name, text, plugin="beds"):
        """`home` None: the site's."""
        place = f"homes/{home}/" if home else ""
        self.write(f"data/{place}overrides/{plugin}/{name}.lua", text)

    def furnish(self, home):
        """Two rooms; a man in the first."""
        for bed in ("101-1", "101-2"):
            self.do(home, "beds.import_bed", floor="1楼", room="101", bed=bed,
                    kind="general")
        for name, sex in (("王德明", "male"), ("李玉梅", "female")):
            self.do(home, "residents.register", name=name, sex=sex,
                    born="1950-05-01", care_level=1)
        self.do(home, "beds.assign", resident=1, bed=1)


def assign_second(folder, home):
    return folder.call("do", home, "beds.assign",
                       '{"resident": 2, "bed": 2}').returncode


MIXED = """
return {
  note = "This home's rooms are curtained off.",
  rule = "beds.sex", base_hash = "%s",
  wrap = function(base)
    return function() end
  end,
  tests = {
    { name = "nobody is refused", run = function(rules)
      local count = 0
      local verdict = { rule = function() count = count + 1 end }
      rules.sex({ sex = "male" }, {}, { { sex = "female" } }, verdict)
      assert(count == %d)
    end },
    { name = "a woman moves in with a man", steps = {
      { do_ = "beds.import_bed", input = { floor = "1楼", room = "1", bed = "1-1", kind = "general" } },
      { do_ = "beds.import_bed", input = { floor = "1楼", room = "1", bed = "1-2", kind = "general" } },
      { do_ = "residents.register", input = { name = "甲", sex = "male", born = "1950-05-01", care_level = 1 } },
      { do_ = "residents.register", input = { name = "乙", sex = "female", born = "1950-05-01", care_level = 1 } },
      { do_ = "beds.assign", input = { resident = 1, bed = 1 } },
      { do_ = "beds.assign", input = { resident = 2, bed = 2 } },
    } },
  },
}
"""


def one_home_has_another_rule():
    with Folder() as folder:
        for home in ("oak", "elm"):
            folder.furnish(home)
        folder.override("oak", "mixed",
                        MIXED % (folder.hash("oak", "beds.sex"), 0))
        assert folder.must("plugin", "reload", "oak", "beds")
        row = folder.plugin("oak", "beds")
        assert row["reason"] == "" and "rule sex" in row["overrides"], row
        assert folder.plugin("elm", "beds")["overrides"] == ""
        assert assign_second(folder, "oak") == 0
        assert assign_second(folder, "elm") == 1
        # the plugin's own tests hold the rule that was changed
        done = folder.call("plugin", "test", "oak", "beds")
        cases = json.loads(done.stdout)["cases"]
        assert done.returncode == 1 and {
            c["file"] for c in cases if not c["passed"]} == {
                "tests/rules.lua", "tests/propose.lua"}, cases
        assert folder.call("plugin", "test", "elm", "beds").returncode == 0


def documented(title):
    """The Lua block of docs/plugin-authors.md that holds `title`."""
    with open(os.path.join(SOURCE, "docs", "plugin-authors.md")) as file:
        blocks = file.read().split("```lua\n")[1:]
    return next(b.partition("```")[0] for b in blocks if title in b)


def the_examples_of_the_docs_hold():
    with Folder() as folder:
        rule = documented("mixed_rooms.lua")
        written = rule.split('base_hash = "')[1].split('"')[0]
        folder.override("oak", "mixed_rooms", rule.replace(
            written, folder.hash("oak", "beds.sex")))
        folder.override("oak", "faith", documented('name = "faith"'),
                        plugin="residents")
        for plugin in ("beds", "residents"):
            folder.must("plugin", "reload", "oak", plugin)
            assert folder.plugin("oak", plugin)["overrides"]


def a_running_home_goes_on_meanwhile():
    slow = "return { tests = { %s } }" % ", ".join(
        """{ name = "%d", steps = { { tick = "2027-11-23T09:00:00+08:00" },
        { do_ = "residents.register", input = { name = "甲", sex = "male",
        born = "1950-05-01" } } } }""" % i for i in range(60))
    with Host() as host:
        mary = host.owner("mary")
        mary.get("/api/v1/homes/oak/queries/beds.board")  # it is open now
        path = os.path.join(host.data, "homes/oak/overrides/residents")
        os.makedirs(path)
        with open(os.path.join(path, "slow.lua"), "w") as file:
            file.write(slow)
        boss = host.owner()
        done = []
        reload_ = threading.Thread(target=lambda: done.append(boss.post(
            "/api/v1/homes/oak/actions/core.plugin_reload",
            {"plugin": "residents"})))
        start = time.monotonic()
        reload_.start()
        count, slowest = 0, 0
        while reload_.is_alive():
            before = time.monotonic()
            got = mary.post("/api/v1/homes/oak/actions/residents.register", {
                "name": f"人{count}", "sex": "male", "born": "1950-05-01"})
            assert got.status == 200, got
            slowest = max(slowest, time.monotonic() - before)
            count += 1
        took = time.monotonic() - start
        print(f"{count} registered during {took:.2f} s of tests, "
              f"slowest {slowest * 1000:.0f} ms")
        assert done[0].status == 200, done
        assert took > 0.5 and count > 5 and slowest < took / 2
        rows = boss.get("/api/v1/homes/oak/queries/core.plugins").json
        row = next(r for r in rows if r["id"] == "residents")
        assert "slow.lua" in row["overrides"], row
        # a nurse sets nothing going
        got = host.owner("nina").post(
            "/api/v1/homes/oak/actions/core.plugin_reload",
            {"plugin": "residents"})
        assert got.status == 403, got


def what_is_not_in_order_leaves_the_old():
    with Folder() as folder:
        folder.furnish("oak")
        good = folder.hash("oak", "beds.sex")
        wrong = [
            (MIXED % ("0123456789abcdef", 0), "mixed.lua: base_hash", good),
            (MIXED % (good, 3), "nobody is refused", "assertion failed"),
            ("return { rule = ", "home/mixed.lua", "unexpected symbol"),
            ("return { texts = 3 }", "texts", "names"),
        ]
        for text, field, said in wrong:
            folder.override("oak", "mixed", text)
            problem = folder.problem("plugin", "reload", "oak", "beds")
            assert any(field in e["field"] and said in e["text"]
                       for e in problem["errors"]), (field, problem)
            row = folder.plugin("oak", "beds")
            assert row["state"] == "running" and row["reason"], row
            assert said in row["reason_en"], (said, row)
            assert folder.ask("oak", "beds.board")
            doctor = folder.call("doctor")
            assert doctor.returncode == 1 and said in doctor.stdout, doctor
        # in force; then its test fails: what was in force stays, over starts
        folder.override("oak", "mixed", MIXED % (good, 0))
        folder.must("plugin", "reload", "oak", "beds")
        folder.override("oak", "mixed", MIXED % (good, 3))
        for _ in range(2):
            row = folder.plugin("oak", "beds")
            assert "rule sex" in row["overrides"] and row["reason"], row
        assert assign_second(folder, "oak") == 0
        # taken away: the plugin is as it was made
        os.unlink(os.path.join(
            folder.data, "homes/oak/overrides/beds/mixed.lua"))
        folder.must("plugin", "reload", "oak", "beds")
        row = folder.plugin("oak", "beds")
        assert row["overrides"] == row["reason"] == "", row


def an_upgrade_makes_it_stale():
    with Folder() as folder:
        folder.furnish("oak")
        folder.override(None, "mixed",
                        MIXED % (folder.hash("oak", "beds.sex"), 0))
        folder.must("plugin", "reload", "oak", "beds")
        main = os.path.join(folder.plugins, "beds", "plugin.lua")
        with open(main) as file:
            text = file.read()
        with open(main, "w") as file:
            file.write(text.replace('version = "1.0.0"', 'version = "1.1.0"'))
        rule = os.path.join(folder.plugins, "beds", "rules", "sex.lua")
        with open(rule, "a") as file:
            file.write("-- changed\n")
        for home in ("oak", "elm"):
            row = folder.plugin(home, "beds")
            assert "rules/sex.lua" in row["reason_en"], row
        # oak ran it before and goes on; elm never did: it has the new one bare
        assert folder.plugin("oak", "beds")["version"] == "1.0.0"
        assert assign_second(folder, "oak") == 0
        # looked at again
        folder.override(None, "mixed", MIXED % ("0" * 16, 0))
        problem = folder.problem("plugin", "reload", "oak", "beds")
        new = next(e["text"] for e in problem["errors"]
                   if "base_hash" in e["field"]).split('"')[1]
        folder.override(None, "mixed", MIXED % (new, 0))
        folder.must("plugin", "reload", "oak", "beds")
        row = folder.plugin("oak", "beds")
        assert row["version"] == "1.1.0" and row["reason"] == "", row
        assert assign_second(folder, "oak") == 1, "already in bed 2"


FIELDS = """
return {
  fields = {
    table = "resident",
    columns = { { name = "faith", type = "text", max = 40, zh = "宗教信仰", en = "Faith" } },
    actions = { register = "new", update = "resident" },
    queries = { record = "id" },
  },
  texts = { ["actions.register"] = { zh = "老人建档" } },
  settings = { check_months = 3 },
  tests = { { name = "it is kept", steps = {
    { do_ = "residents.register", input = { name = "甲", sex = "male", born = "1950-05-01", faith = "佛教" } },
    { ask = "residents.record", input = { id = 1 }, gives = { { faith = "佛教" } } },
  } } },
}
"""


def fields_texts_and_settings():
    with Folder() as folder:
        folder.furnish("oak")
        folder.override("oak", "more", FIELDS, plugin="residents")
        folder.must("plugin", "reload", "oak", "residents")
        catalogue = folder.ask("oak", "core.catalogue")
        action = catalogue["actions"]["residents.register"]
        assert action["zh"] == "老人建档"
        assert "faith" in [f["name"] for f in action["input"]]
        record = next(p for p in catalogue["pages"]
                      if p["id"] == "residents.record")
        assert record["sections"][-1]["columns"] == ["faith"], record
        folder.do("oak", "residents.update", resident=1, faith="道教")
        one = folder.ask("oak", "residents.record", id=1)
        one = one[0] if isinstance(one, list) else one
        assert one["faith"] == "道教", one
        settings = folder.ask("oak", "core.settings")["residents"]
        assert settings["values"]["check_months"] == 3, settings
        # what people wrote stays when the override goes
        os.unlink(os.path.join(
            folder.data, "homes/oak/overrides/residents/more.lua"))
        folder.must("plugin", "reload", "oak", "residents")
        assert "faith" not in json.dumps(
            folder.ask("oak", "residents.record", id=1))
        folder.override("oak", "more", FIELDS, plugin="residents")
        folder.must("plugin", "reload", "oak", "residents")
        assert "道教" in json.dumps(folder.ask("oak", "residents.record", id=1),
                                    ensure_ascii=False)
        assert folder.must("verify", "oak")["ok"]


def whole_plugins():
    with Folder() as folder:
        for place in ("", "homes/oak/"):
            name = "ours" if place else "everywhere"
            folder.must("plugin", "new", name, "--into",
                        folder.root)
            shutil.copytree(os.path.join(folder.root, name),
                            os.path.join(folder.data, place, "plugins", name))
        have = {home: {row["id"] for row in folder.must("plugin", "list", home)
                       if row["state"] == "running"}
                for home in ("oak", "elm")}
        assert {"ours", "everywhere"} <= have["oak"], have
        assert "everywhere" in have["elm"] and "ours" not in have["elm"], have


def new_check_test():
    with Folder() as folder:
        assert folder.must("plugin", "new", "logbook")["files"] == 7
        checked = folder.must("plugin", "check", "logbook")
        assert checked["unused"] == [], checked
        tested = folder.must("plugin", "test", "oak", "logbook")
        assert tested["failed"] == 0 and tested["passed"] == 4, tested
        folder.problem("plugin", "new", "logbook")
        folder.write("logbook/lib/spare.lua", "return 1\n")
        assert folder.must("plugin", "check", "./logbook")["unused"] == \
            ["lib/spare.lua"]
        folder.write("logbook/rules/urgent.lua",
                     "return function() return true end\n")
        done = folder.call("plugin", "test", "oak", "logbook")
        assert done.returncode == 1, done
        failed = [c for c in json.loads(done.stdout)["cases"]
                  if not c["passed"]]
        assert {c["case"] for c in failed} == {
            "a note is open until somebody has seen to it",
            "after a day it is urgent, or when the home says so",
            "the rule by itself"}, failed
        # more than is run is no passed test
        folder.write("logbook/tests/long.lua", """local steps = array {}
for i = 1, 2001 do steps[i] = { tick = "2026-11-23T09:00:00" } end
return { { name = "long", steps = steps } }
""")
        folder.write("logbook/tests/many.lua", """local cases = array {}
for i = 1, 2001 do cases[i] = { name = "case " .. i, run = function() end } end
return cases
""")
        done = folder.call("plugin", "test", "oak", "logbook")
        assert done.returncode == 1, done
        told = {c["file"]: c["en"] for c in json.loads(done.stdout)["cases"]
                if c["file"].startswith("tests/") and not c["passed"]}
        assert "2000 steps" in str(told["tests/long.lua"]), told
        assert "2000 cases" in str(told["tests/many.lua"]), told
        # a file that is no Lua, by its line; two of them are both named
        folder.write("logbook/rules/urgent.lua", "return function(\n")
        folder.write("logbook/lib/spare.lua", "x = = 1\n")
        problem = folder.problem("plugin", "check", "logbook")
        assert {e["field"] for e in problem["errors"]} == {
            "rules/urgent.lua", "lib/spare.lua"}, problem


TEN = """
return {
  id = "ten", version = "one", host = 1, zh = "十", en = "Ten", wrong = true,
  settings = { { name = "a", type = "integer", default = 1 }, { name = "a", type = "text" } },
  tables = { t = { zh = "表", en = "Table", columns = { { name = "Bad", type = "text" } } } },
  permissions = { ["other.read"] = { roles = { "boss" }, zh = "读", en = "Read" } },
  actions = { go = { zh = "走", en = "Go", permission = "ten.go", input = {}, run = 3 } },
  queries = { list = { permission = "ten.go", columns = {} } },
}
"""

SQL = """
return {
  id = "ten", version = "1.0.0", host = 1, zh = "十", en = "Ten",
  tables = { t = { zh = "表", en = "Table", columns = { { name = "a", type = "text", zh = "甲", en = "A" } } } },
  permissions = { ["ten.read"] = { roles = { "manager" }, zh = "读", en = "Read" } },
  queries = {
    one = { permission = "ten.read", columns = { { name = "b", type = "text" } }, sql = "select b from ten_t" },
    two = { permission = "ten.read", columns = { { name = "a", type = "text" } }, sql = "select id from ten_t" },
    three = { permission = "ten.read", columns = { { name = "a", type = "text" } }, sql = "delete from ten_t" },
    four = { permission = "ten.read", columns = { { name = "id", type = "id" } }, sql = "select id from core_grant" },
  },
}
"""


def check_names_every_fault():
    with Folder() as folder:
        folder.write("ten/plugin.lua", TEN)
        problem = folder.problem("plugin", "check", "ten")
        fields = [e["field"] for e in problem["errors"]]
        for field in ("version", "wrong", "settings[1]", "tables.t",
                      "permissions.other.read", "roles[0]",
                      "actions.go.run", "actions.go.permission",
                      "queries.list", "queries.list.permission"):
            assert any(field in f for f in fields), (field, fields)
        assert len(fields) >= 10 and "10" in problem["detail"] or \
            str(len(fields)) in problem["detail"], problem
        folder.write("ten/plugin.lua", SQL)
        problem = folder.problem("plugin", "check", "ten")
        fields = {e["field"].split(".")[1] for e in problem["errors"]}
        assert fields == {"one", "two", "three", "four"}, problem


def another_rule_on_what_was_done():
    with Folder() as folder:
        folder.furnish("oak")
        assert assign_second(folder, "oak") == 1
        folder.must("tick", "oak", "--to", "2026-11-25T10:00:00+08:00")
        folder.do("oak", "residents.register", name="张", sex="male",
                  born="1950-05-01", care_level=1)
        folder.do("oak", "beds.assign", resident=3, bed=2)
        before = folder.must("verify", "oak")["commands"]
        copy = os.path.join(folder.root, "looser")
        shutil.copytree(os.path.join(folder.plugins, "beds"), copy)
        # the same plugin makes no difference
        same = folder.must("plugin", "try", "oak", "beds", copy)
        assert same["replayed"] == 8 and same["differing"] == 0, same
        assert same["unfaithful"] == 0 and same["left_out"] == 0, same
        with open(os.path.join(copy, "rules", "sex.lua"), "w") as file:
            file.write("return function() end\n")
        found = folder.must("plugin", "try", "oak", "beds", copy)
        calls = [d for d in found["differences"] if d["call"] == "beds.assign"]
        # the woman who was refused would have come in, so the man would not
        assert len(calls) == 2, found
        assert "refused" in calls[0]["now"], calls[0]
        assert "result" in calls[0]["changed"], calls[0]
        assert any(r["table"] == "beds_stay" and r["op"] == "insert"
                   for r in calls[0]["changed"]["rows"]), calls[0]
        assert "refused" in calls[1]["changed"], calls[1]
        # only what came later; the state is still that of the beginning
        late = folder.must("plugin", "try", "oak", "beds", copy, "--from",
                           "2026-11-25")
        assert [d["seq"] for d in late["differences"]] == \
            [d["seq"] for d in found["differences"]
             if d["at"] >= "2026-11-25"], late
        assert late["differing"] >= 1
        few = folder.must("plugin", "try", "oak", "beds", copy, "--limit", "3")
        assert few["replayed"] == 3 and few["differing"] == 0, few
        people = folder.call("plugin", "try", "oak", "beds", copy)
        assert "refused" in people.stdout, people.stdout
        # a plugin that is not in order is refused; the home is as it was
        with open(os.path.join(copy, "plugin.lua"), "a") as file:
            file.write("}")
        folder.problem("plugin", "try", "oak", "beds", copy)
        assert folder.must("verify", "oak")["commands"] == before


if __name__ == "__main__":
    run([the_examples_of_the_docs_hold, a_running_home_goes_on_meanwhile,
         one_home_has_another_rule, what_is_not_in_order_leaves_the_old,
         an_upgrade_makes_it_stale, fields_texts_and_settings, whole_plugins,
         new_check_test, check_names_every_fault,
         another_rule_on_what_was_done])
