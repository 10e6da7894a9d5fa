#!/usr/bin/env python3
"""The board of 500 beds as JSON, beside nginx serving the same bytes from a
file: requests a second at 1, 8 and 32 clients, medians of rounds that take
turns."""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "system"))
from homes import home_of  # noqa: E402
from api_client import Host  # noqa: E402
from http_client import until  # noqa: E402

BEDS = 500
ROUNDS = 3
SECONDS = 2
BOARD = "/api/v1/homes/oak/queries/beds.board"

def bring_in(person, kind, rows):
    text = "\n".join(",".join(map(str, row)) for row in rows)
    got = person.post(f"/api/v1/homes/oak/imports?kind={kind}", text,
                      kind="text/csv")
    assert got.status == 200 and got.json["rejected"] == 0, got


def fill(person):
    for kind, rows in home_of(BEDS).items():
        bring_in(person, kind, rows)


def nginx(folder, body):
    with open(os.path.join(folder, "board.json"), "wb") as file:
        file.write(body)
    with open(os.path.join(folder, "nginx.conf"), "w") as file:
        file.write(f"""daemon off; pid {folder}/pid; error_log /dev/null;
worker_processes 1;
events {{}}
http {{ access_log off; default_type application/json;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:7399; root {folder}; }} }}
""")
    os.chmod(folder, 0o755)
    return subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c",
                             os.path.join(folder, "nginx.conf")])


def wrk(url, clients, headers=()):
    words = ["wrk", "-t1", f"-c{clients}", f"-d{SECONDS}s"]
    for header in headers:
        words += ["-H", header]
    said = subprocess.run(words + [url], capture_output=True, text=True,
                          check=True).stdout
    assert "Non-2xx" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))


def answers(port):
    import http.client
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        link.request("GET", "/board.json")
        return link.getresponse().status == 200
    except OSError:
        return False


with Host(virtual=False) as host, tempfile.TemporaryDirectory() as folder:
    fill(host.owner("mary"))
    mary = host.person("mary")
    body = mary.get(BOARD).raw
    assert len(json.loads(body)) == BEDS
    server = nginx(folder, body)
    try:
        until(lambda: answers(7399))
        headers = ["Cookie: songhe=" + mary.cookie,
                   "Sec-Fetch-Site: same-origin"]
        for clients in (1, 8, 32):
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(wrk(f"http://127.0.0.1:{host.port}{BOARD}",
                                clients, headers))
                theirs.append(wrk("http://127.0.0.1:7399/board.json", clients))
            us, them = statistics.median(ours), statistics.median(theirs)
            print(json.dumps({
                "what": f"board of {BEDS} beds, {len(body) // 1024} KB, "
                        f"{clients} clients, requests/s vs nginx's file",
                "ours": round(us), "yardstick": round(them),
                "ratio": us / them}), flush=True)
    finally:
        server.terminate()
        server.wait()
