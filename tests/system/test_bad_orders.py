#!/usr/bin/env python3
"""What people enter wrongly about medicines, through `songhe do`: each gets one
refusal that names the field and says why, in both languages, and leaves nothing
behind. Then signs that a dose depends on, and the look at a PRN's effect."""
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.abspath(os.environ.get("SONGHE_SOURCE",
                                        os.path.join(HERE, "..", "..")))
BUILD = os.environ.get("SONGHE_BUILD", os.path.join(SOURCE, "build"))
DAY = "2026-11-23T"


class Ward:
    """A home with one resident, two drugs and two tablets of the first, at
    nine in the morning."""

    def __init__(self, zone="Asia/Shanghai", start=DAY + "09:00:00+08:00"):
        self.folder = tempfile.TemporaryDirectory()
        self.must("--now", start, "init")
        self.must("home", "new", "oak", "--zone", zone)
        self.host = subprocess.Popen(
            [os.path.join(BUILD, "songhe"), "--data",
             os.path.join(self.folder.name, "data"), "--json", "serve",
             "--port", "0"], text=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")})
        assert "url" in json.loads(self.host.stdout.readline())
        self.do("residents.register", name="王秀英", sex="female",
                born="1940-05-01")
        for name in ("甲药", "乙药"):
            self.do("medication.add_drug", name=name, ingredients=[name],
                    form="tablet", unit="tablet")
        self.do("medication.sign_consent", resident=1, signer="王小明",
                relation="child", signed="2026-01-01", document="1")
        self.do("medication.receive", resident=1, drug=1, lot="A",
                expiry="2028-01-01", quantity="2", **{"from": "女儿"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.host.terminate()
        assert self.host.wait(60) == 0
        self.host.stdout.close()
        self.folder.cleanup()

    def call(self, *words, lang="en"):
        return subprocess.run(
            [os.path.join(BUILD, "songhe"), "--data",
             os.path.join(self.folder.name, "data"), "--json", *words],
            capture_output=True, text=True, timeout=120,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "SONGHE_LANG": lang,
                 "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")})

    def must(self, *words):
        done = self.call(*words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return json.loads(done.stdout) if done.stdout else None

    def do(self, action, **values):
        return self.must("do", "oak", action, json.dumps(values))["result"]

    def ask(self, query, **values):
        return self.must("ask", "oak", query, json.dumps(values))

    def tick(self, to):
        self.must("tick", "oak", "--to", to)

    def order(self, **more):
        return self.do("medication.order", **plan(**more))["order"]

    def count(self):
        return (len(self.ask("medication.orders", all=True)),
                self.ask("medication.stock")[0]["on_hand"],
                len(self.ask("core.duties", limit=500)))

    def refused(self, action, text, *wanted, status=422):
        """`wanted`: (field, code, en, zh) of every fault, in order; of a
        refusal without faults its details."""
        before = self.count()
        said = {}
        for lang in ("en", "zh"):
            done = self.call("do", "oak", action, text, lang=lang)
            assert done.returncode == 1, (text, done.stdout, done.stderr)
            problem = json.loads(done.stderr.splitlines()[-1])
            assert problem["status"] == status, problem
            said[lang] = [(f["field"], f["code"], f["text"])
                          for f in problem["errors"]] or problem["detail"]
        if status == 409:
            assert (said["en"], said["zh"]) == wanted, said
        else:
            assert said["en"] == [(f, c, e) for f, c, e, _ in wanted], said
            assert said["zh"] == [(f, c, z) for f, c, _, z in wanted], said
        assert self.count() == before, "something was left behind"


def plan(**more):
    return {"resident": 1, "drug": 1, "route": "po", "frequency": "tid",
            "dose": {"amount": "1", "unit": "tablet"}, **more}


DECIMAL = ("decimal", 'Write decimals as text such as "0.5"; where a whole number is wanted, write one.',
           '小数请写成文字，例如 "0.5"；要整数的地方请填整数。')
TIME = ("type", "A time is wanted, such as 2026-11-23T08:30:00+08:00.",
        "要填时间，例如 2026-11-23T08:30:00+08:00。")


def orders():
    with Ward() as ward:
        def no(wanted, **more):
            ward.refused("medication.order", json.dumps(plan(**more)), wanted)

        for number in (0.1 + 0.2, 0.5, 1e3):
            no(("dose.amount", *DECIMAL),
               dose={"amount": number, "unit": "tablet"})
        units = ("tablet, capsule, pill, sachet, ampoule, bottle, patch, "
                 "suppository, drop, puff, application, ug, mg, g, ml, l, iu, "
                 "mmol")
        no(("dose.unit", "choice", f"One of these is wanted: {units}.",
            "要填其中之一：片、粒、丸、袋、支、瓶、贴、枚、滴、喷、次（外用）、微克、毫克、克、毫升、"
            "升、单位、毫摩尔。"), dose={"amount": "1", "unit": "spoon"})
        no(("end", "order", "The end must come after the start.",
            "结束要晚于开始。"), start="2026-11-25", end="2026-11-24")
        no(("frequency", "frequency",
            "There is no frequency “tdi”. Did you mean tid (three times "
            "daily), tiw (three times a week)? Choose one.",
            "不认识频次“tdi”。是不是 tid（每日三次）、tiw（每周三次）？请选定一个。"),
           frequency="tdi")
        for start in ("2026-11-24T25:30", "2026-11-31T08:00",
                      "2027-02-29T08:00"):
            no(("start", *TIME), start=start)
        assert ward.ask("medication.orders", all=True) == []
        ward.order()
        ward.refused(
            "medication.order", json.dumps(plan(frequency="qd")),
            ("drug", "duplicate", "Already takes 甲药, which also holds 甲药.",
             "已在用甲药，同含甲药。"),
            ("override", "required", "To go on all the same, give a reason.",
             "仍要用药，请写明破例理由。"),
            ("second", "required",
             "To go on all the same, another person signs in for it.",
             "仍要用药，请另一人当场签名。"),
            ("agreed_by", "required",
             "An override wants a doctor's agreement: name the doctor, and how "
             "it was told.", "破例要有医师同意，请写明是哪位医师、怎样同意的。"))
        ward.refused(
            "medication.order", json.dumps(plan(
                frequency="qd", drug=1, prescription={
                    "issued": "2026-11-23", "days": 8})),
            ("prescription.longer_because", "needs_reason",
             "The prescription is for 8 days; at most 7: Ordinary prescription. "
             "If it has to be longer, give the reason that the doctor noted.",
             "处方 8 天，普通处方最多 7 天（处方管理办法（卫生部令第53号））。确需更长，"
             "请写明医师注明的理由。"))


def a_time_that_the_clocks_skip():
    with Ward("Europe/Berlin", "2027-03-27T09:00:00+01:00") as ward:
        gap = ("no_such_time", "There is no such time that day: the clocks "
               "went forward. Please check it.",
               "那天没有这个时刻：时钟那时拨快了。请核对。")
        ward.refused("medication.order", json.dumps(plan(
            start="2027-03-28T02:30:00")), ("start", *gap))
        ward.order(start="2027-03-28T03:00:00")
        # as written with its offset every instant is one
        ward.order(drug=2, start="2027-03-28T02:30:00+01:00")
        ward.tick("2027-03-28T09:00:00+02:00")
        duty = ward.ask("medication.round", at="2027-03-28T08:30:00+02:00")[0]["duty"]
        ward.refused("medication.record", json.dumps(
            {"duty": duty, "outcome": "given", "at": "2027-03-28T02:15:00"}),
            ("at", *gap))


def doses():
    with Ward() as ward:
        ward.order()
        ward.tick(DAY + "12:00:00+08:00")
        row = ward.ask("medication.round", at=DAY + "12:00:00+08:00")[0]

        def no(*wanted, status=422, **more):
            ward.refused("medication.record", json.dumps(
                {"duty": row["duty"], "outcome": "given", **more}), *wanted,
                status=status)

        no(("at", "future", "This time has not come yet.", "时间还没到，不能先记。"),
           at=DAY + "12:30:00+08:00")
        no("The schedule has changed; this page is old. Not recorded, please "
           "refresh.", "日程已改，这一页是旧的。没有记录，请刷新。", status=409,
           version=row["version"] + 1)
        no(("stock_note", "stock", "甲药: 3 tablet wanted, 1 short on record. Look "
            "at the shelf; if it was given, say where it came from: a discrepancy "
            "is kept.", "甲药要用 3 片，账上少 1 片。请核对实物；确已给药，请写明药从哪里来，"
            "会另记一笔差异。"), amount="3", reason="加量")
        ward.refused(
            "medication.return_stock", json.dumps(
                {"batch": 1, "quantity": "5", "to": "女儿", "reason": "停用"}),
            ("quantity", "stock", "Only 2 tablet on record, not 5. Check the number; "
             "if the shelf differs, count it first.",
             "账上只有 2 片，不能出 5 片。请核对数量；实物与账不符请先盘点。"))
        ward.do("medication.record", duty=row["duty"], outcome="given",
                version=row["version"])
        assert ward.ask("medication.stock")[0]["on_hand"] == "1"


def signs_and_effects():
    with Ward() as ward:
        ward.order(conditions=[{"sign": "pulse", "below": "60"}])
        ward.order(drug=2, frequency="prn", prn={
            "reason": "疼痛", "min_interval": 60, "max_doses": 4})

        def due(at):
            ward.tick(DAY + at + ":00+08:00")
            row = ward.ask("medication.round", at=DAY + at + ":00+08:00")[0]
            assert row["ask"] == ["pulse"], row
            return row["duty"]

        asked = ("pulse", "required", "This medicine needs the value first: "
                 "Pulse (per minute).", "给这种药前要先测脉搏（次/分）。")
        held = ("pulse", "hold", "Pulse (per minute) 59, below 60: hold this "
                "dose. To give it all the same, write a reason and let a second "
                "person sign.", "脉搏（次/分） 59，低于 60：应暂缓。确需给药，请写破例理由，"
                "并由第二人当场签名。")
        noon = due("12:00")
        body = {"duty": noon, "outcome": "given"}
        ward.refused("medication.record", json.dumps(body), asked)
        ward.refused("medication.record", json.dumps({**body, "pulse": "59"}),
                     held)
        ward.refused("medication.record", json.dumps(
            {**body, "pulse": "59", "override": "医师在场"}), held,
            ("second", "required", "An override needs another person to sign in "
             "for it.", "破例要另一个人当场签名。"))
        ward.do("medication.record", **body, pulse="60")
        # what was measured at noon says nothing about four o'clock
        later = {"duty": due("16:00"), "outcome": "given"}
        ward.refused("medication.record", json.dumps(later), asked)
        ward.do("medication.record", duty=later["duty"], outcome="held",
                reason="脉搏慢", pulse="52")

        given = ward.do("medication.give_prn", order=2, reason="腿痛")
        assert given["effect_due"] is not None, given
        ward.tick(DAY + "16:45:00+08:00")
        checks = [d for d in ward.ask("core.duties", limit=500)
                  if d["kind"] == "medication.effect_check"]
        assert [d["state"] for d in checks] == ["due"], checks
        ward.do("medication.record_effect", duty=checks[0]["duty"],
                outcome="done", effect="better")
        assert ward.ask("medication.prn_doses", **{
            "from": DAY + "00:00:00+08:00"})[0]["effect"] == "better"


if __name__ == "__main__":
    for test in (orders, a_time_that_the_clocks_skip, doses, signs_and_effects):
        test()
        print("ok  ", test.__name__)
