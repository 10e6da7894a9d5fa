/* Spreadsheets as people save them: encodings, separators, faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "paper/table.h"
#include "paper/text.h"

static int take(void *context, json_t *row) {
  return json_array_append_new(context, row);
}

static json_t *read_ok(const char *bytes, size_t len) {
  struct table_fault why = {0};
  struct buf text;
  json_t *rows = json_array();

  buf_init(&text);
  buf_append(&text, bytes, len);
  assert_int_equal(text_to_utf8(&text), 0);
  assert_int_equal(table_read(text.data, text.len, take, rows, &why), 0);
  buf_fini(&text);
  return rows;
}

static const char *cell(const json_t *rows, size_t row, size_t column) {
  const json_t *cells = json_object_get(json_array_get(rows, row), "cells");
  return json_string_value(json_array_get(cells, column));
}

static int line(const json_t *rows, size_t row) {
  const json_t *number = json_object_get(json_array_get(rows, row), "row");
  return (int)json_integer_value(number);
}

static void table_reads_gb18030(void **state) {
  (void)state;
  json_t *rows =
      read_ok("\xd0\xd5\xc3\xfb,\xd0\xd4\xb1\xf0\r\n\xd5\xc5,1\r\n", 17);
  assert_string_equal(cell(rows, 0, 0), "姓名");
  assert_string_equal(cell(rows, 1, 0), "张");
  assert_int_equal(line(rows, 1), 2);
  json_decref(rows);
}

static void table_reads_utf16_and_semicolons(void **state) {
  static const char bytes[] = "\xff\xfe"
                              "a\0;\0b\0\n\0\x20\x5f;\0"
                              "2\0";
  (void)state;
  json_t *rows = read_ok(bytes, sizeof bytes - 1);
  assert_string_equal(cell(rows, 0, 1), "b");
  assert_string_equal(cell(rows, 1, 0), "张");
  json_decref(rows);
}

static void table_reads_what_spreadsheets_leave(void **state) {
  /* GB 18030 with its mark; wide spaces around, rows of nothing but them */
  static const char gb[] = "\x84\x31\x95\x33\xd0\xd5\xc3\xfb,\xa1\xa1"
                           "b\xa1\xa1\r\n\xa1\xa1,\r\n,,\r\nx,y\r\n,\r\n";
  static const char told[] = "sep=|\na|\"b\n c\"\n1,5|2\n";
  (void)state;
  json_t *rows = read_ok(gb, sizeof gb - 1);
  assert_int_equal(json_array_size(rows), 2);
  assert_string_equal(cell(rows, 0, 0), "姓名");
  assert_string_equal(cell(rows, 0, 1), "b");
  assert_int_equal(line(rows, 1), 4);
  json_decref(rows);
  rows = read_ok(told, sizeof told - 1);
  assert_string_equal(cell(rows, 0, 1), "b\n c");
  assert_string_equal(cell(rows, 1, 0), "1,5");
  assert_int_equal(line(rows, 1), 3);
  json_decref(rows);
}

static void table_keeps_row_numbers_and_quotes(void **state) {
  static const char text[] = "\xef\xbb\xbf"
                             "name,note\n\n\"a,\"\"b\"\"\",\"two\nlines\"\r\n";
  (void)state;
  json_t *rows = read_ok(text, sizeof text - 1);
  assert_int_equal(json_array_size(rows), 2);
  assert_int_equal(line(rows, 1), 3);
  assert_string_equal(cell(rows, 1, 0), "a,\"b\"");
  assert_string_equal(cell(rows, 1, 1), "two\nlines");
  json_decref(rows);
}

static int count(void *context, json_t *row) {
  json_decref(row);
  ++*(int64_t *)context;
  return 0;
}

static struct table_fault refused(const char *text, size_t len,
                                  const char *code) {
  struct table_fault why = {0};
  int64_t rows = 0;

  assert_int_equal(table_read(text, len, count, &rows, &why), ERROR_INPUT);
  assert_string_equal(why.code, code);
  return why;
}

