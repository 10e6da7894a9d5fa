/* The rows of a sheet, as they stand on its page. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "paper/table.h"
#include "paper/xlsx_inside.h"

/* A merged cell that reaches down to the row at hand, in one column. */
struct sheet_merge {
  int top;
  int bottom;       /* 0: none */
  json_t *text;     /* what each of its rows says; NULL: nothing */
  const char *mark; /* as of the cell, or NULL */
};

/* A sheet being read. */
struct sheet {
  struct xlsx *book;
  const struct xlsx_survey *survey;
  json_t *about; /* for the first row */
  xlsx_row *each;
  void *context;
  int row;      /* at hand; 0: none yet */
  int column;   /* the last one read; -1: none */
  size_t rows;  /* handed over */
  size_t merge; /* the next one to begin */
  struct sheet_merge merges[TABLE_CELLS_MAX];
  json_t *cells;
  const char *marks[TABLE_CELLS_MAX]; /* static texts, or NULL */
  struct buf text;                    /* of the cell at hand */
};

/* --- a cell ----------------------------------------------------------------
 */

static const xmlNode *sheet_child(const xmlNode *cell, const char *name) {
  for (const xmlNode *at = cell->children; at != NULL; at = at->next)
    if (xlsx_is(at, name))
      return at;
  return NULL;
}

/* An error value such as #N/A; the import refuses what looks like one. */
static void sheet_error(struct buf *text) {
  if (text->len > 1 && text->len < 20 && text->data[0] == '#')
    return;
  buf_clear(text);
  buf_text(text, "#VALUE!");
}

/* 2026-01-05T08:30:00Z, as the strict form writes days. */
static void sheet_iso(struct buf *text) {
  size_t len = 0;

  while (len < text->len && strchr(".Zz", text->data[len]) == NULL)
    len++;
  if (len == 19 && memcmp(text->data + 11, "00:00:00", 8) == 0)
    len = 10;
  text->len = len;
}

static const char *sheet_number(struct sheet *sheet, const xmlNode *cell) {
  static const struct number_format plain = {.kind = NUMBER_PLAIN};
  const struct xlsx *book = sheet->book;
  int style = xlsx_number(cell, "s");
  const struct number_format *format =
      style >= 0 && (size_t)style < book->format_count ? &book->formats[style]
                                                       : &plain;
  char *digits;
  struct buf raw = sheet->text;

  if (raw.len == 0)
    return NULL;
  buf_init(&sheet->text);
  digits = buf_take(&raw);
  if (digits == NULL)
    sheet->text.failed = true;
  else
    number_write(digits, format, book->from_1904, &sheet->text);
  free(digits);
  return number_is_partial(format->kind) ? "part" : NULL;
}

/* sheet->text is the index of a shared text: that text. */
static int sheet_shared(struct sheet *sheet) {
  const char *text;
  size_t len;

  if (sheet->text.len == 0)
    return 0;
  buf_byte(&sheet->text, '\0');
  if (sheet->text.failed || sheet->text.data[0] < '0' ||
      sheet->text.data[0] > '9' ||
      !xlsx_string(&sheet->book->strings, strtoul(sheet->text.data, NULL, 10),
                   &text, &len))
    return xlsx_broken(sheet->book);
  buf_clear(&sheet->text);
  buf_append(&sheet->text, text, len);
  return 0;
}

static void sheet_boolean(struct buf *text) {
  bool yes = text->len > 0 && (text->data[0] == '1' || text->data[0] == 't');
  bool none = text->len == 0;

  buf_clear(text);
  buf_text(text, none ? "" : yes ? "TRUE" : "FALSE");
}

/* The text of a cell in sheet->text and a mark, or an error. */
static int sheet_cell_text(struct sheet *sheet, const xmlNode *cell,
                           const char **mark) {
  const char *type = xlsx_attribute(cell, "t");
  const xmlNode *value = sheet_child(cell, "v");
  const xmlNode *inline_ = sheet_child(cell, "is");
  int rc = 0;

  buf_clear(&sheet->text);
  *mark = NULL;
  type = type != NULL ? type : "n";
  if (strcmp(type, "inlineStr") == 0 && inline_ != NULL)
    xlsx_rich(inline_, &sheet->text);
  else if (value != NULL)
    xlsx_text(value, &sheet->text);
  if (strcmp(type, "s") == 0)
    rc = sheet_shared(sheet);
  else if (strcmp(type, "b") == 0)
    sheet_boolean(&sheet->text);
  else if (strcmp(type, "e") == 0)
    sheet_error(&sheet->text);
  else if (strcmp(type, "d") == 0)
    sheet_iso(&sheet->text);
  else if (strcmp(type, "n") == 0)
    *mark = sheet_number(sheet, cell);
  if (sheet->text.len == 0 && strcmp(type, "str") != 0 &&
      sheet_child(cell, "f") != NULL) {
    buf_text(&sheet->text, "=");
    *mark = "unsaved";
  }
  return rc == 0 && sheet->text.failed ? ERROR_MEMORY : rc;
}

