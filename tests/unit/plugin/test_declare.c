/* Declarations: a good one passes, every fault of a bad one is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/duration.h"
#include "host.h"
#include "plugin/declare.h"

static struct plugin_zygote *zygote;

static const char good[] =
    "return { id = 'beds', version = '1.0.0', host = 1, needs = {}, "
    "zh = '床位', en = 'Beds', "
    "tables = { bed = { zh = '床', en = 'Bed', columns = { { name = 'name', "
    "type = 'text', required = true, zh = '名称', en = 'Name' } } } }, "
    "permissions = { ['beds.edit'] = { roles = { 'manager' }, zh = '改', "
    "en = 'Edit' } }, "
    "actions = { add = { zh = '加床', en = 'Add a bed', permission = "
    "'beds.edit', input = { { name = 'name', type = 'text', required = true, "
    "zh = '名称', en = 'Name' } }, run = function(call, home) return { id = "
    "home.insert('bed', { name = call.input.name }) } end } }, "
    "queries = { list = { permission = 'beds.edit', columns = { { name = "
    "'name', type = 'text' } }, sql = 'select name from beds_bed' } }, "
    "on = { ['residents.*'] = function() end }, "
    "pages = { list = { kind = 'list', zh = '床', en = 'Beds', query = 'list', "
    "actions = { 'add' } } } }";

static json_t *declare(const char *text, struct error *err) {
  struct plugin_source *source = test_source("plugin.lua", text, NULL);
  json_t *declaration = NULL;

  plugin_declare(zygote, source, &declaration, err);
  plugin_source_free(source);
  return declaration;
}

static void test_good(void **state) {
  struct error err;
  json_t *declaration;
  json_t *run;

  (void)state;
  error_init(&err);
  declaration = declare(good, &err);
  for (size_t i = 0; i < err.fault_count; i++)
    print_message("%s: %s\n", err.faults[i].field, err.faults[i].en);
  assert_non_null(declaration);
  assert_true(json_is_array(json_object_get(declaration, "needs")));
  run = json_object_get(
      json_object_get(json_object_get(declaration, "actions"), "add"), "run");
  assert_true(plugin_is_function(run));
  assert_string_equal(json_string_value(json_object_get(run, "$function")),
                      "plugin.lua:1");
  json_decref(declaration);
  error_fini(&err);
}

static void assert_fault(const struct error *err, const char *field,
                         const char *code) {
  for (size_t i = 0; i < err->fault_count; i++)
    if (strcmp(err->faults[i].field, field) == 0 &&
        strcmp(err->faults[i].code, code) == 0) {
      assert_true(err->faults[i].zh[0] != '\0');
      assert_true(err->faults[i].en[0] != '\0');
      return;
    }
  for (size_t i = 0; i < err->fault_count; i++)
    print_message("%s %s: %s\n", err->faults[i].field, err->faults[i].code,
                  err->faults[i].en);
  fail_msg("no fault %s at %s", code, field);
}

/* A default that would be refused when nothing is filled in. */
static void test_defaults(void **state) {
  static const struct {
    const char *field;
    const char *code; /* NULL: in order */
  } cases[] = {{"type = 'integer', default = 'x'", "type"},
               {"type = 'integer', min = 1, default = 0", "bounds"},
               {"type = 'integer', min = 1, default = 1", NULL},
               {"type = 'text', max = 3, default = 'abcd'", "length"},
               {"type = 'decimal', scale = 1, default = '0.55'", "type"},
               {"type = 'decimal', scale = 1, default = '0.5'", NULL},
               {"type = 'boolean', default = 'yes'", "type"},
               {"type = 'boolean', default = false", NULL},
               {"type = 'date', default = '2026-13-01'", "type"},
               {"type = 'enum', values = { { value = 'a', zh = 'a', en = 'a' } "
                "}, default = 'b'",
                "choice"},
               {"type = 'list', of = { type = 'integer' }, default = { 1, 'x' "
                "}",
                "type"}};
  (void)state;

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1000];
    struct error err;
    error_init(&err);
    snprintf(text, sizeof text,
             "return { id = 'x', version = '1.0.0', host = 1, zh = 'x', en = "
             "'x', settings = { { name = 'n', zh = 'n', en = 'n', %s } } }",
             cases[i].field);
    json_decref(declare(text, &err));
    if (cases[i].code == NULL) {
      assert_int_equal(err.code, 0);
    } else {
      assert_int_equal(err.fault_count, 1);
      assert_memory_equal(err.faults[0].field, "settings[0].default", 19);
      assert_string_equal(err.faults[0].code, cases[i].code);
    }
    error_fini(&err);
  }
}

