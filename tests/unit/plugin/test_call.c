/* Conversations with real runner processes: LOAD, CALL, ASK, and every way
 * they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "host.h"

static struct plugin_zygote *zygote;

struct fixture {
  struct test_host host;
  struct plugin_source *source;
  struct plugin_runner runner;
  enum plugin_verdict verdict;
  struct error err;
  json_t *result;
};

static void fixture_load(struct fixture *f, struct plugin_source *source) {
  const struct zone *zone;

  memset(f, 0, sizeof *f);
  error_init(&f->err);
  test_host_init(&f->host);
  f->source = source;
  assert_int_equal(zone_get("Asia/Shanghai", &zone, &f->err), 0);
  assert_int_equal(plugin_runner_open(zygote, &f->runner, &f->err), 0);
  plugin_runner_load(&f->runner, source, zone, NULL, &f->verdict, &f->err);
}

/* One file whose action "go" has the given body. */
static void fixture_open(struct fixture *f, const char *body) {
  char text[8000];

  snprintf(text, sizeof text,
           "return { id = 'x', actions = { go = { run = function(call, home) "
           "%s end } }, data = { n = 7 } }",
           body);
  fixture_load(f, test_source("plugin.lua", text, NULL));
  if (f->err.en != NULL)
    print_message("%s\n", f->err.en);
  assert_int_equal(f->verdict, PLUGIN_DONE);
}

static int fixture_call(struct fixture *f, const char *kind, const char *name,
                        const json_t *input, int64_t ms) {
  struct plugin_call call = {.plugin = "x",
                             .kind = kind,
                             .name = name,
                             .call = input,
                             .deadline = clock_monotonic() + ms,
                             .ops = &test_ops,
                             .context = &f->host};

  json_decref(f->result);
  error_fini(&f->err);
  return plugin_call(&f->runner, &call, &f->result, &f->verdict, &f->err);
}

static void fixture_close(struct fixture *f) {
  json_decref(f->result);
  plugin_runner_close(&f->runner);
  plugin_source_free(f->source);
  test_host_fini(&f->host);
  error_fini(&f->err);
}

/* Runs `body` and compares its result with JSON text. */
static void expect_done(const char *body, const char *json) {
  struct fixture f;
  json_t *want = json_loads(json, JSON_DECODE_ANY, NULL);
  json_t *input = json_pack("{s:{s:s, s:n, s:[n]}}", "input", "name", "王",
                            "none", "holes");

  fixture_open(&f, body);
  fixture_call(&f, "action", "go", input, 1000);
  if (f.err.en != NULL || !json_equal(f.result, want)) {
    char *got = json_dumps(f.result, JSON_ENCODE_ANY);
    fail_msg("%s: %s %s", body, f.err.en, got);
  }
  json_decref(want);
  json_decref(input);
  fixture_close(&f);
}

static void expect_fail(const char *body, enum plugin_verdict verdict,
                        const char *text) {
  struct fixture f;

  fixture_open(&f, body);
  assert_true(fixture_call(&f, "action", "go", NULL, 250) < 0);
  if (f.verdict != verdict || strstr(f.err.en, text) == NULL)
    fail_msg("%s: %s, %s", body, plugin_verdict_name(f.verdict), f.err.en);
  assert_non_null(f.err.zh);
  fixture_close(&f);
}

static void test_results(void **state) {
  (void)state;
  expect_done("return { a = 1, b = 'x', c = true, d = null }",
              "{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":null}");
  expect_done("return nil", "null");
  expect_done("return array {}", "[]");
  expect_done("return {}", "{}");
  expect_done("return { 1, { 2 }, math.maxinteger, math.mininteger }",
              "[1,[2],9223372036854775807,-9223372036854775808]");
  expect_done("return call.input.name", "\"王\"");
  expect_done("return call.input.none == nil and call.input.holes[1] == null",
              "true");
  expect_done("return call.data.n", "7");
  expect_done("local t = {} for i = 1, 30000 do t[i] = 'row ' .. i end "
              "return #t",
              "30000");
}

static void test_long_result(void **state) {
  struct fixture f;

  (void)state;
  fixture_open(&f, "local t = {} for i = 1, 30000 do t[i] = 'row ' .. i end "
                   "return t");
  assert_int_equal(fixture_call(&f, "action", "go", NULL, 2000), 0);
  assert_int_equal(json_array_size(f.result), 30000);
  assert_string_equal(json_string_value(json_array_get(f.result, 29999)),
                      "row 30000");
  fixture_close(&f);
}

