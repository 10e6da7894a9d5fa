#include "paper/table.h"

#include <csv.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

struct table {
  table_row *each;
  void *context;
  json_t *cells; /* of the row being read */
  int64_t line;  /* rows seen, empty ones too */
  int64_t rows;  /* given to `each` */
  size_t all;    /* cells of these */
  size_t bytes;  /* of this row's texts */
  bool filled;   /* a cell of this row has text */
  int rc;        /* what `each` returned */
  const struct table_fault *why;
};

static const struct table_fault table_too_long = {
    "rows", "表格超过 100000 行，请分成几份，每份不超过 100000 行。",
    "The table has over 100,000 rows: split it into files of at most 100,000."};
static const struct table_fault table_empty = {
    "empty", "表格里没有内容。", "There is nothing in the table."};

/* More cells than there may be, in rows of `width`; valid until the next. */
static const struct table_fault *table_too_large(size_t width) {
  static char zh[120];
  static char en[120];
  static const struct table_fault fault = {"cells", zh, en};
  size_t rows = TABLE_ALL_MAX / width / 1000 * 1000;

  snprintf(zh, sizeof zh, "表格超过 %d 格，请分成几份，每份不超过 %zu 行。",
           TABLE_ALL_MAX, rows);
  snprintf(en, sizeof en,
           "The table has over %d cells: split it into files of at most %zu "
           "rows.",
           TABLE_ALL_MAX, rows);
  return &fault;
}

/* What is too much in row `row`; valid until the next. */
static const struct table_fault *table_much(const char *code, int64_t row,
                                            const char *zh_tail,
                                            const char *en_tail) {
  static char zh[120];
  static char en[120];
  static struct table_fault fault = {NULL, zh, en};

  fault.code = code;
  snprintf(zh, sizeof zh, "第 %lld 行%s。", (long long)row, zh_tail);
  snprintf(en, sizeof en, "Row %lld %s.", (long long)row, en_tail);
  return &fault;
}

/* A quotation mark that stands alone in row `row`; valid until the next. */
static const struct table_fault *table_quote(int64_t row) {
  static char zh[160];
  static char en[160];
  static const struct table_fault fault = {"quote", zh, en};

  snprintf(zh, sizeof zh,
           "第 %lld 行的引号没有成对，从那里起读不下去。"
           "请改正那一行的引号。",
           (long long)row);
  snprintf(en, sizeof en,
           "The quotation marks in row %lld do not pair; nothing can be read "
           "from there on. Mend the marks in that row.",
           (long long)row);
  return &fault;
}

/* Bytes of white space at the start or, with `back`, the end of a text: also
 * wide, fixed and of no width, as spreadsheets and web pages leave. */
static size_t table_space(const char *text, size_t len, bool back) {
  static const char *const spaces[] = {
      " ",        "\t",           "\n",          "\xe3\x80\x80",
      "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf"};

  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
    size_t n = strlen(spaces[i]);
    if (len >= n && memcmp(back ? text + len - n : text, spaces[i], n) == 0)
      return n;
  }
  return 0;
}

void table_trim(const char **text, size_t *len) {
  for (size_t n; (n = table_space(*text, *len, false)) > 0; *len -= n)
    *text += n;
  for (size_t n; (n = table_space(*text, *len, true)) > 0;)
    *len -= n;
}

static void table_cell(void *bytes, size_t len, void *context) {
  struct table *table = context;
  const char *text = bytes;

  table_trim(&text, &len);
  if (table->why != NULL || table->rc != 0)
    return;
  table->bytes += len;
  if (len > TABLE_CELL_MAX)
    table->why = table_much("cell", table->line + 1, "有一格超过 10000 字节",
                            "has a cell of over 10,000 bytes");
  else if (json_array_size(table->cells) >= TABLE_CELLS_MAX)
    table->why = table_much("columns", table->line + 1, "超过 100 列",
                            "has over 100 columns");
  else if (table->bytes > TABLE_ROW_MAX) /* it would not fit a frame */
    table->why = table_much("row", table->line + 1, "太长，最多 40000 字节",
                            "is too long, 40,000 bytes at most");
  else if (json_array_append_new(table->cells, json_stringn(text, len)) != 0)
    table->rc = ERROR_MEMORY;
  table->filled = table->filled || len > 0;
}

static void table_give(struct table *table) {
  size_t width = json_array_size(table->cells);
  json_t *row;

  if (table->rows > 0)
    table->all += width;
  if (table->rows++ > TABLE_ROWS_MAX)
    table->why = &table_too_long;
  else if (table->all > TABLE_ALL_MAX)
    table->why = table_too_large(width);
  if (table->why != NULL)
    return;
  row = json_pack("{s:I, s:O}", "row", (json_int_t)table->line, "cells",
                  table->cells);
  table->rc = row != NULL ? table->each(table->context, row) : ERROR_MEMORY;
}

static void table_end(int end, void *context) {
  struct table *table = context;

  (void)end;
  table->line++;
  if (table->why == NULL && table->rc == 0 && table->filled)
    table_give(table);
  json_decref(table->cells);
  table->cells = json_array();
  table->filled = false;
  table->bytes = 0;
}

/* The separator that the first line has most of. */
static unsigned char table_separator(const char *text, size_t len) {
  static const char candidates[] = ",;\t";
  size_t best = 0;
  char separator = ',';

  for (const char *c = candidates; *c != '\0'; c++) {
    size_t count = 0;
    bool quoted = false;
    for (size_t i = 0; i < len && (quoted || text[i] != '\n'); i++) {
      quoted = quoted != (text[i] == '"');
      count += !quoted && text[i] == *c;
    }
    if (count > best) {
      best = count;
      separator = *c;
    }
  }
  return (unsigned char)separator;
}

/* A first line such as "sep=;" is told to spreadsheets only. 0: none. */
static unsigned char table_told(const char *text, size_t len) {
  return len > 5 && memcmp(text, "sep=", 4) == 0 && text[5] == '\n' &&
                 memchr(",;\t|", text[4], 4) != NULL
             ? (unsigned char)text[4]
             : 0;
}

int table_read(const char *text, size_t len, table_row *each, void *context,
               struct table_fault *why) {
  struct table table = {
      .each = each, .context = context, .cells = json_array()};
  unsigned char told = table_told(text, len);
  struct csv_parser parser;

  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    return ERROR_MEMORY;
  csv_set_delim(&parser, told != 0 ? told : table_separator(text, len));
  if (told != 0) {
    table.line = 1;
    text += 6;
    len -= 6;
  }
  if (csv_parse(&parser, text, len, table_cell, table_end, &table) != len ||
      csv_fini(&parser, table_cell, table_end, &table) != 0)
    table.why = table.why != NULL ? table.why : table_quote(table.line + 1);
  csv_free(&parser);
  json_decref(table.cells);
  if (table.why == NULL && table.rows == 0)
    table.why = &table_empty;
  if (table.rc != 0 || table.why == NULL)
    return table.rc;
  *why = *table.why;
  return ERROR_INPUT;
}
