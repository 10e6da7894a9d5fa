/* The rows that an import refused, as a file to be mended and brought in
 * again. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/import_inside.h"

static void import_csv_cell(struct buf *csv, const char *text) {
  if (strpbrk(text, ",\"\r\n") == NULL) {
    buf_text(csv, text);
    return;
  }
  buf_byte(csv, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"')
      buf_byte(csv, '"');
    buf_byte(csv, *text);
  }
  buf_byte(csv, '"');
}

/* `width` cells, so that the notes stand in one column. */
static void import_csv_row(struct buf *csv, const json_t *row, size_t width,
                           const char *note) {
  const json_t *cells = json_object_get(row, "cells");

  for (size_t i = 0; i < width; i++) {
    const char *text = json_string_value(json_array_get(cells, i));
    import_csv_cell(csv, text != NULL ? text : "");
    buf_byte(csv, ',');
  }
  import_csv_cell(csv, note);
  buf_text(csv, "\r\n");
}

/* A field as the table's reader knows it: by its heading, or its declared name
 * where the table has no such column. */
static const char *import_label(const struct import *import, const char *field,
                                const char *language) {
  const json_t *rows = json_object_get(import->item->request.input, "rows");
  const json_t *headings = json_object_get(json_array_get(rows, 0), "cells");
  const json_t *column;
  size_t i;

  json_array_foreach(import->columns, i, column) {
    const char *heading = json_string_value(json_array_get(headings, i));
    if (heading != NULL &&
        strcmp(json_get_text(column, "field", ""), field) == 0)
      return heading;
  }
  return json_get_text(json_find(import->fields, "name", field), language,
                       field);
}

/* What is wrong with a row, in one text. Faults come in the order of rows: *at
 * is where to look from. */
static char *import_notes(const struct import *import, int64_t row,
                          size_t *at) {
  const char *language = import->item->request.zh ? "zh" : "en";
  struct buf notes;

  buf_init(&notes);
  for (; *at < json_array_size(import->faults); ++*at) {
    const json_t *fault = json_array_get(import->faults, *at);
    const char *field = json_get_text(fault, "field", "");
    if (json_get_int(fault, "row", 0) > row)
      break;
    if (json_get_int(fault, "row", 0) == row)
      buf_printf(&notes, "%s%s%s%s", notes.len > 0 ? " " : "",
                 import_label(import, field, language),
                 field[0] == '\0'           ? ""
                 : import->item->request.zh ? "："
                                            : ": ",
                 json_get_text(fault, language, ""));
  }
  return buf_take(&notes);
}

/* Also cells under no heading come back: the row is refused for them. */
static size_t import_width(const struct import *import, const json_t *rows) {
  size_t width = json_array_size(import->columns) > import->width
                     ? json_array_size(import->columns)
                     : import->width;
  json_t *row;
  size_t at = 0;
  size_t i;

  json_array_foreach(rows, i, row) {
    size_t cells = json_array_size(json_object_get(row, "cells"));
    if (json_integer_value(json_array_get(import->rejects, at)) !=
        json_get_int(row, "row", 0))
      continue;
    at++;
    width = cells > width ? cells : width;
  }
  return width;
}

/* The refused rows as CSV with a byte order mark (spreadsheets need it), each
 * with what is wrong in a last column: to be mended and brought in again. */
json_t *import_reject_file(const struct import *import) {
  const json_t *rows = json_object_get(import->item->request.input, "rows");
  struct buf csv;
  json_t *row;
  json_t *text;
  size_t width = import_width(import, rows);
  size_t at = 0;
  size_t fault = 0;
  size_t i;

  if (json_array_size(import->rejects) == 0)
    return json_string("");
  buf_init(&csv);
  buf_text(&csv, "\xEF\xBB\xBF");
  import_csv_row(&csv, json_array_get(rows, 0), width,
                 import->item->request.zh ? "问题" : "fault");
  json_array_foreach(rows, i, row) {
    int64_t number = json_get_int(row, "row", 0);
    char *notes;
    if (i == 0 ||
        json_integer_value(json_array_get(import->rejects, at)) != number)
      continue;
    at++;
    notes = import_notes(import, number, &fault);
    import_csv_row(&csv, row, width, notes != NULL ? notes : "");
    free(notes);
  }
  text = json_stringn(csv.data, csv.len);
  buf_fini(&csv);
  return text != NULL ? text : json_string("");
}
