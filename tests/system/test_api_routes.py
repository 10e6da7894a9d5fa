#!/usr/bin/env python3
"""Who may call what: every route, every kind of person, every kind of home.

The routes are read from the source, so that a new one can't be forgotten."""
import os
import re

from api_client import SOURCE, Host, Person, run

H = "/api/v1/homes/{home}"
CSV = "room,bed\n101,1\n"
ALL_401 = (401,) * 3

# Who: homes they ask for (their own, another's, none that is).
# nobody: not signed in.  idle: signed in, without a place in any home.
# nurse: nina of oak.  manager: mary of oak.  due: admin before the first
# password change.  admin: the folder's administrator.  owner: the Unix socket.
PEOPLE = ["nobody", "idle", "nurse", "manager", "due", "admin", "owner"]


def everywhere(nobody, idle, nurse, manager, due, admin, owner):
    """The same answer whatever the home: for routes without one."""
    return dict(zip(PEOPLE, [(s,) for s in (nobody, idle, nurse, manager, due,
                                            admin, owner)]))


def homely(nurse, manager, lead, other=403, none=404):
    """nurse and manager in oak; `lead` for admin and owner (administrators
    and managers of both homes)."""
    return {"nobody": ALL_401, "idle": (403, 403, none),
            "nurse": (nurse, other, none), "manager": (manager, other, none),
            "due": (403,) * 3, "admin": (lead, lead, none),
            "owner": (lead, lead, none)}


GET, POST, DELETE = "GET", "POST", "DELETE"
# (method, pattern): path with parameters, body, type, expected
MATRIX = {
    (GET, "/healthz"): ("/healthz", None, None, everywhere(
        200, 200, 200, 200, 200, 200, 200)),
    (POST, "/api/v1/session"): (
        "/api/v1/session", {}, None,
        everywhere(422, 422, 422, 422, 422, 422, 422)),
    (GET, "/api/v1/session"): ("/api/v1/session", None, None, everywhere(
        401, 200, 200, 200, 200, 200, 200)),
    (POST, "/api/v1/session/password"): (
        "/api/v1/session/password", {"old": "x", "new": "y"}, None, everywhere(
            401, 422, 422, 422, 422, 422, 401)),
    (POST, "/api/v1/session/pin"): (
        "/api/v1/session/pin", {"password": "x", "pin": "1"}, None, everywhere(
            401, 422, 422, 422, 403, 422, 401)),
    (POST, "/api/v1/session/second"): (
        "/api/v1/session/second", {}, None, everywhere(
            401, 422, 422, 422, 403, 422, 401)),
    (GET, "/api/v1/openapi.json"): ("/api/v1/openapi.json", None, None,
                                    everywhere(401, 200, 200, 200, 403, 200,
                                               200)),
    (GET, "/api/v1/accounts"): ("/api/v1/accounts", None, None, everywhere(
        401, 403, 403, 403, 403, 200, 200)),
    (POST, "/api/v1/accounts"): (
        "/api/v1/accounts", {"name": "x", "password": "1"}, None, everywhere(
            401, 403, 403, 403, 403, 422, 422)),
    (GET, "/api/v1/homes"): ("/api/v1/homes", None, None, everywhere(
        401, 200, 200, 200, 403, 200, 200)),
    (POST, "/api/v1/homes"): ("/api/v1/homes", {"bad": 1}, None, everywhere(
        401, 403, 403, 403, 403, 422, 422)),
    (POST, H + "/actions/{name}"): (
        H + "/actions/core.add_person", {}, None, homely(403, 422, 422)),
    (GET, H + "/queries/{name}"): (
        H + "/queries/core.people", None, None, homely(403, 200, 200)),
    (GET, H + "/duties"): (H + "/duties", None, None, homely(200, 200, 200)),
    (POST, H + "/duties/{duty}"): (
        H + "/duties/1-1", {"outcome": "given"}, None, homely(404, 404, 404)),
    (GET, H + "/catalogue"): (H + "/catalogue", None, None,
                              homely(200, 200, 200)),
    (POST, H + "/imports"): (
        H + "/imports?kind=beds.beds&dry_run=1", CSV, "text/csv",
        homely(403, 200, 200)),
    (POST, H + "/imports/{import}/undo"): (
        H + "/imports/999/undo", {}, None, homely(403, 404, 404)),
    (GET, H + "/reports/{name}"): (
        H + "/reports/residents.fhir", None, None, homely(403, 200, 200)),
    (POST, H + "/files"): (
        H + "/files", "\xff\xd8\xff".encode("latin-1") + b"0123456789",
        "image/jpeg", homely(201, 201, 201)),
    # A hash alone opens nothing: test_files.py says what does.
    (GET, H + "/files/{hash}"): (
        H + "/files/" + 64 * "0", None, None, {
            "nobody": ALL_401, "idle": (403, 403, 404),
            "nurse": (404, 403, 404), "manager": (404, 403, 404),
            "due": (403,) * 3, "admin": (404,) * 3, "owner": (404,) * 3}),
    # No sheet was written yet.
    (GET, H + "/papers/{name}"): (
        H + "/papers/mar-none.html", None, None, homely(404, 404, 404)),
    # Refused for its Last-Event-ID: the stream itself is test_api_live.py's.
    (GET, H + "/events"): (H + "/events?after=x", None, None, {
        "nobody": ALL_401, "idle": (400,) * 3, "nurse": (400,) * 3,
        "manager": (400,) * 3, "due": (403,) * 3, "admin": (400,) * 3,
        "owner": (400,) * 3}),
    (POST, H + "/tick"): (H + "/tick", {"to": "bad"}, None, {
        "nobody": ALL_401, "idle": (403,) * 3, "nurse": (403,) * 3,
        "manager": (403,) * 3, "due": (403,) * 3, "admin": (422,) * 3,
        "owner": (422,) * 3}),
    # Which sessions are whose: test_api_session.py.
    (GET, "/api/v1/sessions"): ("/api/v1/sessions", None, None, everywhere(
        401, 200, 200, 200, 403, 200, 200)),
    (DELETE, "/api/v1/sessions/{session}"): (
        "/api/v1/sessions/999999", None, None, everywhere(
            401, 404, 404, 404, 403, 404, 404)),
    # Last: it ends sessions.
    (DELETE, "/api/v1/session"): ("/api/v1/session", None, None, everywhere(
        401, 204, 204, 204, 204, 204, 204)),
}


