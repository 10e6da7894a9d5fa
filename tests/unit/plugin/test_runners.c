/* The pool: one runner a use, swaps, strikes, the most that are kept. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "host.h"
#include "plugin/runners.h"

static struct plugin_zygote *zygote;
static int quarantined;

static void on_quarantine(void *context, const char *home, const char *plugin,
                          const char *zh, const char *en) {
  (void)context;
  assert_string_equal(home, "h1");
  assert_string_equal(plugin, "x");
  assert_non_null(strstr(en, "three times"));
  assert_non_null(zh);
  quarantined++;
}

static struct plugin_entry *entry(const char *body) {
  char text[500];

  snprintf(text, sizeof text,
           "local n = 0 return { id = 'x', actions = { go = { run = "
           "function(call, home) n = n + 1 %s end } } }",
           body);
  return plugin_entry_new(json_pack("{s:s}", "id", "x"),
                          test_source("plugin.lua", text, NULL));
}

static struct plugin_runners *pool(void) {
  struct plugin_runners_events events = {.quarantine = on_quarantine};
  struct plugin_runners *runners;
  struct error err;

  error_init(&err);
  assert_int_equal(plugin_runners_new(zygote, &events, &runners, &err), 0);
  quarantined = 0;
  return runners;
}

/* One call on a runner of the pool; its result as an integer, or -1. */
static int64_t go(struct plugin_runners *runners, const char *home,
                  struct plugin_entry *plugin, enum runner_use use) {
  struct runner_want want = {.home = home,
                             .entry = plugin,
                             .use = use,
                             .deadline = clock_monotonic() + 1000};
  struct plugin_call call = {.plugin = "x", .kind = "action", .name = "go"};
  enum plugin_verdict verdict;
  struct plugin_runner *runner;
  json_t *result = NULL;
  struct error err;
  int64_t n = -1;

  error_init(&err);
  assert_int_equal(plugin_runners_take(runners, &want, &runner, &err), 0);
  call.deadline = clock_monotonic() + 100;
  if (plugin_call(runner, &call, &result, &verdict, &err) == 0)
    n = json_integer_value(result);
  plugin_runners_give(runners, runner, verdict);
  json_decref(result);
  error_fini(&err);
  return n;
}

static void test_warm(void **state) {
  struct plugin_runners *runners = pool();
  struct plugin_entry *one = entry("return n");
  struct plugin_entry *two = entry("return n + 100");

  (void)state;
  assert_int_equal(go(runners, "h1", one, RUNNER_WRITES), 1);
  assert_int_equal(go(runners, "h1", one, RUNNER_WRITES), 2);
  assert_int_equal(go(runners, "h1", one, RUNNER_READS), 1);
  assert_int_equal(go(runners, "h2", one, RUNNER_WRITES), 1);
  assert_int_equal(plugin_runners_count(runners), 3);
  /* another version takes the place of the old one */
  assert_int_equal(go(runners, "h1", two, RUNNER_WRITES), 101);
  assert_int_equal(plugin_runners_count(runners), 3);
  plugin_runners_drop(runners, "h1", NULL);
  assert_int_equal(plugin_runners_count(runners), 1);
  plugin_runners_free(runners);
  plugin_entry_unref(one);
  plugin_entry_unref(two);
}

static void test_busy(void **state) {
  struct plugin_runners *runners = pool();
  struct plugin_entry *one = entry("return n");
  struct runner_want want = {.home = "h1", .entry = one};
  struct plugin_runner *first;
  struct plugin_runner *second;
  struct error err;

  (void)state;
  error_init(&err);
  want.deadline = clock_monotonic() + 1000;
  assert_int_equal(plugin_runners_take(runners, &want, &first, &err), 0);
  want.deadline = clock_monotonic() + 50;
  assert_int_equal(plugin_runners_take(runners, &want, &second, &err),
                   ERROR_BUSY);
  plugin_runners_give(runners, first, PLUGIN_DONE);
  error_fini(&err);
  plugin_runners_free(runners);
  plugin_entry_unref(one);
}

