#!/usr/bin/env python3
"""Photos and documents: in by HTTP or command line, named by records, out to
whoever may see such a record, and to nobody else."""
import hashlib
import json
import os
import signal
import socket
import struct
import tempfile
import time
import zlib

from api_client import Host, run

HOME = "/api/v1/homes/oak"
FILES = HOME + "/files"
RESIDENT = {"name": "王秀英", "sex": "female", "born": "1940-02-03"}


def png(red, green, blue):
    """A picture of one colour, 8 by 8."""
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(
            ">I", zlib.crc32(body))
    rows = b"".join(b"\0" + bytes((red, green, blue)) * 8 for _ in range(8))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n"


def send(person, body, kind="image/png", path=FILES, **more):
    return person.ask("POST", path, body, kind, **more)


def act(person, name, body, home=HOME):
    return person.post(f"{home}/actions/{name}", body)


def resident(person, **more):
    got = act(person, "residents.register", {**RESIDENT, **more})
    assert got.status == 200, got
    return got.json["result"]["id"]


def fault(answer):
    return [(e["field"], e["code"]) for e in answer.json["errors"]]


def stored(host, home="oak"):
    top = os.path.join(host.data, "homes", home, "files")
    return sorted(os.path.join(folder, name)[len(top):]
                  for folder, _, names in os.walk(top) for name in names)


def a_photo_from_the_wire_to_the_record():
    with Host() as host:
        mary, nina = host.person("mary"), host.person("nina")
        picture = png(200, 220, 210)
        got = send(mary, picture)
        assert got.status == 201, got
        file = got.json
        assert file["size"] == len(picture) and file["type"] == "image/png"
        assert send(nina, picture).json == file, "the same file once more"
        number = resident(mary, photo=file["hash"])
        seen = nina.get(f"{HOME}/queries/residents.record?id={number}").json
        assert seen[0]["photo"] == file["hash"], seen
        path = f"{FILES}/{file['hash']}?of=residents.record&id={number}"
        got = nina.get(path)
        assert got.status == 200 and got.raw == picture, got
        heads = got.headers
        assert heads["content-type"] == "image/png"
        assert heads["content-disposition"].startswith("inline"), heads
        assert heads["x-content-type-options"] == "nosniff"
        assert heads["cache-control"] == "no-store"
        link = nina.connection()
        link.request("GET", path, None, nina.headers({}))
        policies = link.getresponse().headers.get_all(
            "Content-Security-Policy")
        link.close()
        assert "sandbox" in policies and len(policies) == 2, policies
        assert nina.ask("HEAD", path).headers["content-length"] == str(
            len(picture))
        told = nina.get(f"{HOME}/queries/core.file?hash={file['hash']}"
                        f"&of=residents.record&with=%7B%22id%22:{number}%7D")
        assert told.json == file, told


def only_pictures_and_papers_come_in():
    with Host() as host:
        mary = host.person("mary")
        picture = png(1, 2, 3)
        svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"
        for body, kind, status, code in [
                (picture, "image/jpeg", 422, "type"),
                (svg, "image/svg+xml", 415, None),
                (svg, "image/png", 422, "type"),
                (b"<html>" + picture, "image/png", 422, "type"),
                (b"GIF89a" + bytes(60), "image/gif", 415, None),
                (picture, "text/html", 415, None),
                (picture, "application/json", 415, None),
                (picture, "application/octet-stream", 415, None),
                (b"", "image/png", 422, "empty"),
                (picture[:20], "image/png", 422, "type")]:
            got = send(mary, body, kind)
            assert got.status == status, (kind, got)
            if code:
                assert fault(got) == [("file", code)], got
        assert send(mary, PDF, "application/pdf").status == 201
        most = picture + bytes(8 * 1024 * 1024 - len(picture))
        assert send(mary, most).status == 201
        assert send(mary, most + b"\0").status == 413
        assert len(stored(host)) == 4, stored(host)  # two files, two notes
        # a page of another site, and a form's request
        for more in ({"Sec-Fetch-Site": "cross-site"}, {"X-Songhe": "0"}):
            got = mary.ask("POST", FILES, picture, "image/png",
                           **{k.replace("-", "_"): v
                              for k, v in more.items()})
            assert got.status == 403, got


