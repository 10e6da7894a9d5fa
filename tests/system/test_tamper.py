#!/usr/bin/env python3
"""What somebody does to a home's file behind Songhe's back is found and named;
a file that is no home of ours is refused; other homes go on."""
import json
import os
import shutil
import sqlite3

from api_client import Host, run, until


def home_path(host, home="oak"):
    return os.path.join(host.data, "homes", home)


def fill(host):
    mary = host.owner("mary")
    for i in range(12):
        got = mary.post("/api/v1/homes/oak/actions/residents.register", {
            "name": f"李{i}", "sex": "male", "born": "1941-01-02"})
        assert got.status == 200, got
    mary.post("/api/v1/homes/oak/actions/feedback.complain",
              {"area": "meals", "from_whom": "family", "text": "饭菜凉了"})
    duty = mary.get("/api/v1/homes/oak/queries/core.duties"
                    "?kind=feedback.answer_complaint").json[0]
    got = mary.post("/api/v1/homes/oak/actions/feedback.answer", {
        "duty": duty["duty"], "outcome": "answered", "answer": "换保温车"})
    assert got.status == 200, got


def shell(host, sql):
    """As a person with an SQL shell would: the triggers out of the way."""
    link = sqlite3.connect(os.path.join(home_path(host), "home.db"))
    names = link.execute("select name from sqlite_master where type='trigger'")
    kept = link.execute("select sql from sqlite_master where type='trigger'")
    kept = [row[0] for row in kept.fetchall()]
    for (name,) in names.fetchall():
        link.execute(f'drop trigger "{name}"')
    link.execute(sql)
    for each in kept:
        link.execute(each)
    link.commit()
    link.close()


def verdict(host):
    done = host.cli("verify", "oak", check=False)
    return done.returncode, done.stdout + done.stderr


def tampered(sql, named):
    with Host() as host:
        fill(host)
        host.stop()
        code, said = verdict(host)
        assert code == 0, said
        shell(host, sql)
        code, said = verdict(host)
        assert code == 3, (sql, said)
        assert named in said, (sql, said)
        host.start()


def a_changed_row_is_named():
    tampered("update residents_resident set name = '张三' where id = 5",
             "residents_resident 5")


def a_deleted_row_is_named():
    tampered("delete from residents_resident where id = 7",
             "residents_resident 7")


def an_inserted_row_is_named():
    tampered("insert into core_grant (id, person, role)"
             " select max(id) + 1, person, 'doctor' from core_grant",
             "core_grant")


def m21_an_outcome_stands_with_its_record():
    """No outcome without the command that made it, none of its own making."""
    tampered("delete from core_outcome where id = 1", "core_outcome 1")
    tampered("insert into core_outcome (schedule, slot, round, due, outcome,"
             " person, at, recorded) select schedule, slot + 2, 0, due, outcome,"
             " person, at, recorded from core_outcome", "core_outcome 2")


def a_changed_journal_is_named():
    tampered("update command set recorded_at = recorded_at + 1"
             " where seq = 9", "9")


def what_nobody_declared_is_named():
    """Whatever an SQL shell adds, takes away or rewrites; each is named, and a
    home with all its plugins, duties and subscribers is clean before."""
    changes = [
        ("create table notes (x)", "notes", "table is not Songhe's"),
        ("create view v as select * from residents_resident", "v",
         "view is not Songhe's"),
        ("create trigger later after insert on residents_resident begin"
         " update residents_resident set name = '张三' where id = new.id; end",
         "later", "trigger is not Songhe's"),
        ("create trigger odd before update on duty_open begin"
         " select raise(abort, 'odd'); end", "odd", "trigger is not Songhe's"),
        ("create index i on core_outcome (person)", "i",
         "index is not Songhe's"),
        ("alter table feedback_complaint rename to hidden;"
         " create view feedback_complaint as select * from hidden",
         "feedback_complaint", "a view in the place of this table"),
        ("alter table residents_resident add column extra text",
         "residents_resident", "changed how this table is defined"),
        ("drop view own_duty_open;"
         " create view own_duty_open as select 1 as duty", "own_duty_open",
         "changed how this view is defined"),
        ("drop index command_key", "command_key", "index is gone"),
        ("pragma writable_schema = on; update sqlite_schema set sql ="
         " replace(sql, ' REFERENCES core_person(id) ON DELETE RESTRICT ON"
         " UPDATE RESTRICT', '') where name = 'core_outcome'", "core_outcome",
         "changed how this table is defined")]
    with Host() as host:
        fill(host)
        host.stop()
        path = os.path.join(home_path(host), "home.db")
        code, said = verdict(host)
        assert code == 0, said
        shutil.copy(path, path + ".keep")
        for sql, name, words in changes:
            link = sqlite3.connect(path)
            link.executescript(sql)
            link.close()
            done = host.cli("verify", "oak", check=False)
            told = [one["text"] for one in json.loads(done.stdout)["findings"]
                    if one["where"] == "schema " + name]
            assert done.returncode == 3 and len(told) == 1, (sql, done)
            assert words in told[0], (sql, told)
            shutil.copy(path + ".keep", path)
        host.start()


