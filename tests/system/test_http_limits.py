#!/usr/bin/env python3
"""Limits of the HTTP server: too many, too slow, too large, in order."""
import json
import time

from http_client import Echo, half_close, read_all, run, split, until

POST = ("X-Songhe: 1", "Content-Type: application/json")


def counts(server):
    return json.loads(server.ask("GET /counts")[2])


def slowloris_200_sockets():
    """200 sockets that never end their head; a nurse's browser still gets
    in at once, and the silent ones are gone after the head's time."""
    with Echo(head_ms=1500, idle_ms=1500) as server:
        slow = []
        for i in range(200):
            s = server.connect()
            s.sendall(b"GET /small HTTP/1.1\r\nX-A: b\r\n"[:10 + i % 20])
            slow.append(s)
        before = time.monotonic()
        for _ in range(50):
            assert server.ask("GET /small")[0] == 200
        took = time.monotonic() - before
        limit = 3 if server.tls else 1  # with fifty handshakes of both sides
        assert took < limit, f"50 requests took {took:.2f} s"
        now = counts(server)
        assert now["open"] <= 64, now
        assert now["crowded"] >= 136, now
        until(lambda: counts(server)["open"] <= 1)
        assert counts(server)["slow"] > 0
        for s in slow:
            s.close()


def owner_gets_in_when_tcp_is_full():
    with Echo() as server:
        held = [server.connect() for _ in range(64)]
        for s in held:
            s.sendall(server.head("GET /slow?ms=3000"))
        until(lambda: json.loads(
            server.ask("GET /counts", local=True)[2])["requests"] >= 64)
        with server.raw() as s:
            answer = read_all(s)
        # over TLS there is nothing to say it in
        assert answer.startswith(b"HTTP/1.1 503 ") != server.tls, answer
        assert answer == b"" or not server.tls, answer
        assert server.ask("GET /owner", local=True)[0] == 200
        for s in held:
            s.close()


def head_dribbled_byte_by_byte():
    with Echo() as server, server.connect() as s:
        for byte in server.head("GET /echo/a", "Connection: close"):
            s.sendall(bytes([byte]))
        assert split(read_all(s))[0][2] == b"1 /echo/a\n"


def oversized():
    with Echo() as server:
        def ask(*args, **more):
            return server.ask(*args, **more)[0]
        assert ask("GET /echo/" + "a" * 2000) == 200
        assert ask("GET /echo/" + "a" * 2048) == 414
        assert ask("GET /small", "X-A: " + "a" * 8000) == 200
        assert ask("GET /small", "X-A: " + "a" * 8192) == 431
        assert ask("GET /small", *["X-A: b"] * 62) == 200
        assert ask("GET /small", *["X-A: b"] * 63) == 431
        fits = b"x" * (256 << 10)
        size = f"Content-Length: {len(fits)}"
        assert ask("POST /echo/a", *POST, size, body=fits) == 200
        size = f"Content-Length: {len(fits) + 1}"
        assert ask("POST /echo/a", *POST, size, body=fits + b"x") == 413
        chunk = b"%x\r\n%s\r\n" % (len(fits), fits)
        coded = (*POST, "Transfer-Encoding: chunked")
        assert ask("POST /echo/a", *coded, body=chunk + b"0\r\n\r\n") == 200
        assert ask("POST /echo/a", *coded,
                   body=chunk + b"1\r\nx\r\n0\r\n\r\n") == 413
        assert counts(server)["bodies"] == 0


def chunk_extensions_without_end():
    """One byte of body, megabytes of extension."""
    with Echo() as server, server.connect() as s:
        s.sendall(server.head("POST /echo/a", *POST,
                              "Transfer-Encoding: chunked"))
        try:
            s.sendall(b"1;" + b"a" * (4 << 20))
        except (BrokenPipeError, ConnectionResetError):
            pass
        until(lambda: counts(server)["refused"] == 1)