static void table_refuses_what_it_cannot_read(void **state) {
  size_t len = 2u * (TABLE_ROWS_MAX + 2);
  char *text = malloc(len);
  struct table_fault why;
  (void)state;

  refused("a,\"b\nc", 6, "quote");
  why = refused("a\n1\n2\"3\n4\n", 10, "quote");
  assert_non_null(strstr(why.zh, "第 3 行"));
  assert_non_null(strstr(why.en, "row 3"));
  refused("\n\n", 2, "empty");
  for (size_t i = 0; i < len; i += 2)
    memcpy(text + i, "x\n", 2);
  refused(text, len, "rows");
  memset(text, 'x', TABLE_CELL_MAX + 1);
  refused(text, TABLE_CELL_MAX + 1, "cell");
  memset(text, ',', TABLE_CELLS_MAX + 1);
  text[0] = 'x';
  refused(text, TABLE_CELLS_MAX + 1, "columns");
  free(text);
}

/* 1,000,000 cells come in, and whoever has more is told where to cut. */
static void table_bounds_all_cells(void **state) {
  size_t len = 41u * (TABLE_ALL_MAX / 40 + 2);
  char *text = malloc(len);
  struct table_fault why = {0};
  int64_t rows = 0;
  (void)state;

  for (size_t i = 0; i < len; i++)
    text[i] = i % 41 == 40 ? '\n' : i % 41 == 0 ? 'x' : ',';
  assert_int_equal(table_read(text, len - 41, count, &rows, &why), 0);
  assert_int_equal(rows, 1 + TABLE_ALL_MAX / 40);
  why = refused(text, len, "cells");
  assert_non_null(strstr(why.zh, "每份不超过 25000 行"));
  assert_non_null(strstr(why.en, "at most 25000 rows"));
  free(text);
}

static int stop(void *context, json_t *row) {
  json_decref(row);
  return --*(int64_t *)context == 0 ? ERROR_IO : 0;
}

static void table_ends_when_nobody_takes_its_rows(void **state) {
  struct table_fault why = {0};
  int64_t left = 2;
  (void)state;

  assert_int_equal(table_read("a\nb\nc\nd\n", 8, stop, &left, &why), ERROR_IO);
  assert_int_equal(left, 0);
  assert_null(why.code);
}

static void text_refuses_what_is_no_text(void **state) {
  static const char *const bad[] = {"\xff\xff\xff", "\xc0\x80", "\xed\xa0\x80"};
  (void)state;

  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(text_is_utf8(bad[i], strlen(bad[i])));
  assert_true(text_is_utf8("\xf0\xa0\x80\x80", 4));  /* a rare character */
  assert_false(text_is_utf8("\xf4\x90\x80\x80", 4)); /* past U+10FFFF */
  struct buf text;
  buf_init(&text);
  buf_append(&text, "a\0b", 3);
  assert_int_equal(text_to_utf8(&text), ERROR_INPUT);
  buf_fini(&text);
}

/* What is too much is told with its row. */
static void table_names_the_row(void **state) {
  char cell[9000];
  struct buf text;
  struct table_fault why = {0};
  (void)state;

  memset(cell, 'x', sizeof cell);
  buf_init(&text);
  buf_text(&text, "a,b,c,d,e\n1,2,3,4,5\n");
  for (int i = 0; i < 5; i++) {
    buf_append(&text, cell, sizeof cell);
    buf_text(&text, i < 4 ? "," : "\n");
  }
  int64_t left = 10;
  assert_int_equal(table_read(text.data, text.len, stop, &left, &why),
                   ERROR_INPUT);
  assert_string_equal(why.code, "row");
  assert_string_equal(why.en, "Row 3 is too long, 40,000 bytes at most.");
  assert_string_equal(why.zh, "第 3 行太长，最多 40000 字节。");
  buf_fini(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(table_reads_gb18030),
      cmocka_unit_test(table_reads_utf16_and_semicolons),
      cmocka_unit_test(table_reads_what_spreadsheets_leave),
      cmocka_unit_test(table_bounds_all_cells),
      cmocka_unit_test(table_ends_when_nobody_takes_its_rows),
      cmocka_unit_test(table_keeps_row_numbers_and_quotes),
      cmocka_unit_test(table_names_the_row),
      cmocka_unit_test(table_refuses_what_it_cannot_read),
      cmocka_unit_test(text_refuses_what_is_no_text),
  };
  if (text_prepare() != 0)
    return 2;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