def doctor(host):
    """What it says, by what it is about."""
    done = host.cli("doctor", check=False)
    assert done.returncode == 1, done
    return {one["what"]: one["text"] for one in json.loads(done.stdout)}


def a_file_put_back_is_noticed():
    with Host() as host:
        host.stop()
        old = os.path.join(host.folder.name, "old.db")
        shutil.copy(os.path.join(home_path(host), "home.db"), old)
        host.start()
        fill(host)
        host.stop()
        for name in ("home.db-wal", "home.db-shm"):
            path = os.path.join(home_path(host), name)
            if os.path.exists(path):
                os.remove(path)
        shutil.copy(old, os.path.join(home_path(host), "home.db"))
        code, said = verdict(host)
        assert code == 3 and "mark" in said, said
        told = doctor(host)["oak"]
        assert "Can only be read" in told and "mark" in told, told
        host.start()  # the home is there to be read, and says so
        got = host.owner("mary").post(
            "/api/v1/homes/oak/actions/residents.register", {
                "name": "李", "sex": "male", "born": "1941-01-02"})
        assert got.status >= 500 and "mark" in got.json["detail"], got
        # another try is of no use, and nobody is told to
        assert "only be read" in got.json["detail"], got
        assert "try again" not in got.json["detail"], got


def register(host, name):
    return host.owner("mary").post(
        "/api/v1/homes/oak/actions/residents.register", {
            "name": name, "sex": "male", "born": "1941-01-02"})


def accept(host, *words):
    return host.cli("home", "accept", "oak", *words, check=False)


def a8_a_loss_is_accepted_by_a_named_person():
    """A copy put back: refused until somebody answers for it, then the home
    goes on, and each later verification tells of it."""
    with Host() as host:
        fill(host)
        host.stop()
        old = os.path.join(host.folder.name, "old.db")
        shutil.copy(os.path.join(home_path(host), "home.db"), old)
        before = json.loads(host.cli("verify", "oak"))
        kept = before["head"]
        host.start()
        assert register(host, "后来").status == 200
        for who in (1, 2):
            got = host.owner("mary").get(
                f"/api/v1/homes/oak/queries/residents.record?id={who}")
            assert got.status == 200, got
        host.stop()
        after = json.loads(host.cli("verify", "oak"))
        lost = after["head"]
        reads = after["reads"] - before["reads"]
        assert reads >= 2, (before, after)
        shutil.copy(old, os.path.join(home_path(host), "home.db"))
        host.start()
        got = register(host, "王")
        assert got.status >= 500, got
        done = accept(host, "--reason", "restored")  # a host has the folder
        assert done.returncode == 3 and "Stop the host" in done.stderr, done
        host.stop()
        done = accept(host)
        assert done.returncode == 1 and "reason" in done.stderr, done
        done = host.cli("home", "accept", "oak", "--reason", "x",
                        globals_=["--as", "nina"], check=False)
        assert done.returncode == 1 and "administrator" in done.stderr, done
        done = host.cli("home", "accept", "oak", "--reason", "硬盘坏了",
                        globals_=["--as", "mary"], check=False)
        assert done.returncode == 0, done
        said = json.loads(done.stdout)
        number = said["receipt"]
        assert said["reads"] == before["reads"], said
        assert said["reads_lost"] == reads, (said, reads)
        host.start()
        got = register(host, "王")
        assert got.status == 200, got
        told = json.loads(host.cli("verify", "oak"))  # through the host
        epoch, = told["epochs"]
        assert told["ok"] and epoch["number"] == number, told
        assert (epoch["by"], epoch["reason"]) == ("mary", "硬盘坏了"), epoch
        assert (epoch["kept"], epoch["lost"]) == (kept, lost), epoch
        assert (epoch["reads_kept"], epoch["reads_lost"]) == (
            before["reads"], reads), epoch
        heads_have_their_place(host, kept, lost, number)
        assert not older(host)
        host.stop()
        assert json.loads(host.cli("verify", "oak"))["epochs"] == [epoch]
        heads_have_their_place(host, kept, lost, number)
        done = accept(host, "--reason", "again")  # there is nothing to accept
        assert done.returncode == 1 and "no loss" in done.stderr, done
        host.start()


