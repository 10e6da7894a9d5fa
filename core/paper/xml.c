#include "paper/xml.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <libxml/parser.h>

/* --- before libxml2 sees it ------------------------------------------------
 */

/* Where the look is: in text, just after "<", or within one of these. */
enum look_place {
  LOOK_TEXT,
  LOOK_OPEN,
  LOOK_BANG,
  LOOK_COMMENT,
  LOOK_DATA,
  LOOK_INSTRUCTION,
  LOOK_TAG
};

static void look_enter(struct xml_look *look, int place) {
  look->place = place;
  look->count = 0;
  look->last[0] = look->last[1] = look->quote = '\0';
}

/* In a comment, CDATA or instruction, whose end is `mark`. */
static void look_within(struct xml_look *look, char c, const char *mark) {
  size_t len = strlen(mark);

  if (c == '>' && look->last[1] == mark[len - 2] &&
      (len == 2 || look->last[0] == mark[0])) {
    look_enter(look, LOOK_TEXT);
    return;
  }
  look->last[0] = look->last[1];
  look->last[1] = c;
}

static int look_tag(struct xml_look *look, char c, struct error *err) {
  if (c == '>' && look->quote == '\0') {
    look_enter(look, LOOK_TEXT);
    return 0;
  }
  if (look->quote != '\0')
    look->quote = c == look->quote ? '\0' : look->quote;
  else if (c == '"' || c == '\'')
    look->quote = c;
  else
    look->attributes += c == '=';
  if (++look->count > XML_TAG_MAX || look->attributes > XML_ATTRIBUTES_MAX)
    return error_fault(err, "file", "tag", "第 %ld 行的标签太长（%d 个属性）。",
                       "The tag in line %ld is too long (%d attributes).",
                       look->tag_line, look->attributes);
  return 0;
}

/* After "<!": the start of a comment, of CDATA, or what is never taken. */
static int look_bang(struct xml_look *look, char c, struct error *err) {
  static const char *const starts[] = {"--", "[CDATA["};
  const char *start = starts[look->count == 0 ? c == '[' : look->bang];

  look->bang = start == starts[1];
  if (c != start[look->count])
    return error_fault(err, "file", "dtd",
                       "第 %ld 行有 DTD 声明（<!…>），出于安全不接受。",
                       "Line %ld has a DTD (<!...>), which is not taken, for "
                       "safety.",
                       look->tag_line);
  if (start[++look->count] == '\0')
    look_enter(look, look->bang ? LOOK_DATA : LOOK_COMMENT);
  return 0;
}

static int look_byte(struct xml_look *look, char c, struct error *err) {
  switch ((enum look_place)look->place) {
  case LOOK_TEXT:
    if (c == '<')
      look_enter(look, LOOK_OPEN);
    return 0;
  case LOOK_OPEN:
    look->tag_line = look->line;
    look->attributes = 0;
    look_enter(look, c == '!'   ? LOOK_BANG
                     : c == '?' ? LOOK_INSTRUCTION
                                : LOOK_TAG);
    return look->place == LOOK_TAG ? look_tag(look, c, err) : 0;
  case LOOK_BANG:
    return look_bang(look, c, err);
  case LOOK_COMMENT:
    look_within(look, c, "-->");
    return 0;
  case LOOK_DATA:
    look_within(look, c, "]]>");
    return 0;
  case LOOK_INSTRUCTION:
    look_within(look, c, "?>");
    return 0;
  case LOOK_TAG:
    return look_tag(look, c, err);
  }
  return 0;
}

/* What libxml2 would take too long over, or what is never taken. The text may
 * come in pieces. */
static int look_over(struct xml_look *look, const char *text, size_t len,
                     struct error *err) {
  int rc = 0;

  for (size_t i = 0; rc == 0 && i < len; i++) {
    rc = look_byte(look, text[i], err);
    look->line += text[i] == '\n';
  }
  return rc;
}

/* The encoding that the declaration names; 0: none. */
static size_t look_encoding(const char *text, size_t len, const char **name) {
  const char *end =
      len >= 5 && memcmp(text, "<?xml", 5) == 0 ? memchr(text, '>', len) : NULL;
  const char *at = text;
  size_t n = 0;

  while (end != NULL && at + 10 < end && memcmp(at, "encoding", 8) != 0)
    at++;
  if (end == NULL || at + 10 >= end)
    return 0;
  at += 8 + strspn(at + 8, " \t\n=");
  if (*at != '"' && *at != '\'')
    return 0;
  for (at++; at + n < end && at[n] != '"' && at[n] != '\''; n++)
    continue;
  *name = at;
  return n;
}

static bool look_named(const char *name, size_t len, const char *const *names) {
  for (; *names != NULL; names++)
    if (strlen(*names) == len && strncasecmp(name, *names, len) == 0)
      return true;
  return false;
}

static bool look_ascii(const char *text, size_t len) {
  for (size_t i = 0; i < len; i++)
    if ((unsigned char)text[i] >= 0x80)
      return false;
  return true;
}

/* What the declaration says must be what the bytes were: a wrong guess would
 * put wrong characters into a name. */
