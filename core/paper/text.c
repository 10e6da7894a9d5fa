#include "paper/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"

static iconv_t text_gb;
static iconv_t text_le;
static iconv_t text_be;

int text_prepare(void) {
  if (text_gb != NULL) /* once is enough */
    return 0;
  text_gb = iconv_open("UTF-8", "GB18030");
  text_le = iconv_open("UTF-8", "UTF-16LE");
  text_be = iconv_open("UTF-8", "UTF-16BE");
  if (text_gb == (iconv_t)-1 || text_le == (iconv_t)-1 ||
      text_be == (iconv_t)-1)
    return ERROR_IO;
  return 0;
}

/* Bytes that follow the first of a character; -1 for what can't be first. */
static int text_follow(unsigned char first) {
  if (first < 0x80)
    return 0;
  if (first >= 0xc2 && first <= 0xdf)
    return 1;
  if (first >= 0xe0 && first <= 0xef)
    return 2;
  return first >= 0xf0 && first <= 0xf4 ? 3 : -1;
}

/* The second byte's bounds shut out long forms, surrogates and what lies past
 * U+10FFFF. */
static bool text_second(unsigned char first, unsigned char second) {
  if (first == 0xe0)
    return second >= 0xa0 && second <= 0xbf;
  if (first == 0xed)
    return second >= 0x80 && second <= 0x9f;
  if (first == 0xf0)
    return second >= 0x90 && second <= 0xbf;
  if (first == 0xf4)
    return second >= 0x80 && second <= 0x8f;
  return second >= 0x80 && second <= 0xbf;
}

bool text_is_utf8(const char *text, size_t len) {
  const unsigned char *at = (const unsigned char *)text;
  const unsigned char *end = at + len;

  while (at < end) {
    int follow = text_follow(*at);
    if (follow < 0 || end - at <= follow ||
        (follow > 0 && !text_second(at[0], at[1])))
      return false;
    for (int i = 2; i <= follow; i++)
      if (at[i] < 0x80 || at[i] > 0xbf)
        return false;
    at += follow + 1;
  }
  return true;
}

static int text_convert(iconv_t with, struct buf *text, size_t skip) {
  char *from = text->data + skip;
  size_t left = text->len - skip;
  struct buf out;

  buf_init(&out);
  iconv(with, NULL, NULL, NULL, NULL);
  while (left > 0) {
    char *to = buf_reserve(&out, 4096);
    size_t room = 4096;
    if (to == NULL)
      break;
    if (iconv(with, &from, &left, &to, &room) == (size_t)-1 && errno != E2BIG)
      break;
    out.len += 4096 - room;
  }
  if (left > 0 || out.failed) {
    buf_fini(&out);
    return ERROR_INPUT;
  }
  buf_fini(text);
  *text = out;
  return 0;
}

static bool text_starts(const struct buf *text, const char *mark, size_t len) {
  return text->len >= len && memcmp(text->data, mark, len) == 0;
}

/* CR LF and lone CR become LF: the row's number is then the same whatever
 * system wrote the file. */
static void text_newlines(struct buf *text) {
  size_t to = 0;
  char before = '\0';

  for (size_t i = 0; i < text->len; i++) {
    char byte = text->data[i];
    if (byte != '\n' || before != '\r')
      text->data[to++] = byte == '\r' ? '\n' : byte;
    before = byte;
  }
  text->len = to;
}

int text_to_utf8(struct buf *text) {
  enum text_encoding from;

  return text_to_utf8_from(text, &from);
}

int text_to_utf8_from(struct buf *text, enum text_encoding *from) {
  int rc = 0;

  *from = TEXT_UTF8;
  if (text_starts(text, "\xef\xbb\xbf", 3)) {
    text->len -= 3;
    memmove(text->data, text->data + 3, text->len);
  } else if (text_starts(text, "\xff\xfe", 2)) {
    *from = TEXT_UTF16;
    rc = text_convert(text_le, text, 2);
  } else if (text_starts(text, "\xfe\xff", 2)) {
    *from = TEXT_UTF16;
    rc = text_convert(text_be, text, 2);
  } else if (!text_is_utf8(text->data, text->len)) {
    *from = TEXT_GB18030;
    rc = text_convert(text_gb, text, 0);
  }
  if (rc == 0 && *from != TEXT_UTF8 && text_starts(text, "\xef\xbb\xbf", 3)) {
    text->len -= 3; /* its mark, in GB 18030 */
    memmove(text->data, text->data + 3, text->len);
  }
  if (rc != 0 || !text_is_utf8(text->data, text->len) ||
      (text->len > 0 && memchr(text->data, '\0', text->len) != NULL))
    return ERROR_INPUT;
  text_newlines(text);
  return 0;
}
