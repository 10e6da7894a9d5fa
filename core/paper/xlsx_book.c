/* The workbook itself: which sheets there are and where, how days are counted,
 * what the cells' formats show, and the texts that cells share. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "paper/xlsx_inside.h"

#define BOOK_RELATIONS_MAX 1000

/* --- relations of a part ---------------------------------------------------
 */

/* `target` as seen from the part `from`: "xl/workbook.xml" and
 * "../docs/a.xml" are "docs/a.xml". False: it leads nowhere. */
static bool book_path(const char *from, const char *target,
                      char out[ZIP_NAME_MAX]) {
  const char *slash = strrchr(from, '/');
  size_t len = *target != '/' && slash != NULL ? (size_t)(slash - from) + 1 : 0;

  if (len >= ZIP_NAME_MAX)
    return false;
  memcpy(out, from, len);
  target += *target == '/';
  while (*target != '\0') {
    size_t n = strcspn(target, "/");
    if (n == 2 && memcmp(target, "..", 2) == 0) {
      if (len == 0)
        return false;
      for (len--; len > 0 && out[len - 1] != '/';)
        len--;
    } else if (n > 0 && !(n == 1 && *target == '.')) {
      if (len + n + 1 >= ZIP_NAME_MAX)
        return false;
      memcpy(out + len, target, n);
      len += n;
      out[len] = '/';
      len += target[n] == '/';
    }
    target += n + (target[n] == '/');
  }
  out[len] = '\0';
  return len > 0;
}

/* The relations of a part ("" for the whole package): {id: {type, target}},
 * the type without its address. */
static int book_relations(struct xlsx *book, const char *from, json_t *found) {
  const char *slash = strrchr(from, '/');
  char name[ZIP_NAME_MAX + 16], target[ZIP_NAME_MAX];
  struct xlsx_part part;
  xmlNodePtr node;
  int rc;

  snprintf(name, sizeof name, "%.*s_rels/%s.rels",
           slash != NULL ? (int)(slash - from) + 1 : 0, from,
           slash != NULL ? slash + 1 : from);
  rc = xlsx_part_open(&part, book, name);
  if (rc <= 0)
    return rc;
  while ((rc = xlsx_next(&part, &node)) == 1) {
    const char *id = xlsx_attribute(node, "Id");
    const char *type = xlsx_attribute(node, "Type");
    const char *to = xlsx_attribute(node, "Target");
    if (!xlsx_is(node, "Relationship") || id == NULL || type == NULL ||
        to == NULL || xlsx_attribute(node, "TargetMode") != NULL ||
        !book_path(from, to, target))
      continue;
    type = strrchr(type, '/') != NULL ? strrchr(type, '/') + 1 : type;
    json_object_set_new(found, id,
                        json_pack("{s:s, s:s}", "type", type, "part", target));
    if (json_object_size(found) > BOOK_RELATIONS_MAX)
      rc = xlsx_too_large(book);
    if (rc < 0)
      break;
  }
  return xlsx_part_close(&part, rc);
}

/* The part of the first relation of a type, or NULL. */
static const char *book_related(json_t *relations, const char *type) {
  const char *id;
  json_t *relation;

  json_object_foreach(relations, id, relation) {
    if (strcmp(json_get_text(relation, "type", ""), type) == 0)
      return json_get_text(relation, "part", NULL);
  }
  return NULL;
}

/* --- xl/workbook.xml -------------------------------------------------------
 */

/* r:id of a sheet, whatever its prefix. */
static const char *book_relation_id(const xmlNode *node) {
  for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
    if (at->ns != NULL && strcmp((const char *)at->name, "id") == 0 &&
        strstr((const char *)at->ns->href, "/relationships") != NULL &&
        at->children != NULL && at->children->content != NULL)
      return (const char *)at->children->content;
  return "";
}

static int book_add_sheet(struct xlsx *book, const xmlNode *node,
                          const json_t *relations) {
  const char *name = xlsx_attribute(node, "name");
  const char *state = xlsx_attribute(node, "state");
  const json_t *relation = json_object_get(relations, book_relation_id(node));

  if (name == NULL ||
      strcmp(json_get_text(relation, "type", ""), "worksheet") != 0)
    return 0; /* a chart, say */
  if (strlen(name) > XLSX_NAME_MAX)
    return xlsx_broken(book);
  json_array_append_new(
      book->sheets, json_pack("{s:s, s:s, s:b}", "name", name, "part",
                              json_get_text(relation, "part", ""), "hidden",
                              state != NULL && strcmp(state, "visible") != 0));
  return json_array_size(book->sheets) > XLSX_SHEETS_MAX ? xlsx_too_large(book)
                                                         : 0;
}

static int book_sheets(struct xlsx *book, const char *name,
                       const json_t *relations) {
  struct xlsx_part part;
  xmlNodePtr node;
  int rc = xlsx_part_open(&part, book, name);

  if (rc <= 0)
    return rc < 0 ? rc : xlsx_broken(book);
  while ((rc = xlsx_next(&part, &node)) == 1) {
    if (xlsx_is(node, "workbookPr"))
      book->from_1904 = xlsx_true(node, "date1904");
    else if (xlsx_is(node, "sheet"))
      rc = book_add_sheet(book, node, relations);
    if (rc < 0)
      break;
  }
  return xlsx_part_close(&part, rc);
}

