#!/usr/bin/env python3
"""What is done and asked over HTTP: actions, queries, imports, the clock."""
import json
import time

from api_client import Host, Person, password_of, run

OAK = "/api/v1/homes/oak"
ZHANG = {"name": "张三", "sex": "male", "born": "1940-01-02"}
BEDS = "楼层,房间,床号,类型\n1,101,101-1,护理型\n1,101,101-2,护理型\n"


def register(person, body=ZHANG, query="", **more):
    return person.post(OAK + "/actions/residents.register" + query, body,
                       **more)


def an_action_and_its_receipt():
    with Host() as host:
        mary = host.person("mary")
        first = register(mary, Idempotency_Key="k-1")
        assert first.status == 200, first
        assert set(first.json) == {"receipt", "recorded_at", "repeated",
                                   "result"}
        assert first.json["recorded_at"].startswith("2026-11-23T08:00:00")
        again = register(mary, Idempotency_Key="k-1")
        assert again.json["repeated"] is True, again
        assert again.json["result"] == first.json["result"]
        other = register(mary, {**ZHANG, "name": "李四"},
                         Idempotency_Key="k-1")
        assert other.status == 409, other
        dry = register(mary, query="?dry_run=1")
        assert dry.status == 200 and dry.json["receipt"] is None, dry
        events = mary.get(OAK + "/queries/core.events").json
        done = [e for e in events if e["type"] == "residents.registered"]
        assert len(done) == 1, "done twice, or a dry run left something"


def refusals_name_the_field():
    with Host() as host:
        mary = host.person("mary")
        got = register(mary, {"name": "张三", "sex": "x", "born": "1940-02-31",
                              "extra": 1})
        assert got.status == 422, got
        assert got.headers["content-type"] == "application/problem+json"
        assert {e["field"] for e in got.json["errors"]} == {
            "sex", "born", "extra"}, got
        zh = register(mary, {}, Accept_Language="zh-CN").json
        assert not zh["detail"].isascii() or not zh["title"].isascii()
        for body in "[]", "{", "1", '{"a":1.5}', '{"a":1,"a":2}':
            assert register(mary, body).status == 422, body
        assert register(mary, ZHANG, Songhe_Happened_At="soon").status == 422
        assert register(mary, ZHANG, Idempotency_Key="k" * 300).status == 400
        assert mary.post(OAK + "/actions/beds.nothing").status == 404
        assert mary.get(OAK + "/queries/nothing").status == 404


def query_strings_are_typed():
    with Host() as host:
        mary = host.person("mary")
        for name in "甲", "乙", "丙":
            register(mary, {**ZHANG, "name": name})
        page = mary.get(OAK + "/queries/core.events?after=1&limit=1")
        assert [e["id"] for e in page.json] == [2], page
        for bad in "after=x", "limit=0", "limit=1.5", "nothing=1":
            got = mary.get(OAK + "/queries/core.events?" + bad)
            assert got.status == 422, (bad, got)
        assert mary.get(OAK + "/duties?state=open").json == []
        assert mary.get(OAK + "/duties?state=odd").status == 422
        assert mary.get(
            OAK + "/queries/beds.board?at=2000-01-01T00:00:00Z").status == 422
        assert mary.get(OAK + "/queries/beds.board?at=T").status == 422
        got = mary.get(OAK + "/queries/beds.board?at=yesterday")
        assert got.status == 422 and "time like 2026" in got.json["errors"][0]["text"], got


def the_catalogue_is_the_persons_own():
    with Host() as host:
        nina, mary = host.person("nina"), host.person("mary")
        few = nina.get(OAK + "/catalogue").json
        many = mary.get(OAK + "/catalogue").json
        assert few["person"] == {"name": "nina", "roles": ["nurse"]}
        assert "core.grant" in many["actions"]
        assert "core.grant" not in few["actions"]
        # What is not in it is refused, and what is, is not.
        for name in set(many["queries"]) - set(few["queries"]):
            got = nina.get(f"{OAK}/queries/{name}")
            assert got.status == 403, (name, got)
        for name in few["queries"]:
            got = nina.get(f"{OAK}/queries/{name}")
            assert got.status in (200, 422), (name, got)
        for name in set(many["actions"]) - set(few["actions"]):
            got = nina.post(f"{OAK}/actions/{name}", {})
            assert got.status == 403, (name, got)


def openapi_describes_it():
    with Host() as host:
        mary = host.person("mary")
        few = mary.get(OAK + "/catalogue").json
        start = time.monotonic()
        answer = mary.get("/api/v1/openapi.json")
        took = time.monotonic() - start
        document = answer.json
        assert document["openapi"] == "3.1.0"
        names = {p.rpartition("/")[2] for p in document["paths"]}
        assert names == set(few["actions"]) | set(few["queries"])
        post = document["paths"]["/api/v1/homes/{home}/actions/"
                                 "residents.register"]["post"]
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        assert set(schema["required"]) >= {"name", "sex", "born"}
        assert schema["properties"]["born"]["format"] == "date"
        assert "male" in schema["properties"]["sex"]["enum"]
        assert post["parameters"][0]["schema"]["enum"] == ["oak"]
        refs = set(_refs(document))
        for ref in refs:
            at = document
            for part in ref.lstrip("#/").split("/"):
                at = at[part]
        assert host.person("idle").get(
            "/api/v1/openapi.json").json["paths"] == {}
        both = host.owner().get("/api/v1/openapi.json").json["paths"]
        homes = both["/api/v1/homes/{home}/queries/core.home"]["get"][
            "parameters"][0]["schema"]["enum"]
        assert sorted(homes) == ["elm", "oak"]
        print(f"     {len(answer.raw) >> 10} KB in {took * 1000:.0f} ms")