def heads_have_their_place(host, kept, lost, number):
    assert json.loads(host.cli("verify", "oak", "--head", kept))[
        "printed"] == "kept"
    told = json.loads(host.cli("verify", "oak", "--head", lost))
    assert (told["printed"], told["printed_epoch"]) == ("lost", number), told
    wrong = kept.partition(":")[0] + ":" + "0" * 64
    done = host.cli("verify", "oak", "--head", wrong, check=False)
    assert done.returncode == 3, done
    assert json.loads(done.stdout)["printed"] == "strange", done
    done = host.cli("verify", "oak", "--head", "seven", check=False)
    assert done.returncode == 1 and "printed" in done.stderr, done


def older(host):
    """What the home says of an older copy, or nothing."""
    got = host.owner("mary").get("/api/v1/homes/oak/queries/core.home")
    return got.json.get("older_en", "")


def a_folder_put_back_whole_is_noticed():
    """With its mark it agrees with itself; the registry knows better. Work goes
    on, everybody is told until a manager has confirmed it."""
    with Host() as host:
        fill(host)
        host.stop()
        old = os.path.join(host.folder.name, "old")
        shutil.copytree(home_path(host), old)
        host.start()
        assert register(host, "后来").status == 200
        assert not older(host)
        host.stop()
        last = json.loads(host.cli("verify", "oak"))["commands"]
        shutil.rmtree(home_path(host))
        shutil.copytree(old, home_path(host))
        host.start()
        assert f"entry {last} here" in older(host), older(host)
        assert register(host, "王").status == 200
        host.stop()  # nor does a new start, or what is done since, hide it
        for _ in range(6):
            assert host.cli("do", "oak", "residents.register", json.dumps({
                "name": "补", "sex": "male", "born": "1941-01-02"}))
        host.start()
        assert f"entry {last} here" in older(host), older(host)
        done = host.cli("doctor", check=False)
        told = {one["what"]: one for one in json.loads(done.stdout)}
        assert done.returncode == 1 and "older copy" in told["oak.copy"]["text"], told
        assert "elm.copy" not in told, told
        confirm = "/api/v1/homes/oak/actions/core.confirm_copy"
        assert host.owner("nina").post(confirm, {}).status == 403
        mary = host.owner("mary")
        assert mary.post(confirm + "?dry_run=1", {}).status == 200 and older(host)
        got = mary.post(confirm, {})
        assert got.status == 200 and got.json["result"]["lacks"] == last, got
        assert not older(host)
        assert mary.post(confirm, {}).status == 409
        host.stop()
        host.start()
        assert not older(host)
        assert json.loads(host.cli("verify", "oak"))["ok"]


def kill(host):
    host.process.kill()
    host.process.wait()


def a8_an_end_without_a_close_does_not_alarm():
    with Host() as host:
        fill(host)
        kill(host)
        host.start()
        assert register(host, "王").status == 200
        assert not older(host)
        kill(host)
        host.start()
        assert not older(host)


def more_than_a_loss_is_not_accepted():
    with Host() as host:
        fill(host)
        host.stop()
        os.remove(os.path.join(home_path(host), "mark"))
        shell(host, "update residents_resident set name = '张三' where id = 5")
        done = accept(host, "--reason", "restored")
        assert done.returncode == 3, done
        assert "residents_resident 5" in done.stderr, done
        assert not os.path.exists(os.path.join(home_path(host), "mark"))
        host.start()
        got = register(host, "王")
        assert got.status >= 500, got


def a_schedule_that_cannot_be_read_stops_no_other():
    """Its duties alone are set aside; time goes on for all others; the host
    says it once and does not try again at once."""
    with Host() as host:
        fill(host)
        for _ in range(2):
            got = host.owner("mary").post(
                "/api/v1/homes/oak/actions/feedback.complain", {
                    "area": "meals", "from_whom": "family", "text": "太咸"})
            assert got.status == 200, got
        host.stop()
        shell(host, "update core_schedule set spec = '{' where id ="
                    " (select schedule from duty_open order by schedule"
                    " limit 1)")
        done = host.cli("tick", "oak", "--to", "2026-12-13T08:00:00+08:00",
                        check=False)
        assert done.returncode == 0, done
        assert done.stderr.count("is set aside") == 1, done.stderr
        said = host.cli("ask", "oak", "core.events",
                        '{"type":"duty.missed","limit":1000}')
        assert len(json.loads(said)) > 0, "the other duty did not move"
        done = host.cli("doctor", check=False)
        told = {one["what"]: one for one in json.loads(done.stdout)}
        assert done.returncode == 1 and not told["oak.duties"]["ok"], told
        assert "can't be read" in told["oak.duties"]["text"], told
        assert "elm.duties" not in told, told
        assert "duty_fault_en" in json.loads(
            host.cli("ask", "oak", "core.home")), "core.home does not say it"
        code, said = verdict(host)
        assert code == 3 and "core_schedule" in said, said
        host.start()