/* --- xl/styles.xml ---------------------------------------------------------
 */

static int book_format(struct xlsx *book, const xmlNode *node,
                       const json_t *codes) {
  int id = xlsx_number(node, "numFmtId");
  char key[16];
  const char *code;

  if (book->format_count == XLSX_STYLES_MAX)
    return xlsx_too_large(book);
  snprintf(key, sizeof key, "%d", id);
  code = json_get_text(codes, key, NULL);
  book->formats[book->format_count++] =
      code != NULL ? number_format_read(code)
                   : number_builtin(id > 0 ? (unsigned)id : 0);
  return 0;
}

/* Formats with numbers of their own come first, the cells' follow. */
static int book_styles(struct xlsx *book, const char *name) {
  json_t *codes = json_object();
  struct xlsx_part part;
  xmlNodePtr node;
  bool cells = false;
  int rc = xlsx_part_open(&part, book, name);

  if (rc == 1) {
    book->formats = calloc(XLSX_STYLES_MAX, sizeof *book->formats);
    rc = book->formats != NULL ? 1 : ERROR_MEMORY;
    while (rc == 1 && (rc = xlsx_next(&part, &node)) == 1) {
      const char *id = xlsx_attribute(node, "numFmtId");
      const char *code = xlsx_attribute(node, "formatCode");
      if (xlsx_is(node, "numFmt") && id != NULL && code != NULL &&
          json_object_size(codes) < XLSX_STYLES_MAX)
        json_object_set_new(codes, id, json_string(code));
      else if (xlsx_is(node, "xf") && cells)
        rc = book_format(book, node, codes) == 0 ? 1 : ERROR_INPUT;
      else if (node->parent != NULL && node->parent->parent != NULL &&
               node->parent->parent->type == XML_DOCUMENT_NODE)
        cells = xlsx_is(node, "cellXfs"); /* not cellStyleXfs */
    }
    rc = xlsx_part_close(&part, rc);
  }
  json_decref(codes);
  return rc < 0 ? rc : 0;
}

/* --- xl/sharedStrings.xml --------------------------------------------------
 */

int xlsx_strings_read(struct xlsx *book, const char *name) {
  struct xlsx_strings *strings = &book->strings;
  struct xlsx_part part;
  xmlNodePtr node = NULL;
  int rc = xlsx_part_open(&part, book, name);

  if (rc <= 0)
    return rc;
  rc = xlsx_next(&part, &node); /* sst */
  if (rc == 1)
    rc = xlsx_next(&part, &node);
  while (rc == 1) {
    const xmlNode *whole = xml_whole(&part.xml, book->err);
    uint32_t end;
    if (whole == NULL)
      rc = ERROR_INPUT;
    else if (xlsx_is(whole, "si")) {
      xlsx_rich(whole, &strings->text);
      end = (uint32_t)strings->text.len;
      buf_append(&strings->ends, &end, sizeof end);
      strings->count++;
    }
    if (strings->text.failed || strings->ends.failed)
      rc = ERROR_MEMORY;
    if (rc == 1)
      rc = xlsx_after(&part, &node);
  }
  return xlsx_part_close(&part, rc);
}

bool xlsx_string(const struct xlsx_strings *strings, size_t index,
                 const char **text, size_t *len) {
  uint32_t from = 0;
  uint32_t end;

  if (index >= strings->count)
    return false;
  memcpy(&end, strings->ends.data + index * sizeof end, sizeof end);
  if (index > 0)
    memcpy(&from, strings->ends.data + (index - 1) * sizeof end, sizeof end);
  *text = strings->text.data != NULL ? strings->text.data + from : "";
  *len = end - from;
  return true;
}

/* --- all of it -------------------------------------------------------------
 */

static int book_is_none(const struct xlsx *book) {
  return error_fault(book->err, "file", "workbook",
                     "这不是 .xlsx 工作簿。请在 Excel 或 WPS 里打开，"
                     "另存为“Excel 工作簿（.xlsx）”再导入。",
                     "This is no .xlsx workbook. Open it in Excel or WPS, save "
                     "it as \"Excel workbook (.xlsx)\" and import that.");
}

int xlsx_book_read(struct xlsx *book) {
  json_t *package = json_object();
  json_t *relations = json_object();
  const struct zip_entry *entry;
  const char *name = NULL;
  const char *part;
  int rc = book_relations(book, "", package);

  if (rc == 0)
    name = book_related(package, "officeDocument");
  if (rc == 0 &&
      (name == NULL || zip_find(&book->zip, name, &entry, book->err) == 0 ||
       strstr(name, ".xml") == NULL)) /* .xlsb, .ods, a zip */
    rc = book_is_none(book);
  if (rc == 0)
    rc = book_relations(book, name, relations);
  if (rc == 0)
    rc = book_sheets(book, name, relations);
  if (rc == 0 && json_array_size(book->sheets) == 0)
    rc = book_is_none(book);
  part = rc == 0 ? book_related(relations, "styles") : NULL;
  if (part != NULL)
    rc = book_styles(book, part);
  part = rc == 0 ? book_related(relations, "sharedStrings") : NULL;
  if (part != NULL)
    rc = xlsx_strings_read(book, part);
  json_decref(package);
  json_decref(relations);
  return rc;
}
