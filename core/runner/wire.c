#include "runner/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "base/clock.h"

#define WIRE_PART (FRAME_MAX - FRAME_HEADER - 1)

void wire_init(struct wire *wire) {
  *wire = (struct wire){0};
  buf_init(&wire->in);
  buf_init(&wire->parts);
}

void wire_fini(struct wire *wire) {
  buf_fini(&wire->in);
  buf_fini(&wire->parts);
}

void wire_begin(struct buf *buf) {
  buf_clear(buf);
  buf->failed = false;
  buf_byte(buf, 0);
}

int wire_send(int fd, uint8_t kind, uint32_t call, struct buf *buf,
              int64_t deadline) {
  size_t at = 1;

  if (buf->failed)
    return ERROR_MEMORY;
  if (buf->len > WIRE_MESSAGE_MAX)
    return ERROR_FULL;
  for (;;) {
    size_t part = buf->len - at;
    int rc;

    if (part > WIRE_PART)
      part = WIRE_PART;
    /* the byte before a part belongs to the part already sent */
    buf->data[at - 1] = at + part < buf->len;
    rc = frame_write(fd, kind, call, buf->data + at - 1, part + 1, deadline);
    if (rc != 0)
      return rc;
    at += part;
    if (at == buf->len)
      return 0;
  }
}

/* Reads what there is, at least one byte. frame_read of base takes a frame in
 * two reads and polls for its deadline; here the socket itself gives up now and
 * then, so that a round trip costs one system call a side less. */
static int wire_read(int fd, struct wire *wire, int64_t deadline) {
  static const struct timeval tick = {.tv_usec = WIRE_TICK * 1000};
  char *to = buf_reserve(&wire->in, FRAME_MAX);

  if (to == NULL)
    return ERROR_MEMORY;
  if (deadline != 0 && !wire->ticking) {
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tick, sizeof tick) != 0)
      return ERROR_IO;
    wire->ticking = true;
  }
  for (;;) {
    ssize_t n;

    if (deadline != 0 && clock_monotonic() >= deadline)
      return ERROR_TIMEOUT;
    n = recv(fd, to, FRAME_MAX, 0);
    if (n > 0) {
      wire->in.len += (size_t)n;
      return 0;
    }
    if (n == 0 || (errno != EINTR && errno != EAGAIN))
      return ERROR_IO;
    if (wire->waits != NULL)
      wire->waits(wire->context);
  }
}