def duties_that_stop_leave_the_rest():
    """Whatever else makes the advance of duties fail: it pauses, what people
    do is saved, and the home says it."""
    with Host() as host:
        fill(host)
        got = host.owner("mary").post(
            "/api/v1/homes/oak/actions/feedback.complain", {
                "area": "meals", "from_whom": "family", "text": "太咸"})
        assert got.status == 200, got
        host.stop()
        link = sqlite3.connect(os.path.join(home_path(host), "home.db"))
        link.execute("create trigger odd before update on duty_open begin"
                     " select raise(abort, 'odd'); end")
        link.close()
        host.start()
        host.cli("tick", "oak", "--to", "2026-12-13T08:00:00+08:00")
        got = register(host, "王")
        assert got.status == 200, got
        home = host.owner("mary").get("/api/v1/homes/oak/queries/core.home")
        assert "stopped" in home.json["duty_fault_en"], home
        done = host.cli("doctor", check=False)
        assert done.returncode == 1 and "stopped" in done.stdout, done


def refused_for(host, word):
    """verify and doctor tell why the home can't be opened."""
    done = host.cli("verify", "oak", check=False)
    told = json.loads(done.stdout)
    assert done.returncode == 3 and told["ok"] is False, done
    assert [one["where"] for one in told["findings"]] == ["home.db"], told
    assert word in told["findings"][0]["text"], told
    told = doctor(host)["oak"]
    assert "Can't be opened" in told and word in told, told


def spoilt(spoil, word):
    """Oak's file is spoilt; elm goes on; no answer of oak's is a success."""
    with Host() as host:
        fill(host)
        host.stop()
        path = os.path.join(home_path(host), "home.db")
        spoil(path)
        refused_for(host, word)
        host.start()
        refused_for(host, word)
        got = host.owner("mary").post(
            "/api/v1/homes/oak/actions/residents.register", {
                "name": "李", "sex": "male", "born": "1941-01-02"})
        assert got.status >= 500, got
        assert got.json["detail"] and "try again" not in got.json["detail"], got
        elm = host.owner("otto").get("/api/v1/homes/elm/queries/core.home")
        assert elm.status == 200 and elm.json["writable"], elm


def from_the_future(path):
    link = sqlite3.connect(path)
    link.execute("pragma user_version = 9999")
    link.commit()
    link.close()


def by_another_program(path):
    os.remove(path)
    link = sqlite3.connect(path)
    link.execute("create table notes (text)")
    link.commit()
    link.close()


def truncated(path):
    os.truncate(path, os.path.getsize(path) // 2)


def no_database_at_all(path):
    with open(path, "wb") as file:
        file.write(b"not a database " * 1000)


def files_that_are_no_home_are_refused():
    for spoil, word in ((from_the_future, "newer Songhe"),
                        (by_another_program, "not a file of Songhe"),
                        (truncated, "damaged"),
                        (no_database_at_all, "damaged")):
        spoilt(spoil, word)


def a_file_that_is_replaced_under_the_host_is_noticed():
    """What went on into the file without a name would be lost: it is refused,
    and not with a word to try again."""
    with Host() as host:
        fill(host)
        path = os.path.join(home_path(host), "home.db")
        shutil.copyfile(path, path + ".new")
        os.rename(path + ".new", path)
        got = register(host, "李")
        assert got.status == 503 and "replaced" in got.json["detail"], got
        assert "try again" not in got.json["detail"] and "paper" in got.json["detail"], got
        assert host.owner("mary").get("/api/v1/homes/oak/queries/core.home").json["writable"] is False


def a_second_host_is_refused():
    with Host() as host:
        done = host.cli("serve", "--port", "0", check=False)
        assert done.returncode == 3 and "using" in done.stderr, done


run([a_changed_row_is_named, a_deleted_row_is_named, an_inserted_row_is_named,
     m21_an_outcome_stands_with_its_record,
    a_changed_journal_is_named, what_nobody_declared_is_named,
     a_file_put_back_is_noticed,
     a8_a_loss_is_accepted_by_a_named_person,
     a_folder_put_back_whole_is_noticed,
     a8_an_end_without_a_close_does_not_alarm, more_than_a_loss_is_not_accepted,
    a_schedule_that_cannot_be_read_stops_no_other,
    duties_that_stop_leave_the_rest,
    files_that_are_no_home_are_refused, a_second_host_is_refused,
    a_file_that_is_replaced_under_the_host_is_noticed])
