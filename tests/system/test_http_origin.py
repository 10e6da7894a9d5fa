#!/usr/bin/env python3
"""Whose request is it: DNS rebinding, forged requests, sessions, assets."""
import json

from http_client import TLS, Echo, run

JSON = "Content-Type: application/json"
MARK = "X-Songhe: 1"
COOKIE = "Cookie: sid=good"
SAME = "Sec-Fetch-Site: same-origin"
# Our own scheme, the one we do not speak, and our second name.
SCHEME, OTHER = ("https", "http") if TLS else ("http", "https")
ALIAS = "songhe.test" if TLS else "localhost"
OURS = "Origin: " + SCHEME + "://127.0.0.1:{port}"
FORM = "Content-Type: application/x-www-form-urlencoded"

# method and path, headers, Host (None: ours), status
MATRIX = [
    # The browser says where the request came from.
    ("POST /me", [SAME, OURS, MARK, JSON, COOKIE], None, 200),
    ("POST /me", [SAME, MARK, JSON, COOKIE], None, 200),
    ("POST /me", ["Sec-Fetch-Site: cross-site", MARK, JSON, COOKIE], None,
     403),
    ("POST /me", ["Sec-Fetch-Site: same-site", MARK, JSON, COOKIE], None, 403),
    ("POST /me", ["Sec-Fetch-Site: none", MARK, JSON, COOKIE], None, 403),
    ("POST /me", ["Sec-Fetch-Site: Same-Origin", MARK, JSON, COOKIE], None,
     403),
    ("POST /me", ["Sec-Fetch-Site:", MARK, JSON, COOKIE], None, 403),
    # It says nothing, but names the origin.
    ("POST /me", [OURS, MARK, JSON, COOKIE], None, 200),
    ("POST /me", ["Origin: http://evil.example", MARK, JSON, COOKIE], None,
     403),
    ("POST /me", ["Origin: null", MARK, JSON, COOKIE], None, 403),
    ("POST /me", ["Origin: " + OTHER + "://127.0.0.1:{port}", MARK, JSON,
                  COOKIE], None, 403),
    ("POST /me", ["Origin: " + SCHEME + "://127.0.0.1:1", MARK, JSON, COOKIE],
     None, 403),
    ("POST /me", ["Origin: " + SCHEME + "://" + ALIAS + ":{port}", MARK, JSON,
                  COOKIE], None, 403),
    ("POST /me", ["Origin: " + SCHEME + "://" + ALIAS + ":{port}", MARK, JSON,
                  COOKIE], ALIAS + ":{port}", 200),
    ("POST /me", [SAME, "Origin: http://evil.example", MARK, JSON, COOKIE],
     None, 403),
    # Neither: a program without a browser's cookie may, with its mark.
    ("POST /me", [MARK, JSON, COOKIE], None, 403),
    ("POST /echo/a", [MARK, JSON], None, 200),
    ("POST /echo/a", [JSON], None, 403),
    # What a form of another site can send.
    ("POST /me", [SAME, MARK, FORM, COOKIE], None, 415),
    ("POST /me", [SAME, MARK, "Content-Type: text/plain", COOKIE], None, 415),
    ("POST /me", [SAME, MARK, "Content-Type: application/jsonp", COOKIE],
     None, 415),
    ("POST /me", [SAME, MARK, JSON + "; charset=gbk", COOKIE], None, 415),
    ("POST /me", [SAME, MARK, JSON + "; charset=utf-8", COOKIE], None, 200),
    ("POST /me", [SAME, MARK, COOKIE], None, 415),
    ("POST /me", [SAME, JSON, COOKIE], None, 403),
    ("POST /me", [SAME, "X-Songhe: 2", JSON, COOKIE], None, 403),
    ("PUT /echo/a", ["Sec-Fetch-Site: cross-site", MARK, JSON], None, 403),
    ("DELETE /echo/a", ["Sec-Fetch-Site: cross-site", MARK], None, 403),
    ("DELETE /echo/a", [SAME, MARK], None, 200),
    # Sessions: asked after the checks above.
    ("POST /me", [SAME, MARK, JSON], None, 401),
    ("POST /me", [SAME, MARK, JSON, "Cookie: sid=bad!"], None, 401),
    ("GET /me", [COOKIE], None, 200),
    ("GET /me", ["Cookie: a=b; sid=good"], None, 200),
    ("GET /me", ["Cookie: xsid=good"], None, 401),
    # Reading across sites.
    ("GET /me", ["Sec-Fetch-Site: cross-site", COOKIE], None, 403),
    ("GET /me", ["Sec-Fetch-Site: same-site", COOKIE], None, 403),
    ("GET /me", ["Sec-Fetch-Site: none", COOKIE], None, 200),
    ("HEAD /me", ["Sec-Fetch-Site: cross-site", COOKIE], None, 403),
    # A name that was rebound to this computer.
    ("GET /small", [], "evil.example", 421),
    ("GET /small", [], "evil.example:{port}", 421),
    ("GET /small", [], "127.0.0.1", 421),
    ("GET /small", [], "127.0.0.1:{port}.", 421),
    ("GET /small", [], ALIAS + ":{port}", 200),
    ("GET /small", [], ALIAS.upper() + ":{port}", 421),
    ("GET /nothing", [], "evil.example", 421),
    ("GET /", [], "evil.example", 421),
    # Not for the network.
    ("GET /owner", [], None, 403),
    ("TRACE /small", [], None, 501),
    ("OPTIONS /small", ["Origin: http://evil.example"], None, 405),
]


