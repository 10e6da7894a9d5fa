#!/usr/bin/env python3
"""Live streams: frames, heartbeats, slow readers, ends."""
import json
import time

from http_client import Echo, read_all, run, until


def counts(server):
    return json.loads(server.ask("GET /counts")[2])


def open_stream(server):
    s = server.connect()
    s.sendall(server.head("GET /stream"))
    head = b""
    while not head.endswith(b"data: two\n\n"):
        part = s.recv(4096)
        assert part, head
        head += part
    return s, head


def frames_and_end():
    with Echo() as server:
        s, head = open_stream(server)
        assert b"Content-Type: text/event-stream\r\n" in head
        assert b"Content-Length" not in head
        assert head.endswith(b"\r\n\r\nid: 1\nevent: hello\n"
                             b"data: one\ndata: two\n\n")
        assert server.ask("GET /publish?n=3&end=1")[2] == b"3"
        assert read_all(s) == b"event: tick\ndata: x\n\n" * 3
        now = counts(server)
        assert now["streams"] == 0 and now["gone"] == 0, now
        assert server.ask("GET /publish?n=1")[2] == b"0"
        s.close()


def heartbeat():
    with Echo(heartbeat_ms=300) as server:
        s, _ = open_stream(server)
        with s:
            assert s.recv(10) == b":\n\n"
            assert s.recv(10) == b":\n\n"


def client_leaves():
    with Echo() as server:
        s, _ = open_stream(server)
        s.close()
        until(lambda: counts(server)["gone"] == 1)
        assert counts(server)["streams"] == 0


def slow_reader_is_dropped_by_frames():
    with Echo() as server:
        s, _ = open_stream(server)
        sent = int(server.ask("GET /publish?n=2000&size=4000")[2])
        assert sent < 2000, sent
        now = counts(server)
        assert now["slow"] == 1 and now["streams"] == 0 and now["gone"] == 1
        s.close()


def slow_reader_is_dropped_by_bytes():
    with Echo() as server:
        s, _ = open_stream(server)
        sent = int(server.ask("GET /publish?n=200&size=200000")[2])
        assert sent < 200, sent
        assert counts(server)["gone"] == 1
        s.close()


def streams_are_bounded():
    with Echo() as server:
        held = [open_stream(server)[0] for _ in range(48)]
        assert server.ask("GET /stream")[0] == 503
        assert counts(server)["streams"] == 48
        held.pop().close()
        until(lambda: counts(server)["streams"] == 47)
        held.append(open_stream(server)[0])
        for s in held:
            s.close()
        until(lambda: counts(server)["streams"] == 0)


def head_of_a_stream_ends():
    with Echo() as server:
        before = time.monotonic()
        status, headers, _ = server.ask("HEAD /stream")
        assert status == 200 and time.monotonic() - before < 2
        assert headers["content-type"] == "text/event-stream"
        assert counts(server)["streams"] == 0


run([frames_and_end, heartbeat, client_leaves,
     slow_reader_is_dropped_by_frames, slow_reader_is_dropped_by_bytes,
     streams_are_bounded, head_of_a_stream_ends])
