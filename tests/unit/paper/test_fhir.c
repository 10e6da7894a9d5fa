/* FHIR through the neutral tree: the parts that need no sandbox. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/json.h"
#include "paper/fhir.h"

static const char dose_json[] =
    "{\"resourceType\":\"MedicationAdministration\",\"status\":\"completed\","
    "\"medicationCodeableConcept\":{\"text\":\"A\"},"
    "\"subject\":{\"reference\":\"Patient/1\"},"
    "\"effectiveDateTime\":\"2026-11-23T08:00:00+08:00\","
    "\"dosage\":{\"dose\":{\"value\":0.50,\"unit\":\"mg\"}}}";

static int keep(void *context, json_t *row) {
  return json_array_append_new(context, row);
}

static json_t *read_all(const char *text, int expected) {
  json_t *rows = json_array();
  struct error err;
  int rc;

  assert_int_equal(fhir_prepare(), 0);
  error_init(&err);
  rc = fhir_read(text, strlen(text), fhir_recognise(text, strlen(text)),
                 TEXT_UTF8, keep, rows, &err);
  assert_int_equal(rc, expected);
  if (expected != 0) {
    assert_true(err.fault_count > 0);
    assert_string_equal(err.faults[0].field, "file");
  }
  error_fini(&err);
  return rows;
}

static const json_t *first(const json_t *rows, const char *key) {
  return json_object_get(json_array_get(rows, 0), key);
}

static void reads_json_and_writes_both(void **state) {
  json_t *rows = read_all(dose_json, 0);
  struct error err;
  struct buf out;
  json_t *again;
  (void)state;

  error_init(&err);
  buf_init(&out);
  assert_int_equal(json_array_size(first(rows, "faults")), 0);
  assert_int_equal(fhir_write(first(rows, "resource"), FHIR_JSON, &out, &err),
                   0);
  buf_byte(&out, '\0');
  assert_non_null(strstr(out.data, "\"value\":0.50"));
  buf_clear(&out);
  assert_int_equal(fhir_write(first(rows, "resource"), FHIR_XML, &out, &err),
                   0);
  buf_byte(&out, '\0');
  assert_non_null(strstr(out.data, "<value value=\"0.50\"/>"));
  again = read_all(out.data, 0);
  assert_true(json_equal(first(again, "resource"), first(rows, "resource")));
  json_decref(again);
  json_decref(rows);
  buf_fini(&out);
  error_fini(&err);
}

static void keeps_extensions_of_primitives_in_place(void **state) {
  static const char text[] =
      "<Patient xmlns=\"http://hl7.org/fhir\"><name><given value=\"A\"/>"
      "<given id=\"b\"><extension url=\"u\"><valueString value=\"x\"/>"
      "</extension></given><given value=\"C\"/></name></Patient>";
  json_t *rows = read_all(text, 0);
  const json_t *name =
      json_array_get(json_object_get(first(rows, "resource"), "name"), 0);
  json_t *given = json_pack("[s, n, s]", "A", "C");
  (void)state;

  assert_true(json_equal(json_object_get(name, "given"), given));
  assert_string_equal(
      json_get_text(json_array_get(json_object_get(name, "_given"), 1), "id",
                    ""),
      "b");
  json_decref(given);
  json_decref(rows);
}

static void names_every_fault(void **state) {
  json_t *rows =
      read_all("{\"resourceType\":\"Patient\",\"gender\":\"male,female\","
               "\"birthDate\":\"1940-13-01\",\"nme\":1}",
               0);
  (void)state;
  assert_int_equal(json_array_size(first(rows, "faults")), 3);
  assert_null(first(rows, "resource"));
  json_decref(rows);
}

static void refuses_to_write_what_is_no_fhir(void **state) {
  json_t *tree = json_pack("{s:s, s:i}", "resourceType", "Patient", "age", 3);
  struct error err;
  struct buf out;
  (void)state;

  error_init(&err);
  buf_init(&out);
  assert_int_equal(fhir_write(tree, FHIR_JSON, &out, &err), ERROR_INPUT);
  assert_string_equal(err.faults[0].field, "Patient.age");
  assert_int_equal(out.len, 0);
  buf_fini(&out);
  error_fini(&err);
  json_decref(tree);
}

static void refuses_what_is_broken(void **state) {
  static const char *const texts[] = {
      "{",
      "{\"resourceType\":\"Patient\"",
      "{\"resourceType\":\"Patient\",\"resourceType\":\"Patient\"}",
      "<Patient xmlns=\"http://hl7.org/fhir\">",
      "<!DOCTYPE x><Patient xmlns=\"http://hl7.org/fhir\"/>",
      "<Patient/>",
      "<Patient xmlns=\"http://hl7.org/fhir\"/><x/>",
  };
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    json_decref(read_all(texts[i], ERROR_INPUT));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_json_and_writes_both),
      cmocka_unit_test(keeps_extensions_of_primitives_in_place),
      cmocka_unit_test(names_every_fault),
      cmocka_unit_test(refuses_to_write_what_is_no_fhir),
      cmocka_unit_test(refuses_what_is_broken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
