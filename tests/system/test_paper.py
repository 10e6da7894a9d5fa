#!/usr/bin/env python3
"""M26: paper sheets are there when nothing else works, and people are led to
them."""
import json
import os
import shutil
from datetime import datetime
from urllib.parse import quote, urlencode

from api_client import Host, run, until


def home_of(host):
    return os.path.join(host.data, "homes", "oak")


def order_tid(host):
    """A resident in a bed with a medicine; who orders, and where its unit's
    sheet is written."""
    mary = host.owner("mary")

    def act(action, **body):
        got = mary.post("/api/v1/homes/oak/actions/" + action, body)
        assert got.status == 200, (action, got)

    act("residents.register", name="王秀英", sex="female", born="1940-05-01")
    act("beds.import_bed", floor="1", room="101", bed="101-1", kind="nursing",
        unit="一病区")
    act("beds.assign", resident=1, bed=1)
    act("medication.add_drug", name="甲药", ingredients=["甲药"],
        form="tablet", unit="tablet", source="test", edition="1")
    act("medication.order", resident=1, drug=1, route="po",
        dose={"amount": "1", "unit": "tablet"}, frequency="tid",
        prescriber="李医师", document="1")
    return mary, act, os.path.join(home_of(host), "out", "mar-一病区.html")


def m26_a_host_that_stops_leaves_paper():
    """What was recorded a moment ago stands on the sheet."""
    with Host(one=True) as host:
        mary, act, sheet = order_tid(host)
        duty = mary.get("/api/v1/homes/oak/queries/medication.round").json[0]["duty"]
        act("medication.record", duty=duty, outcome="refused", reason="不想吃")
        assert not os.path.exists(sheet)
        host.stop()
        with open(sheet, encoding="utf-8") as file:
            text = file.read()
        assert "甲药" in text and "拒服" in text, text
        os.remove(sheet)
        host.start()
        host.stop()  # at once: while the home may still be opening
        host.start()
        assert mary.get("/api/v1/homes/oak/queries/core.home").status == 200


def m26_who_has_no_bed_is_on_paper_too():
    """Who has orders before a bed, or between two, has a sheet of the house."""
    with Host(one=True) as host:
        mary, act, sheet = order_tid(host)
        act("residents.register", name="李建国", sex="male", born="1938-02-03")
        act("medication.order", resident=2, drug=1, route="po",
            dose={"amount": "2", "unit": "tablet"}, frequency="qid",
            prescriber="李医师", document="2")
        nobody = os.path.join(os.path.dirname(sheet), "mar-none.html")
        host.stop()
        with open(nobody, encoding="utf-8") as file:
            text = file.read()
        assert "李建国" in text and "甲药" in text and "王秀英" not in text, text


def m26_what_can_only_be_read_can_be_put_on_paper():
    """The sheet that was written stays; the desk prints a new one from what
    it may still ask; the button that writes says to use paper."""
    oak = "/api/v1/homes/oak/"
    with Host(one=True) as host:
        mary, act, written = order_tid(host)
        act("medication.print_paper")
        until(lambda: os.path.exists(written))
        host.stop()
        with open(written, encoding="utf-8") as file:
            assert "甲药" in file.read()
        os.remove(os.path.join(home_of(host), "mark"))
        host.start()
        rows = mary.get(oak + "queries/medication.sheet?" + urlencode({
            "unit": "一病区", "from": "2026-11-23T06:00:00+08:00",
            "to": "2026-11-24T06:00:00+08:00"})).json
        assert [row["due"][11:16] for row in rows] == [
            "08:00", "12:00", "16:00"], rows
        got = mary.post(oak + "actions/medication.print_paper", {})
        assert got.status >= 500, got
        assert "Use the paper sheets" in got.json["detail"], got
        assert os.path.exists(written)