def import_takes_megabytes():
    csv = ("X-Songhe: 1", "Content-Type: text/csv; charset=utf-8")
    body = b"a,b,c\r\n" * (1 << 20)
    size = f"Content-Length: {len(body)}"
    with Echo() as server:
        status, _, answer = server.ask("POST /import", *csv, size, body=body)
        assert status == 200 and answer == b"3 /import\n" + body
        size = f"Content-Length: {(8 << 20) + 1}"
        assert server.ask("POST /import", *csv, size)[0] == 413
        assert server.ask("POST /echo/a", *csv, size)[0] == 413


def expect_continue():
    with Echo() as server, server.connect() as s:
        s.sendall(server.head("POST /echo/a", *POST, "Content-Length: 2",
                              "Expect: 100-continue", "Connection: close"))
        assert s.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        s.sendall(b"ab")
        assert split(read_all(s))[0][2] == b"3 /echo/a\nab"


def pipelining_in_order():
    """A slow answer holds back the quick ones behind it."""
    with Echo() as server, server.connect() as s:
        s.sendall(server.head("GET /slow?ms=200") + server.head("GET /echo/1")
                  + server.head("POST /echo/2", *POST, "Content-Length: 3")
                  + b"abc" + server.head("HEAD /echo/3")
                  + server.head("GET /echo/4", "Connection: close")
                  + server.head("GET /echo/5"))
        answers = split(read_all(s), ["", "", "", "HEAD", ""])
        bodies = [a[2] for a in answers]
        assert bodies == [b"later", b"1 /echo/1\n", b"3 /echo/2\nabc", b"",
                          b"1 /echo/4\n"], bodies
        assert answers[3][1]["content-length"] == "10"


def pipelining_without_end():
    """More requests than any buffer holds, sent before reading."""
    with Echo() as server, server.connect(timeout=30) as s:
        one = server.head("GET /small")
        s.settimeout(0.5)
        sent, data = 0, one * 4000
        try:
            while sent < len(data):
                sent += s.send(data[sent:])
        except TimeoutError:
            pass
        s.settimeout(30)
        half_close(s)
        answers = split(read_all(s))
        assert len(answers) == sent // len(one), (len(answers), sent)


def large_answer_to_a_slow_reader():
    with Echo(idle_ms=1000) as server:
        with server.connect() as s:
            s.sendall(server.head("GET /big", "Connection: close"))
            time.sleep(0.4)
            assert len(split(read_all(s))[0][2]) == 6 << 20
        with server.connect() as s:
            s.sendall(server.head("GET /big"))
            until(lambda: counts(server)["slow"] == 1)


def client_gone_before_the_answer():
    with Echo() as server:
        s = server.connect()
        s.setsockopt(1, 13, b"\1\0\0\0\0\0\0\0")  # SO_LINGER: reset
        s.sendall(server.head("GET /slow?ms=300"))
        until(lambda: counts(server)["requests"] >= 2)
        s.close()
        until(lambda: counts(server)["gone"] == 1)
        time.sleep(0.4)
        assert counts(server)["open"] == 1


def half_closed_client_gets_its_answer():
    with Echo() as server, server.connect() as s:
        s.sendall(server.head("GET /slow?ms=100"))
        half_close(s)
        assert split(read_all(s))[0][2] == b"later"


def stop_waits_for_answers():
    server = Echo()
    s = server.connect()
    s.sendall(server.head("GET /slow?ms=300"))
    until(lambda: counts(server)["requests"] >= 2)
    server.process.terminate()
    answer = split(read_all(s))[0]
    assert answer[2] == b"later" and answer[1]["connection"] == "close"
    s.close()
    server.process.wait(timeout=20)
    server.__exit__()


def a_header_cannot_split_an_answer():
    with Echo() as server:
        status, headers, _ = server.ask("GET /split")
        assert status == 500 and "x-evil" not in headers


run([slowloris_200_sockets, owner_gets_in_when_tcp_is_full,
     head_dribbled_byte_by_byte, oversized, chunk_extensions_without_end,
     import_takes_megabytes, expect_continue, pipelining_in_order,
     pipelining_without_end, large_answer_to_a_slow_reader,
     client_gone_before_the_answer, half_closed_client_gets_its_answer,
     stop_waits_for_answers, a_header_cannot_split_an_answer])
