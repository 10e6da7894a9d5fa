/* songhe-paper: reads one foreign file in a sandbox and answers its rows.
 *
 * Standard input is one end of a socket pair. The host sends the bytes in LOAD
 * frames, then CALL; the answer is DONE frames, each an array of rows, closed
 * by an empty one, or FAIL with {code, zh, en}. */
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "base/frame.h"
#include "base/pack.h"
#include "paper/table.h"
#include "paper/text.h"
#include "runner/sandbox.h"

#define MAIN_BYTES_MAX ((size_t)8 << 20)
#define MAIN_PAGE (FRAME_MAX - FRAME_HEADER)

static int main_receive(int fd, struct buf *text) {
  struct frame frame;
  struct buf buf;
  int rc;

  buf_init(&buf);
  while ((rc = frame_read(fd, &buf, &frame, 0)) == 0) {
    if (frame.kind == FRAME_CALL)
      break;
    if (frame.kind != FRAME_LOAD || text->len + frame.len > MAIN_BYTES_MAX)
      rc = ERROR_INPUT;
    buf_append(text, frame.body, frame.len);
    if (rc != 0)
      break;
  }
  buf_fini(&buf);
  return rc;
}

/* Half as many rows again and again until they fit a frame. */
static int main_page(int fd, const json_t *rows, size_t *at) {
  size_t count = json_array_size(rows) - *at;
  struct buf buf;
  int rc = ERROR_INPUT;

  count = count < 512 ? count : 512;
  buf_init(&buf);
  for (; count > 0; count /= 2) {
    json_t *page = json_array();
    for (size_t i = 0; i < count; i++)
      json_array_append(page, json_array_get(rows, *at + i));
    buf_clear(&buf);
    rc = pack_write(&buf, page);
    json_decref(page);
    if (rc == 0 && buf.len <= MAIN_PAGE)
      break;
    rc = ERROR_INPUT;
  }
  if (rc == 0)
    rc = frame_write(fd, FRAME_DONE, 1, buf.data, buf.len, 0);
  *at += count;
  buf_fini(&buf);
  return rc;
}

static int main_fail(int fd, const struct table_fault *why) {
  json_t *text = json_pack("{s:s, s:s, s:s}", "code", why->code, "zh", why->zh,
                           "en", why->en);
  struct buf buf;
  int rc;

  buf_init(&buf);
  rc = pack_write(&buf, text);
  if (rc == 0)
    rc = frame_write(fd, FRAME_FAIL, 1, buf.data, buf.len, 0);
  json_decref(text);
  buf_fini(&buf);
  return rc;
}

static int main_answer(int fd, struct buf *text) {
  struct table_fault why = {
      "encoding", "这个文件不是文字表格。请在表格软件里另存为 CSV（UTF-8）。",
      "This file is not a text table. Save it as CSV (UTF-8)."};
  json_t *rows = NULL;
  size_t at = 0;
  int rc = text_to_utf8(text);

  if (rc == 0)
    rc = table_read(text->data, text->len, &rows, &why);
  if (rc != 0)
    return main_fail(fd, &why);
  while (rc == 0 && at < json_array_size(rows))
    rc = main_page(fd, rows, &at);
  json_decref(rows);
  return rc == 0 ? frame_write(fd, FRAME_DONE, 1, "", 0, 0) : rc;
}

int main(void) {
  struct buf text;
  int rc = text_prepare();

  buf_init(&text);
  json_object_seed(0); /* reads /dev/urandom, which the sandbox forbids */
  if (rc == 0)
    rc = sandbox_enter(STDIN_FILENO, getppid());
  if (rc == 0)
    rc = main_receive(SANDBOX_FD, &text);
  if (rc == 0)
    rc = main_answer(SANDBOX_FD, &text);
  /* no exit handlers: they may use calls that the sandbox kills */
  _exit(rc == 0 ? 0 : 1);
}
