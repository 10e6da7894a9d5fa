#!/usr/bin/env python3
"""Signing in and out: cookies, guesses, passwords, PINs, second signers."""
import json
import os
import statistics
import subprocess
import time

from api_client import BUILD, Host, Person, password_of, run

SESSION = "/api/v1/session"


def a_session_and_its_end():
    with Host() as host:
        nina = Person(host)
        assert nina.get(SESSION).status == 401
        got = nina.sign_in("nina", password_of("nina"))
        assert got.json["homes"] == [
            {"id": "oak", "name": "橡树", "roles": ["nurse"]}], got
        assert got.json["must_change"] is False
        cookie = got.headers["set-cookie"]
        assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict"), cookie
        assert len(nina.cookie) == 64
        assert nina.get(SESSION).json == got.json
        old = nina.cookie
        nina.sign_in("nina", password_of("nina"))
        assert nina.cookie != old, "the token was not changed at sign-in"
        stale = Person(host)
        stale.cookie = old
        assert stale.get(SESSION).status == 401, "the old token still serves"
        stale.cookie = nina.cookie
        out = nina.ask("DELETE", SESSION)
        assert out.status == 204 and nina.cookie is None
        assert '"cookies"' in out.headers["clear-site-data"]
        assert stale.get(SESSION).status == 401, "signed out, still serves"
        for cookie in ("", "x", "0" * 64, "0" * 4000, "é" * 32):
            stale.cookie = cookie.encode().decode("latin-1")
            assert stale.get(SESSION).status in (401, 400, 431), cookie


def tokens_are_not_on_the_disk():
    with Host() as host:
        nina = host.person("nina")
        for folder, _, names in os.walk(host.data):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        text = file.read()
                    assert nina.cookie.encode() not in text, path
                    assert password_of("nina").encode() not in text, path


def unknown_and_wrong_look_alike():
    with Host() as host:
        times = {"nina": [], "nobody": []}
        answers = set()
        for i in range(9):  # each name is new: no wait comes between
            for kind in times:
                user = "nina" if kind == "nina" else f"nobody{i}"
                host_person = Person(host)
                start = time.monotonic()
                got = host_person.sign_in(user, "wrong-password")
                times[kind].append(time.monotonic() - start)
                if got.status == 429:  # nina waits; that is another test
                    times[kind].pop()
                    continue
                assert got.status == 401, got
                assert "set-cookie" not in got.headers
                answers.add(got.raw)
        assert len(answers) == 1, answers
        known = statistics.median(times["nina"])
        unknown = statistics.median(times["nobody"])
        assert 0.4 < known / unknown < 2.5, (known, unknown)
        print(f"     known {known * 1000:.0f} ms, "
              f"unknown {unknown * 1000:.0f} ms")


def guessing_is_slowed_and_never_locked():
    with Host() as host:
        guesser = Person(host)
        for _ in range(5):
            assert guesser.sign_in("nina", "wrong-password").status == 401
        got = guesser.sign_in("nina", password_of("nina"))
        assert got.status == 429, got
        assert got.headers["retry-after"] == "1"
        assert host.person("mary"), "others are not held up"
        time.sleep(1.1)
        assert guesser.sign_in("nina", "wrong-password").status == 401
        got = guesser.sign_in("nina", password_of("nina"))
        assert got.status == 429 and got.headers["retry-after"] == "2", got
        time.sleep(2.1)
        assert guesser.sign_in("nina", password_of("nina")).status == 200
        # Right: the count begins anew.
        assert guesser.sign_in("nina", "wrong-password").status == 401
        assert guesser.sign_in("nina", password_of("nina")).status == 200


def fields_are_checked():
    with Host() as host:
        for body, status in (
                ({}, 422), ({"user": "nina"}, 422), ({"user": 1}, 422),
                ({"user": "nina", "password": "x", "pin": "1"}, 422),
                ({"user": "nina", "password": "x", "admin": True}, 422),
                ({"user": "x" * 65, "password": "x"}, 401),
                ({"user": "nina", "password": "x" * 257}, 401),
                ("[]", 422), ("{", 422), ('{"user":"a","user":"b"}', 422)):
            assert Person(host).post(SESSION, body).status == status, body


