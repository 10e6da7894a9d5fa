#!/usr/bin/env python3
"""A real `songhe serve` on the local network: what it refuses to start with,
its certificate, who may come in, sessions, live stream. In a network of its
own, where this computer has the addresses of several."""
import hashlib
import http.client
import json
import os
import ssl
import stat
import subprocess
import sys

from api_client import Host, Person, password_of, run
from clock_shift import Shift

INSIDE = "SONGHE_LAN"
PC, STATION, STRANGER = "192.168.77.10", "192.168.77.20", "10.99.0.9"
NAME = "songhe.test"


def in_a_network_of_its_own():
    if INSIDE in os.environ:
        return
    make = "ip link set lo up" + "".join(
        f" && ip addr add {a}/32 dev lo" for a in (PC, STATION, STRANGER))
    if subprocess.run(["unshare", "-rn", "sh", "-c", make],
                      capture_output=True).returncode != 0:
        print("skipped: no network of its own can be made here")
        sys.exit(0)
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", "-rn", "sh", "-c",
                          make + ' && exec "$0" "$@"', sys.executable,
                          __file__])


class Station(Person):
    """A browser at another computer that trusts the host's certificate."""

    cookie_name = "__Host-songhe"

    def connection(self):
        context = ssl.create_default_context(cafile=self.host.cert)
        return http.client.HTTPSConnection(
            PC, self.host.port, timeout=30, context=context,
            source_address=(STATION, 0))


class LanHost(Host):
    def __init__(self):
        self.extra = {}
        self.words = ("--address", PC, "--allow", "192.168.77.0/24",
                      "--name", NAME)
        super().__init__()

    @property
    def cert(self):
        return os.path.join(self.data, "tls.pem")

    def start(self, *words):
        self.log = open(os.path.join(self.folder.name, "log"), "a+")
        self.process = subprocess.Popen(
            self.command("serve", "--port", "0", *(words or self.words)),
            stdout=subprocess.PIPE, stderr=self.log, text=True,
            env={**self.environ, **self.extra})
        self.told = json.loads(self.process.stdout.readline())
        self.port = int(self.told["url"].rstrip("/").rpartition(":")[2])

    def stop(self):
        super().stop()
        self.log.close()

    def refused(self, *words):
        """A start that fails: what was said."""
        done = self.cli("serve", "--port", "0", *words, check=False)
        assert done.returncode == 2, (words, done)
        assert done.stdout == "", done.stdout
        return json.loads(done.stderr[done.stderr.index("{"):])["detail"]


def fingerprint(path):
    """Of the certificate in a PEM file, by another way."""
    with open(path) as file:
        text = file.read()
    end = "-----END CERTIFICATE-----"
    der = ssl.PEM_cert_to_DER_cert(text[:text.index(end) + len(end)])
    digits = hashlib.sha256(der).hexdigest().upper()
    return ":".join(digits[i:i + 2] for i in range(0, 64, 2))


def what_does_not_start():
    with LanHost() as host:
        host.stop()
        said = host.refused("--address", PC)
        assert "--allow" in said and PC in said, said
        for words, want in [
                (("--address", "0.0.0.0", "--allow", "192.168.77.0/24"),
                 "no single address"),
                (("--address", "::", "--allow", "192.168.77.0/24"),
                 "no single address"),
                (("--address", PC, "--allow", "0.0.0.0/0"), "nearly everybody"),
                (("--address", PC, "--allow", "192.168.77.1/24"), "digits"),
                (("--address", PC, "--allow", "192.168.77.0/33"), "no address"),
                (("--address", PC, "--allow", "192.168.77.0/"), "no address"),
                (("--address", PC, "--allow", "office"), "no address"),
                (("--address", PC, "--allow", ""), "no address"),
                (("--address", PC, "--allow", ",".join([PC] * 17)), "16"),
                (("--address", PC, "--allow", PC, "--name", "老人院"),
                 "--name"),
                (("--address", PC, "--allow", PC, "--cert", "/nothing"),
                 "go together"),
                (("--address", PC, "--allow", PC, "--cert", "/nothing",
                  "--key", "/nothing"), "/nothing"),
                (("--cert", "/nothing", "--key", "/nothing"), "--allow")]:
            said = host.refused(*words)
            assert want in said, (words, said)
        host.start()


def the_certificate():
    with LanHost() as host:
        assert host.told["url"].startswith(f"https://{PC}:"), host.told
        assert stat.S_IMODE(os.stat(host.cert).st_mode) == 0o600
        first = host.told["fingerprint"]
        assert first == fingerprint(host.cert)
        host.stop()
        host.start()
        assert host.told["fingerprint"] == first, "it changed without need"
        host.stop()
        host.start("--address", PC, "--allow", PC, "--name", "other.test")
        other = host.told["fingerprint"]
        assert other != first and other == fingerprint(host.cert)
        host.stop()
        # eleven years on it is over, and serves nobody
        host.start()
        now = host.told["fingerprint"]
        host.stop()
        host.extra = Shift(host.folder.name, 11 * 365 * 86400).environ
        host.start()
        assert host.told["fingerprint"] != now
        host.stop()
        host.extra = {}
        # a damaged one is never written over
        with open(host.cert, "w") as file:
            file.write("damaged\n")
        done = host.cli("serve", "--port", "0", *host.words, check=False)
        assert done.returncode == 3 and "tls.pem" in done.stderr, done
        with open(host.cert) as file:
            assert file.read() == "damaged\n"
        os.unlink(host.cert)
        host.start()