static int sheet_fault(struct sheet *sheet, const char *code, const char *zh,
                       const char *en) {
  return error_fault(sheet->book->err, "file", code, zh, en, sheet->row);
}

static int sheet_keep(struct sheet *sheet, const char *mark) {
  const char *text = sheet->text.data;
  size_t len = sheet->text.len;

  if (len == 0)
    return 0;
  table_trim(&text, &len);
  if (len == 0)
    return 0;
  if (sheet->column >= TABLE_CELLS_MAX)
    return sheet_fault(sheet, "columns", "第 %d 行超过 100 列。",
                       "Row %d has over 100 columns.");
  if (len > TABLE_CELL_MAX)
    return sheet_fault(sheet, "cell", "第 %d 行有一格超过 10000 字节。",
                       "Row %d has a cell of over 10,000 bytes.");
  while (json_array_size(sheet->cells) < (size_t)sheet->column)
    if (json_array_append_new(sheet->cells, json_string("")) != 0)
      return ERROR_MEMORY;
  if (json_array_append_new(sheet->cells, json_stringn(text, len)) != 0)
    return ERROR_MEMORY;
  sheet->marks[sheet->column] = mark;
  return 0;
}

static int sheet_cell(struct sheet *sheet, const xmlNode *cell) {
  const char *place = xlsx_attribute(cell, "r");
  const char *mark;
  int row = sheet->row;
  int column = sheet->column + 1;
  int rc;

  if (sheet->row == 0 ||
      (place != NULL && (!xlsx_cell_at(place, &row, &column) ||
                         row != sheet->row || column <= sheet->column)))
    return xlsx_broken(sheet->book);
  sheet->column = column;
  rc = sheet_cell_text(sheet, cell, &mark);
  return rc == 0 ? sheet_keep(sheet, mark) : rc;
}

/* --- merged cells ----------------------------------------------------------
 */

static void sheet_put(struct sheet *sheet, size_t column, json_t *text,
                      const char *mark) {
  while (json_array_size(sheet->cells) <= column)
    json_array_append_new(sheet->cells, json_string(""));
  if (text != NULL)
    json_array_set(sheet->cells, column, text);
  else
    json_array_set_new(sheet->cells, column, json_string(""));
  sheet->marks[column] = mark;
}

/* Cells of merges that began above say what those say. Whether the row has
 * anything of its own. */
static bool sheet_fill(struct sheet *sheet) {
  bool own = false;

  for (size_t i = 0; i < TABLE_CELLS_MAX; i++) {
    const struct sheet_merge *merge = &sheet->merges[i];
    const json_t *cell = json_array_get(sheet->cells, i);
    if (merge->bottom >= sheet->row)
      sheet_put(sheet, i, merge->text, merge->mark);
    else
      own = own || json_string_length(cell) > 0;
  }
  return own;
}

/* Of a merge that begins in this row: its text counts for all rows of its
 * first column; its other cells are not seen. */
static void sheet_begin_merge(struct sheet *sheet,
                              const struct xlsx_merge *merge) {
  for (int i = merge->left; i <= merge->right && i < TABLE_CELLS_MAX; i++) {
    struct sheet_merge *at = &sheet->merges[i];
    json_t *cell = json_array_get(sheet->cells, (size_t)i);
    json_decref(at->text);
    *at = (struct sheet_merge){.top = merge->top, .bottom = merge->bottom};
    if (i == merge->left) {
      at->text = json_incref(cell);
      at->mark = sheet->marks[i];
    } else if (cell != NULL) {
      sheet_put(sheet, (size_t)i, NULL, NULL);
    }
  }
}