def a_given_password_must_be_changed():
    with Host() as host:
        admin = host.person("admin", host.admin_password)
        assert admin.get(SESSION).json["must_change"] is True
        assert admin.get("/api/v1/homes").status == 403
        change = SESSION + "/password"
        for old, new, field in (("wrong", "long enough", "old"),
                                (host.admin_password, "short", "new"),
                                (host.admin_password, "12345678", "new"),
                                (host.admin_password, "woaini1314", "new"),
                                (host.admin_password, "my Admin word", "new"),
                                (host.admin_password, "橡树下的长椅旁边", "new")):
            got = admin.post(change, {"old": old, "new": new})
            assert got.status == 422, got
            assert [e["field"] for e in got.json["errors"]] == [field], got
        other = host.person("admin", host.admin_password)
        before = admin.cookie
        got = admin.post(change, {"old": host.admin_password,
                                  "new": "pine and crane"})
        assert got.status == 204, got
        assert admin.cookie != before, "the token was not changed"
        assert admin.get("/api/v1/homes").status == 200
        assert other.get(SESSION).status == 401, "another session goes on"
        assert Person(host).sign_in("admin", host.admin_password).status == 401
        assert host.person("admin", "pine and crane").get(
            SESSION).json["must_change"] is False


def sessions_are_listed_and_ended():
    path = "/api/v1/sessions"
    with Host() as host:
        nina, other = host.person("nina"), host.person("nina")
        mary, admin = host.person("mary"), host.administrator()
        own = nina.get(path).json
        assert [one["user"] for one in own] == ["nina", "nina"], own
        assert [one["this"] for one in own] == [True, False], own
        assert own[0]["address"] == "127.0.0.1" and own[0]["begun"] <= own[0]["used"], own
        hers, = mary.get(path).json
        # another's can't be ended, nor be told from one that is over
        assert nina.ask("DELETE", f"{path}/{hers['session']}").status == 404
        assert nina.ask("DELETE", path + "/x").status == 404
        assert nina.ask("DELETE", f"{path}/{own[1]['session']}").status == 204
        assert other.get(SESSION).status == 401, "an ended session still serves"
        assert mary.get(SESSION).status == 200
        everybody = {one["user"] for one in admin.get(path).json}
        assert everybody == {"nina", "mary", "admin"}, everybody
        assert admin.ask("DELETE", f"{path}/{hers['session']}").status == 204
        assert mary.get(SESSION).status == 401
        listed = json.loads(host.cli("user", "sessions"))
        assert {one["user"] for one in listed} == {"nina", "admin"}, listed
        host.cli("user", "end", str(own[0]["session"]))
        assert nina.get(SESSION).status == 401
        host.stop()
        assert json.loads(host.cli("user", "sessions")) == []
        assert host.cli("user", "end", "1", check=False).returncode == 1
        host.start()


def names_are_no_passwords():
    """Neither the user's nor a home's, at the command line and over HTTP."""
    with Host() as host:
        for word, code in (("zhang-lili-9", "name"), ("elm-street-7", "name"),
                           ("wang1985", "common")):
            done = host.cli("user", "add", "lili", "--role", "nurse",
                            "--password-stdin", text=word + "\n", check=False)
            assert done.returncode == 1, (word, done)
            assert f'"code":"{code}"' in done.stderr, (word, done.stderr)
            got = host.owner().post("/api/v1/accounts",
                                    {"name": "lili", "password": word})
            assert got.status == 422, got
            assert got.json["errors"][0]["code"] == code, got