def matrix():
    with Echo() as server:
        for line, headers, host, status in MATRIX:
            headers = [h.format(port=server.port) for h in headers]
            host = host and host.format(port=server.port)
            got = server.ask(line, *headers, host=host)
            assert got[0] == status, (line, headers, host, got[0], status)
    print(f"     {len(MATRIX)} requests")


def every_answer_has_the_headers():
    wanted = {"x-content-type-options": "nosniff",
              "referrer-policy": "no-referrer",
              "cross-origin-opener-policy": "same-origin",
              "cross-origin-resource-policy": "same-origin"}
    with Echo() as server:
        for line, host in [("GET /small", None), ("GET /", None),
                           ("GET /nothing", None), ("GET /small", "evil"),
                           ("PUT /small", None), ("GET /split", None),
                           ("FOO /small", None)]:
            _, headers, _ = server.ask(line, host=host)
            for name, value in wanted.items():
                assert headers[name] == value, (line, name)
            policy = headers["content-security-policy"]
            assert policy.startswith("default-src 'none'; ")
            assert "require-trusted-types-for 'script'" in policy
            if line != "GET /":
                assert headers["cache-control"] == "no-store", line


def refusals_are_problems():
    with Echo() as server:
        status, headers, body = server.ask("GET /nothing")
        assert headers["content-type"] == "application/problem+json"
        chinese = json.loads(body)
        assert status == chinese["status"] == 404
        _, _, body = server.ask("GET /nothing", "Accept-Language: en-GB,zh")
        english = json.loads(body)
        assert english["detail"] != chinese["detail"]
        assert english["detail"].isascii()
        assert not chinese["detail"].isascii()
        status, headers, _ = server.ask("PUT /small", MARK, JSON)
        assert (status, headers["allow"]) == (405, "GET, HEAD")


def owner_skips_what_guards_browsers():
    with Echo() as server:
        for line in "GET /owner", "POST /echo/a":
            status, _, _ = server.ask(line, JSON, COOKIE, host="songhe",
                                      local=True)
            assert status == 200, line
        assert server.ask("POST /me", JSON, host="x", local=True)[0] == 401


def assets():
    with Echo() as server:
        status, headers, body = server.ask("GET /")
        assert (status, body) == (200, b"<p>hello</p>")
        assert headers["etag"] == '"abc"'
        for etag in '"abc"', '"x", "abc"':
            again = server.ask("GET /", "If-None-Match: " + etag)
            assert again[0] == 304 and again[2] == b"", etag
        assert server.ask("GET /", 'If-None-Match: "abcd"')[0] == 200
        _, headers, body = server.ask("GET /index.html",
                                      "Accept-Encoding: br, gzip;q=0.5")
        assert headers["content-encoding"] == "gzip" and len(body) == 3
        assert headers["etag"] == '"abc-gz"'
        _, headers, body = server.ask("GET /", "Accept-Encoding: gzip;q=0")
        assert "content-encoding" not in headers
        status, headers, body = server.ask("HEAD /")
        assert headers["content-length"] == "12" and body == b""


def paths_that_are_not():
    with Echo() as server:
        for path in ("/echo/../me", "/echo/%2e%2e/me", "/echo/a%2fb",
                     "/echo/%00", "/echo/%0a", "/echo/%", "/echo/%4",
                     "/echo/%zz", "/echo/%c0%af", "/echo/%ff", "/./small",
                     "/small?a=%00", "/small?a=%ff"):
            assert server.ask("GET " + path)[0] == 400, path
        got = server.ask("GET /echo/%E5%BA%8A+%20x")[2].decode()
        assert got == "1 /echo/床+ x\n", got


run([matrix, every_answer_has_the_headers, refusals_are_problems,
     owner_skips_what_guards_browsers, assets, paths_that_are_not])