static void test_pure(void **state) {
  (void)state;
  expect_done("return date.add('2026-02-28', 1)", "\"2026-03-01\"");
  expect_done("return date.diff('2026-03-01', '2026-02-28')", "1");
  expect_done("return date.age('1946-11-24', '2026-11-23')", "79");
  expect_done("return date.from(2025, 2, 29) == nil", "true");
  expect_done("return date.parts('2026-11-23').weekday", "1");
  expect_done("return time.at('2026-11-23', '08:30')", "1795393800000");
  expect_done("return time.iso(1795393800000)",
              "\"2026-11-23T08:30:00+08:00\"");
  expect_done("return time.date(1795393800000)", "\"2026-11-23\"");
  expect_done("return time.parts(time.at('1988-07-01', '00:00')).hour", "0");
  expect_done("return time.iso(time.at('1988-07-01', '00:00'))",
              "\"1988-07-01T00:00:00+09:00\"");
  expect_done("return decimal.add('0.1', '0.2')", "\"0.3\"");
  expect_done("return decimal.mul('1.5', '-2.50')", "\"-3.75\"");
  expect_done("return decimal.div('1', '3', 4)", "\"0.3333\"");
  expect_done("return decimal.div('2', '3', 2)", "\"0.67\"");
  expect_done("return decimal.round('-0.125', 2)", "\"-0.13\"");
  expect_done("return decimal.cmp('1.10', '1.1')", "0");
}

static void test_order(void **state) {
  (void)state;
  expect_done("local s = '' for k in pairs { b = 1, a = 2, c = 3, 9, 8 } do "
              "s = s .. k end return s",
              "\"12abc\"");
}

static void test_errors(void **state) {
  (void)state;
  expect_fail("return { 1.5 }", PLUGIN_FAILED, "result[1] is a number");
  expect_fail("return { a = { b = 4 / 2 } }", PLUGIN_FAILED, "result.a.b is");
  expect_fail("return { 1, nil, 3 }", PLUGIN_FAILED, "holes");
  expect_fail("local t = {} t.t = t return t", PLUGIN_FAILED,
              "contains itself");
  expect_fail("return print", PLUGIN_FAILED, "'print' is not defined");
  expect_fail("return undefined_name", PLUGIN_FAILED,
              "plugin.lua:1: 'undefined_name' is not defined");
  expect_fail("x = 1", PLUGIN_FAILED, "global 'x' can't be set");
  expect_fail("error('a\\r\\nb')", PLUGIN_FAILED, "a\\x0d\\x0ab");
  expect_fail("return '\\xff'", PLUGIN_FAILED, "not UTF-8");
  expect_fail("return function() end", PLUGIN_FAILED, "is a function");
  expect_fail("while true do end", PLUGIN_TIMEOUT, "took too long");
  expect_fail("home.update('t', 1, {})", PLUGIN_FAILED, "only look");
  expect_fail("home.insert('t')", PLUGIN_FAILED, "argument 2 (row)");
  expect_fail("home:insert('t', {})", PLUGIN_FAILED, "too many arguments");
  expect_fail("local t = {} while true do t[#t + 1] = ('x'):rep(9999, #t) end",
              PLUGIN_MEMORY, "memory");
}

static void test_refusals(void **state) {
  struct fixture f;

  (void)state;
  fixture_open(&f, "refuse('bed', 'taken', '床位已占', 'The bed is taken') "
                   "refuse('from', 'past', '过去', 'In the past') "
                   "if refused() then pcall(stop) end return 1");
  assert_int_equal(fixture_call(&f, "action", "go", NULL, 250), ERROR_INPUT);
  assert_int_equal(f.verdict, PLUGIN_REFUSED);
  assert_int_equal(f.err.fault_count, 2);
  assert_string_equal(f.err.faults[0].field, "bed");
  assert_string_equal(f.err.faults[0].zh, "床位已占");
  assert_string_equal(f.err.faults[1].en, "In the past");
  fixture_close(&f);
  fixture_open(&f, "home.insert('none', {})");
  assert_int_equal(fixture_call(&f, "action", "go", NULL, 250), ERROR_INPUT);
  assert_int_equal(f.verdict, PLUGIN_REFUSED);
  assert_string_equal(f.err.faults[0].field, "table");
  fixture_close(&f);
  expect_fail("pcall(fail, '不行', 'No way')", PLUGIN_REFUSED, "No way");
  fixture_open(&f, "refuse('', 'x', '甲', 'A') return 1");
  assert_int_equal(fixture_call(&f, "action", "go", NULL, 250), ERROR_RULE);
  fixture_close(&f);
}

