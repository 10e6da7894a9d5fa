/* Every plugin in tests/plugins/hostile/ is run in real runner processes. Its
 * first line says what must become of it:
 *
 *   -- expect: done | refused | error TEXT | killed [VERDICT]
 *   -- expect: load done | load error TEXT | load timeout | load memory
 *
 * Each is stopped within a second, while a well-behaved neighbour is asked all
 * the time and must answer as usual; after each, a fresh runner must look the
 * same as before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/log.h"
#include "host.h"

#ifdef RUNNER_RELAXED /* sanitizers are slow */
#define STOPPED_MS 4000
#define ATTACK_MS 1500
#else
#define STOPPED_MS 1000
#define ATTACK_MS 500 /* less than a home gives: there are many of them */
#endif
#define NEIGHBOUR_MS 200 /* normal is far below one; the machine is shared */

static const char good[] =
    "return { actions = { look = { run = function(call, home)\n"
    "  local names = {}\n"
    "  for k in pairs(('x'):rep(3) and { a = 1, b = 2, c = 3 }) do\n"
    "    names[#names + 1] = k\n"
    "  end\n"
    "  assert(string.upper('a') == 'A' and ('a'):upper() == 'A')\n"
    "  assert(table.concat(names, ',') == 'a,b,c')\n"
    "  assert(math.max(1, 2) == 2 and tostring(1) == '1')\n"
    "  assert(not pcall(function() return leak end))\n"
    "  assert(#home.find('t', {}) == 0)\n"
    "  return { n = 42, sum = decimal.add('0.1', '0.2') }\n"
    "end } } }";

static struct plugin_zygote *zygote;

/* --- the neighbour ---------------------------------------------------------
 */

static struct {
  atomic_bool stop;
  atomic_long calls;
  atomic_long slowest; /* ms */
  atomic_long failed;
} neighbour;

/* Calls look on a runner; 0 when it answers what it must. */
static int look(struct plugin_runner *runner) {
  struct test_host host;
  struct plugin_call call = {.plugin = "good",
                             .kind = "action",
                             .name = "look",
                             .deadline = clock_monotonic() + 2000,
                             .ops = &test_ops,
                             .context = &host};
  enum plugin_verdict verdict;
  struct error err;
  json_t *result = NULL;
  int rc;

  error_init(&err);
  test_host_init(&host);
  rc = plugin_call(runner, &call, &result, &verdict, &err);
  if (rc == 0 && json_integer_value(json_object_get(result, "n")) != 42)
    rc = -1;
  if (rc != 0)
    fprintf(stderr, "look: %s\n", err.en);
  json_decref(result);
  test_host_fini(&host);
  error_fini(&err);
  return rc;
}

static int load(struct plugin_runner *runner, const char *text,
                enum plugin_verdict *verdict, struct error *err) {
  struct plugin_source *source = test_source("plugin.lua", text, NULL);
  json_t *declaration = NULL;
  int rc = plugin_runner_open(zygote, runner, err);

  if (rc == 0)
    rc = plugin_runner_load(runner, source, NULL, &declaration, verdict, err);
  json_decref(declaration);
  plugin_source_free(source);
  return rc;
}

static void *neighbour_run(void *unused) {
  struct plugin_runner runner;
  enum plugin_verdict verdict;
  struct error err;

  (void)unused;
  error_init(&err);
  load(&runner, good, &verdict, &err);
  while (!neighbour.stop) {
    int64_t start = clock_monotonic();
    int64_t took;
    if (look(&runner) != 0)
      neighbour.failed++;
    took = clock_monotonic() - start;
    if (took > neighbour.slowest)
      neighbour.slowest = took;
    neighbour.calls++;
    poll(NULL, 0, 2);
  }
  plugin_runner_close(&runner);
  error_fini(&err);
  return NULL;
}

/* --- one hostile plugin ----------------------------------------------------
 */

static char *read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  char *text = calloc(1, SOURCE_FILE_MAX + 1);

  assert_non_null(file);
  assert_true(fread(text, 1, SOURCE_FILE_MAX, file) > 0);
  fclose(file);
  return text;
}

/* What became of it, in the words of its first line. */
static void describe(enum plugin_verdict verdict, const struct error *err,
                     char *text, size_t size) {
  if (verdict == PLUGIN_DONE)
    snprintf(text, size, "done");
  else if (verdict == PLUGIN_REFUSED)
    snprintf(text, size, "refused");
  else if (verdict == PLUGIN_FAILED)
    snprintf(text, size, "error %s", err->en);
  else /* on a busy machine even a loop may not get far: it ends all the same */
    snprintf(text, size, "killed %s",
             plugin_verdict_name(verdict == PLUGIN_STARVED ? PLUGIN_TIMEOUT
                                                           : verdict));
}

