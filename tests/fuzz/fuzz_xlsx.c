/* A foreign workbook: the reader answers rows within their bounds or refuses
 * with one fault. What is no archive is taken as the sheet of one, so that the
 * fuzzer need not find sums. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "fuzz.h"
#include "paper/table.h"
#include "paper/xlsx.h"
#include "paper/xml.h"
#include "unit/paper/stored_zip.h"

static int64_t last; /* row seen */

static int check(void *context, json_t *row) {
  const json_t *cells = json_object_get(row, "cells");
  int64_t number = json_get_int(row, "row", 0);
  json_t *cell;
  size_t i;

  (void)context;
  if (number <= last || json_array_size(cells) == 0 ||
      json_array_size(cells) > TABLE_CELLS_MAX)
    abort();
  json_array_foreach(cells, i, cell) {
    if (json_string_length(cell) > TABLE_CELL_MAX)
      abort();
  }
  last = number;
  json_decref(row);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint8_t none[1];
  struct stored_zip zip = {0};
  struct error err;
  int rc;

  if (xml_prepare() != 0)
    abort();
  data = data != NULL ? data : none;
  if (xlsx_recognise((const char *)data, size))
    buf_append(&zip.bytes, data, size);
  else
    stored_book(&zip, (const char *)data, size);
  error_init(&err);
  last = 0;
  rc = xlsx_read(zip.bytes.data, zip.bytes.len, NULL, check, NULL, &err);
  if ((rc == 0) != (err.fault_count == 0) || err.fault_count > 1)
    abort();
  error_fini(&err);
  buf_fini(&zip.bytes);
  return 0;
}
