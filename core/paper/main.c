/* songhe-paper: reads one foreign file in a sandbox and answers its rows, or
 * writes one.
 *
 * Standard input is one end of a socket pair. The host sends the bytes in LOAD
 * frames, then CALL; the answer is DONE frames, each an array of rows, closed
 * by an empty one, or FAIL with {code, zh, en}. A CALL with {write: "json" or
 * "xml"} makes a FHIR file of the neutral tree that was loaded (as JSON): its
 * rows are pieces of the file's text; {sheet: name} names the sheet of a
 * workbook. Rows {more: text} are pieces of the
 * source of the row that follows them. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/error.h"
#include "base/frame.h"
#include "base/json.h"
#include "base/pack.h"
#include "paper/fhir.h"
#include "paper/table.h"
#include "paper/text.h"
#include "paper/xlsx.h"
#include "runner/sandbox.h"

#define MAIN_BYTES_MAX ((size_t)8 << 20)
#define MAIN_PAGE (FRAME_MAX - FRAME_HEADER)
#define MAIN_INLINE 12288 /* bytes of source within its row */
#define MAIN_LOOK 1000    /* bytes in which a page shows itself */
#define MAIN_ROWS 128     /* of a table that wait to be sent */

/* `call`: what the CALL asks for, an object. */
static int main_receive(int fd, struct buf *text, json_t **call) {
  struct frame frame;
  struct buf buf;
  int rc;

  buf_init(&buf);
  while ((rc = frame_read(fd, &buf, &frame, 0)) == 0) {
    if (frame.kind == FRAME_CALL) {
      if (frame.len == 0)
        *call = json_object();
      else
        rc = pack_read(frame.body, frame.len, call);
      break;
    }
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

static int main_send(int fd, json_t *rows) {
  struct buf buf;
  int rc;

  buf_init(&buf);
  rc = pack_write(&buf, rows);
  if (rc == 0 && buf.len > MAIN_PAGE)
    rc = ERROR_INPUT;
  if (rc == 0)
    rc = frame_write(fd, FRAME_DONE, 1, buf.data, buf.len, 0);
  json_decref(rows);
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

/* --- tables -----------------------------------------------------------------
 */

struct main_rows {
  int fd;
  json_t *rows; /* not sent yet */
};

static int main_flush(struct main_rows *waiting) {
  size_t at = 0;
  int rc = 0;

  while (rc == 0 && at < json_array_size(waiting->rows))
    rc = main_page(waiting->fd, waiting->rows, &at);
  json_array_clear(waiting->rows);
  return rc;
}

/* Few rows wait at a time: a table is larger than the memory there is. */
static int main_gather(void *context, json_t *row) {
  struct main_rows *waiting = context;

  if (json_array_append_new(waiting->rows, row) != 0)
    return ERROR_MEMORY;
  return json_array_size(waiting->rows) < MAIN_ROWS ? 0 : main_flush(waiting);
}

static int main_table(int fd, const struct buf *text) {
  struct main_rows waiting = {.fd = fd, .rows = json_array()};
  struct table_fault why = {0};
  int rc = table_read(text->data, text->len, main_gather, &waiting, &why);

  if (rc == 0)
    rc = main_flush(&waiting);
  json_decref(waiting.rows);
  if (why.code != NULL)
    return main_fail(fd, &why);
  return rc == 0 ? frame_write(fd, FRAME_DONE, 1, "", 0, 0) : rc;
}

/* --- FHIR ------------------------------------------------------------------
 */

/* A row and, when it is long, the pieces of its source before it. */
static int main_row(void *context, json_t *row) {
  const int *fd = context;
  json_t *source = json_object_get(row, "source");
  json_t *piece;
  size_t total = 0;
  size_t i;
  int rc = 0;

  json_array_foreach(source, i, piece) total += json_string_length(piece);
  if (total > MAIN_INLINE) {
    json_array_foreach(source, i, piece) {
      if (rc == 0)
        rc = main_send(*fd, json_pack("[{s:O}]", "more", piece));
    }
    json_array_clear(source);
  }
  if (rc == 0)
    rc = main_send(*fd, json_pack("[O]", row));
  json_decref(row);
  return rc;
}

static int main_refuse(int fd, const struct error *err) {
  struct table_fault why = {"file", err->zh, err->en};

  if (err->fault_count > 0)
    why = (struct table_fault){err->faults[0].code, err->faults[0].zh,
                               err->faults[0].en};
  return main_fail(fd, &why);
}

/* The last word to the host, after a good reading or writing or a bad one. */
static int main_end(int fd, int rc, struct error *err) {
  if (rc == 0)
    rc = frame_write(fd, FRAME_DONE, 1, "", 0, 0);
  else if (err->code != ERROR_NONE)
    rc = main_refuse(fd, err);
  error_fini(err);
  return rc;
}

static int main_fhir(int fd, const struct buf *text, enum fhir_format format,
                     enum text_encoding found) {
  struct error err;
  int rc;

  error_init(&err);
  rc = fhir_read(text->data, text->len, format, found, main_row, &fd, &err);
  return main_end(fd, rc, &err);
}

/* --- workbooks -------------------------------------------------------------
 */

static int main_workbook(int fd, const struct buf *text, const char *sheet) {
  struct main_rows waiting = {.fd = fd, .rows = json_array()};
  struct error err;
  int rc;

  error_init(&err);
  rc = xlsx_read(text->data, text->len, sheet, main_gather, &waiting, &err);
  if (rc == 0)
    rc = main_flush(&waiting);
  json_decref(waiting.rows);
  return main_end(fd, rc, &err);
}

/* A compound file: a workbook of Excel 97 to 2003, or a later one under a
 * password, whose content it wraps. */
static const struct table_fault *main_compound(const struct buf *text) {
  static const char wrapped[] =
      "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  static const struct table_fault secret = {
      "password",
      "这个工作簿有打开密码。请在 Excel 或 WPS 里打开，去掉密码，"
      "另存后再导入。",
      "This workbook opens with a password only. Open it in Excel or WPS, take "
      "the password away, save it and import that."};
  static const struct table_fault old = {
      "workbook",
      "这是旧格式的工作簿（.xls 或 .et）。请在 Excel 或 WPS 里打开，"
      "另存为“Excel 工作簿（.xlsx）”再导入。",
      "This is a workbook of the old kind (.xls or .et). Open it in Excel or "
      "WPS, save it as \"Excel workbook (.xlsx)\" and import that."};

  if (text->len < 4 || memcmp(text->data, "\xd0\xcf\x11\xe0", 4) != 0)
    return NULL;
  return memmem(text->data, text->len, wrapped, sizeof wrapped) != NULL
             ? &secret
             : &old;
}

/* Many programs of the web write a page, or the XML of Excel 2003, and call it
 * .xls; Excel opens it all the same. */
static bool main_is_page(const struct buf *text) {
  size_t len = text->len < MAIN_LOOK ? text->len : MAIN_LOOK;
  char head[MAIN_LOOK + 1];
  const char *at = head;
  const char *end;

  if (len > 0)
    memcpy(head, text->data, len);
  head[len] = '\0';
  at += strspn(at, " \t\n");
  while (at[0] == '<' && (at[1] == '?' || at[1] == '!') &&
         (end = strchr(at, '>')) != NULL)
    at = end + 1 + strspn(end + 1, " \t\n");
  return strncasecmp(at, "<html", 5) == 0 ||
         strncasecmp(at, "<table", 6) == 0 ||
         (at[0] == '<' &&
          strstr(at, "schemas-microsoft-com:office:spreadsheet") != NULL);
}

/* By its bytes, whatever the file is called. */
static int main_read(int fd, struct buf *text, const char *sheet) {
  static const struct table_fault no_sheets = {
      "sheet", "这个文件不是工作簿，没有工作表可选。",
      "This file is no workbook: there is no sheet to choose."};
  static const struct table_fault page = {
      "workbook",
      "这个文件其实是网页或旧的 XML 表格，不是工作簿。请在 Excel 或 WPS "
      "里打开，另存为“Excel 工作簿（.xlsx）”再导入。",
      "This file is a web page or an old XML sheet, no workbook. Open it in "
      "Excel or WPS, save it as \"Excel workbook (.xlsx)\" and import that."};
  static const struct table_fault why = {
      "encoding",
      "这个文件读不出文字。表格请另存为 .xlsx 或 CSV（UTF-8），"
      "FHIR 请用 UTF-8。",
      "This file is not text. Save a table as .xlsx or CSV (UTF-8), FHIR as "
      "UTF-8."};
  const struct table_fault *compound = main_compound(text);
  enum text_encoding found = TEXT_UTF8;
  enum fhir_format format;

  if (compound != NULL)
    return main_fail(fd, compound);
  if (xlsx_recognise(text->data, text->len))
    return main_workbook(fd, text, sheet);
  if (sheet != NULL)
    return main_fail(fd, &no_sheets);
  if (text_to_utf8_from(text, &found) != 0)
    return main_fail(fd, &why);
  if (main_is_page(text))
    return main_fail(fd, &page);
  format = fhir_recognise(text->data, text->len);
  return format == FHIR_NONE ? main_table(fd, text)
                             : main_fhir(fd, text, format, found);
}

static int main_pieces(void *context, struct buf *out) {
  const int *fd = context;
  size_t at = 0;
  int rc = 0;

  while (rc == 0 && at < out->len) {
    size_t n = out->len - at < MAIN_INLINE ? out->len - at : MAIN_INLINE;
    while (at + n < out->len &&
           ((unsigned char)out->data[at + n] & 0xc0) == 0x80)
      n--; /* not within a character */
    rc = main_send(*fd, json_pack("[s#]", out->data + at, (int)n));
    at += n;
  }
  buf_clear(out);
  return rc;
}

static int main_write(int fd, const struct buf *text, const char *form) {
  enum fhir_format format = strcmp(form, "xml") == 0 ? FHIR_XML : FHIR_JSON;
  struct error err;
  int rc;

  error_init(&err);
  rc = fhir_write_lines(text->data, text->len, format, main_pieces, &fd, &err);
  return main_end(fd, rc, &err);
}

static int main_answer(int fd, struct buf *text, const json_t *call) {
  const char *form = json_get_text(call, "write", NULL);

  return form != NULL ? main_write(fd, text, form)
                      : main_read(fd, text, json_get_text(call, "sheet", NULL));
}

int main(void) {
  struct buf text;
  json_t *call = NULL;
  int rc = text_prepare();

  buf_init(&text);
  if (rc == 0)
    rc = fhir_prepare();
  json_object_seed(0); /* reads /dev/urandom, which the sandbox forbids */
  if (rc == 0)
    rc = sandbox_enter(STDIN_FILENO, getppid());
  if (rc == 0)
    rc = main_receive(SANDBOX_FD, &text, &call);
  if (rc == 0)
    rc = main_answer(SANDBOX_FD, &text, call);
  /* no exit handlers: they may use calls that the sandbox kills */
  _exit(rc == 0 ? 0 : 1);
}