static void attack(struct plugin_runner *runner, enum plugin_verdict *verdict,
                   struct error *err) {
  struct test_host host;
  struct plugin_call call = {.plugin = "hostile",
                             .kind = "action",
                             .name = "attack",
                             .ops = &test_ops,
                             .context = &host};
  json_t *result = NULL;

  test_host_init(&host);
  for (int i = 0; i < 2 && !runner->dead && err->code == ERROR_NONE; i++) {
    call.deadline = clock_monotonic() + ATTACK_MS;
    plugin_call(runner, &call, &result, verdict, err);
    json_decref(result);
    result = NULL;
  }
  test_host_fini(&host);
}

/* "error TEXT" wants TEXT somewhere in the error; the rest must be equal. */
static bool meets(const char *expect, const char *got) {
  if (strncmp(expect, "error ", 6) == 0)
    return strncmp(got, "error ", 6) == 0 && strstr(got, expect + 6) != NULL;
  if (strcmp(expect, "error") == 0)
    return strncmp(got, "error ", 6) == 0;
  if (strcmp(expect, "killed") == 0)
    return strncmp(got, "killed ", 7) == 0;
  return strcmp(expect, got) == 0;
}

static bool run_one(const char *path) {
  char *text = read_file(path);
  const char *expect = strstr(text, "-- expect: ");
  bool at_load;
  char want[300];
  char got[2000];
  struct plugin_runner runner;
  enum plugin_verdict verdict = PLUGIN_DONE;
  struct error err;
  int64_t start = clock_monotonic();
  int64_t took, most;
  bool ok;

  assert_ptr_equal(expect, text);
  snprintf(want, sizeof want, "%.*s", (int)strcspn(expect + 11, "\n"),
           expect + 11);
  at_load = strncmp(want, "load ", 5) == 0;
  error_init(&err);
  if (load(&runner, text, &verdict, &err) == 0 && !at_load)
    attack(&runner, &verdict, &err);
  took = clock_monotonic() - start;
  most = STOPPED_MS + (at_load ? 3 * PLUGIN_LOAD_MS : 0); /* tries, at worst */
  describe(verdict, &err, got, sizeof got);
  if (at_load && strncmp(want + 5, "timeout", 7) == 0)
    ok = strcmp(got, "killed timeout") == 0;
  else if (at_load && strncmp(want + 5, "memory", 6) == 0)
    ok = strcmp(got, "killed memory") == 0;
  else
    ok = meets(at_load ? want + 5 : want, got);
  if (!ok || took > most)
    fprintf(stderr, "%s: wanted \"%s\", got \"%s\" in %lld ms\n",
            strrchr(path, '/') + 1, want, got, (long long)took);
  plugin_runner_close(&runner);
  error_fini(&err);
  free(text);
  return ok && took <= most;
}

static void check_fresh(void) {
  struct plugin_runner runner;
  enum plugin_verdict verdict;
  struct error err;

  error_init(&err);
  assert_int_equal(load(&runner, good, &verdict, &err), 0);
  assert_int_equal(look(&runner), 0);
  plugin_runner_close(&runner);
  error_fini(&err);
}

static void test_hostile(void **state) {
  const char *source = getenv("SONGHE_SOURCE");
  char pattern[1000];
  pthread_t thread;
  glob_t files;
  int wrong = 0;

  (void)state;
  snprintf(pattern, sizeof pattern, "%s/tests/plugins/hostile/*.lua",
           source == NULL ? "." : source);
  assert_int_equal(glob(pattern, 0, NULL, &files), 0);
  assert_true(files.gl_pathc >= 100);
  assert_int_equal(pthread_create(&thread, NULL, neighbour_run, NULL), 0);
  for (size_t i = 0; i < files.gl_pathc; i++) {
    wrong += !run_one(files.gl_pathv[i]);
    check_fresh();
  }
  neighbour.stop = true;
  pthread_join(thread, NULL);
  print_message("%zu hostile plugins; the neighbour answered %ld times, "
                "slowest %ld ms\n",
                files.gl_pathc, neighbour.calls, neighbour.slowest);
  globfree(&files);
  assert_int_equal(wrong, 0);
  assert_int_equal(neighbour.failed, 0);
  assert_true(neighbour.calls > 100);
  assert_true(neighbour.slowest < NEIGHBOUR_MS);
}

static int setup(void **state) {
  struct error err;

  (void)state;
  error_init(&err);
  log_set_level(LOG_ERROR);
  return plugin_zygote_start(test_runner_path(), &zygote, &err);
}

static int teardown(void **state) {
  (void)state;
  plugin_zygote_stop(zygote);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_hostile)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
