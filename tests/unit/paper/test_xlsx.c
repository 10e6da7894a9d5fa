/* Workbooks without a sandbox: archives and rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "paper/xlsx.h"
#include "paper/xml.h"
#include "paper/zip.h"
#include "stored_zip.h"

#define SHEET(rows, more)                                                      \
  "<worksheet xmlns=\"" STORED_MAIN "\"><sheetData>" rows "</sheetData>" more  \
  "</worksheet>"

static int keep(void *context, json_t *row) {
  return json_array_append_new(context, row);
}

/* The rows, or with `code` none but that fault. New reference. */
static json_t *read_sheet(const char *sheet, const char *code) {
  struct stored_zip zip = {0};
  json_t *rows = json_array();
  struct error err;
  int rc;

  stored_book(&zip, sheet, strlen(sheet));
  assert_true(xlsx_recognise(zip.bytes.data, zip.bytes.len));
  error_init(&err);
  rc = xlsx_read(zip.bytes.data, zip.bytes.len, NULL, keep, rows, &err);
  if (code == NULL) {
    assert_int_equal(rc, 0);
  } else {
    assert_int_equal(rc, ERROR_INPUT);
    assert_int_equal(err.fault_count, 1);
    assert_string_equal(err.faults[0].field, "file");
    assert_string_equal(err.faults[0].code, code);
  }
  error_fini(&err);
  buf_fini(&zip.bytes);
  return rows;
}

static void rows_are(const char *sheet, const char *expected) {
  json_t *rows = read_sheet(sheet, NULL);
  json_t *row;
  struct buf text;
  size_t i;

  json_array_foreach(rows, i, row) json_object_del(row, "sheet");
  buf_init(&text);
  json_write(&text, rows);
  buf_byte(&text, '\0');
  assert_string_equal(text.data, expected);
  buf_fini(&text);
  json_decref(rows);
}

static void reads_cells_of_every_kind(void **state) {
  json_t *rows;
  (void)state;

  rows_are(SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c>"
                 "<c r=\"C2\" s=\"1\"><v>46027</v></c></row>"
                 "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c></row>"
                 "<row r=\"5\"><c t=\"inlineStr\"><is><t>乙</t></is></c>"
                 "<c s=\"2\"><v>46027</v></c><c><f>1</f></c></row>",
                 ""),
           "[{\"row\":2,\"cells\":[\"甲\",\"\",\"2026-01-05\"]},"
           "{\"row\":5,\"cells\":[\"乙\",\"1月5日\",\"=\"],"
           "\"marks\":{\"1\":\"part\",\"2\":\"unsaved\"}}]");
  rows = read_sheet(SHEET("<row><c><v>1</v></c></row>", ""), NULL);
  assert_string_equal(
      json_get_text(json_object_get(json_array_get(rows, 0), "sheet"), "name",
                    ""),
      "A & B");
  json_decref(rows);
}

static void merged_cells_fill_their_rows(void **state) {
  (void)state;
  rows_are(SHEET("<row><c><v>1</v></c></row>"
                 "<row><c><v>2</v></c><c><v>3</v></c><c><v>9</v></c></row>"
                 "<row><c/><c><v>4</v></c><c><v>9</v></c></row>"
                 "<row><c><v>9</v></c></row>",
                 "<mergeCells><mergeCell ref=\"B2:C2\"/>"
                 "<mergeCell ref=\"A2:A4\"/></mergeCells>"),
           "[{\"row\":1,\"cells\":[\"1\"]},"
           "{\"row\":2,\"cells\":[\"2\",\"3\",\"\"]},"
           "{\"row\":3,\"cells\":[\"2\",\"4\",\"9\"]}]");
}

static void refuses_what_does_not_fit(void **state) {
  static const char *const sheets[][2] = {
      {SHEET("", ""), "empty"},
      {SHEET("<row><c t=\"s\"><v>2</v></c></row>", ""), "workbook"},
      {SHEET("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", ""), "workbook"},
      {SHEET("<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>", ""), "workbook"},
      {SHEET("<row><c><v>1</v></c></row>", "<mergeCell ref=\"A1\"/>"),
       "workbook"},
      {SHEET("<row><c><v>1</v></c>", ""), "xml"},
      {"<!DOCTYPE a>" SHEET("", ""), "dtd"},
      {"", "xml"},
      {"<worksheet/>", "empty"}};
  (void)state;

  for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++)
    json_decref(read_sheet(sheets[i][0], sheets[i][1]));
}

static int open_zip(const struct stored_zip *made, struct zip *zip,
                    struct error *err) {
  error_fini(err);
  error_init(err);
  return zip_open(zip, made->bytes.data, made->bytes.len, err);
}

static void archives_are_checked(void **state) {
  struct stored_zip made = {0};
  const struct zip_entry *entry = NULL;
  struct error err;
  struct zip zip;
  char piece[3];
  (void)state;

  error_init(&err);
  stored_add(&made, "a\\b.xml", "12345", 5);
  stored_add(&made, "twice", "1", 1);
  stored_add(&made, "TWICE", "2", 1);
  stored_end(&made);
  assert_int_equal(open_zip(&made, &zip, &err), 0);
  assert_int_equal(zip_find(&zip, "c", &entry, &err), 0);
  assert_int_equal(zip_find(&zip, "twice", &entry, &err), ERROR_INPUT);
  assert_int_equal(zip_find(&zip, "A/B.xml", &entry, &err), 1);
  assert_int_equal(zip_start(&zip, entry, &err), 0);
  assert_int_equal(zip_read(&zip, piece, 3, &err), 3);
  assert_memory_equal(piece, "123", 3);
  assert_int_equal(zip_read(&zip, piece, 3, &err), 2);
  assert_int_equal(zip_read(&zip, piece, 3, &err), 0);
  zip_close(&zip);

  made.bytes.data[30 + strlen("a\\b.xml")] = '0';
  assert_int_equal(open_zip(&made, &zip, &err), 0);
  assert_int_equal(zip_start(&zip, &zip.entries[0], &err), 0);
  while (zip_read(&zip, piece, 3, &err) > 0)
    continue;
  assert_int_equal(err.code, ERROR_INPUT); /* its sum is another */
  zip_close(&zip);

  /* of the last record minizip takes what is missing for noughts */
  for (size_t len = 0; len < made.bytes.len - 22; len++) {
    error_fini(&err);
    error_init(&err);
    assert_int_equal(zip_open(&zip, made.bytes.data, len, &err), ERROR_INPUT);
    zip_close(&zip);
  }
  error_fini(&err);
  buf_fini(&made.bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_cells_of_every_kind),
      cmocka_unit_test(merged_cells_fill_their_rows),
      cmocka_unit_test(refuses_what_does_not_fit),
      cmocka_unit_test(archives_are_checked),
  };
  if (xml_prepare() != 0)
    return 2;
  return cmocka_run_group_tests(tests, NULL, NULL);
}