static void test_most(void **state) {
  struct plugin_runners *runners = pool();
  struct plugin_entry *one = entry("return n");
  char home[16];

  (void)state;
  for (int i = 0; i < RUNNERS_KEPT + 8; i++) {
    snprintf(home, sizeof home, "home%d", i);
    assert_int_equal(go(runners, home, one, RUNNER_WRITES), 1);
  }
  assert_int_equal(plugin_runners_count(runners), RUNNERS_KEPT);
  plugin_runners_drop(runners, NULL, NULL);
  assert_int_equal(plugin_runners_count(runners), 0);
  plugin_runners_free(runners);
  plugin_entry_unref(one);
}

static void test_strikes(void **state) {
  struct plugin_runners *runners = pool();
  struct plugin_entry *bad = entry("while true do end");

  (void)state;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(quarantined, 0);
    assert_int_equal(go(runners, "h1", bad, RUNNER_WRITES), -1);
    assert_int_equal(plugin_runners_count(runners), 0);
  }
  assert_int_equal(quarantined, 1);
  plugin_runners_free(runners);
  plugin_entry_unref(bad);
}

/* A machine that is too busy to let it run: no strike, however often. */
static void test_starved(void **state) {
  struct plugin_runners *runners = pool();
  struct plugin_entry *one = entry("return n");
  struct runner_want want = {.home = "h1", .entry = one, .use = RUNNER_WRITES};
  struct plugin_call call = {.plugin = "x", .kind = "action", .name = "go"};

  (void)state;
  for (int i = 0; i < 2 * RUNNERS_STRIKES; i++) {
    enum plugin_verdict verdict;
    struct plugin_runner *runner;
    json_t *result = NULL;
    struct error err;

    error_init(&err);
    want.deadline = clock_monotonic() + 1000;
    assert_int_equal(plugin_runners_take(runners, &want, &runner, &err), 0);
    assert_int_equal(kill((pid_t)runner->process.pid, SIGSTOP), 0);
    call.deadline = clock_monotonic() + 100;
    assert_int_equal(plugin_call(runner, &call, &result, &verdict, &err),
                     ERROR_TIMEOUT);
    assert_int_equal(verdict, PLUGIN_STARVED);
    plugin_runners_give(runners, runner, verdict);
    assert_int_equal(plugin_runners_count(runners),
                     0); /* killed all the same */
    error_fini(&err);
  }
  assert_int_equal(quarantined, 0);
  assert_int_equal(go(runners, "h1", one, RUNNER_WRITES), 1);
  plugin_runners_free(runners);
  plugin_entry_unref(one);
}

/* A read that the machine starved is made again; one that loops is not. */
static void test_starved_reading(void **state) {
  struct plugin_source *good = test_source("plugin.lua", "return {}", NULL);
  struct plugin_source *bad =
      test_source("plugin.lua", "while true do end", NULL);
  struct plugin_runner runner;
  enum plugin_verdict verdict;
  struct error err;
  int64_t began;

  (void)state;
  error_init(&err);
  assert_int_equal(plugin_runner_open(zygote, &runner, &err), 0);
  assert_int_equal(kill((pid_t)runner.process.pid, SIGSTOP), 0);
  assert_int_equal(
      plugin_runner_load(&runner, good, NULL, NULL, &verdict, &err), 0);
  assert_int_equal(verdict, PLUGIN_DONE);
  plugin_runner_close(&runner);
  assert_int_equal(plugin_runner_open(zygote, &runner, &err), 0);
  began = clock_monotonic();
  assert_int_equal(plugin_runner_load(&runner, bad, NULL, NULL, &verdict, &err),
                   ERROR_TIMEOUT);
  assert_true(clock_monotonic() - began < 2 * PLUGIN_LOAD_MS);
  plugin_runner_close(&runner);
  error_fini(&err);
  plugin_source_free(good);
  plugin_source_free(bad);
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
      cmocka_unit_test(test_warm),    cmocka_unit_test(test_busy),
      cmocka_unit_test(test_most),    cmocka_unit_test(test_strikes),
      cmocka_unit_test(test_starved), cmocka_unit_test(test_starved_reading)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