def a_pin_serves_after_the_password():
    with Host() as host:
        nina = host.person("nina")
        for pin in "123", "1111", "12a4", "1" * 13:
            got = nina.post(SESSION + "/pin", {"password": password_of("nina"),
                                               "pin": pin})
            assert got.status == 422, (pin, got)
        got = nina.post(SESSION + "/pin", {"password": "wrong", "pin": "2468"})
        assert got.status == 422, got
        assert nina.post(SESSION + "/pin", {
            "password": password_of("nina"), "pin": "2468"}).status == 204
        assert Person(host).sign_in("nina", pin="2468").status == 200
        assert Person(host).sign_in("nina", pin="2469").status == 401
        assert Person(host).sign_in("mary", pin="2468").status == 401
        host.stop()
        host.start()  # a new shift: nobody has given a password yet
        assert Person(host).sign_in("nina", pin="2468").status == 401
        host.person("nina")
        assert Person(host).sign_in("nina", pin="2468").status == 200
        for _ in range(5):
            assert Person(host).sign_in("nina", pin="0000").status == 401
        time.sleep(1.1)
        got = Person(host).sign_in("nina", pin="2468")
        assert got.status == 401, "a PIN may be guessed for ever"
        time.sleep(2.1)
        host.person("nina")
        assert Person(host).sign_in("nina", pin="2468").status == 200


def two_people_sign():
    second = SESSION + "/second"
    with Host() as host:
        mary, nina = host.person("mary"), host.person("nina")
        assert mary.post(second, {"user": "mary",
                                  "password": password_of("mary")}).status == 422
        assert mary.post(second, {"user": "nina",
                                  "password": "wrong"}).status == 401
        proof = mary.post(second, {"user": "nina",
                                   "password": password_of("nina")}).json
        token = proof["token"]
        assert len(token) == 64 and proof["until"].endswith("+00:00"), proof
        action = "/api/v1/homes/oak/actions/residents.register"
        body = {"name": "张三", "sex": "male", "born": "1940-01-02"}
        # Another session's, none at all, cut short: refused.
        assert nina.post(action, body, X_Songhe_Second=token).status == 403
        assert mary.post(action, body, X_Songhe_Second="0" * 64).status == 403
        assert mary.post(action, body, X_Songhe_Second="x").status == 403
        assert host.owner().post(action, body,
                                 X_Songhe_Second=token).status == 403
        # A refused call gives the proof back; a done one spends it.
        got = mary.post(action, {}, X_Songhe_Second=token)
        assert got.status == 422, got
        got = mary.post(action, body, X_Songhe_Second=token)
        assert got.status == 200, got
        assert mary.post(action, body, X_Songhe_Second=token).status == 403
        # Who has no place in the home can't sign there.
        token = mary.post(second, {"user": "otto",
                                   "password": password_of("otto")}).json["token"]
        assert mary.post(action, body, X_Songhe_Second=token).status == 403


def many_sign_in_at_once():
    """The loop answers while passwords are hashed."""
    with Host() as host:
        script = ("import sys; sys.path.insert(0, sys.argv[1]);"
                  "import http.client, json;"
                  "c = http.client.HTTPConnection('127.0.0.1', "
                  "int(sys.argv[2]));"
                  "c.request('POST', '/api/v1/session', json.dumps({'user':"
                  " 'x' + sys.argv[3], 'password': 'wrong-password'}),"
                  " {'X-Songhe': '1', 'Content-Type': 'application/json'});"
                  "assert c.getresponse().status == 401")
        others = [subprocess.Popen(["python3", "-c", script, BUILD,
                                    str(host.port), str(i)])
                  for i in range(12)]
        slowest = 0
        while any(p.poll() is None for p in others):
            start = time.monotonic()
            assert Person(host).get(SESSION).status == 401
            slowest = max(slowest, time.monotonic() - start)
        assert all(p.returncode == 0 for p in others)
        assert slowest < 1, slowest
        print(f"     slowest other answer {slowest * 1000:.0f} ms")


run([a_session_and_its_end, tokens_are_not_on_the_disk,
     unknown_and_wrong_look_alike, guessing_is_slowed_and_never_locked,
     fields_are_checked, a_given_password_must_be_changed,
     names_are_no_passwords, sessions_are_listed_and_ended,
     a_pin_serves_after_the_password, two_people_sign, many_sign_in_at_once])
