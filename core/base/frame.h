/* Frames between the host and its helpers (runners, paper): u32 length of
 * what follows, u8 kind, u32 call, MessagePack body; little-endian. */
#ifndef SONGHE_BASE_FRAME_H
#define SONGHE_BASE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

#define FRAME_MAX (64 * 1024) /* whole frame, header included */
#define FRAME_HEADER 9

enum frame_kind {
  FRAME_LOAD = 1,   /* host -> helper: code or settings to take in */
  FRAME_CALL = 2,   /* host -> helper: run this */
  FRAME_ASK = 3,    /* helper -> host: the handler wants something */
  FRAME_ANSWER = 4, /* host -> helper: what it asked for */
  FRAME_DONE = 5,   /* helper -> host: result of LOAD or CALL */
  FRAME_FAIL = 6,   /* helper -> host: why not */
  FRAME_LOG = 7,    /* helper -> host: one line for the log */
};

/* `body` points into the reader's buffer, valid until the next read. */
struct frame {
  uint8_t kind;
  uint32_t call;
  const char *body;
  size_t len;
};

/* Blocking, whole frames. `deadline` is CLOCK_MONOTONIC milliseconds, 0 for
 * none. ERROR_TIMEOUT when it passes, ERROR_IO when the other side is gone,
 * ERROR_INPUT when the frame is malformed or too long. */
int frame_write(int fd, uint8_t kind, uint32_t call, const void *body,
                size_t len, int64_t deadline);
int frame_read(int fd, struct buf *buf, struct frame *frame, int64_t deadline);

#endif
