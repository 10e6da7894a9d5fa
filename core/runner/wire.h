/* Whole messages between host and runner, over the frames of base/frame.h.
 *
 * A message is one or more frames of the same kind and call. The first byte
 * of a frame's body says whether another follows (1) or not (0); the bytes
 * after it, put together, are one MessagePack value. Only one side speaks at
 * a time, except that a LOG may come before any ASK, DONE or FAIL. */
#ifndef SONGHE_RUNNER_WIRE_H
#define SONGHE_RUNNER_WIRE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/frame.h"

#define WIRE_MESSAGE_MAX (4u << 20) /* bytes of one message, all parts */
#define WIRE_VALUES_MAX 400000      /* values in one message */
#define WIRE_TICK 5                 /* ms by which a deadline may be overrun */

/* What is received; wire_init first, wire_fini last. */
struct wire {
  struct buf in; /* what was read; a LOG may be followed by more */
  size_t used;   /* bytes of `in` that the last frame took */
  bool ticking;  /* the socket gives up a wait after WIRE_TICK */
  void (*waits)(void *context); /* called after each such; NULL: nobody */
  void *context;
  struct buf parts; /* earlier parts of a long message */
  uint8_t kind;     /* enum frame_kind */
  uint32_t call;
  const char *body; /* MessagePack; valid until the next receive */
  size_t len;
};

void wire_init(struct wire *wire);
void wire_fini(struct wire *wire);

/* Empties `buf` and keeps the byte that wire_send fills. */
void wire_begin(struct buf *buf);

/* Sends what was appended after wire_begin; `buf` is used up. Deadlines and
 * errors as in frame_write; ERROR_FULL when the message is too long. */
int wire_send(int fd, uint8_t kind, uint32_t call, struct buf *buf,
              int64_t deadline);

/* Receives one message, whose bytes may be hostile: ERROR_INPUT when it is
 * malformed, too long or holds too many values. */
int wire_receive(int fd, struct wire *wire, int64_t deadline);

/* Walks MessagePack without keeping anything: 0 when `len` bytes are exactly
 * one value of at most WIRE_VALUES_MAX values, ERROR_INPUT otherwise. */
int wire_check(const void *bytes, size_t len);

#endif