/* The next frame; its body stays valid until the next call. */
static int wire_frame(int fd, struct wire *wire, struct frame *frame,
                      int64_t deadline) {
  struct buf *in = &wire->in;
  size_t want;
  int rc;

  if (wire->used > 0) {
    memmove(in->data, in->data + wire->used, in->len - wire->used);
    in->len -= wire->used;
  }
  wire->used = 0;
  for (;;) {
    if (in->len >= FRAME_HEADER) {
      const unsigned char *at = (const unsigned char *)in->data;
      want = 4 + ((size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 |
                  (size_t)at[3] << 24);
      if (want < FRAME_HEADER || want > FRAME_MAX)
        return ERROR_INPUT;
      if (in->len >= want) {
        frame->kind = at[4];
        frame->call = (uint32_t)at[5] | (uint32_t)at[6] << 8 |
                      (uint32_t)at[7] << 16 | (uint32_t)at[8] << 24;
        frame->body = in->data + FRAME_HEADER;
        frame->len = want - FRAME_HEADER;
        wire->used = want;
        return 0;
      }
    }
    if (in->len >= 2 * (size_t)FRAME_MAX)
      return ERROR_INPUT;
    rc = wire_read(fd, wire, deadline);
    if (rc != 0)
      return rc;
  }
}

int wire_receive(int fd, struct wire *wire, int64_t deadline) {
  struct frame frame;
  bool first = true;
  bool more;

  buf_clear(&wire->parts);
  do {
    int rc = wire_frame(fd, wire, &frame, deadline);
    if (rc != 0)
      return rc;
    if (frame.len < 2 || (unsigned char)frame.body[0] > 1)
      return ERROR_INPUT;
    more = frame.body[0] == 1;
    if (!first && (frame.kind != wire->kind || frame.call != wire->call))
      return ERROR_INPUT;
    wire->kind = frame.kind;
    wire->call = frame.call;
    if (more || !first) {
      buf_append(&wire->parts, frame.body + 1, frame.len - 1);
      if (wire->parts.failed || wire->parts.len > WIRE_MESSAGE_MAX)
        return ERROR_INPUT;
    }
    if (!more) {
      wire->body = first ? frame.body + 1 : wire->parts.data;
      wire->len = first ? frame.len - 1 : wire->parts.len;
    }
    first = false;
  } while (more);
  return wire_check(wire->body, wire->len);
}

/* How a MessagePack value starts: how many bytes hold its length, how many
 * bytes follow that are its own, how many values follow it. */
struct wire_head {
  size_t skip;   /* bytes after the head */
  size_t values; /* values after those */
};

static size_t wire_number(const unsigned char *at, size_t len) {
  size_t n = 0;

  for (size_t i = 0; i < len; i++)
    n = n << 8 | at[i];
  return n;
}

/* Tag bytes 0xc0 to 0xdf; kinds: 0 refused, 1 plain with `size` bytes, 2 a
 * string with a length of `size` bytes, 3 an array, 4 a map. */
static const struct {
  unsigned char kind;
  unsigned char size;
} tags[32] = {
    [0x00] = {1, 0},                  /* nil */
    [0x02] = {1, 0}, [0x03] = {1, 0}, /* false, true */
    [0x0c] = {1, 1}, [0x0d] = {1, 2}, [0x0e] = {1, 4}, [0x0f] = {1, 8},
    [0x10] = {1, 1}, [0x11] = {1, 2}, [0x12] = {1, 4}, [0x13] = {1, 8},
    [0x19] = {2, 1}, [0x1a] = {2, 2}, [0x1b] = {2, 4}, [0x1c] = {3, 2},
    [0x1d] = {3, 4},                  /* array */
    [0x1e] = {4, 2}, [0x1f] = {4, 4}, /* map */
};

/* Reads the head at `at`; returns its length, 0 when refused or cut short. */
static size_t wire_head(const unsigned char *at, size_t left,
                        struct wire_head *head) {
  unsigned char tag = at[0];
  size_t size;
  size_t n;

  *head = (struct wire_head){0};
  if (tag < 0x80 || tag >= 0xe0)
    return 1;
  if (tag < 0xa0) {
    head->values = (size_t)(tag & 0x0f) * (tag < 0x90 ? 2 : 1);
    return 1;
  }
  if (tag < 0xc0) {
    head->skip = tag & 0x1f;
    return 1;
  }
  size = tags[tag - 0xc0].size;
  if (tags[tag - 0xc0].kind == 0 || left < 1 + size)
    return 0;
  n = wire_number(at + 1, size);
  if (tags[tag - 0xc0].kind == 2)
    head->skip = n;
  else if (tags[tag - 0xc0].kind >= 3)
    head->values = n * (tags[tag - 0xc0].kind == 4 ? 2 : 1);
  return 1 + size;
}

int wire_check(const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  size_t seen = 0;
  size_t want = 1; /* values still to come */

  while (want > 0) {
    struct wire_head head;
    size_t n = len > 0 ? wire_head(at, len, &head) : 0;

    if (n == 0 || n > len || head.skip > len - n)
      return ERROR_INPUT;
    at += n + head.skip;
    len -= n + head.skip;
    want += head.values - 1;
    if (++seen > WIRE_VALUES_MAX || want > WIRE_VALUES_MAX)
      return ERROR_INPUT;
  }
  return len == 0 ? 0 : ERROR_INPUT;
}