def m26_safe_mode_leads_to_the_last_sheets():
    """No plugin runs, so none is renewed: home, doctor and desk say so, where
    the last ones are and of when; who may opens them, and that is a read."""
    oak = "/api/v1/homes/oak/"
    with Host(one=True) as host:
        host.stop()
        host.add("sara", "social_worker", "oak")
        host.start()
        assert "paper" not in host.owner("mary").get(oak + "queries/core.home").json
        mary, _, written = order_tid(host)
        duty = mary.get(oak + "queries/medication.round").json[0]["duty"]
        host.stop()  # closing writes it
        name = os.path.basename(written)
        for odd in ("x.html.tmp", ".hidden.html"):
            shutil.copy(written, os.path.join(os.path.dirname(written), odd))
        os.symlink("../home.db", os.path.join(os.path.dirname(written), "link.html"))
        host.start("--safe-mode")
        nina, sara = host.owner("nina"), host.owner("sara")
        got = nina.post(oak + "duties/" + duty, {"outcome": "given"})
        assert "Plugin medication is not running" in got.json["detail"], got
        safe = nina.get(oak + "queries/core.home").json["paper"]
        assert "can't be renewed" in safe["en"] and "不能更新" in safe["zh"], safe
        assert [one["name"] for one in safe["sheets"]] == [name], safe
        at = datetime.fromisoformat(safe["sheets"][0]["at"])
        assert at.timestamp() == int(os.path.getmtime(written)), safe
        assert os.path.samefile(os.path.join(host.data, safe["folder"]),
                                os.path.dirname(written)), safe
        got = nina.get(oak + "papers/" + quote(name))
        assert got.status == 200 and "甲药" in got.raw.decode(), got
        assert got.headers["content-type"].startswith("text/html"), got.headers
        policy = got.headers["content-security-policy"]
        assert policy.startswith("sandbox; default-src 'none'; style-src"), policy
        for other in ("link.html", ".hidden.html", "x.html.tmp", "none.html",
                      "..%2Fhome.db", "..%2F..%2Felm%2Fout%2F" + quote(name)):
            assert nina.get(oak + "papers/" + other).status in (400, 404), other
        assert sara.get(oak + "papers/" + quote(name)).status == 403
        until(lambda: {("nina", "answered"), ("sara", "refused")} <= {
            (row["person"], row["state"]) for row in host.owner("mary").get(
                oak + "queries/core.access_log").json if row["call"] == "core.paper"})
        done = host.cli("doctor", check=False)
        told = [one for one in json.loads(done.stdout) if one["what"] == "oak.paper"]
        assert done.returncode == 1 and [one["ok"] for one in told] == [False, True], told
        assert "safe mode" in told[0]["text"], told
        assert written in told[1]["text"] and safe["sheets"][0]["at"] in told[1]["text"], told
        os.remove(written)
        safe = nina.get(oak + "queries/core.home").json["paper"]
        assert safe["sheets"] == [] and "no earlier ones" in safe["en"], safe


def m26_a_stopped_plugin_leads_to_its_sheets_too():
    """Whether it can't be read or was stopped; not when a manager turned it off."""
    oak = "/api/v1/homes/oak/"
    with Host(one=True) as host:
        order_tid(host)
        host.stop()
        spoilt = os.path.join(home_of(host), "plugins", "medication")
        os.makedirs(spoilt)
        with open(os.path.join(spoilt, "plugin.lua"), "w", encoding="utf-8") as file:
            file.write("return {")
        host.start()
        paper = host.owner("nina").get(oak + "queries/core.home").json["paper"]
        assert "Plugin medication is not running" in paper["en"], paper
        assert [one["name"] for one in paper["sheets"]] == ["mar-一病区.html"], paper
        host.stop()
        shutil.rmtree(spoilt)
        host.start()
        mary = host.owner("mary")
        assert "paper" not in mary.get(oak + "queries/core.home").json
        got = host.owner().post(oak + "actions/core.plugin_disable", {"plugin": "medication"})
        assert got.status == 200, got
        assert "paper" not in mary.get(oak + "queries/core.home").json


run([m26_a_host_that_stops_leaves_paper,
     m26_who_has_no_bed_is_on_paper_too,
     m26_what_can_only_be_read_can_be_put_on_paper,
     m26_safe_mode_leads_to_the_last_sheets,
     m26_a_stopped_plugin_leads_to_its_sheets_too])
