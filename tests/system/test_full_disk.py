#!/usr/bin/env python3
"""A full disk under the running host: what was acknowledged stays, what was
not is said not to be recorded, questions go on being answered, and once there
is room again (at the latest after a new start) the home works on."""
import json
import os
import subprocess
import time
from pathlib import Path

from small_disk import in_a_small_disk

BUILD = Path(os.environ["SONGHE_BUILD"])
SOURCE = Path(os.environ["SONGHE_SOURCE"])
FOLDER = Path("/tmp/songhe-full-disk")
DATA = FOLDER / "data"
BALLAST = FOLDER / "ballast"
# test_space.py is about what is limited before: here the disk is simply full
UNLIMITED = {"short_mb": 0, "tight_mb": 0, "last_mb": 0, "ballast_mb": 0}


def songhe(*words, good=True):
    """One call: (exit status, what it answered, what it said)."""
    done = subprocess.run(
        [BUILD / "songhe", "--data", DATA, "--json", *words],
        capture_output=True, text=True, timeout=60,
        env={**os.environ, "SONGHE_PLUGINS": str(SOURCE / "plugins")})
    assert not good or done.returncode == 0, (words, done.stderr)
    return (done.returncode,
            json.loads(done.stdout) if done.stdout.strip() else None,
            done.stderr)


def host():
    started = subprocess.Popen(
        [BUILD / "songhe", "--data", DATA, "serve", "--port", "0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "SONGHE_PLUGINS": str(SOURCE / "plugins")})
    for _ in range(200):
        if (DATA / "host.sock").exists():
            return started
        time.sleep(0.05)
    raise AssertionError("the host did not start")


def register(number, good=False):
    """The receipt, or None and why it was not recorded."""
    status, answer, said = songhe(
        "do", "oak", "residents.register", "--key", f"k{number}", json.dumps(
            {"name": f"王{number}", "sex": "female", "born": "1940-05-01"}),
        good=good)
    return (answer["receipt"], None) if status == 0 else (None, (status, said))


def names():
    return {row["name"] for row in songhe("ask", "oak", "residents.list")[1]}


def fill():
    with open(BALLAST, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass


def main():
    in_a_small_disk(FOLDER, 16)
    songhe("init")
    (DATA / "space.json").write_text(json.dumps(UNLIMITED))
    songhe("home", "new", "oak")
    running = host()
    kept = set()
    for number in range(5):
        register(number, good=True)
        kept.add(f"王{number}")
    fill()
    refused = 0
    for number in range(5, 400):
        receipt, why = register(number)
        if receipt is not None:
            kept.add(f"王{number}")
            continue
        status, said = why
        assert status == 3, why
        problem = json.loads(said[said.index("{"):])
        assert problem["detail"], problem
        refused += 1
        if refused == 20:
            break
    assert refused == 20, "the disk did not fill"
    assert names() == kept, "what is shown is not what was acknowledged"
    BALLAST.unlink()
    receipt, why = register(1000)
    if receipt is not None:
        kept.add("王1000")
    running.terminate()
    assert running.wait(20) == 0
    running = host()
    register(2000, good=True)
    kept.add("王2000")
    assert names() == kept
    # a key that was refused for want of room may be used again
    register(399, good=True)
    kept.add("王399")
    assert names() == kept
    running.terminate()
    running.wait(20)
    verdict = songhe("verify", "oak")
    assert verdict[0] == 0, verdict
    print(f"{len(kept)} kept, {refused} refused for want of room; worked on "
          f"{'at once' if receipt is not None else 'after a new start'}")


main()
