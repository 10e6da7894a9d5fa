#!/usr/bin/env python3
"""The CMS five-star plugin of examples/ as a site's own, on the real facility
files: the computed overall stars of every facility against the published."""
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("SONGHE_SOURCE") or os.path.abspath(
    os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.environ.get("SONGHE_BUILD") or os.path.join(SOURCE, "build")
FOLDER = os.path.join(SOURCE, "..", "shared", "data", "cms-nursing-home")
SINCE = {"sample_2026-07_new_rules.csv": "2026-07-15"}  # a file without dates


class Home:
    def __init__(self, work, begin):
        self.data = os.path.join(work, "data")
        self.env = dict(os.environ, SONGHE_LANG="en",
                        SONGHE_PLUGINS=os.path.join(SOURCE, "examples"))
        self.run("--now", f"{begin}T09:00:00-05:00", "init")
        self.run("home", "new", "h", "--zone", "America/New_York")

    def run(self, *words):
        done = subprocess.run([os.path.join(BUILD, "songhe"), "--data", self.data,
                               "--json", *words], env=self.env, capture_output=True,
                              text=True, timeout=600, check=False)
        assert done.returncode == 0, (words, done.stdout[-500:], done.stderr[-2000:])
        return json.loads(done.stdout) if done.stdout.strip() else None


def facilities(path):
    with open(path, encoding="utf-8-sig", newline="") as rows:
        return sum(1 for _ in csv.DictReader(rows))


def compared(home):
    after = 0
    while True:
        rows = home.run("ask", "h", "cms_five_star.compare", json.dumps({"after": after}))
        if not rows:
            return
        yield from rows
        after = rows[-1]["id"]


def check(path):
    name = os.path.basename(path)
    with tempfile.TemporaryDirectory() as work:
        home = Home(work, SINCE.get(name, "2026-07-15"))
        home.run("import", "h", path, "--as-kind", "cms_five_star.facilities")
        rows = list(compared(home))
    assert len(rows) == facilities(path), (name, len(rows))
    rated = [row for row in rows if row.get("overall") is not None]
    wrong = [row for row in rows if not row["agrees"]]
    print(f"{name}: {len(rows) - len(wrong)} of {len(rows)} match, "
          f"{len(rated)} of them rated")
    for row in wrong:
        print(f"  {row['ccn']} {row.get('name')}: published {row.get('overall')}, "
              f"computed {row.get('computed')} {row.get('none_because', '')}")
    assert rated, name
    return len(wrong)


def main():
    files = [path for path in sorted(glob.glob(os.path.join(FOLDER, "*.csv")))
             if "deficiencies" not in path]
    if not files:
        print("skipped: the CMS files are not there")
        return
    sys.exit(1 if sum(check(path) for path in files) else 0)


main()