def routes_of_the_source():
    with open(os.path.join(SOURCE, "core", "web", "api.c"),
              encoding="utf-8") as file:
        text = file.read()
    home = re.search(r'#define HOME "([^"]+)"', text)[1]
    table = text[text.index("api_routes[] = {"):]
    table = table[:table.index("\n};")]
    found = re.findall(r'\{HTTP_METHOD_(\w+), (HOME )?"([^"]*)",\s*'
                       r"HTTP_POLICY_(\w+)", table)
    assert len(found) == table.count("HTTP_METHOD_"), "the table reads oddly"
    return {(m, (home if h else "") + path): policy
            for m, h, path, policy in found}


def every_route_is_in_the_matrix():
    routes = routes_of_the_source()
    assert set(routes) == set(MATRIX), set(routes) ^ set(MATRIX)
    public = {key for key, policy in routes.items() if policy == "PUBLIC"}
    assert public == {(GET, "/healthz"), (POST, "/api/v1/session")}, public
    with open(os.path.join(SOURCE, "docs", "api.md"),
              encoding="utf-8") as file:
        written = file.read()
    for method, pattern in routes:
        assert pattern.partition("{name}")[0].split("{home}")[-1] in written, (
            f"{method} {pattern} is not in docs/api.md")


def matrix():
    wrong, count = [], 0
    with Host() as host:
        people = {"nobody": Person(host), "idle": host.person("idle"),
                  "nurse": host.person("nina"),
                  "manager": host.person("mary"),
                  "due": host.person("admin", host.admin_password),
                  "owner": host.owner()}
        everyone_but_admin = [p for p in PEOPLE if p != "admin"]
        for names in (everyone_but_admin, ["admin"]):
            if names == ["admin"]:
                people["admin"] = host.administrator()
            for (method, _), (path, body, kind, expected) in MATRIX.items():
                for name in names:
                    for home, status in zip(("oak", "elm", "zzz"),
                                            expected[name]):
                        got = people[name].ask(
                            method, path.format(home=home), body,
                            kind or "application/json")
                        count += 1
                        if got.status != status:
                            wrong.append((name, method,
                                          path.format(home=home), status,
                                          got))
    assert not wrong, "\n" + "\n".join(map(str, wrong))
    print(f"     {count} requests")


def homes_are_those_of_the_person():
    with Host() as host:
        homes = lambda p: [h["id"] for h in p.get("/api/v1/homes").json]
        assert homes(host.person("nina")) == ["oak"]
        assert homes(host.person("otto")) == ["elm"]
        assert homes(host.person("idle")) == []
        assert sorted(homes(host.owner("nina"))) == ["elm", "oak"]
        assert host.owner("%E6").get("/api/v1/homes").status == 400
        assert host.owner("no%20body").get(
            "/api/v1/homes/oak/catalogue").status == 403
        # Over TCP the header means nothing.
        nina = host.person("nina")
        nina.as_user = "mary"
        assert nina.get("/api/v1/session").json["user"] == "nina"
        nobody = Person(host, user="admin")
        assert nobody.get("/api/v1/homes").status == 401


def a_cross_site_request_is_refused():
    with Host() as host:
        nina = host.person("nina")
        for more in ({"Sec_Fetch_Site": "cross-site"},
                     {"Origin": "http://evil.example"}, {"X_Songhe": "2"}):
            got = nina.post("/api/v1/homes/oak/actions/core.record_duty", {},
                            **more)
            assert got.status == 403, (more, got)


run([every_route_is_in_the_matrix, matrix, homes_are_those_of_the_person,
     a_cross_site_request_is_refused])