static void test_asks(void **state) {
  struct fixture f;

  (void)state;
  fixture_open(&f, "local id = home.insert('bed', { name = 'A1' }) "
                   "home.publish('made', 'bed:' .. id, { id = id }) "
                   "home.log('made\\n' .. id) "
                   "local ok, e = pcall(home.insert, 'none', {}) "
                   "return { id = id, row = home.get('bed', id), "
                   "n = #home.find('bed', {}), ok = ok, "
                   "fault = e.faults[1].code }");
  assert_int_equal(fixture_call(&f, "action", "go", NULL, 250), 0);
  assert_int_equal(json_integer_value(json_object_get(f.result, "n")), 1);
  assert_string_equal(json_string_value(json_object_get(f.result, "fault")),
                      "unknown");
  assert_int_equal(json_array_size(f.host.events), 1);
  assert_string_equal(f.host.log, "made\\x0a1\n");
  fixture_close(&f);
}

static void test_require(void **state) {
  struct fixture f;

  (void)state;
  fixture_load(&f, test_source("plugin.lua",
                               "return { actions = { go = { run = require "
                               "'actions.go' } }, rules = { double = "
                               "require 'rules.double' } }",
                               "actions/go.lua",
                               "return function(call) return "
                               "call.rules.double(4) end",
                               "rules/double.lua",
                               "return function(n) return 2 * n end",
                               "overrides/home/one.lua",
                               "return { rule = 'x.double', wrap = "
                               "function(base) return function(n) return "
                               "base(n) + 1 end end }",
                               NULL));
  assert_int_equal(f.verdict, PLUGIN_DONE);
  assert_int_equal(fixture_call(&f, "action", "go", NULL, 250), 0);
  assert_int_equal(json_integer_value(f.result), 9);
  fixture_close(&f);
}

static void test_not_lua(void **state) {
  struct fixture f;

  (void)state;
  fixture_load(&f, test_source("plugin.lua", "return {\n  id = \n}}", NULL));
  assert_int_equal(f.verdict, PLUGIN_FAILED);
  assert_non_null(strstr(f.err.en, "plugin.lua:3:"));
  assert_non_null(strstr(f.err.zh, "plugin.lua:3:"));
  fixture_close(&f);
}

/* The zygote is killed under a live runner: the runner dies with it, and the
 * next one comes from a new zygote. */
static void test_zygote_dies(void **state) {
  struct fixture f;
  char text[80];

  (void)state;
  fixture_open(&f, "return 1");
  plugin_zygote_status(zygote, 1, text); /* not ours: unknown, no hang */
  assert_string_equal(text, "unknown");
  syscall(SYS_pidfd_send_signal, f.runner.process.pidfd, SIGKILL, NULL, 0);
  assert_true(fixture_call(&f, "action", "go", NULL, 250) < 0);
  assert_int_equal(f.verdict, PLUGIN_DIED);
  assert_non_null(strstr(f.err.en, "signal 9"));
  fixture_close(&f);
  fixture_open(&f, "return 1");
  fixture_close(&f);
}

static void test_nesting(void **state) {
  static const char *const names[] = {"a", "b", "c", "d"};
  struct plugin_call calls[4] = {0};
  struct error err;

  (void)state;
  error_init(&err);
  for (int i = 0; i < 4; i++) {
    const struct plugin_call *caller = i == 0 ? NULL : &calls[i - 1];
    assert_int_equal(plugin_call_nest(caller, names[i], &err), 0);
    calls[i].plugin = names[i];
    calls[i].caller = caller;
  }
  assert_int_equal(plugin_call_nest(&calls[2], "a", &err), ERROR_PLUGIN);
  error_fini(&err);
  assert_int_equal(plugin_call_nest(&calls[3], "e", &err), ERROR_PLUGIN);
  error_fini(&err);
}

static int setup(void **state) {
  struct error err;

  (void)state;
  error_init(&err);
  if (plugin_zygote_start(test_runner_path(), &zygote, &err) != 0) {
    fprintf(stderr, "%s\n", err.en);
    return -1;
  }
  return 0;
}

static int teardown(void **state) {
  (void)state;
  plugin_zygote_stop(zygote);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_results),     cmocka_unit_test(test_long_result),
      cmocka_unit_test(test_pure),        cmocka_unit_test(test_order),
      cmocka_unit_test(test_errors),      cmocka_unit_test(test_refusals),
      cmocka_unit_test(test_asks),        cmocka_unit_test(test_require),
      cmocka_unit_test(test_not_lua),     cmocka_unit_test(test_nesting),
      cmocka_unit_test(test_zygote_dies),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