static void sheet_begin_merges(struct sheet *sheet) {
  const struct xlsx_merge *merges = (const void *)sheet->survey->merges.data;

  for (; sheet->merge < sheet->survey->merge_count &&
         merges[sheet->merge].top <= sheet->row;
       sheet->merge++)
    if (merges[sheet->merge].top == sheet->row && sheet->rows > 0)
      sheet_begin_merge(sheet, &merges[sheet->merge]);
}

/* --- a row -----------------------------------------------------------------
 */

static json_t *sheet_marks(const struct sheet *sheet) {
  json_t *marks = json_object();
  char key[16];

  for (size_t i = 0; i < TABLE_CELLS_MAX; i++) {
    if (sheet->marks[i] == NULL)
      continue;
    snprintf(key, sizeof key, "%zu", i);
    json_object_set_new(marks, key, json_string(sheet->marks[i]));
  }
  return marks;
}

static int sheet_hand_over(struct sheet *sheet) {
  json_t *row =
      json_pack("{s:i, s:O}", "row", sheet->row, "cells", sheet->cells);
  json_t *marks = sheet_marks(sheet);
  json_t *cell;
  size_t bytes = 0;
  size_t i;

  json_array_foreach(sheet->cells, i, cell) bytes += json_string_length(cell);
  if (json_object_size(marks) > 0)
    json_object_set(row, "marks", marks);
  if (sheet->rows == 0)
    json_object_set(row, "sheet", sheet->about);
  json_decref(marks);
  if (row == NULL || bytes > TABLE_ROW_MAX || sheet->rows > TABLE_ROWS_MAX) {
    json_decref(row);
    if (row == NULL)
      return ERROR_MEMORY;
    return bytes > TABLE_ROW_MAX
               ? sheet_fault(sheet, "row", "第 %d 行太长。",
                             "Row %d is too long.")
               : sheet_fault(sheet, "rows",
                             "表格超过 100000 行（到第 %d 行），请分成几份，"
                             "每份不超过 100000 行。",
                             "The table has over 100,000 rows (by row %d): "
                             "split it into files of at most 100,000.");
  }
  sheet->rows++;
  return sheet->each(sheet->context, row);
}

/* The row at hand is whole. */
static int sheet_end_row(struct sheet *sheet) {
  int rc = 0;

  if (sheet->row > 0 && sheet_fill(sheet)) {
    sheet_begin_merges(sheet);
    rc = sheet_hand_over(sheet);
  }
  json_decref(sheet->cells);
  sheet->cells = json_array();
  memset(sheet->marks, 0, sizeof sheet->marks);
  sheet->column = -1;
  return rc;
}

static int sheet_begin_row(struct sheet *sheet, const xmlNode *node) {
  int number = xlsx_number(node, "r");
  int rc = sheet_end_row(sheet);

  number = number >= 0 ? number : sheet->row + 1;
  if (rc == 0 && (number <= sheet->row || number > 1048576))
    rc = xlsx_broken(sheet->book);
  sheet->row = number;
  return rc;
}

static int sheet_read(struct sheet *sheet, struct xlsx_part *part) {
  xmlNodePtr node = NULL;
  int rc = xlsx_next(part, &node);

  while (rc == 1) {
    bool cell = xlsx_is(node, "c");
    int good = 0;
    if (cell) {
      const xmlNode *whole = xml_whole(&part->xml, sheet->book->err);
      good = whole != NULL ? sheet_cell(sheet, whole) : ERROR_INPUT;
    } else if (xlsx_is(node, "row")) {
      good = sheet_begin_row(sheet, node);
    }
    if (good != 0)
      return good;
    rc = cell ? xlsx_after(part, &node) : xlsx_next(part, &node);
  }
  return rc == 0 ? sheet_end_row(sheet) : rc;
}

int xlsx_sheet(struct xlsx *book, const char *name,
               const struct xlsx_survey *survey, json_t *about, xlsx_row *each,
               void *context) {
  struct sheet sheet = {.book = book,
                        .survey = survey,
                        .about = about,
                        .each = each,
                        .context = context,
                        .column = -1,
                        .cells = json_array()};
  struct xlsx_part part;
  int rc = xlsx_part_open(&part, book, name);

  if (rc == 1)
    rc = xlsx_part_close(&part, sheet_read(&sheet, &part));
  else if (rc == 0)
    rc = xlsx_broken(book);
  for (size_t i = 0; i < TABLE_CELLS_MAX; i++)
    json_decref(sheet.merges[i].text);
  json_decref(sheet.cells);
  buf_fini(&sheet.text);
  return rc;
}
