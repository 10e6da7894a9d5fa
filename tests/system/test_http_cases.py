#!/usr/bin/env python3
"""Every strict request case of llhttp's own tests, against a real server.

The cases come as bytes. Our server also wants a Host that it knows and, for
methods that change something, its own mark and type: these are put into each
head, nothing else is touched. A case's last CRLF was cut off when the cases
were made, so one is sent after each that needs it.
"""
import base64
import json
import os
import re
import sys

from http_client import Echo, half_close, read_all, split

# Where the guard is stricter than llhttp on purpose: title -> why.
METHOD = "only GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS are known: 501"
TARGET = "only origin-form targets, starting with a slash: 400"
CODING = "chunked is the only transfer coding: 501"
UPGRADE = "no change of protocol: 400, where llhttp reads on and pauses"
EXTENSION = ("llhttp 8.1.0 refuses a chunk extension that follows another's "
             "value; 9.3, which made the cases, does not")
STRICTER = {
    "REPORT request": METHOD,
    "M-SEARCH request": METHOD,
    "PURGE request": METHOD,
    "SEARCH request": METHOD,
    "LINK request": METHOD,
    "SOURCE request": METHOD,
    "SOURCE request with ICE": METHOD + "; and only HTTP/1.x",
    "OPTIONS request with RTSP": "only HTTP/1.x",
    "ANNOUNCE request with RTSP": METHOD + "; and only HTTP/1.x",
    "QUERY request": METHOD,
    "Host terminated by a query string": TARGET,
    "`host:port` terminated by a query string": TARGET,
    "`host:port` terminated by a space": TARGET,
    "`host:port` and basic auth": TARGET,
    "Fragment in URI": "a request target has no fragment (RFC 9112, 3.2)",
    "No HTTP version": "HTTP/0.9 is not spoken",
    "POST with `chunked` as last transfer-encoding": CODING,
    "POST with `chunked` as last transfer-encoding (multiple headers)":
        CODING,
    "`chunked` > Chunk extensions": EXTENSION,
    "`chunked` > Chunk extensions quoting": EXTENSION,
    "`chunked` > Trailing headers":
        "trailers would add headers behind the guard's back: 400",
}
# Refused by both, but llhttp had already handed out a message.
EARLIER = {
    "Parsing multiple tokens > Multiple tokens with folding and LWS": UPGRADE,
    "`upgrade` > Setting a flag and pausing": UPGRADE,
    "`upgrade` > Emitting part of body and pausing": UPGRADE,
    "`upgrade` > Upgrade GET request": UPGRADE,
    "`upgrade` > Upgrade POST request": UPGRADE,
    "CONNECT request": METHOD,
    "CONNECT request with CAPS": METHOD,
    "CONNECT with body": METHOD,
    "Underscore in hostname": METHOD,
    "Missing last-chunk": "a body is handed over whole or not at all",
    "Invalid OBS fold after chunked value > Chunk data not terminated by "
    "CRLF": "a body is handed over whole or not at all",
}
# Accepted by both; the case's count or body can't be had from a server.
OTHER = {
    "Content-Length reset when no body is received":
        (0, b"", "the case tells llhttp to skip bodies; here the second "
                 "request is the first one's unfinished body"),
    "Should parse multiple events":
        (2, b"AAABBBB", "the third body never ends: it is not handed over"),
    "`keep-alive` > CRLF between requests, implicit `keep-alive`":
        (1, b"q=42", "the case holds its own expected log as input; its "
                     "first message is whole all the same"),
    "`close` > CRLF between requests, explicit `close`":
        (1, b"q=42", "as above"),
}

HEAD = re.compile(rb"(?m)^([A-Z-]+ (\S+) HTTP/1\.[01]\r\n)"
                  rb"((?:[^\r\n]+\r\n)*)")


def own_headers(data, port):
    def fix(match):
        line, target, rest = match[1], match[2], match[3]
        if target.startswith(b"/"):
            line = line.replace(target, b"/echo" + target, 1)
        host = b"Host: 127.0.0.1:%d\r\n" % port
        kind = b"Content-Type: application/json\r\n"
        rest = re.sub(rb"(?mi)^host:[^\r\n]*\r\n", b"", rest)
        rest = re.sub(rb"(?mi)^origin:[^\r\n]*\r\n", b"", rest)
        rest = re.sub(rb"(?mi)^content-type:[^\r\n]*\r\n", b"", rest)
        return line + host + b"X-Songhe: 1\r\n" + kind + rest
    return HEAD.sub(fix, data)


def verdict(server, data, whole):
    """(refused?, messages answered, their bodies)."""
    if not whole or data.endswith((b"\r\n", b"\n0")):
        data += b"\r\n"
    with server.connect() as s:
        s.sendall(own_headers(data, server.port))
        half_close(s)
        raw = read_all(s)
    methods = [m.decode() for m in
               re.findall(rb"(?m)^([A-Z-]+) \S+ HTTP/1\.", data)]
    messages, bodies, refused = 0, b"", False
    for status, _, body in split(raw, methods):
        if status == 200:
            messages += 1
            bodies += body.partition(b"\n")[2]
        else:
            refused = True
    return refused, messages, bodies


def compare(case, got):
    refused, messages, bodies = got
    title = case["title"]
    body = case["body"].encode("latin-1")
    if title in OTHER:
        count, text, _ = OTHER[title]
        return (refused == (case["verdict"] == "reject")
                and messages == count and bodies == text)
    if title in STRICTER and case["verdict"] == "accept":
        return refused and messages == 0
    if title in EARLIER and case["verdict"] == "reject":
        return refused and messages == 0
    if case["verdict"] == "reject":
        # What comes after "Connection: close" is dropped, not answered.
        closed = "Connection: close" in case["reason"]
        return (refused or closed) and messages == case["messages"] and (
            bodies == body)
    if case["messages"] == 0:
        return not refused and messages == 0
    return not refused and messages == case["messages"] and bodies == body


def main():
    source = os.environ.get("SONGHE_SOURCE", os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    path = os.path.join(source, "..", "shared", "data", "http1-cases",
                        "llhttp_cases.jsonl")
    if not os.path.exists(path):
        print("skipped: the cases of llhttp are not beside the source")
        sys.exit(0)
    with open(path, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    cases = [c for c in cases
             if c["type"] == "request" and c["mode"] == "strict"]
    passed, failed, seen = 0, 0, set()
    with Echo() as server:
        for case in cases:
            got = verdict(server, base64.b64decode(case["input_base64"]),
                          case["verdict"] == "accept")
            seen.add(case["title"])
            if compare(case, got):
                passed += 1
                continue
            failed += 1
            print(f"FAIL {case['id']} {case['title']}: wanted "
                  f"{case['verdict']} {case['messages']} {case['body']!r}, "
                  f"got {got}")
    for title in (STRICTER | EARLIER | OTHER).keys() - seen:
        print(f"note: no case is titled {title!r}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
