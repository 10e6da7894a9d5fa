#include "paper/xlsx.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "paper/xlsx_inside.h"

static const char *const xlsx_spaces[] = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main", /* the strict form */
    "http://schemas.openxmlformats.org/package/2006/relationships"};

/* --- parts -----------------------------------------------------------------
 */

int xlsx_broken(struct xlsx *book) {
  return error_fault(book->err, "file", "workbook",
                     "工作簿里的 %s 读不下去。请在 Excel 或 WPS 里打开，"
                     "另存一份 .xlsx 再导入。",
                     "%s in the workbook can't be read. Open it in Excel or "
                     "WPS, save it anew as .xlsx and import that.",
                     book->part);
}

int xlsx_too_large(struct xlsx *book) {
  return error_fault(book->err, "file", "large",
                     "这张表太大。请只留要导入的行和列，另存后再导入。",
                     "The sheet is too large. Keep only the rows and columns "
                     "to be imported, save it and import that.");
}

static int xlsx_pull(void *from, char *to, size_t room, struct error *err) {
  struct xlsx_part *part = from;

  return zip_read(&part->book->zip, to, room, err);
}

int xlsx_part_open(struct xlsx_part *part, struct xlsx *book,
                   const char *name) {
  const struct zip_entry *entry = NULL;
  int rc = zip_find(&book->zip, name, &entry, book->err);

  if (rc != 1)
    return rc;
  part->book = book;
  snprintf(book->part, sizeof book->part, "%s", entry->name);
  rc = zip_start(&book->zip, entry, book->err);
  if (rc == 0)
    rc = xml_open_pieces(&part->xml, xlsx_pull, part);
  return rc == 0 ? 1 : rc;
}

/* What libxml2 or the look over it complained of, in words of a workbook. */
static int xlsx_complain(struct xlsx *book) {
  struct error *err = book->err;
  struct error why = {0};

  if (err->fault_count != 1 || strcmp(err->faults[0].field, "file") != 0 ||
      (strcmp(err->faults[0].code, "xml") != 0 &&
       strcmp(err->faults[0].code, "tag") != 0 &&
       strcmp(err->faults[0].code, "dtd") != 0))
    return err->code != ERROR_NONE ? (int)err->code : ERROR_MEMORY;
  error_move(&why, err);
  error_fault(err, "file", why.faults[0].code,
              "工作簿里的 %s 读不下去：%s%.0s请在 Excel 或 WPS 里打开，"
              "另存一份再导入。",
              "%s in the workbook can't be read. %.0s%s Open it in Excel or "
              "WPS, save it anew and import that.",
              book->part, why.faults[0].zh, why.faults[0].en);
  error_fini(&why);
  return ERROR_INPUT;
}

int xlsx_part_close(struct xlsx_part *part, int rc) {
  struct xlsx *book = part->book;
  char rest[4096];

  xml_close(&part->xml);
  for (int n = 1; rc == 0 && n != 0;) { /* to the end, where the sum is */
    n = zip_read(&book->zip, rest, sizeof rest, book->err);
    rc = n < 0 ? n : 0;
  }
  zip_stop(&book->zip);
  return rc < 0 ? xlsx_complain(book) : rc;
}

static bool xlsx_ours(const xmlNode *node) {
  if (node->type != XML_ELEMENT_NODE || node->ns == NULL)
    return false;
  for (size_t i = 0; i < sizeof xlsx_spaces / sizeof *xlsx_spaces; i++)
    if (strcmp((const char *)node->ns->href, xlsx_spaces[i]) == 0)
      return true;
  return false;
}

static int xlsx_step(struct xlsx_part *part, int more, xmlNodePtr *node) {
  struct xml *xml = &part->xml;

  for (; more == 1; more = xml_next(xml, part->book->err)) {
    if (xmlTextReaderNodeType(xml->reader) != XML_READER_TYPE_ELEMENT)
      continue;
    *node = xmlTextReaderCurrentNode(xml->reader);
    if (*node != NULL && xlsx_ours(*node))
      return 1;
  }
  return more;
}

