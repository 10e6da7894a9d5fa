#!/usr/bin/env python3
"""A hostile plugin in a real home, through real SQL, tables and schedules:
each thing it tries is stopped within about a second or says in words why not,
every answer is JSON, and the board answers all the while."""
import json
import os
import threading
import time

from api_client import Host, run, until

OAK = "/api/v1/homes/oak"
STOPPED = 2.5  # seconds; a second is its deadline, the machine is shared
QUERY_STOPPED = 8.0  # queries have five

# What an action does: the status, and a word of the text.
ACTIONS = {
    # written without end
    "insert": ('for i = 1, 1000000 do home.insert("t", { n = i }) end', 500, "10,000"),
    "swallow": ('for i = 1, 1000000 do pcall(home.insert, "t", { n = i }) end', 500, "10,000"),
    "circle": ('while true do home.publish("x", "t:1", {}) end', 500, "1,000"),
    "effects": ('for i = 1, 9999 do home.effect("file", "k" .. i, { name = "x", text = "y" }) end', 500, "1,000"),
    "since1990": ('home.schedule("d", { rule = "FREQ=MINUTELY", start = "1990-01-01" })', 422, "back"),
    "since1900": ('home.schedule("d", { every = "PT1M", start = "1900-01-01" })', 422, "back"),
    "seconds": ('home.schedule("d", { rule = "FREQ=SECONDLY", start = "2026-11-23" })', 422, "minute"),
    "at_the_end": ('home.schedule("d", { at = math.maxinteger })', 422, "time"),
    # other people's
    "foreign_row": ('home.insert("beds.stay", { resident = 1, bed = 1, starts = call.now })', 500, "no table"),
    "foreign_core": ('home.update("core.person", 1, { name = "x" })', 500, "no table"),
    "foreign_duty": ('home.schedule("beds.clean_bed", { at = call.now })', 422, "no duty"),
    "foreign_stop": ('home.stop(1, call.now)', 404, "no such schedule"),
    "foreign_query": ('home.query("core.people", {})', 409, "may not"),
    "not_needed": ('home.query("beds.board", {})', 500, "needs"),
    "injected": ('home.find("t", { ["n or 1 = 1 --"] = 1 })', 500, "no column"),
    "out_of_its_folder": ('home.effect("file", "k", { name = "../../evil", text = "x" })', 500, "plain file name"),
    # rubbish
    "fraction": ('home.insert("t", { n = 1.0 })', 500, "the log has the details"),
    "not_a_number": ('home.insert("t", { n = 0 / 0 })', 500, "the log has the details"),
    "no_text": ('home.insert("t", { s = "\\xed\\xa0\\x80" })', 500, "the log has the details"),
    "nul": ('home.insert("t", { s = "a\\0b" })', 500, "the log has the details"),
    "itself": ('local t = {} t.t = t home.insert("t", { j = t })', 500, "the log has the details"),
    "no_object": ('return "x"', 500, "object"),
    "wrong_type": ('return { n = "x" }', 500, "whole number"),
    "refusal": ('refuse("f\\0", "c", "\\xff", "\\xff") stop()', 422, ""),
    # no end
    "closing": ('local x <close> = setmetatable({}, { __close = function() while true do end end })', 503, "too long"),
    "patterns": ('return { n = #(("a"):rep(200000):match((".-"):rep(40) .. "b") or "") }', 503, "too long"),
    "errors": ('while true do pcall(error) end', 503, "too long"),
    "log": ('while true do home.log(("x"):rep(1000)) end', 503, "too long"),
    "itself_again": ('home.query("again", {})', 500, "itself"),
}
QUERIES = {
    "endless": ("run = function() while true do end end", 503, "too long"),
    "short": ("deadline_ms = 100, run = function() while true do end end", 503, "too long"),
    "again": ('run = function(call, home) return home.query("again", {}) end', 500, "itself"),
    "writes": ('run = function(call, home) home.insert("t", { n = 1 }) return {} end', 500, "only look"),
    "strings": ('run = function() return { { n = "x" } } end', 500, "whole number"),
    "no_rows": ("run = function() return { n = 1 } end", 500, "rows"),
    "many": ("sql = [[ with recursive c(x) as (select 1 union all select x + 1 from c) select x as n from c ]]",
             409, "Too much"),
    "crossed": ("sql = [[ with recursive c(x) as (select 1 union all select x + 1 from c limit 5000)"
                " select p.x as n from c p, c q, c r where p.x + q.x + r.x < 0 ]]", 503, "too long"),
    "sorted": ("deadline_ms = 500, sql = [[ with recursive c(x) as (select 1 union all select x + 1 from c"
               " limit 90000000) select x as n from c order by -x ]]", 503, "too long"),
    "grown": ("sql = [[ select length(replace(replace(replace(replace(:t, 'a', :t), 'a', :t), 'a', :t), 'a', :t))"
              " as n ]], input = { { name = 't', type = 'text', max = 1000, default = ('a'):rep(900), zh = 't', en = 't' } }",
              422, "too long"),
    "no_utf8": ("sql = [[ select cast(x'fffe' as text) as s ]]", 422, "UTF-8"),
    "real": ("sql = [[ select 1.5 as n ]]", 422, "no reals"),
}
# SQL that the plugin is refused for: it is never live.
FORBIDDEN = [
    "attach database '/tmp/x.db' as x", "pragma table_info(hostile_t)", "select load_extension('x') as n",
    "select randomblob(9) as n", "select count(*) as n from command", "select count(*) as n from main.[body]",
    "select name as n from sqlite_master", "select datetime('now') as n", "select 1 as n; delete from hostile_t",
    "delete from hostile_t", "create temp view x as select 1", "vacuum into '/tmp/x.db'", "select ?1 as n",
    "explain select 1 as n", "select n from hostile_t order by (select max(seq) from command)",
    "with own_duty_open as (select * from duty_open) select 1 as n from own_duty_open",
    "select id_number as n from residents_resident",
    "select id_number as n from hostile_t t full join residents_resident r using (id_number)",
    "select r.id as n from residents_resident r natural join (select '1' as id_number) q",
]
HEAD = '''return { id = "hostile", version = "1.0.0", host = 1, needs = { "residents" }, zh = "坏", en = "Hostile",
tables = { t = { zh = "表", en = "T", columns = { { name = "n", type = "integer", zh = "n", en = "n" },
  { name = "s", type = "text", zh = "s", en = "s" }, { name = "j", type = "json", zh = "j", en = "j" },
  { name = "id_number", type = "text", zh = "i", en = "i" } } } },
permissions = { ["hostile.all"] = { roles = { "manager" }, zh = "做", en = "Do" } },
duties = { d = { zh = "d", en = "d", permission = "hostile.all",
  outcomes = { { value = "done", zh = "已做", en = "Done", done = true } } } },
'''
COLUMN = '{ name = "%s", type = "%s", zh = "a", en = "a" }'


