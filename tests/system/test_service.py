#!/usr/bin/env python3
"""What systemd asks of the host: that it says when it is ready and, after a
look at itself, alive; and that the rights which the unit leaves it are enough
for all that it does."""
import os
import re
import shutil
import socket
import subprocess
import time

from api_client import BUILD, SOURCE, Host, run, until

UNIT = os.path.join(SOURCE, "core", "cli", "songhe.service")
EXPOSURE = 1.2  # docs/operators.md; 9.6 for a unit without any of it


class Watched(Host):
    """A host with a service manager that listens."""

    def __init__(self, watchdog=None, extra=None):
        self.watchdog, self.extra = watchdog, extra or {}
        self.manager = None
        super().__init__(virtual=False)

    def listen(self, name):
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(name)
        self.notify = name.replace("\0", "@")
        self.manager.settimeout(10)

    def start(self, *words):
        if self.manager is None:
            self.listen(os.path.join(self.folder.name, "notify"))
        super().start(*words)

    @property
    def environ(self):
        env = super().environ
        if self.manager is not None:
            env["NOTIFY_SOCKET"] = self.notify
        if self.watchdog:
            env["WATCHDOG_USEC"] = str(int(self.watchdog * 1000000))
        return {**env, **self.extra}

    def hears(self, seconds):
        """What is said within a time."""
        heard, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            self.manager.settimeout(max(end - time.monotonic(), 0.01))
            try:
                heard.append(self.manager.recv(4096).decode())
            except TimeoutError:
                break
        return heard


def ready_once_it_listens():
    with Watched() as host:
        assert host.manager.recv(4096) == b"READY=1"
        assert host.person("mary").get("/api/v1/session").status == 200
        assert host.hears(2.5) == [], "nobody asked for a watchdog"
        host.stop()
        assert host.manager.recv(4096) == b"STOPPING=1"
        # another's watchdog is not ours
        host.watchdog, host.extra = 3, {"WATCHDOG_PID": "1"}
        host.start()
        assert host.hears(4) == ["READY=1"]


def not_ready_when_it_does_not_start():
    with Watched() as host:
        assert host.manager.recv(4096) == b"READY=1"
        done = host.cli("serve", "--port", str(host.port), check=False)
        assert done.returncode == 3, done
        assert host.hears(1) == []


def alive_while_it_is():
    with Watched(watchdog=3) as host:
        heard = host.hears(7)
        assert heard[0] == "READY=1"
        assert set(heard[1:]) == {"WATCHDOG=1"} and 4 <= len(heard) <= 8, heard


def silent_when_the_clock_is_not_looked_at():
    stall = os.path.join(BUILD, "tests", "libstall.so")
    with Watched(watchdog=3) as host:
        path = os.path.join(host.folder.name, "stall")
        host.stop()
        host.extra = {"LD_PRELOAD": stall, "SONGHE_STALL": path}
        host.start()
        assert "WATCHDOG=1" in host.hears(3)
        with open(path, "w"):
            pass
        # requests are still answered: only the look at itself tells
        assert host.person("mary").get("/api/v1/session").status == 200
        host.hears(12)
        assert host.person("mary").get("/api/v1/session").status == 200
        assert host.hears(4) == [], "it says that it is alive"
        os.unlink(path)
        assert "WATCHDOG=1" in host.hears(6)


def an_abstract_name():
    with Watched() as host:
        host.stop()
        host.manager.close()
        name = f"songhe-test-{os.getpid()}"
        host.listen("\0" + name)
        host.start()
        assert host.manager.recv(4096) == b"READY=1"


def a_manager_that_is_gone_disturbs_nobody():
    with Watched(watchdog=3) as host:
        host.manager.close()
        host.extra = {"NOTIFY_SOCKET": "nonsense"}
        time.sleep(3)
        assert host.person("mary").get("/api/v1/session").status == 200
        host.stop()
        host.start()
        assert host.person("mary").get("/api/v1/session").status == 200


# --- the unit file --------------------------------------------------------------


