#!/usr/bin/env python3
"""The live stream: what commits is told, in order, once, to who may hear."""
import json
import threading
import time

from api_client import Host, run, until

OAK = "/api/v1/homes/oak"


class Stream:
    """An open stream, read by a thread."""

    def __init__(self, person, home="oak", last=None):
        self.events, self.ended = [], False
        self.link = person.connection()
        headers = person.headers({})
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.link.request("GET", f"/api/v1/homes/{home}/events",
                          headers=headers)
        self.response = self.link.getresponse()
        self.status = self.response.status
        if self.status == 200:
            assert self.response.getheader(
                "Content-Type") == "text/event-stream"
            threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        event = {}
        try:
            for line in self.response:
                name, _, value = line.decode().rstrip("\n").partition(": ")
                if name:
                    event[name] = value
                elif event:
                    if "data" in event:
                        self.events.append(event)
                    event = {}
        except (OSError, ValueError):
            pass
        self.ended = True

    def close(self):
        self.link.close()


def register(person, name, home="oak"):
    got = person.post(f"/api/v1/homes/{home}/actions/residents.register",
                      {"name": name, "sex": "male", "born": "1940-01-02"})
    assert got.status == 200, got


def what_commits_is_told():
    with Host() as host:
        mary, otto = host.person("mary"), host.person("otto")
        register(mary, "before")
        stream, other = Stream(mary), Stream(otto, "elm")
        assert stream.status == other.status == 200
        time.sleep(0.2)
        assert stream.events == [], "what is past is not told"
        for i in range(30):
            register(mary, f"{i}号")
        until(lambda: len(stream.events) >= 30)
        time.sleep(0.2)
        ids = [int(e["id"]) for e in stream.events]
        assert ids == sorted(set(ids)) and len(ids) == 30, ids
        for event in stream.events:
            data = json.loads(event["data"])
            assert set(data) == {"id", "type", "subject", "at"}, data
            assert event["event"] == data["type"] == "residents.registered"
            assert "号" not in event["data"], "a name went out"
        assert other.events == [], "another home's events"


def a_stream_resumes():
    with Host() as host:
        mary = host.person("mary")
        for i in range(450):  # more than two pages
            register(mary, str(i))
        stream = Stream(mary, last=10)
        until(lambda: len(stream.events) >= 440)
        assert [int(e["id"]) for e in stream.events] == list(range(11, 451))
        late = Stream(mary, last=10 ** 12)  # of a folder that was
        register(mary, "new")
        until(lambda: late.events)
        assert [int(e["id"]) for e in late.events] == [451]


def it_ends_with_the_session():
    with Host() as host:
        mary, again = host.person("mary"), host.person("mary")
        stream, other = Stream(mary), Stream(again)
        mary.ask("DELETE", "/api/v1/session")
        until(lambda: stream.ended, 5)
        register(again, "张三")
        until(lambda: other.events)
        assert stream.events == []
        assert Stream(mary).status == 401


def it_ends_with_the_role():
    with Host() as host:
        nina, mary = host.person("nina"), host.person("mary")
        stream = Stream(nina)
        got = mary.post(OAK + "/actions/core.set_person",
                        {"user": "nina", "active": False})
        assert got.status == 200, got
        register(mary, "张三")
        until(lambda: stream.ended)
        assert stream.events == []


def who_has_no_place_hears_nothing():
    with Host() as host:
        assert Stream(host.person("otto")).status == 403
        assert Stream(host.person("idle")).status == 403
        assert Stream(host.person("nina"), "zzz").status == 404
        nina = host.person("nina")
        assert nina.ask("HEAD", OAK + "/events").status == 400


def streams_are_bounded():
    with Host() as host:
        mary = host.person("mary")
        streams = [Stream(mary) for _ in range(49)]
        assert [s.status for s in streams].count(200) == 48
        assert streams[-1].status == 503
        register(mary, "张三")
        until(lambda: all(s.events for s in streams[:48]))
        for stream in streams[:10]:
            stream.close()
            stream.response.close()

        def room():
            new = Stream(mary)
            if new.status != 200:
                return False
            streams.append(new)
            return True

        until(room)
        start = time.monotonic()
        host.stop()
        assert time.monotonic() - start < 10
        host.start()


run([what_commits_is_told, a_stream_resumes, it_ends_with_the_session,
     it_ends_with_the_role, who_has_no_place_hears_nothing,
     streams_are_bounded])