def plugin():
    text = [HEAD, "actions = {"]
    for name, (body, _, _) in ACTIONS.items():
        text.append(f'{name} = {{ zh = "a", en = "a", permission = "hostile.all", input = {{}},'
                    f' output = {{ {COLUMN % ("n", "integer")} }}, run = function(call, home)\n{body}\nend }},')
    text.append("}, queries = {")
    for name, (body, _, _) in QUERIES.items():
        column = COLUMN % (("s", "text") if " as s" in body else ("n", "integer"))
        text.append(f'{name} = {{ zh = "a", en = "a", permission = "hostile.all", columns = {{ {column} }}, {body} }},')
    return "\n".join(text) + "} }"


def write(folder, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "plugin.lua"), "w") as file:
        file.write(text)


class Neighbour:
    """Asks for the board all the time."""

    def __init__(self, host):
        self.person, self.ending = host.owner("mary"), threading.Event()
        self.asked, self.slowest, self.failed = 0, 0.0, []
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ending.wait(0.02):
            begun = time.monotonic()
            got = self.person.get(OAK + "/queries/beds.board")
            self.asked += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)
            if got.status != 200:
                self.failed.append(got)

    def end(self):
        self.ending.set()
        self.thread.join()


def each_is_stopped_while_the_board_answers():
    with Host() as host:
        host.stop()
        write(os.path.join(host.data, "homes", "oak", "plugins", "hostile"), plugin())
        host.start()
        mary, admin = host.owner("mary"), host.owner()
        wrong = []
        neighbour = Neighbour(host)
        try:
            calls = [(name, lambda n=name: mary.post(f"{OAK}/actions/hostile.{n}"), want, STOPPED)
                     for name, want in ACTIONS.items()]
            calls += [(name, lambda n=name: mary.get(f"{OAK}/queries/hostile.{n}"), want, QUERY_STOPPED)
                      for name, want in QUERIES.items()]
            for name, call, (_, status, word), limit in calls:
                begun = time.monotonic()
                got = call()
                took = time.monotonic() - begun
                said = str(got.json) if got.raw else ""
                if got.status != status or word not in said or took > limit or (
                        status >= 400 and not got.json["detail"]):
                    wrong.append((name, f"{took:.1f} s", got))
                # three strikes, and it is quarantined: every one is put to the test
                admin.post(OAK + "/actions/core.plugin_enable", {"plugin": "hostile"})
        finally:
            neighbour.end()
        for line in wrong:
            print(*line)
        print(f"{len(ACTIONS) + len(QUERIES)} attempts; the board answered {neighbour.asked} times,"
              f" slowest {neighbour.slowest:.2f} s")
        assert not wrong and not neighbour.failed, neighbour.failed
        assert neighbour.asked > 100 and neighbour.slowest < 5
        assert mary.get(OAK + "/queries/core.verify").json["ok"]