def a_hash_alone_opens_nothing():
    with Host() as host:
        mary, nina = host.person("mary"), host.person("nina")
        otto = host.person("otto")
        admin = host.administrator()
        face = send(mary, png(9, 9, 9)).json["hash"]
        loose = send(mary, png(8, 8, 8)).json["hash"]
        number = resident(mary, photo=face)
        other = resident(mary, name="李建国", sex="male")
        good = f"{FILES}/{face}?of=residents.record&id={number}"
        assert nina.get(good).status == 200
        wrong = [
            f"{FILES}/{face}",
            f"{FILES}/{face}?id={number}",
            f"{FILES}/{face}?of=residents.record",
            f"{FILES}/{face}?of=residents.record&id={other}",
            f"{FILES}/{face}?of=residents.record&id=99",
            f"{FILES}/{face}?of=residents.record&id={number}&zz=1",
            f"{FILES}/{face}?of=residents.list",  # has no such column
            f"{FILES}/{face}?of=nobody.knows&id={number}",
            f"{FILES}/{face}?of=core.people",
            f"{FILES}/{face}?of=core.file&hash={face}&of=core.file",
            f"{FILES}/{loose}?of=residents.record&id={number}",
            f"{FILES}/{'0' * 64}?of=residents.record&id={number}",
            f"{FILES}/{face.upper()}?of=residents.record&id={number}",
            f"{FILES}/mark?of=residents.record&id={number}",
            f"{FILES}/..%5c..%5chome.db?of=residents.record&id={number}",
            f"{FILES}/%2e%2e?of=residents.record&id={number}"]
        words = set()
        for path in wrong:
            got = nina.get(path)
            assert got.status in (400, 404), (path, got)
            if got.status == 404:
                words.add(got.json["detail"])
        assert len(words) == 1, words
        for path in (f"{FILES}/%2e%2e%2f%2e%2e%2fhome.db",
                     f"{FILES}/../../home.db", f"{FILES}/a%2fb"):
            assert nina.get(path).status in (400, 404), path
        # no place in that home, and the other home's person and hash
        assert otto.get(good).status == 403
        assert host.person("idle").get(good).status == 403
        elm = good.replace("/oak/", "/elm/")
        assert admin.get(good).status == 200
        assert admin.get(elm).status == 404, "the other home has no such file"
        got = act(admin, "residents.register", {**RESIDENT, "photo": face},
                  "/api/v1/homes/elm")
        assert fault(got) == [("photo", "absent")], got
        # a person who may not ask that query
        host.add("ines", "inspector", "oak")
        ines = host.person("ines")
        assert ines.get(good).status == 200, "an inspector reads files"
        asked = good.replace("residents.record", "medication.head").replace(
            "id=", "resident=")
        assert nina.get(asked).status == 200, "another query names it too"
        host.add("sam", "safety_officer", "oak")
        sam = host.person("sam")
        assert sam.get(asked).status == 404, "not the medicine's"
        assert sam.get(good).status == 200


def who_may_upload():
    with Host() as host:
        host.add("ines", "inspector", "oak")
        ines = host.person("ines")
        got = send(ines, png(1, 1, 1))
        assert got.status == 403, "an inspector does nothing that takes a file"
        assert stored(host) == []
        assert send(host.person("otto"), png(1, 1, 1)).status == 403