static int look_agrees(const char *text, size_t len, enum text_encoding found,
                       struct error *err) {
  static const char *const utf8[] = {"utf-8", "utf8", "us-ascii", "ascii",
                                     NULL};
  static const char *const utf16[] = {"utf-16", "utf-16le", "utf-16be", NULL};
  static const char *const gb[] = {"gb18030", "gbk", "gb2312", NULL};
  const char *name = "";
  size_t n = look_encoding(text, len, &name);
  bool good = n == 0 ? found != TEXT_GB18030
              : found == TEXT_UTF16
                  ? look_named(name, n, utf16)
                  : look_named(name, n, found == TEXT_GB18030 ? gb : utf8) ||
                        (found == TEXT_UTF8 && look_ascii(text, len) &&
                         !look_named(name, n, utf16));

  if (good)
    return 0;
  return error_fault(
      err, "file", "encoding",
      "文件声明的编码（%.*s）和实际不符，或者不是 UTF-8、UTF-16、"
      "GB 18030。请另存为 UTF-8。",
      "The encoding that the file states (%.*s) is not what it "
      "is in, or is none of UTF-8, UTF-16, GB 18030. Save it "
      "as UTF-8.",
      n < 40 ? (int)n : 0, name);
}

/* --- libxml2 ---------------------------------------------------------------
 */

/* No file and no address is ever opened for a document. */
static xmlParserInputPtr xml_no_entity(const char *url, const char *id,
                                       xmlParserCtxtPtr context) {
  (void)url;
  (void)id;
  (void)context;
  return NULL;
}

/* What libxml2 says of no document in particular (out of memory) would go to
 * standard error, and the sandbox ends whoever writes there. */
static void xml_say_nothing(void *context, const char *text, ...) {
  (void)context;
  (void)text;
}

static void xml_complain(void *context, xmlErrorPtr error) {
  struct xml *xml = context;
  size_t len;

  if (xml->fault[0] != '\0' || error->level < XML_ERR_ERROR)
    return;
  snprintf(xml->fault, sizeof xml->fault, "%s",
           error->message != NULL ? error->message : "?");
  len = strcspn(xml->fault, "\n");
  while (len > 0 && (unsigned char)xml->fault[len - 1] >= 0x80)
    len--; /* not a part of a character */
  xml->fault[len] = '\0';
  xml->line = error->line;
}

/* No network, no encoding but the one that was found, lines past 65535, and
 * CDATA as the text that it is. */
#define XML_OPTIONS                                                            \
  (XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES |              \
   XML_PARSE_NOCDATA)

static int xml_begin(struct xml *xml) {
  if (xml->reader == NULL)
    return ERROR_MEMORY;
  xmlTextReaderSetStructuredErrorHandler(xml->reader, xml_complain, xml);
  return 0;
}

int xml_prepare(void) {
  LIBXML_TEST_VERSION
  xmlInitParser();
  xmlSetExternalEntityLoader(xml_no_entity);
  xmlSetGenericErrorFunc(NULL, xml_say_nothing);
  return 0;
}

int xml_open(struct xml *xml, const char *text, size_t len,
             enum text_encoding found, struct error *err) {
  int rc = look_agrees(text, len, found, err);

  *xml = (struct xml){.look.line = 1};
  if (rc == 0)
    rc = look_over(&xml->look, text, len, err);
  if (rc != 0)
    return rc;
  if (len > INT_MAX)
    return ERROR_MEMORY;
  xml->reader = xmlReaderForMemory(text, (int)len, NULL, "UTF-8", XML_OPTIONS);
  return xml_begin(xml);
}

/* libxml2 wants more of a document that comes in pieces: none of it before it
 * was looked over. */
static int xml_pulled(void *context, char *to, int room) {
  struct xml *xml = context;
  int got = 0;
  int n;

  do { /* full, so that a mark at the start comes whole */
    n = xml->pull(xml->from, to + got, (size_t)(room - got), &xml->why);
    got += n > 0 ? n : 0;
  } while (n > 0 && got < room);
  if (n >= 0 && !xml->begun && got >= 3 && memcmp(to, "\xef\xbb\xbf", 3) == 0) {
    got -= 3;
    memmove(to, to + 3, (size_t)got);
  }
  xml->begun = true;
  if (n < 0 || look_over(&xml->look, to, (size_t)got, &xml->why) != 0)
    return -1;
  return got;
}

int xml_open_pieces(struct xml *xml, xml_pull *pull, void *from) {
  *xml = (struct xml){.look.line = 1, .pull = pull, .from = from};
  error_init(&xml->why);
  xml->reader =
      xmlReaderForIO(xml_pulled, NULL, xml, NULL, "UTF-8", XML_OPTIONS);
  return xml_begin(xml);
}

static int xml_step(struct xml *xml, int read, struct error *err) {
  if (xml->why.code != ERROR_NONE) {
    error_move(err, &xml->why);
    return err->code;
  }
  if (read >= 0 && xml->fault[0] == '\0')
    return read;
  if (xml->fault[0] == '\0') /* it ran out of memory */
    return error_fault(err, "file", "large",
                       "文件里有一处太长，读不下去。请把文件分成几份。",
                       "A part of the file is too long to be read: split it.");
  return error_fault(err, "file", "xml", "第 %d 行不是正确的 XML：%s。",
                     "Line %d is not correct XML: %s.", xml->line, xml->fault);
}

int xml_next(struct xml *xml, struct error *err) {
  return xml_step(xml, xmlTextReaderRead(xml->reader), err);
}

int xml_skip(struct xml *xml, struct error *err) {
  return xml_step(xml, xmlTextReaderNext(xml->reader), err);
}

xmlNodePtr xml_whole(struct xml *xml, struct error *err) {
  xmlNodePtr node = xmlTextReaderExpand(xml->reader);

  if (node != NULL && xml->fault[0] == '\0' && xml->why.code == ERROR_NONE)
    return node;
  xml_step(xml, -1, err);
  return NULL;
}

void xml_close(struct xml *xml) {
  if (xml->reader != NULL)
    xmlFreeTextReader(xml->reader);
  xml->reader = NULL;
  error_fini(&xml->why);
}