def what_sql_may_not_say():
    with Host() as host:
        folder = os.path.join(host.folder.name, "hostile")
        queries = "".join(
            f'q{i} = {{ zh = "a", en = "a", permission = "hostile.all", columns = {{ {COLUMN % ("n", "json")} }},'
            f" sql = [====[{sql}]====] }},\n" for i, sql in enumerate(FORBIDDEN))
        write(folder, HEAD + "queries = {" + queries + "} }")
        said = host.cli("plugin", "check", folder, check=False)
        assert said.returncode == 1, said
        missed = [sql for i, sql in enumerate(FORBIDDEN) if f'"queries.q{i}.sql"' not in said.stderr]
        assert not missed, missed
        print(f"{len(FORBIDDEN)} refused")


def a_check_names_all_that_is_known():
    """Faults of the declaration, of a default, of the SQL, of what is needed:
    at once."""
    with Host() as host:
        folder = os.path.join(host.folder.name, "hostile")
        write(folder, HEAD.replace('{ "residents" }', '{ "residents", "nowhere" }') + f'''colour = 1,
settings = {{ {{ name = "n", type = "integer", min = 1, default = 0, zh = "n", en = "n" }} }},
queries = {{ q = {{ permission = "hostile.all", columns = {{ {COLUMN % ("n", "integer")} }}, sql = "select m as n from hostile_t" }} }} }}''')
        said = host.cli("plugin", "check", folder, check=False)
        assert said.returncode == 1, said
        for field in ("colour", "settings[0].default", "queries.q.sql", "needs[1]"):
            assert f'"field":"{field}"' in said.stderr, (field, said.stderr)


class Writer:
    """Registers people all the time, as a nurse records doses."""

    def __init__(self, host):
        self.person, self.ending, self.took, self.failed = host.owner("mary"), threading.Event(), [], []
        self.write()
        self.thread = threading.Thread(target=self.run)

    def write(self):
        begun = time.monotonic()
        got = self.person.post(OAK + "/actions/residents.register",
                               {"name": "王秀英", "sex": "female", "born": "1940-05-01"})
        self.took.append(time.monotonic() - begun)
        if got.status != 200:
            self.failed.append(got)

    def run(self):
        while not self.ending.wait(0.02):
            self.write()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        self.thread.join()


