#!/usr/bin/env python3
"""TLS: every test of plain HTTP again over TLS, then what only TLS has."""
import json
import os
import random
import socket
import ssl
import stat
import subprocess
import sys
import time
import warnings

from http_client import Echo, read_all, run, split, trusting, until

HERE = os.path.dirname(os.path.abspath(__file__))
# the old versions are tried on purpose
warnings.simplefilter("ignore", DeprecationWarning)
SEED = int(os.environ.get("SONGHE_SEED", "7"))


def safe(**more):
    return Echo(tls=True, **more)


def counts(server):
    return json.loads(server.ask("GET /counts")[2])


def client(low, high, ciphers=None):
    context = trusting()
    context.minimum_version, context.maximum_version = low, high
    if ciphers:
        context.set_ciphers(ciphers)
    return context


def shakes(server, context):
    """(version, cipher) of a handshake, or why it failed."""
    try:
        with server.connect(context=context) as s:
            s.sendall(server.head("GET /small", "Connection: close"))
            assert split(read_all(s))[0][0] == 200
            return s.version(), s.cipher()[0]
    except ssl.SSLError as fault:
        return fault.reason or str(fault)


def again(name):
    def test():
        done = subprocess.run(
            [sys.executable, os.path.join(HERE, f"test_http_{name}.py")],
            env={**os.environ, "SONGHE_HTTP_TLS": "1"}, capture_output=True,
            text=True)
        print(done.stdout[-200:].strip().rpartition("\n")[2])
        assert done.returncode == 0, done.stdout + done.stderr
    test.__name__ = f"http_{name}_over_tls"
    return test


def versions():
    v = ssl.TLSVersion
    weak = "ALL:@SECLEVEL=0"
    with safe() as server:
        assert shakes(server, client(v.TLSv1_3, v.TLSv1_3))[0] == "TLSv1.3"
        assert shakes(server, client(v.TLSv1_2, v.TLSv1_2))[0] == "TLSv1.2"
        for old in (v.TLSv1_1, v.TLSv1):
            got = shakes(server, client(old, old, weak))
            # the alert comes from the server: this client would have spoken
            assert got == "TLSV1_ALERT_PROTOCOL_VERSION", (old, got)
        assert counts(server)["broken"] == 2


def ciphers():
    v = ssl.TLSVersion.TLSv1_2
    with safe() as server:
        for name in ("ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA",
                     "AES128-GCM-SHA256", "NULL"):
            got = shakes(server, client(v, v, name + ":@SECLEVEL=0"))
            assert got == "SSLV3_ALERT_HANDSHAKE_FAILURE", (name, got)
        for name in ("ECDHE-ECDSA-AES128-GCM-SHA256",
                     "ECDHE-ECDSA-CHACHA20-POLY1305"):
            assert shakes(server, client(v, v, name)) == ("TLSv1.2", name)


def application_protocol():
    with safe() as server:
        context = trusting()
        context.set_alpn_protocols(["h2", "http/1.1"])
        with server.connect(context=context) as s:
            assert s.selected_alpn_protocol() == "http/1.1"
        context = trusting()
        context.set_alpn_protocols(["h2"])
        got = shakes(server, context)
        assert "alert" in got.lower(), got


def no_resumption():
    with safe() as server:
        first = trusting()
        with server.connect(context=first) as s:
            s.sendall(server.head("GET /small", "Connection: close"))
            read_all(s)
            ticket = s.session
        again = first.wrap_socket(server.raw(), session=ticket) \
            if ticket else server.connect(context=first)
        with again:
            assert not again.session_reused


