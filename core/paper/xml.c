#include "paper/xml.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <libxml/parser.h>

/* --- before libxml2 sees it ------------------------------------------------
 */

struct look {
  const char *at;
  const char *end;
  long line;
};

static bool look_starts(const struct look *look, const char *text) {
  size_t len = strlen(text);

  return (size_t)(look->end - look->at) >= len &&
         memcmp(look->at, text, len) == 0;
}

/* Past `mark`, or to the end: libxml2 will say that it is not there. */
static void look_past(struct look *look, const char *mark) {
  size_t len = strlen(mark);

  while (look->at < look->end && !look_starts(look, mark))
    look->line += *look->at++ == '\n';
  look->at += look->at < look->end ? len : 0;
}

static int look_tag(struct look *look, struct error *err) {
  const char *from = look->at;
  long line = look->line;
  int attributes = 0;
  char quote = '\0';

  for (; look->at < look->end && (quote != '\0' || *look->at != '>');
       look->at++) {
    char c = *look->at;
    look->line += c == '\n';
    if (quote != '\0')
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else
      attributes += c == '=';
  }
  if (look->at - from > XML_TAG_MAX || attributes > XML_ATTRIBUTES_MAX)
    return error_fault(err, "file", "tag", "第 %ld 行的标签太长（%d 个属性）。",
                       "The tag in line %ld is too long (%d attributes).", line,
                       attributes);
  return 0;
}

/* What libxml2 would take too long over, or what is never taken. */
static int look_over(const char *text, size_t len, struct error *err) {
  struct look look = {text, text + len, 1};
  int rc = 0;

  while (rc == 0 && look.at < look.end) {
    if (*look.at != '<') {
      look.line += *look.at++ == '\n';
    } else if (look_starts(&look, "<!--")) {
      look.at += 4;
      look_past(&look, "-->");
    } else if (look_starts(&look, "<![CDATA[")) {
      look_past(&look, "]]>");
    } else if (look_starts(&look, "<?")) {
      look_past(&look, "?>");
    } else if (look_starts(&look, "<!")) {
      rc = error_fault(err, "file", "dtd",
                       "第 %ld 行有 DTD 声明（<!…>），出于安全不接受。",
                       "Line %ld has a DTD (<!...>), which is not taken, for "
                       "safety.",
                       look.line);
    } else {
      rc = look_tag(&look, err);
    }
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

int xml_prepare(void) {
  LIBXML_TEST_VERSION
  xmlInitParser();
  xmlSetExternalEntityLoader(xml_no_entity);
  return 0;
}

int xml_open(struct xml *xml, const char *text, size_t len,
             enum text_encoding found, struct error *err) {
  int rc = look_agrees(text, len, found, err);

  *xml = (struct xml){0};
  if (rc == 0)
    rc = look_over(text, len, err);
  if (rc != 0)
    return rc;
  if (len > INT_MAX)
    return ERROR_MEMORY;
  xml->reader = xmlReaderForMemory(text, (int)len, NULL, "UTF-8",
                                   XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
                                       XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
  if (xml->reader == NULL)
    return ERROR_MEMORY;
  xmlTextReaderSetStructuredErrorHandler(xml->reader, xml_complain, xml);
  return 0;
}

static int xml_step(struct xml *xml, int read, struct error *err) {
  if (read >= 0 && xml->fault[0] == '\0')
    return read;
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

  if (node != NULL && xml->fault[0] == '\0')
    return node;
  xml_step(xml, -1, err);
  return NULL;
}

void xml_close(struct xml *xml) {
  if (xml->reader != NULL)
    xmlFreeTextReader(xml->reader);
  xml->reader = NULL;
}