def unit(folder):
    """The unit as it would be installed, with the program that was built."""
    with open(UNIT) as file:
        text = file.read()
    text = text.replace("@CMAKE_INSTALL_PREFIX@/bin/songhe",
                        os.path.join(BUILD, "songhe"))
    assert "@" not in re.sub(r"@(system-service|privileged|resources)", "",
                             text)
    path = os.path.join(folder, "songhe.service")
    with open(path, "w") as file:
        file.write(text)
    return path


def analyze(*words):
    return subprocess.run(["systemd-analyze", *words], capture_output=True,
                          text=True)


def the_unit_is_understood():
    with Host(virtual=False) as host:
        path = unit(host.folder.name)
        done = analyze("verify", path)
        said = [line for line in done.stderr.splitlines() if path in line
                or "songhe.service" in line]
        assert done.returncode == 0 and said == [], done.stderr
        done = analyze("security", "--offline=true", "--no-pager", path)
        level = re.search(r"exposure level for songhe\.service: ([0-9.]+)",
                          done.stdout)
        assert level, done.stdout + done.stderr
        print(f"     exposure {level[1]}")
        assert float(level[1]) <= EXPOSURE, done.stdout


def calls_of(name):
    """The system calls of a set, with those of the sets in it."""
    if not name.startswith("@"):
        return {name}
    done = analyze("syscall-filter", name)
    assert done.returncode == 0, done.stderr
    found = set()
    for line in done.stdout.splitlines()[1:]:
        word = line.strip()
        if word and not word.startswith("#"):
            found |= calls_of(word)
    return found


def calls_of_the_unit():
    allowed = calls_of("@default")
    with open(UNIT) as file:
        for line in file:
            if not line.startswith("SystemCallFilter="):
                continue
            words = line.strip().partition("=")[2]
            for name in words.lstrip("~").split():
                if words.startswith("~"):
                    allowed -= calls_of(name)
                else:
                    allowed |= calls_of(name)
    # The unit's user is nobody special. As root SQLite gives files their
    # folder's owner, and the runner gives up being root.
    if os.geteuid() == 0:
        allowed |= {"fchown", "setgroups", "setresgid", "setresuid"}
    return allowed


class Filtered(Host):
    """Served with the system calls of the unit, and no more."""

    def start(self, *words):
        path = os.path.join(self.folder.name, "calls")
        with open(path, "w") as file:
            file.write("\n".join(sorted(calls_of_the_unit())) + "\n")
        self.before = [os.path.join(BUILD, "tests", "only_calls"), path]
        super().start(*words)
        self.before = []

    def command(self, *words, globals_=()):
        return [*getattr(self, "before", []),
                *super().command(*words, globals_=globals_)]


def its_calls_are_enough():
    """Plugins in their runner, foreign files in theirs, TLS, reports."""
    with Filtered(virtual=False) as host:
        status = f"/proc/{host.process.pid}/status"
        with open(status) as file:
            assert "Seccomp:\t2" in file.read(), "there is no filter"
        mary = host.person("mary")
        made = mary.post("/api/v1/homes/oak/actions/residents.register", {
            "name": "王秀英", "sex": "female", "born": "1940-05-01"})
        assert made.status == 200, made
        table = "姓名,性别,出生日期\n李四,男,1941-05-01\n".encode()
        brought = mary.post(
            "/api/v1/homes/oak/imports?kind=residents.resident&dry_run=1",
            table, kind="text/csv", Idempotency_Key="one")
        assert brought.status in (200, 422), brought
        report = os.path.join(host.folder.name, "fhir.json")
        host.cli("report", "oak", "residents.fhir", "--out", report)
        host.cli("import", "oak", report, "--source", "here", "--dry-run")
        assert host.owner().get("/healthz").status == 200
        until(lambda: host.owner().get(
            "/api/v1/homes/oak/queries/residents.list").json)
        host.stop()
        host.start("--allow", "127.0.0.1", "--name", "songhe.test")
        assert os.path.exists(os.path.join(host.data, "tls.pem"))


tests = [ready_once_it_listens, not_ready_when_it_does_not_start,
         alive_while_it_is, silent_when_the_clock_is_not_looked_at,
         an_abstract_name, a_manager_that_is_gone_disturbs_nobody]
if shutil.which("systemd-analyze"):
    tests += [the_unit_is_understood, its_calls_are_enough]
else:
    print("skipped the unit file: systemd-analyze is not here")
run(tests)