def one_that_never_ends_when_read_holds_nobody_up():
    with Host() as host:
        admin = host.owner()
        folder = os.path.join(host.data, "homes", "oak", "plugins")
        with Writer(host) as writer:
            write(os.path.join(folder, "looper"), "while true do end")
            said = admin.post(OAK + "/actions/core.plugin_enable", {"plugin": "looper"})
            assert said.status == 409 and "too long" in said.json["detail"], said
            write(os.path.join(folder, "empty"), "")
            assert admin.post(OAK + "/actions/core.plugin_enable", {"plugin": "empty"}).status == 409
            assert admin.post(OAK + "/actions/core.plugin_reload", {"plugin": "beds"}).status == 200
            assert admin.post(OAK + "/actions/core.plugin_disable", {"plugin": "empty"}).status == 200
            write(os.path.join(folder, "looper"), HEAD.replace("hostile", "looper") + "}")
            said = admin.post(OAK + "/actions/core.plugin_enable", {"plugin": "looper"})
            assert said.status == 200, said  # mended, it is read anew
        print(f"{len(writer.took)} people registered, slowest {max(writer.took):.2f} s")
        # read within a turn it held up each record for four seconds and more
        assert not writer.failed and max(writer.took) < 3, writer.failed


def what_it_cannot_take_in_is_told():
    """An event that fails again and again is set aside; doctor names it, and
    the manager gives it up or has it tried again."""
    with Host() as host:
        host.stop()
        write(os.path.join(host.data, "homes", "oak", "plugins", "deaf"),
              'return { id = "deaf", version = "1.0.0", host = 1, zh = "d", en = "Deaf",'
              ' on = { ["residents.**"] = function() error("deaf") end } }')
        host.start()
        mary = host.owner("mary")
        for name in ("王", "李"):
            got = mary.post(OAK + "/actions/residents.register", {"name": name, "sex": "male", "born": "1940-05-01"})
            assert got.status == 200, got
        assert host.owner().post(OAK + "/tick", {"to": "2026-11-25T08:00:00+08:00"}).status == 200
        until(lambda: len(mary.get(OAK + "/queries/core.parked").json) == 2)
        parked = mary.get(OAK + "/queries/core.parked").json
        done = host.cli("doctor", check=False)
        told = [one["text"] for one in json.loads(done.stdout) if one["what"] == "oak.events"]
        assert done.returncode == 1 and len(told) == 2, done
        assert f'Event {parked[0]["event"]} (residents.registered)' in told[0], told
        asked = {"subscriber": parked[0]["subscriber"], "event": parked[0]["event"]}
        drop = OAK + "/actions/core.drop_event"
        assert mary.post(drop, asked).status == 422, "given up without a reason"
        assert mary.post(drop, {**asked, "reason": "no need"}).status == 200
        assert len(mary.get(OAK + "/queries/core.parked").json) == 1
        assert "oak.events" in host.cli("doctor", check=False).stdout


def safe_mode_runs_no_plugin_and_says_so():
    with Host() as host:
        host.stop()
        write(os.path.join(host.data, "homes", "oak", "plugins", "looper"), "while true do end")
        host.start("--safe-mode")
        mary = host.owner("mary")
        for got in (mary.get(OAK + "/queries/beds.board"), mary.post(OAK + "/actions/looper.go")):
            assert got.status == 500 and "safe mode" in got.json["detail"], got
        listed = {row["id"]: row["state"] for row in mary.get(OAK + "/queries/core.plugins").json}
        assert (listed["core"], listed["beds"], listed["looper"]) == ("running", "safe", "safe"), listed
        assert mary.get(OAK + "/queries/core.home").json["writable"] is True
        assert mary.get(OAK + "/queries/core.verify").json["ok"] and mary.get(OAK + "/duties").status == 200
        host.stop()
        host.start()
        assert host.owner("mary").get(OAK + "/queries/beds.board").status == 200


run([each_is_stopped_while_the_board_answers, what_sql_may_not_say, a_check_names_all_that_is_known,
     one_that_never_ends_when_read_holds_nobody_up, safe_mode_runs_no_plugin_and_says_so, what_it_cannot_take_in_is_told])
