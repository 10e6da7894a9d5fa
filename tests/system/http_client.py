"""Raw sockets against http_echo: what the test_http_*.py tests share."""
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

BUILD = os.environ.get("SONGHE_BUILD", os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "build"))


# The same tests over TLS: test_http_tls.py sets it.
TLS = "SONGHE_HTTP_TLS" in os.environ


def trusting(context=None):
    """A client that takes the server's own certificate as it comes."""
    context = context or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Echo:
    """The server under test, in a process of its own."""

    def __init__(self, head_ms=0, idle_ms=0, heartbeat_ms=0, tls=TLS,
                 allow="127.0.0.1", address="127.0.0.1"):
        self.tls, self.address = tls, address
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "host.sock")
        self.pem = os.path.join(self.folder.name, "tls.pem")
        program = os.path.join(BUILD, "tests", "http_echo")
        self.process = subprocess.Popen(
            [program, self.path, str(head_ms), str(idle_ms),
             str(heartbeat_ms)] + ([self.pem, allow, address] if tls else []),
            stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        self.process.stdout.close()
        assert status == 0, f"http_echo ended with {status}"
        assert not os.path.exists(self.path), "the socket file was left"
        self.folder.cleanup()

    def raw(self, timeout=10, source=None):
        """A TCP connection, from the address `source`."""
        return socket.create_connection(
            (self.address, self.port), timeout,
            source_address=(source, 0) if source else None)

    def connect(self, timeout=10, context=None, source=None):
        s = self.raw(timeout, source)
        if not self.tls:
            return s
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            return trusting(context).wrap_socket(
                s, suppress_ragged_eofs=True)
        except BaseException:
            s.close()
            raise

    def local(self, timeout=10):
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(timeout)
        s.connect(self.path)
        return s

    def head(self, line, *headers, host=None):
        host = host or f"{self.address}:{self.port}"
        lines = [line + " HTTP/1.1", f"Host: {host}", *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def ask(self, line, *headers, body=b"", host=None, local=False):
        """One request, one connection: (status, headers, body)."""
        s = self.local() if local else self.connect()
        with s:
            data = self.head(line, "Connection: close", *headers, host=host)
            s.sendall(data + body)
            answers = split(read_all(s), [line.split()[0]])
        assert len(answers) == 1, answers
        return answers[0]


def half_close(s):
    """No more from us; over TLS too, where ssl's own shutdown would leave
    TLS at once."""
    socket.socket.shutdown(s, socket.SHUT_WR)


def read_all(s):
    parts = []
    try:
        while True:
            part = s.recv(65536)
            if not part:
                break
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def split(data, methods=()):
    """The answers in `data`, each (status, headers, body)."""
    answers = []
    while data:
        head, found, rest = data.partition(b"\r\n\r\n")
        assert found, f"half an answer: {data[:80]!r}"
        lines = head.decode().split("\r\n")
        status = int(re.fullmatch(r"HTTP/1\.1 (\d{3}) .+", lines[0])[1])
        headers = {}
        for line in lines[1:]:
            name, value = line.split(": ", 1)
            assert name.lower() not in headers, f"{name} twice"
            headers[name.lower()] = value
        method = methods[len(answers)] if len(answers) < len(methods) else ""
        length = int(headers.get("content-length", 0))
        if method == "HEAD" or status in (100, 304):
            length = 0
        assert len(rest) >= length, "a body is cut short"
        answers.append((status, headers, rest[:length]))
        data = rest[length:]
    return answers


def until(what, seconds=10):
    """Waits for a condition rather than a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def run(tests):
    """Runs each function; the exit status says whether all passed."""
    failed = 0
    for test in tests:
        try:
            test()
            print(f"ok   {test.__name__}")
        except Exception as fault:  # one failure must not hide the next
            failed += 1
            print(f"FAIL {test.__name__}: {type(fault).__name__}: {fault}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
