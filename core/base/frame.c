#include "base/frame.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base/clock.h"

/* Waits until `fd` is ready; ERROR_TIMEOUT when the deadline passes first. */
static int frame_wait(int fd, short events, int64_t deadline) {
  for (;;) {
    struct pollfd item = {.fd = fd, .events = events};
    int64_t left = deadline == 0 ? -1 : deadline - clock_monotonic();
    int rc;

    if (deadline != 0 && left <= 0)
      return ERROR_TIMEOUT;
    rc = poll(&item, 1, left > 60000 ? 60000 : (int)left);
    if (rc > 0)
      return 0;
    if (rc < 0 && errno != EINTR)
      return ERROR_IO;
  }
}

static void frame_put_u32(char *to, uint32_t value) {
  for (int i = 0; i < 4; i++)
    to[i] = (char)(value >> (8 * i));
}

static uint32_t frame_get_u32(const char *from) {
  uint32_t value = 0;

  for (int i = 0; i < 4; i++)
    value |= (uint32_t)(unsigned char)from[i] << (8 * i);
  return value;
}

int frame_write(int fd, uint8_t kind, uint32_t call, const void *body,
                size_t len, int64_t deadline) {
  char header[FRAME_HEADER];
  size_t sent = 0;
  size_t total = FRAME_HEADER + len;

  if (total > FRAME_MAX)
    return ERROR_INPUT;
  frame_put_u32(header, (uint32_t)(total - 4));
  header[4] = (char)kind;
  frame_put_u32(header + 5, call);
  while (sent < total) {
    struct iovec parts[2] = {{header, FRAME_HEADER},
                             {(void *)(uintptr_t)body, len}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    size_t skip = sent < FRAME_HEADER ? sent : FRAME_HEADER;
    ssize_t n;

    parts[0].iov_base = header + skip;
    parts[0].iov_len -= skip;
    parts[1].iov_base = (char *)parts[1].iov_base + (sent - skip);
    parts[1].iov_len -= sent - skip;
    n = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n >= 0) {
      sent += (size_t)n;
    } else if (errno == EAGAIN) {
      int rc = frame_wait(fd, POLLOUT, deadline);
      if (rc != 0)
        return rc;
    } else if (errno != EINTR) {
      return ERROR_IO;
    }
  }
  return 0;
}

/* Reads until the buffer holds `want` bytes. */
static int frame_fill(int fd, struct buf *buf, size_t want, int64_t deadline) {
  while (buf->len < want) {
    char *to = buf_reserve(buf, want - buf->len);
    ssize_t n;

    if (to == NULL)
      return ERROR_MEMORY;
    n = recv(fd, to, want - buf->len, MSG_DONTWAIT);
    if (n > 0) {
      buf->len += (size_t)n;
    } else if (n == 0) {
      return ERROR_IO;
    } else if (errno == EAGAIN) {
      int rc = frame_wait(fd, POLLIN, deadline);
      if (rc != 0)
        return rc;
    } else if (errno != EINTR) {
      return ERROR_IO;
    }
  }
  return 0;
}

int frame_read(int fd, struct buf *buf, struct frame *frame, int64_t deadline) {
  uint32_t len;
  int rc;

  buf_clear(buf);
  rc = frame_fill(fd, buf, FRAME_HEADER, deadline);
  if (rc != 0)
    return rc;
  len = frame_get_u32(buf->data);
  if (len < FRAME_HEADER - 4 || len > FRAME_MAX - 4)
    return ERROR_INPUT;
  rc = frame_fill(fd, buf, 4 + (size_t)len, deadline);
  if (rc != 0)
    return rc;
  frame->kind = (uint8_t)buf->data[4];
  frame->call = frame_get_u32(buf->data + 5);
  frame->body = buf->data + FRAME_HEADER;
  frame->len = 4 + (size_t)len - FRAME_HEADER;
  return 0;
}