static void test_ten_faults(void **state) {
  static const char bad[] =
      "return { id = 'Beds!', version = 'one', host = 2, zh = '床位', "
      "colour = 'red', "
      "tables = { bed = { zh = '床', en = 'Bed', columns = { { name = 'n', "
      "type = 'float', zh = '数', en = 'Count' } } } }, "
      "permissions = { ['beds.edit'] = { roles = { 'king' }, zh = '改', "
      "en = 'Edit' } }, "
      "actions = { add = { zh = '加', en = 'Add', permission = 'beds.none', "
      "records = 'clean', input = { { name = 'x', type = 'float' } }, run = "
      "'not a function' } }, "
      "pages = { list = { kind = 'poster', zh = '床', en = 'Beds', query = "
      "'nothing' } } }";
  struct error err;

  (void)state;
  error_init(&err);
  assert_null(declare(bad, &err));
  assert_int_equal(err.code, ERROR_INPUT);
  assert_fault(&err, "id", "type");
  assert_fault(&err, "version", "type");
  assert_fault(&err, "host", "bounds");
  assert_fault(&err, "en", "required");
  assert_fault(&err, "colour", "unknown");
  assert_fault(&err, "tables.bed.columns[0].n", "type");
  assert_fault(&err, "permissions.beds.edit.roles[0]", "type");
  assert_fault(&err, "actions.add.permission", "unknown");
  assert_fault(&err, "actions.add.records", "unknown");
  assert_fault(&err, "actions.add.input[0].type", "type");
  assert_fault(&err, "actions.add.run", "type");
  assert_fault(&err, "pages.list.kind", "type");
  assert_fault(&err, "pages.list.query", "unknown");
  assert_non_null(err.zh);
  error_fini(&err);
}

static void expect_fault(const char *part, const char *field,
                         const char *code) {
  char text[3000];
  struct error err;

  snprintf(text, sizeof text,
           "return { id = 'beds', version = '1.0.0', host = 1, zh = '床', en = "
           "'Beds', permissions = { ['beds.edit'] = { roles = { 'manager' }, "
           "zh = '改', en = 'Edit' } }, %s }",
           part);
  error_init(&err);
  assert_null(declare(text, &err));
  assert_fault(&err, field, code);
  error_fini(&err);
}

static void test_cross(void **state) {
  (void)state;
  expect_fault("queries = { q = { permission = 'beds.edit', columns = {} } }",
               "queries.q", "run");
  /* every file of a resident asked to be checked, and nobody could say that
   * it was */
  expect_fault(
      "duties = { d = { zh = 'd', en = 'd', permission = 'beds.edit', "
      "outcomes = { { value = 'done', zh = 'x', en = 'x' } } } }, "
      "actions = { a = { zh = 'a', en = 'a', permission = 'beds.edit', "
      "records = 'd', input = {}, run = function() end } }",
      "actions.a.records", "input");
  expect_fault("before = { ['residents.leave'] = function() end }",
               "before.residents.leave", "needs");
  expect_fault("imports = { x = { zh = 'x', en = 'x', columns = {}, action = "
               "'none' } }",
               "imports.x.action", "unknown");
  expect_fault("duties = { d = { zh = 'd', en = 'd', permission = 'beds.edit', "
               "outcomes = { { value = 'done', zh = 'x', en = 'x' } }, late = "
               "'1 hour' } }",
               "duties.d.late", "type");
  expect_fault("duties = { d = { zh = 'd', en = 'd', permission = 'beds.edit', "
               "outcomes = { { value = 'done', zh = 'x', en = 'x' } }, "
               "second_signer = { outcomes = { 'given' } } } }",
               "duties.d.second_signer.outcomes[0]", "unknown");
  expect_fault("settings = { { name = 'n', type = 'enum', zh = 'x', en = 'x' } "
               "}",
               "settings[0].values", "required");
  expect_fault("settings = { { name = 'n', type = 'ref', to = 'bed' } }",
               "settings[0].to", "unknown");
  expect_fault(
      "actions = { a = { zh = 'a', en = 'a', permission = 'beds.edit', "
      "input = { { name = 'n', type = 'ref', to = 'core.person', "
      "page = 'free' } }, run = function() end } }",
      "actions.a.input[0].page", "unknown");
}

static void test_durations(void **state) {
  int64_t ms;

  (void)state;
  assert_int_equal(duration_parse("PT30M", strlen("PT30M"), &ms), 0);
  assert_int_equal(ms, 30 * 60000);
  assert_int_equal(duration_parse("P1DT2H", strlen("P1DT2H"), &ms), 0);
  assert_int_equal(ms, 26 * 3600000);
  assert_true(duration_parse("30M", strlen("30M"), &ms) < 0);
  assert_true(duration_parse("P", strlen("P"), &ms) < 0);
  assert_true(duration_parse("PT", strlen("PT"), &ms) < 0);
  assert_true(duration_parse("P5M", strlen("P5M"), &ms) < 0);
}

static int setup(void **state) {
  struct error err;

  (void)state;
  error_init(&err);
  return plugin_zygote_start(test_runner_path(), &zygote, &err);
}

static int teardown(void **state) {
  (void)state;
  plugin_zygote_stop(zygote);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good), cmocka_unit_test(test_defaults),
      cmocka_unit_test(test_ten_faults), cmocka_unit_test(test_cross),
      cmocka_unit_test(test_durations)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