def a_command_names_what_is_there():
    with Host() as host:
        mary = host.person("mary")
        got = act(mary, "residents.register", {**RESIDENT, "photo": "7" * 64})
        assert got.status == 422 and fault(got) == [("photo", "absent")], got
        got = act(mary, "residents.register", {**RESIDENT, "photo": "x"})
        assert fault(got) == [("photo", "type")], got
        paper = send(mary, PDF, "application/pdf").json["hash"]
        got = act(mary, "residents.register", {**RESIDENT, "photo": paper})
        assert fault(got) == [("photo", "not_image")], got
        number = resident(mary, statuses=[{
            "kind": "低保", "document": "民〔2026〕1号",
            "from": "2026-01-01", "document_file": paper}])
        got = mary.get(f"{FILES}/{paper}?of=residents.statuses"
                       f"&resident={number}")
        assert got.raw == PDF, got
        assert got.headers["content-disposition"].startswith("attachment")
        got = act(mary, "residents.register", {
            **RESIDENT, "statuses": [{
                "kind": "低保", "document": "x", "from": "2026-01-01",
                "document_file": "7" * 64}]})
        assert fault(got) == [("statuses[0].document_file", "absent")], got


def files_that_nobody_names_go():
    with Host() as host:
        admin = host.owner()
        kept = send(admin, png(1, 1, 1)).json["hash"]
        loose = send(admin, png(2, 2, 2)).json["hash"]
        resident(admin, photo=kept)
        tick = {"to": "2026-11-24T07:59:00+08:00"}
        assert admin.post(f"{HOME}/tick", tick).status == 200
        assert any(loose[2:] in name for name in stored(host))
        tick = {"to": "2026-11-24T08:30:00+08:00"}
        assert admin.post(f"{HOME}/tick", tick).status == 200
        assert stored(host) == [f"/{kept[:2]}/{kept[2:]}"], stored(host)
        got = act(admin, "residents.register", {**RESIDENT, "photo": loose})
        assert fault(got) == [("photo", "absent")], got


def raw_head(mary, length):
    return (f"POST {FILES} HTTP/1.1\r\nHost: 127.0.0.1:{mary.host.port}\r\n"
            f"X-Songhe: 1\r\nSec-Fetch-Site: same-origin\r\n"
            f"Cookie: songhe={mary.cookie}\r\nContent-Type: image/png\r\n"
            f"Content-Length: {length}\r\n\r\n").encode()


def what_breaks_off_leaves_nothing():
    with Host() as host:
        mary = host.person("mary")
        picture = png(4, 4, 4)
        for sent in (b"", picture[:30], picture):
            with socket.create_connection(("127.0.0.1", host.port)) as link:
                link.sendall(raw_head(mary, len(picture) + 10) + sent)
        # more than eight at once: each is stored or told to wait
        links = []
        large = picture + bytes(7 << 20)
        for _ in range(8):
            link = socket.create_connection(("127.0.0.1", host.port))
            link.settimeout(30)
            links.append(link)
        for i, link in enumerate(links):
            body = large[:-1] + bytes((i,))
            try:
                link.sendall(raw_head(mary, len(body)) + body)
            except OSError:
                pass  # refused while it was being sent
        states = []
        for link in links:
            try:
                states.append(link.recv(65536).split(b" ")[1])
            except (OSError, IndexError):
                states.append(b"gone")
            link.close()
        assert set(states) <= {b"201", b"503", b"gone"}, states
        assert b"201" in states, states
        done = states.count(b"201")
        assert sum(not name.startswith("/new/")
                   for name in stored(host)) >= done
        assert mary.get(HOME + "/duties").status == 200
        print(f"     {done} of 8 large ones at once were taken in")


