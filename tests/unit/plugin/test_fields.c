/* Declared fields: what comes in, what goes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "plugin/fields.h"

static const char declared[] =
    "[{\"name\":\"name\",\"type\":\"text\",\"required\":true,\"max\":4,"
    "\"zh\":\"姓名\",\"en\":\"Name\"},"
    "{\"name\":\"n\",\"type\":\"integer\",\"min\":0,\"max\":30,"
    "\"default\":15},"
    "{\"name\":\"dose\",\"type\":\"decimal\",\"scale\":2,\"min\":\"0.1\"},"
    "{\"name\":\"born\",\"type\":\"date\"},"
    "{\"name\":\"from\",\"type\":\"instant\"},"
    "{\"name\":\"on\",\"type\":\"boolean\"},"
    "{\"name\":\"sex\",\"type\":\"enum\",\"values\":[{\"value\":\"male\"},"
    "{\"value\":\"female\"}]},"
    "{\"name\":\"bed\",\"type\":\"ref\",\"to\":\"bed\"},"
    "{\"name\":\"any\",\"type\":\"json\"},"
    "{\"name\":\"statuses\",\"type\":\"list\",\"max\":2,\"of\":{\"type\":"
    "\"object\",\"fields\":[{\"name\":\"kind\",\"type\":\"text\","
    "\"required\":true},{\"name\":\"at\",\"type\":\"instant\"}]}}]";

struct fixture {
  json_t *fields;
  const struct zone *zone;
  struct error err;
  json_t *out;
};

static void check(struct fixture *f, const char *input, enum fields_from from) {
  json_t *value = json_loads(input, JSON_DECODE_ANY, NULL);

  assert_non_null(value);
  memset(f, 0, sizeof *f);
  error_init(&f->err);
  f->fields = json_loads(declared, 0, NULL);
  assert_non_null(f->fields);
  zone_get("Asia/Shanghai", &f->zone, &f->err);
  fields_check(f->fields, value, from, f->zone, &f->out, &f->err);
  json_decref(value);
}

static void done(struct fixture *f) {
  json_decref(f->fields);
  json_decref(f->out);
  error_fini(&f->err);
}

static void expect(const char *input, enum fields_from from,
                   const char *output) {
  struct fixture f;
  json_t *want = json_loads(output, 0, NULL);

  check(&f, input, from);
  if (f.out == NULL || !json_equal(f.out, want))
    fail_msg("%s: %s %s", input, json_dumps(f.out, JSON_ENCODE_ANY),
             f.err.fault_count > 0 ? f.err.faults[0].en : "");
  json_decref(want);
  done(&f);
}

static void refuse(const char *input, enum fields_from from, const char *field,
                   const char *code) {
  struct fixture f;

  check(&f, input, from);
  assert_null(f.out);
  assert_int_equal(f.err.code, ERROR_INPUT);
  for (size_t i = 0; i < f.err.fault_count; i++) {
    if (strcmp(f.err.faults[i].field, field) == 0 &&
        strcmp(f.err.faults[i].code, code) == 0) {
      done(&f);
      return;
    }
  }
  fail_msg("%s: no fault %s at %s", input, code, field);
}

static void test_good(void **state) {
  (void)state;
  expect("{\"name\":\"王小明\"}", FIELDS_JSON,
         "{\"name\":\"王小明\",\"n\":15}");
  expect("{\"name\":\"王\",\"n\":0,\"dose\":\"0.50\",\"born\":\"1940-02-29\","
         "\"from\":\"2026-11-23T08:30:00+08:00\",\"on\":true,\"sex\":\"male\","
         "\"bed\":3,\"statuses\":[{\"kind\":\"x\",\"at\":\"2026-11-23\"}]}",
         FIELDS_JSON,
         "{\"name\":\"王\",\"n\":0,\"dose\":\"0.5\",\"born\":\"1940-02-29\","
         "\"from\":1795393800000,\"on\":true,\"sex\":\"male\",\"bed\":3,"
         "\"statuses\":[{\"kind\":\"x\",\"at\":1795363200000}]}");
  expect("{\"name\":\"王\",\"from\":\"2026-11-23T08:30\",\"n\":null}",
         FIELDS_JSON, "{\"name\":\"王\",\"from\":1795393800000,\"n\":15}");
  expect("{\"name\":\"王\",\"n\":\"7\",\"on\":\"true\",\"bed\":\"12\","
         "\"statuses\":\"[{\\\"kind\\\":\\\"a\\\"}]\",\"sex\":\"\"}",
         FIELDS_WORDS,
         "{\"name\":\"王\",\"n\":7,\"on\":true,\"bed\":12,"
         "\"statuses\":[{\"kind\":\"a\"}]}");
}

static void test_any_in_words(void **state) {
  (void)state;
  expect("{\"name\":\"a\",\"any\":\"biw\"}", FIELDS_WORDS,
         "{\"name\":\"a\",\"n\":15,\"any\":\"biw\"}");
  expect("{\"name\":\"a\",\"any\":\"\\\"biw\\\"\"}", FIELDS_WORDS,
         "{\"name\":\"a\",\"n\":15,\"any\":\"biw\"}");
  expect("{\"name\":\"a\",\"any\":\"{\\\"every\\\":3}\"}", FIELDS_WORDS,
         "{\"name\":\"a\",\"n\":15,\"any\":{\"every\":3}}");
  refuse("{\"name\":\"a\",\"any\":\"{\\\"every\"}", FIELDS_WORDS, "any",
         "type");
  refuse("{\"name\":\"a\",\"statuses\":\"x\"}", FIELDS_WORDS, "statuses",
         "type");
}

static void test_bad(void **state) {
  (void)state;
  refuse("{}", FIELDS_JSON, "name", "required");
  refuse("{\"name\":\"\"}", FIELDS_JSON, "name", "required");
  refuse("{\"name\":\"abcde\"}", FIELDS_JSON, "name", "length");
  refuse("{\"name\":\"a\\u0007\"}", FIELDS_JSON, "name", "type");
  refuse("{\"name\":5}", FIELDS_JSON, "name", "type");
  refuse("{\"name\":\"a\",\"n\":31}", FIELDS_JSON, "n", "bounds");
  refuse("{\"name\":\"a\",\"n\":\"3\"}", FIELDS_JSON, "n", "type");
  refuse("{\"name\":\"a\",\"n\":\"3x\"}", FIELDS_WORDS, "n", "type");
  refuse("{\"name\":\"a\",\"dose\":\"0.001\"}", FIELDS_JSON, "dose", "type");
  refuse("{\"name\":\"a\",\"dose\":\"0.05\"}", FIELDS_JSON, "dose", "bounds");
  refuse("{\"name\":\"a\",\"born\":\"2025-02-29\"}", FIELDS_JSON, "born",
         "type");
  refuse("{\"name\":\"a\",\"from\":\"soon\"}", FIELDS_JSON, "from", "type");
  refuse("{\"name\":\"a\",\"sex\":\"other\"}", FIELDS_JSON, "sex", "choice");
  refuse("{\"name\":\"a\",\"bed\":0}", FIELDS_JSON, "bed", "type");
  refuse("{\"name\":\"a\",\"colour\":1}", FIELDS_JSON, "colour", "unknown");
  refuse("{\"name\":\"a\",\"statuses\":[{}]}", FIELDS_JSON, "statuses[0].kind",
         "required");
  refuse("{\"name\":\"a\",\"statuses\":[{\"kind\":\"a\",\"z\":1}]}",
         FIELDS_JSON, "statuses[0].z", "unknown");
  refuse("{\"name\":\"a\",\"statuses\":[1,2,3]}", FIELDS_JSON, "statuses",
         "length");
  refuse("[1]", FIELDS_JSON, "", "type");
}

static void test_all_at_once(void **state) {
  struct fixture f;

  (void)state;
  check(&f, "{\"n\":99,\"born\":\"x\",\"sex\":\"x\",\"z\":1}", FIELDS_JSON);
  assert_int_equal(f.err.fault_count, 5);
  assert_string_equal(f.err.faults[0].zh, "请填写姓名。");
  assert_string_equal(f.err.faults[0].en, "Please fill in: Name.");
  done(&f);
}

static void test_out(void **state) {
  struct fixture f;
  json_t *shown;
  json_t *wrong = json_pack("[{s:s, s:s}]", "name", "a", "from", "2026");

  (void)state;
  check(&f, "{\"name\":\"a\",\"from\":1795393800000}", FIELDS_JSON);
  shown = fields_show(f.fields, f.out, f.zone);
  assert_string_equal(json_string_value(json_object_get(shown, "from")),
                      "2026-11-23T08:30:00+08:00");
  assert_int_equal(fields_check_result(f.fields, f.out, false, &f.err), 0);
  assert_int_equal(fields_check_result(f.fields, wrong, true, &f.err),
                   ERROR_PLUGIN);
  assert_string_equal(f.err.faults[0].field, "[0].from");
  error_fini(&f.err);
  json_object_set_new(f.out, "statuses",
                      json_pack("[{s:s}, {s:s}, {s:s}]", "kind", "a", "kind",
                                "b", "kind", "c"));
  assert_int_equal(fields_check_result(f.fields, f.out, false, &f.err),
                   ERROR_PLUGIN); /* max 2 is declared */
  json_decref(shown);
  json_decref(wrong);
  done(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good), cmocka_unit_test(test_any_in_words),
      cmocka_unit_test(test_bad), cmocka_unit_test(test_all_at_once),
      cmocka_unit_test(test_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
