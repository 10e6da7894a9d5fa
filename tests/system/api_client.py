"""A real `songhe serve` over a folder of its own: what test_api_*.py share."""
import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile

from http_client import run, until  # noqa: F401 (for the tests)

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.abspath(os.environ.get("SONGHE_SOURCE",
                                        os.path.join(HERE, "..", "..")))
BUILD = os.environ.get("SONGHE_BUILD", os.path.join(SOURCE, "build"))
START = "2026-11-23T08:00:00+08:00"


class LocalConnection(http.client.HTTPConnection):
    """HTTP over the host's Unix socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(self.path)


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.raw = response.read()

    @property
    def json(self):
        return json.loads(self.raw)

    def __repr__(self):
        return f"{self.status} {self.raw[:300].decode(errors='replace')}"


def password_of(user):
    """Without the name in it: that would be refused."""
    return "crane-" + user.encode().hex()


class Person:
    """A browser: keeps the cookie, sends what the desk sends."""

    cookie_name = "songhe"

    def __init__(self, host, local=False, user=None):
        self.host, self.local, self.as_user = host, local, user
        self.cookie = None

    def connection(self):
        if self.local:
            return LocalConnection(self.host.socket)
        return http.client.HTTPConnection("127.0.0.1", self.host.port,
                                          timeout=30)

    def headers(self, more):
        headers = {"X-Songhe": "1", "Accept-Language": "en"}
        if not self.local:
            headers["Sec-Fetch-Site"] = "same-origin"
        if self.cookie:
            headers["Cookie"] = f"{self.cookie_name}={self.cookie}"
        if self.as_user:
            headers["X-Songhe-As"] = self.as_user
        headers.update(more)
        return headers

    def ask(self, method, path, body=None, kind="application/json", **more):
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        headers = {k.replace("_", "-"): v for k, v in more.items()}
        if body is not None or method in ("POST", "PUT", "PATCH"):
            headers.setdefault("Content-Type", kind)
        link = self.connection()
        link.request(method, path, body, self.headers(headers))
        answer = Answer(link.getresponse())
        link.close()
        cookie = answer.headers.get("set-cookie", "")
        name, found, value = cookie.partition(";")[0].partition("=")
        if found and name == self.cookie_name:
            self.cookie = value or None
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, body if body is not None else {}, **more)

    def sign_in(self, user, password=None, pin=None):
        body = {"user": user}
        body.update({"password": password} if pin is None else {"pin": pin})
        return self.post("/api/v1/session", body)


class Host:
    """`songhe` with a folder: init, homes, people, then serve.

    Homes oak and elm. People: admin (folder, password due), nina (nurse in
    oak), mary (manager in oak), otto (nurse in elm), idle (no home). With
    `one` there is no elm, as in most places."""

    def __init__(self, virtual=True, one=False):
        self.folder = tempfile.TemporaryDirectory()
        self.data = os.path.join(self.folder.name, "data")
        self.socket = os.path.join(self.data, "host.sock")
        self.process = None
        extra = ["--now", START] if virtual else []
        made = self.cli("init", globals_=extra)
        self.admin_password = json.loads(made)["password"]
        self.cli("home", "new", "oak", "--name", "橡树")
        self.add("nina", "nurse", "oak")
        self.add("mary", "manager", "oak")
        if not one:
            self.cli("home", "new", "elm")
            self.add("otto", "nurse", "elm")
        self.start()
        assert Person(self, local=True).post("/api/v1/accounts", {
            "name": "idle", "password": password_of("idle")}).status == 201

    def command(self, *words, globals_=()):
        return [os.path.join(BUILD, "songhe"), "--data", self.data, "--json",
                *globals_, *words]

    @property
    def environ(self):
        return {**os.environ, "SONGHE_LANG": "en",
                "SONGHE_PLUGINS": os.path.join(SOURCE, "plugins")}

    def cli(self, *words, text="", globals_=(), check=True):
        done = subprocess.run(self.command(*words, globals_=globals_),
                              input=text, capture_output=True, text=True,
                              env=self.environ, timeout=120)
        if check:
            assert done.returncode == 0, (words, done.stderr)
            return done.stdout
        return done

    def add(self, user, role, home):
        self.cli("user", "add", user, "--role", role, "--home", home,
                 "--password-stdin", text=password_of(user) + "\n")

    def start(self, *words):
        self.process = subprocess.Popen(
            self.command("serve", "--port", "0", *words),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=self.environ)
        url = json.loads(self.process.stdout.readline())["url"]
        self.port = int(url.rstrip("/").rpartition(":")[2])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=30)
        self.process.stdout.close()
        assert status == 0, f"songhe serve ended with {status}"
        assert not os.path.exists(self.socket), "the socket file was left"

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            self.stop()
        except Exception:
            self.process.kill()
            if kind is None:
                raise
        finally:
            self.folder.cleanup()

    def person(self, user, password=None):
        person = Person(self)
        answer = person.sign_in(user, password or password_of(user))
        assert answer.status == 200, answer
        return person

    def owner(self, user=None):
        return Person(self, local=True, user=user)

    def administrator(self):
        """The folder's administrator, with a password of their own."""
        person = Person(self)
        if person.sign_in("admin", password_of("admin")).status == 200:
            return person
        person = self.person("admin", self.admin_password)
        answer = person.post("/api/v1/session/password", {
            "old": self.admin_password, "new": password_of("admin")})
        assert answer.status == 204, answer
        return person