int xlsx_next(struct xlsx_part *part, xmlNodePtr *node) {
  return xlsx_step(part, xml_next(&part->xml, part->book->err), node);
}

int xlsx_after(struct xlsx_part *part, xmlNodePtr *node) {
  return xlsx_step(part, xml_skip(&part->xml, part->book->err), node);
}

/* --- elements --------------------------------------------------------------
 */

bool xlsx_is(const xmlNode *node, const char *name) {
  return strcmp((const char *)node->name, name) == 0 && xlsx_ours(node);
}

const char *xlsx_attribute(const xmlNode *node, const char *name) {
  for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
    if (at->ns == NULL && strcmp((const char *)at->name, name) == 0)
      return at->children != NULL && at->children->content != NULL
                 ? (const char *)at->children->content
                 : "";
  return NULL;
}

bool xlsx_true(const xmlNode *node, const char *name) {
  const char *text = xlsx_attribute(node, name);

  return text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

int xlsx_number(const xmlNode *node, const char *name) {
  const char *text = xlsx_attribute(node, name);
  char *end;
  long number;

  if (text == NULL || *text < '0' || *text > '9')
    return -1;
  number = strtol(text, &end, 10);
  return *end == '\0' && number <= INT_MAX ? (int)number : -1;
}

/* One character of a text in UTF-8. */
static void xlsx_character(unsigned code, struct buf *out) {
  if (code < 0x80) {
    buf_byte(out, (char)code);
  } else if (code < 0x800) {
    buf_byte(out, (char)(0xc0 | (code >> 6)));
    buf_byte(out, (char)(0x80 | (code & 0x3f)));
  } else {
    buf_byte(out, (char)(0xe0 | (code >> 12)));
    buf_byte(out, (char)(0x80 | ((code >> 6) & 0x3f)));
    buf_byte(out, (char)(0x80 | (code & 0x3f)));
  }
}

/* _x000A_ at `text`: its character; 0: it is none that may be. */
static unsigned xlsx_escaped(const char *text) {
  unsigned code;

  if (text[0] != '_' || text[1] != 'x' ||
      strspn(text + 2, "0123456789abcdefABCDEF") < 4 || text[6] != '_')
    return 0;
  code = (unsigned)strtoul((char[]){text[2], text[3], text[4], text[5], '\0'},
                           NULL, 16);
  return code >= 0xd800 && code <= 0xdfff ? 0 : code;
}

void xlsx_text(const xmlNode *node, struct buf *out) {
  for (const xmlNode *at = node->children; at != NULL; at = at->next) {
    const char *text = (const char *)at->content;
    if ((at->type != XML_TEXT_NODE && at->type != XML_CDATA_SECTION_NODE) ||
        text == NULL)
      continue;
    while (*text != '\0') {
      unsigned code = *text == '_' ? xlsx_escaped(text) : 0;
      if (code != 0 && code != '\r')
        xlsx_character(code, out);
      else if (code == 0)
        buf_byte(out, *text);
      text += code != 0 ? 7 : 1;
    }
  }
}

void xlsx_rich(const xmlNode *node, struct buf *out) {
  for (const xmlNode *at = node->children; at != NULL; at = at->next) {
    if (xlsx_is(at, "t"))
      xlsx_text(at, out);
    else if (xlsx_is(at, "r"))
      xlsx_rich(at, out);
  }
}

/* --- the workbook ----------------------------------------------------------
 */

bool xlsx_recognise(const char *bytes, size_t len) {
  return len >= 4 && (memcmp(bytes, "PK\x03\x04", 4) == 0 ||
                      memcmp(bytes, "PK\x05\x06", 4) == 0);
}

static int xlsx_no_sheet(const struct xlsx *book, const char *wanted) {
  struct buf names;
  json_t *sheet;
  char *text;
  size_t i;

  buf_init(&names);
  json_array_foreach(book->sheets, i, sheet) {
    if (!json_get_bool(sheet, "hidden", false))
      buf_printf(&names, "%s%s", names.len > 0 ? ", " : "",
                 json_get_text(sheet, "name", ""));
  }
  text = buf_take(&names);
  if (wanted != NULL)
    error_fault(book->err, "file", "sheet",
                "工作簿里没有名为“%s”的工作表，有：%s。",
                "The workbook has no sheet called %s. It has: %s.", wanted,
                text != NULL ? text : "");
  else
    error_fault(book->err, "file", "empty",
                "工作簿里没有内容，或只有隐藏的工作表。",
                "There is nothing in the workbook, or only in hidden sheets.");
  free(text);
  return book->err->code;
}

/* The sheet that is wanted; without one the first that has a row below its
 * headings (a cover has none), or else the first that has anything. And what a
 * look through it found. */
static int xlsx_choose(struct xlsx *book, const char *wanted,
                       const json_t **chosen, struct xlsx_survey *survey) {
  const json_t *cover = NULL;
  json_t *sheet;
  size_t i;
  int rc = 0;

  json_array_foreach(book->sheets, i, sheet) {
    bool fits = wanted != NULL
                    ? strcmp(json_get_text(sheet, "name", ""), wanted) == 0
                    : !json_get_bool(sheet, "hidden", false);
    if (!fits)
      continue;
    *chosen = sheet;
    xlsx_survey_fini(survey);
    rc = xlsx_survey(book, json_get_text(sheet, "part", ""), survey);
    if (rc != 0 || survey->last > survey->first)
      return rc;
    if (survey->first > 0 && cover == NULL)
      cover = sheet;
  }
  if (cover != NULL) {
    *chosen = cover;
    xlsx_survey_fini(survey);
    return xlsx_survey(book, json_get_text(cover, "part", ""), survey);
  }
  if (wanted != NULL && *chosen != NULL)
    return error_fault(book->err, "file", "empty", "工作表“%s”里没有内容。",
                       "The sheet %s is empty.", wanted);
  return xlsx_no_sheet(book, wanted);
}

/* {name, sheets, notes}. New reference. */
static json_t *xlsx_about(const struct xlsx *book, const json_t *chosen,
                          const struct xlsx_survey *survey) {
  json_t *names = json_array();
  json_t *sheet;
  size_t i;

  json_array_foreach(book->sheets, i, sheet) {
    if (!json_get_bool(sheet, "hidden", false) || sheet == chosen)
      json_array_append(names, json_object_get(sheet, "name"));
  }
  return json_pack("{s:O, s:o, s:o}", "name", json_object_get(chosen, "name"),
                   "sheets", names, "notes", xlsx_notes(survey));
}

int xlsx_read(const char *bytes, size_t len, const char *sheet, xlsx_row *each,
              void *context, struct error *err) {
  struct xlsx book = {.sheets = json_array(), .err = err};
  struct xlsx_survey survey = {0};
  const json_t *chosen = NULL;
  json_t *about = NULL;
  int rc = zip_open(&book.zip, bytes, len, err);

  if (rc == 0)
    rc = xlsx_book_read(&book);
  if (rc == 0)
    rc = xlsx_choose(&book, sheet, &chosen, &survey);
  if (rc == 0) {
    about = xlsx_about(&book, chosen, &survey);
    rc = about != NULL ? xlsx_sheet(&book, json_get_text(chosen, "part", ""),
                                    &survey, about, each, context)
                       : ERROR_MEMORY;
  }
  if (rc == ERROR_MEMORY && err->code == ERROR_NONE)
    rc = xlsx_too_large(&book);
  json_decref(about);
  xlsx_survey_fini(&survey);
  buf_fini(&book.strings.text);
  buf_fini(&book.strings.ends);
  free(book.formats);
  json_decref(book.sheets);
  zip_close(&book.zip);
  return rc;
}