def a_certificate_that_was_given():
    with LanHost() as host:
        own = os.path.join(host.folder.name, "own")
        for name in ("a", "b"):
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes",
                 "-subj", "/CN=given", "-addext", f"subjectAltName=IP:{PC}",
                 "-keyout", f"{own}-{name}.key", "-out", f"{own}-{name}.crt"],
                check=True, capture_output=True)
        subprocess.run(["openssl", "ec", "-aes128", "-passout", "pass:secret",
                        "-in", host.cert, "-out", own + "-locked.key"],
                       check=True, capture_output=True)
        host.stop()
        lan = ("--address", PC, "--allow", PC + "," + STATION)
        for key in ("-b.key", "-a.crt", "-locked.key"):
            said = host.refused(*lan, "--cert", own + "-a.crt", "--key",
                                own + key)
            assert own + key in said, said
        os.chmod(own + "-a.key", 0o644)
        said = host.refused(*lan, "--cert", own + "-a.crt", "--key",
                            own + "-a.key")
        assert "0600" in said, said
        os.chmod(own + "-a.key", 0o600)
        host.start(*lan, "--cert", own + "-a.crt", "--key", own + "-a.key")
        assert host.told["fingerprint"] == fingerprint(own + "-a.crt")
        context = ssl.create_default_context(cafile=own + "-a.crt")
        link = http.client.HTTPSConnection(PC, host.port, context=context)
        link.request("GET", "/healthz")
        assert link.getresponse().status == 200
        link.close()


def strangers():
    with LanHost() as host:
        for source, good in ((STATION, True), (PC, True), (STRANGER, False),
                             ("127.0.0.1", False)):
            link = http.client.HTTPSConnection(
                PC, host.port, timeout=10, source_address=(source, 0),
                context=ssl._create_unverified_context())
            try:
                link.request("GET", "/healthz")
                status = link.getresponse().status
            except (ConnectionError, ssl.SSLError):
                status = None
            link.close()
            assert (status == 200) == good, (source, status)
        with open(host.log.name) as log:
            assert STRANGER in log.read(), "nobody learns who was refused"


def sessions_and_headers():
    with LanHost() as host:
        mary = Station(host)
        signed = mary.sign_in("mary", password_of("mary"))
        assert signed.status == 200, signed
        cookie = signed.headers["set-cookie"]
        assert cookie.startswith("__Host-songhe="), cookie
        parts = cookie.split("; ")[1:]
        assert sorted(parts) == ["HttpOnly", "Path=/", "SameSite=Strict",
                                 "Secure"], cookie
        assert signed.headers["strict-transport-security"] \
            == "max-age=31536000"
        assert mary.get("/api/v1/session").json["user"] == "mary"
        # the name that plain HTTP uses signs nobody in
        token, mary.cookie = mary.cookie, None
        bad = mary.get("/api/v1/session", Cookie="songhe=" + token)
        assert bad.status == 401, bad
        mary.cookie = token
        for name, status in ((f"{NAME}:{host.port}", 200),
                             (f"{PC}:{host.port}", 200),
                             (f"localhost:{host.port}", 421),
                             (f"127.0.0.1:{host.port}", 421),
                             (f"evil.example:{host.port}", 421),
                             (PC, 421)):
            got = mary.get("/api/v1/session", Host=name)
            assert got.status == status, (name, got)
        made = mary.post("/api/v1/homes/oak/actions/residents.register",
                         {"name": "王秀英", "sex": "female",
                          "born": "1940-05-01"},
                         Origin=f"https://{PC}:{host.port}")
        assert made.status == 200, made
        made = mary.post("/api/v1/homes/oak/actions/residents.register",
                         {"name": "李", "sex": "female", "born": "1941-05-01"},
                         Origin=f"http://{PC}:{host.port}")
        assert made.status == 403, made
        out = mary.ask("DELETE", "/api/v1/session")
        assert "__Host-songhe=; Max-Age=0" in out.headers["set-cookie"]
        assert "Secure" in out.headers["set-cookie"]
        # the command line goes on through the folder's own socket
        rows = json.loads(host.cli("ask", "oak", "residents.list"))
        assert [r["name"] for r in rows] == ["王秀英"], rows


def the_live_stream():
    with LanHost() as host:
        mary = Station(host)
        assert mary.sign_in("mary", password_of("mary")).status == 200
        link = mary.connection()
        link.request("GET", "/api/v1/homes/oak/events", None,
                     mary.headers({}))
        stream = link.getresponse()
        assert stream.status == 200, stream.status
        assert mary.post("/api/v1/homes/oak/actions/residents.register",
                         {"name": "王秀英", "sex": "female",
                          "born": "1940-05-01"}).status == 200
        seen = b""
        while b"residents." not in seen:
            part = stream.read1(4096)
            assert part, seen
            seen += part
        link.close()


def on_loopback_for_a_trial():
    """--allow on loopback: TLS, but nothing that a browser would keep for
    other programs of this computer."""
    with LanHost() as host:
        host.stop()
        host.start("--allow", "127.0.0.1", "--name", NAME)
        link = http.client.HTTPSConnection(
            "127.0.0.1", host.port,
            context=ssl.create_default_context(cafile=host.cert))
        link.request("GET", "/healthz")
        answer = link.getresponse()
        assert answer.status == 200
        assert answer.getheader("Strict-Transport-Security") is None
        link.close()


in_a_network_of_its_own()
run([what_does_not_start, the_certificate, a_certificate_that_was_given,
     strangers, sessions_and_headers, the_live_stream,
     on_loopback_for_a_trial])
