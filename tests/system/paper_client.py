"""songhe-paper driven by hand: frames over a socket pair, as the host does."""
import os
import resource
import signal
import socket
import struct
import subprocess

LOAD, CALL, DONE, FAIL = 1, 2, 5, 6
CHUNK = 60000
BUILD = os.environ.get("SONGHE_BUILD", "build")


class Refused(Exception):
    """What the program says is wrong with the file: {code, zh, en}."""

    def __init__(self, why):
        super().__init__(why["en"])
        self.why = why


class Died(Exception):
    """It ended without an answer."""


def unpack(data, at=0):
    """One MessagePack value and where the next begins."""
    head = data[at]
    at += 1
    if head < 0x80:
        return head, at
    if head >= 0xe0:
        return head - 256, at
    if head in (0xc0, 0xc2, 0xc3):
        return {0xc0: None, 0xc2: False, 0xc3: True}[head], at
    if 0xcc <= head <= 0xd3:
        code = ">BHIQbhiq"[0] + "BHIQbhiq"[head - 0xcc]
        size = struct.calcsize(code)
        return struct.unpack_from(code, data, at)[0], at + size
    kinds = {0xd9: ("s", 1), 0xda: ("s", 2), 0xdb: ("s", 4),
             0xdc: ("a", 2), 0xdd: ("a", 4), 0xde: ("m", 2), 0xdf: ("m", 4)}
    if head in kinds:
        kind, size = kinds[head]
        count = int.from_bytes(data[at:at + size], "big")
        at += size
    elif head < 0x90:
        kind, count = "m", head & 15
    elif head < 0xa0:
        kind, count = "a", head & 15
    elif head < 0xc0:
        kind, count = "s", head & 31
    else:
        raise ValueError(f"byte {head:#x}")
    if kind == "s":
        return data[at:at + count].decode(), at + count
    values = []
    for _ in range(count * (2 if kind == "m" else 1)):
        value, at = unpack(data, at)
        values.append(value)
    if kind == "a":
        return values, at
    return dict(zip(values[::2], values[1::2])), at


def pack_text(text):
    raw = text.encode()
    assert len(raw) < 32
    return bytes([0xa0 | len(raw)]) + raw


def send(end, kind, body):
    end.sendall(struct.pack("<IBI", len(body) + 5, kind, 1) + body)


def receive(end):
    def exactly(count):
        data = b""
        while len(data) < count:
            more = end.recv(count - len(data))
            if not more:
                raise Died
            data += more
        return data
    length, kind, _ = struct.unpack("<IBI", exactly(9))
    return kind, exactly(length - 5)


def talk(data, call, seconds=30):
    """Rows, or Refused, or Died. Also the most memory and CPU it took."""
    ours, theirs = socket.socketpair()
    ours.settimeout(seconds)
    child = subprocess.Popen([os.path.join(BUILD, "songhe-paper")],
                             stdin=theirs, stdout=subprocess.DEVNULL,
                             close_fds=True)
    theirs.close()
    rows = []
    try:
        try:
            for at in range(0, len(data), CHUNK):
                send(ours, LOAD, data[at:at + CHUNK])
            send(ours, CALL, call)
        except OSError as problem:
            raise Died from problem
        while True:
            kind, body = receive(ours)
            if kind == FAIL:
                raise Refused(unpack(body)[0])
            assert kind == DONE, kind
            if not body:
                return rows
            rows += unpack(body)[0]
    finally:
        ours.close()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()


def read(data, seconds=30):
    """The rows of a file; pieces of a long source are put back."""
    if isinstance(data, str):
        data = data.encode()
    rows, pieces = [], []
    for row in talk(data, b"", seconds):
        if "more" in row:
            pieces.append(row["more"])
            continue
        if "source" in row:
            row["source"] = "".join(pieces + row["source"])
        pieces = []
        rows.append(row)
    return rows


def write(tree, form):
    """The text of a neutral tree in that form, "json" or "xml"."""
    import json
    call = b"\x81" + pack_text("write") + pack_text(form)
    return "".join(talk(json.dumps(tree).encode(), call))


def cpu_of_children():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