def _refs(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref":
                yield inner
            else:
                yield from _refs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _refs(inner)


def a_table_is_imported():
    path = OAK + "/imports?kind=beds.beds"
    with Host() as host:
        mary = host.person("mary")

        def bring(data, query="", **more):
            return mary.ask("POST", path + query, data, "text/csv", **more)

        dry = bring(BEDS, "&dry_run=1")
        assert dry.status == 200, dry
        assert (dry.json["rows"], dry.json["accepted"]) == (2, 2), dry
        beds = mary.get(OAK + "/queries/beds.beds").json
        assert beds == [], "a dry run left beds"
        done = bring(BEDS)
        assert done.json["accepted"] == 2 and done.json["faults"] == [], done
        assert len(mary.get(OAK + "/queries/beds.beds").json) == 2
        bad = bring("楼层,房间\n1,101\n", "&dry_run=1")
        assert bad.json["faults"] and bad.json["accepted"] == 0, bad
        undo = mary.post(f"{OAK}/imports/{done.json['import']}/undo")
        assert undo.status == 200 and undo.json["receipt"], undo
        assert mary.get(OAK + "/queries/beds.beds").json == []
        gb = bring(BEDS.encode("gb18030"), "&dry_run=1")
        assert gb.json["accepted"] == 2, gb
        assert bring(b"\0" * 5000).status == 422
        assert bring(b"x" * ((8 << 20) + 1)).status == 413
        assert mary.ask("POST", OAK + "/imports", BEDS,
                        "text/csv").status == 422
        assert mary.post(path, {}).status == 415
        assert mary.post(OAK + "/imports/x/undo").status == 404


def the_clock_of_a_virtual_folder():
    with Host() as host:
        owner = host.owner()
        got = owner.post(OAK + "/tick", {"to": "2026-11-24T08:00:00+08:00"})
        assert got.json == {"now": "2026-11-24T00:00:00+00:00"}, got
        got = owner.post(OAK + "/tick", {"to": "2026-11-23T08:00:00+08:00"})
        assert got.status == 400, got
        assert owner.get(OAK + "/queries/core.home").json["now"].startswith(
            "2026-11-24T08:00:00")


def accounts_and_homes_are_made():
    with Host() as host:
        admin = host.administrator()
        made = admin.post("/api/v1/accounts", {"name": "王芳",
                                               "password": "plum-and-pine"})
        assert made.status == 201, made
        assert admin.post("/api/v1/accounts", {
            "name": "王芳", "password": "plum-and-pine"}).status == 409
        assert "password" not in admin.get("/api/v1/accounts").raw.decode()
        wang = Person(host)
        got = wang.sign_in("王芳", "plum-and-pine")
        assert got.json["must_change"] is True, got
        home = {"id": "fir", "name": "冷杉", "zone": "Asia/Shanghai",
                "kind": "public"}
        assert admin.post("/api/v1/homes", home).status == 201
        assert admin.post("/api/v1/homes", home).status in (409, 422)
        assert admin.post("/api/v1/homes",
                          {**home, "id": "../x"}).status == 422
        assert "fir" in [h["id"] for h in admin.get("/api/v1/homes").json]
        as_wang = host.owner("%E7%8E%8B%E8%8A%B3")
        assert as_wang.get("/api/v1/session").json["user"] == "王芳"


def the_command_line_goes_through_the_host():
    with Host() as host:
        direct = json.loads(host.cli("home", "list"))
        assert {h["id"] for h in direct} == {"oak", "elm"}
        host.cli("do", "oak", "residents.register", json.dumps(ZHANG))
        rows = json.loads(host.cli("ask", "oak", "core.events"))
        assert rows[0]["type"] == "residents.registered"
        host.add("petra", "nurse", "elm")
        assert host.person("petra").get(
            "/api/v1/homes/elm/catalogue").status == 200
        host.cli("tick", "oak", "--to", "2026-11-23T09:00:00+08:00")
        bad = host.cli("do", "oak", "residents.register", "{}", check=False)
        assert bad.returncode == 1 and "born" in bad.stderr, bad.stderr
        assert json.loads(host.cli("verify", "oak"))["ok"] is True


def it_is_quick_enough():
    """Not a yardstick (tests/bench has those): a guard against seconds."""
    with Host() as host:
        mary = host.person("mary")
        times = []
        for _ in range(200):
            start = time.monotonic()
            assert mary.get(OAK + "/queries/beds.board").status == 200
            times.append(time.monotonic() - start)
        times.sort()
        print(f"     p50 {times[100] * 1000:.1f} ms, "
              f"p99 {times[197] * 1000:.1f} ms")
        assert times[197] < 1


run([an_action_and_its_receipt, refusals_name_the_field,
     query_strings_are_typed, the_catalogue_is_the_persons_own,
     openapi_describes_it, a_table_is_imported, the_clock_of_a_virtual_folder,
     accounts_and_homes_are_made, the_command_line_goes_through_the_host,
     it_is_quick_enough])