def renegotiation_is_refused():
    with safe() as server:
        made = subprocess.Popen(
            ["openssl", "s_client", "-tls1_2", "-connect",
             f"127.0.0.1:{server.port}"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        made.stdin.write("R\n")
        made.stdin.flush()
        said, _ = made.communicate(timeout=20)
        assert "RENEGOTIATING" in said, said
        assert "no renegotiation" in said, said
        assert server.ask("GET /small")[0] == 200


def key_updates():
    """The peer may ask for new keys, and for some more, but not forever."""
    with safe() as server:
        made = subprocess.Popen(
            ["openssl", "s_client", "-tls1_3", "-connect",
             f"127.0.0.1:{server.port}"], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = b""

        def say(text, want):
            nonlocal said
            made.stdin.write(text)
            made.stdin.flush()
            while want not in said:
                part = os.read(made.stdout.fileno(), 65536)
                assert part, said[-400:]
                said += part

        say(b"", b"Verify return code")
        for _ in range(5):
            say(b"K\n", b"KEYUPDATE")
            said = said.replace(b"KEYUPDATE", b"done")
        say(server.head("GET /echo/new", "Connection: close"),
            b"1 /echo/new\n")
        made.stdin.close()
        made.stdout.close()
        made.wait(timeout=20)


def plain_http_is_told_to_use_https():
    with safe() as server:
        with server.raw() as s:
            s.sendall(server.head("GET /small"))
            said = read_all(s)
        assert said.startswith(b"HTTP/1.1 400 "), said
        assert b"https://" in said and b"state" not in said, said
        assert counts(server)["broken"] == 1


def hello():
    """The bytes with which a client begins."""
    out = ssl.MemoryBIO()
    half = trusting().wrap_bio(ssl.MemoryBIO(), out)
    try:
        half.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return out.read()


def slow_handshakes_are_cut():
    """Silent, or a byte at a time: a handshake has the time of a head, though
    an idle connection may stay far longer."""
    with safe(head_ms=1500, idle_ms=60000) as server:
        begun = time.monotonic()
        silent, slow = server.raw(), server.raw()
        idle = server.connect()
        fed = 0
        data = hello()
        while True:
            try:
                slow.sendall(data[fed:fed + 1])
            except (BrokenPipeError, ConnectionResetError):
                break
            fed = min(fed + 1, len(data) - 2)
            time.sleep(0.02)
            assert time.monotonic() - begun < 6, "a slow handshake stays"
        assert read_all(silent) == b""
        took = time.monotonic() - begun
        assert 1.4 < took < 4, took
        assert counts(server)["slow"] == 2
        idle.sendall(server.head("GET /small", "Connection: close"))
        assert split(read_all(idle))[0][0] == 200
        for s in (silent, slow, idle):
            s.close()


def strangers_get_no_byte():
    with safe(allow="127.0.0.1,127.0.9.0/24") as server:
        with server.raw(source="127.0.0.2") as s:
            try:
                s.sendall(hello())
            except ConnectionError:
                pass
            assert read_all(s) == b""
        with server.raw(source="127.0.0.2") as s:
            assert read_all(s) == b"", "it was answered in plain words"
        assert counts(server)["strangers"] == 2
        with server.connect(source="127.0.9.77") as s:
            s.sendall(server.head("GET /small", "Connection: close"))
            assert split(read_all(s))[0][0] == 200


def garbage(draw):
    """What may come instead of a handshake."""
    kind = draw.randrange(4)
    data = bytearray(hello())
    if kind == 0:
        return draw.randbytes(draw.randrange(1, 40000))
    if kind == 1:  # some bits are wrong
        for _ in range(draw.randrange(1, 8)):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        return bytes(data)
    if kind == 2:  # ends early, goes on with something else
        return bytes(data[:draw.randrange(1, len(data))]) \
            + draw.randbytes(draw.randrange(400))
    return b"\x16\x03\x01" + draw.randbytes(2) + draw.randbytes(20000)


def garbage_instead_of_a_handshake():
    draw = random.Random(SEED)
    with safe(head_ms=2000) as server:
        for number in range(300):
            with server.raw() as s:
                try:
                    s.sendall(garbage(draw))
                    if draw.randrange(2):
                        s.settimeout(0.02)
                        s.recv(65536)
                except (ConnectionError, TimeoutError):
                    pass
            if number % 50 == 0:
                assert server.ask("GET /small")[0] == 200
        until(lambda: counts(server)["open"] == 1)
        assert counts(server)["broken"] > 50, counts(server)


def garbage_after_the_handshake():
    """A record that was changed on its way ends the connection, whatever it
    was doing."""
    draw = random.Random(SEED)
    with safe() as server:
        for path in ("/small", "/slow?ms=5000", "/stream", "/big"):
            s = server.connect()
            s.sendall(server.head("GET " + path))
            before = counts(server)["broken"]
            bad = b"\x17\x03\x03\x00\x40" + draw.randbytes(64)
            socket.socket.send(s, bad)
            until(lambda: counts(server)["broken"] == before + 1)
            s.close()
        until(lambda: counts(server)["open"] == 1)
        now = counts(server)
        assert now["streams"] == 0 and now["gone"] >= 2, now


def the_certificate():
    with safe() as server:
        info = os.stat(server.pem)
        assert stat.S_IMODE(info.st_mode) == 0o600, oct(info.st_mode)
        # a client that trusts just this file needs nothing else
        context = ssl.create_default_context(cafile=server.pem)
        for name in ("127.0.0.1", "songhe.test"):
            with context.wrap_socket(server.raw(), server_hostname=name) as s:
                shown = s.getpeercert()
        assert ("IP Address", "127.0.0.1") in shown["subjectAltName"]
        assert ("DNS", "songhe.test") in shown["subjectAltName"]
        try:
            context.wrap_socket(server.raw(), server_hostname="other.test")
            raise AssertionError("it also serves another name")
        except ssl.SSLCertVerificationError:
            pass


def bulk():
    """Figures, for the record."""
    with safe() as server:
        begun = time.monotonic()
        for _ in range(200):
            with server.connect() as s:
                s.sendall(server.head("GET /small", "Connection: close"))
                read_all(s)
        shaken = (time.monotonic() - begun) / 200
        with server.connect() as s:
            begun = time.monotonic()
            s.sendall(server.head("GET /big", "Connection: close"))
            size = len(split(read_all(s))[0][2])
            took = time.monotonic() - begun
        assert size == 6 << 20
        print(f"     {shaken * 1000:.1f} ms for a connection and an answer "
              f"(both sides), {size / took / 1e6:.0f} MB/s")


run([again("cases"), again("limits"), again("stream"), again("origin"),
     versions, ciphers, application_protocol, no_resumption,
     renegotiation_is_refused, key_updates, plain_http_is_told_to_use_https,
     slow_handshakes_are_cut, strangers_get_no_byte,
     garbage_instead_of_a_handshake, garbage_after_the_handshake,
     the_certificate, bulk])