def a_kill_leaves_no_half_file():
    """Killed again and again while files come in: each file that stands under
    its name is whole, and what was acknowledged is there."""
    host = Host()
    rounds, acknowledged = 6, []
    try:
        for turn in range(rounds):
            mary = host.person("mary")
            pid = host.process.pid
            until_dead = time.monotonic() + 0.05 + 0.03 * turn
            i = 0
            while True:
                body = png(turn, i % 256, i // 256) + os.urandom(300000)
                link = socket.create_connection(("127.0.0.1", host.port))
                try:
                    link.sendall(raw_head(mary, len(body)) + body)
                    if time.monotonic() > until_dead:
                        os.kill(pid, signal.SIGKILL)
                        break
                    if b" 201 " in link.recv(4096):
                        acknowledged.append(hash_of(body))
                finally:
                    link.close()
                i += 1
            host.process.wait(timeout=30)
            host.process.stdout.close()
            host.start()
            assert host.owner().get(HOME + "/duties").status == 200
        there = stored(host)
        whole = [name for name in there if not name.startswith("/new/")
                 and "/." not in name]
        for name in whole:
            with open(os.path.join(host.data, "homes", "oak", "files")
                      + name, "rb") as file:
                assert hash_of(file.read()) == name.replace("/", ""), name
        for name in acknowledged:
            assert f"/{name[:2]}/{name[2:]}" in whole, name
        assert acknowledged, "nothing was acknowledged before the kills"
        got = host.owner().post(f"{HOME}/tick", {
            "to": "2026-11-25T09:00:00+08:00"})
        assert got.status == 200, got
        assert stored(host) == [], "what nobody names has gone, halves too"
        print(f"     {rounds} kills, {len(acknowledged)} acknowledged")
    finally:
        host.stop()
        host.folder.cleanup()


def hash_of(body):
    return hashlib.sha256(body).hexdigest()


def the_command_line_does_the_same():
    """Direct and through the host: the same answers and refusals."""
    with Host() as host, tempfile.TemporaryDirectory() as folder:
        photo = os.path.join(folder, "photo.png")
        with open(photo, "wb") as file:
            file.write(png(5, 6, 7))
        bad = os.path.join(folder, "page.html")
        with open(bad, "wb") as file:
            file.write(b"<html><script>x()</script></html>")

        def through():
            answers = []
            for words in (("file", "put", "oak", photo),
                          ("file", "put", "oak", bad),
                          ("file", "put", "oak", photo + ".gone"),
                          ("file", "put", "nohome", photo)):
                got = host.cli(*words, check=False)
                answers.append((got.returncode, got.stdout,
                                got.stderr.replace(folder, "")))
            file = json.loads(answers[0][1])["hash"]
            person = json.loads(host.cli(
                "do", "oak", "residents.register",
                json.dumps({**RESIDENT, "photo": file})))["result"]["id"]
            out = os.path.join(folder, "out")
            for words, status in (
                    (("residents.record", json.dumps({"id": person})), 0),
                    (("residents.record", json.dumps({"id": 99})), 1),
                    (("residents.list",), 1)):
                got = host.cli("file", "get", "oak", file, *words, "--out",
                               out, check=False)
                assert got.returncode == status, got
                answers.append((got.returncode, got.stderr))
            with open(out, "rb") as file:
                assert file.read() == png(5, 6, 7)
            return answers

        first = through()
        host.stop()
        second = through()
        host.start()
        assert first == second, (first, second)
        assert [code for code, *_ in first] == [0, 1, 2, 1, 0, 1, 1], first


def verify_tells_what_is_gone():
    with Host() as host:
        mary = host.person("mary")
        face = send(mary, png(3, 2, 1)).json["hash"]
        number = resident(mary, photo=face)
        host.stop()
        assert host.cli("verify", "oak", check=False).returncode == 0
        path = os.path.join(host.data, "homes", "oak", "files", face[:2],
                            face[2:])
        with open(path, "r+b") as file:
            file.seek(40)
            file.write(b"!")
        got = host.cli("verify", "oak", check=False)
        assert got.returncode == 3, got
        assert f"residents_resident {number} photo" in got.stdout + got.stderr
        host.start()
        nina = host.person("nina")
        got = nina.get(f"{FILES}/{face}?of=residents.record&id={number}")
        assert got.status == 500, "what was changed is not shown"
        assert send(host.person("mary"), png(3, 2, 1)).status == 201
        got = nina.get(f"{FILES}/{face}?of=residents.record&id={number}")
        assert got.raw == png(3, 2, 1), got


run([a_photo_from_the_wire_to_the_record, only_pictures_and_papers_come_in,
     a_hash_alone_opens_nothing, who_may_upload,
     a_command_names_what_is_there, files_that_nobody_names_go,
     what_breaks_off_leaves_nothing, a_kill_leaves_no_half_file,
     the_command_line_does_the_same, verify_tells_what_is_gone])
