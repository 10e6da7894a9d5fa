/* A foreign file through the FHIR reader: it answers or refuses, and what it
 * takes without a fault can be written in both forms and read back to the same
 * tree. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "paper/fhir.h"

static int keep(void *context, json_t *row) {
  return json_array_append_new(context, row);
}

static json_t *rows_of(const char *text, size_t len, enum fhir_format format,
                       enum text_encoding found, int *rc) {
  json_t *rows = json_array();
  struct error err;

  error_init(&err);
  *rc = fhir_read(text, len, format, found, keep, rows, &err);
  error_fini(&err);
  return rows;
}

static void check_back(const json_t *resource, enum fhir_format format) {
  struct error err;
  struct buf out;
  json_t *rows;
  int rc;

  error_init(&err);
  buf_init(&out);
  if (fhir_write(resource, format, &out, &err) == 0) {
    rows = rows_of(out.data, out.len, format, TEXT_UTF8, &rc);
    if (rc != 0 || json_array_size(rows) != 1)
      abort();
    json_decref(rows);
  }
  buf_fini(&out);
  error_fini(&err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  enum text_encoding found = TEXT_UTF8;
  enum fhir_format format;
  struct buf text;
  json_t *rows;
  json_t *row;
  size_t i;
  int rc;

  if (fhir_prepare() != 0 || text_prepare() != 0)
    abort();
  buf_init(&text);
  buf_append(&text, data, size);
  if (size > 0 && text_to_utf8_from(&text, &found) == 0) {
    format = fhir_recognise(text.data, text.len);
    if (format != FHIR_NONE) {
      rows = rows_of(text.data, text.len, format, found, &rc);
      json_array_foreach(rows, i, row) {
        const json_t *resource = json_object_get(row, "resource");
        const json_t *dropped = json_object_get(row, "dropped");
        if (resource != NULL && json_array_size(dropped) == 0) {
          check_back(resource, FHIR_JSON);
          check_back(resource, FHIR_XML);
        }
      }
      json_decref(rows);
    }
  }
  buf_fini(&text);
  return 0;
}
