/* Reading a plugin's folder: what is taken in and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/source.h"

static char folder[64];

static void put(const char *name, const void *text, size_t len) {
  char path[200];
  FILE *file;

  snprintf(path, sizeof path, "%s/%s", folder, name);
  file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, len, file), len);
  fclose(file);
}

static int make(void **state) {
  char path[200];

  (void)state;
  snprintf(folder, sizeof folder, "/tmp/songhe-source-XXXXXX");
  if (mkdtemp(folder) == NULL)
    return -1;
  snprintf(path, sizeof path, "%s/actions", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/tests", folder);
  mkdir(path, 0700);
  put("plugin.lua", "return {}", 9);
  put("actions/go.lua", "return 1", 8);
  put("tests/go.lua", "\033", 1); /* not read */
  put("readme.md", "x", 1);
  return 0;
}

static int clean(void **state) {
  char command[100];

  (void)state;
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static void test_good(void **state) {
  struct plugin_source *one;
  struct plugin_source *two;
  struct error err;

  (void)state;
  error_init(&err);
  assert_int_equal(plugin_source_read(folder, &one, &err), 0);
  assert_int_equal(one->count, 2);
  assert_string_equal(one->files[0].path, "actions/go.lua");
  put("actions/go.lua", "return 2", 8);
  assert_int_equal(plugin_source_read(folder, &two, &err), 0);
  assert_memory_not_equal(one->hash, two->hash, HASH_SIZE);
  plugin_source_free(one);
  plugin_source_free(two);
}

static void refused(const char *field, const char *code) {
  struct plugin_source *source;
  struct error err;

  error_init(&err);
  assert_true(plugin_source_read(folder, &source, &err) < 0);
  assert_null(source);
  assert_int_equal(err.fault_count, 1);
  assert_string_equal(err.faults[0].field, field);
  assert_string_equal(err.faults[0].code, code);
  error_fini(&err);
}

static void test_bytecode(void **state) {
  (void)state;
  put("plugin.lua", "\033LuaT", 5);
  refused("plugin.lua", "bytecode");
}

static void test_nul(void **state) {
  (void)state;
  put("plugin.lua", "return\0{}", 9);
  refused("plugin.lua", "nul");
}

static void test_utf8(void **state) {
  (void)state;
  put("plugin.lua", "return '\xb4\xb2'", 11);
  refused("plugin.lua", "utf8");
  put("plugin.lua", "\xef\xbb\xbfreturn {}", 12);
  refused("plugin.lua", "bom");
}

static void test_large(void **state) {
  size_t len = SOURCE_FILE_MAX + 1;
  char *text = malloc(len);

  (void)state;
  memset(text, ' ', len);
  put("plugin.lua", text, len);
  free(text);
  refused("plugin.lua", "size");
}

static void test_name(void **state) {
  (void)state;
  put("actions/Go!.lua", "return 1", 8);
  refused("actions/Go!.lua", "name");
}

static void test_link(void **state) {
  char path[200];

  (void)state;
  snprintf(path, sizeof path, "%s/passwd.lua", folder);
  assert_int_equal(symlink("/etc/passwd", path), 0);
  refused("passwd.lua", "file");
}

static void test_pipe(void **state) {
  char path[200];

  (void)state;
  snprintf(path, sizeof path, "%s/pipe.lua", folder);
  assert_int_equal(mkfifo(path, 0600), 0);
  refused("pipe.lua", "file");
}

/* A plugin brings no overrides along. */
static void test_overrides(void **state) {
  char path[200];

  (void)state;
  snprintf(path, sizeof path, "%s/overrides", folder);
  assert_int_equal(mkdir(path, 0700), 0);
  refused("overrides", "folder");
}

static void test_read_into(void **state) {
  struct plugin_source *source = plugin_source_new();
  char path[200];
  struct error err;

  (void)state;
  error_init(&err);
  put("tests/go.lua", "return {}", 9);
  snprintf(path, sizeof path, "%s/tests", folder);
  assert_int_equal(plugin_source_read_into(source, path, "tests/", &err), 0);
  assert_non_null(plugin_source_find(source, "tests/go.lua"));
  assert_int_equal(plugin_source_read_into(source, "/nowhere", "x/", &err), 0);
  assert_int_equal(source->count, 1);
  assert_true(plugin_source_is_override("overrides/site/a.lua", "site"));
  assert_false(plugin_source_is_override("overrides/site/a.lua", "home"));
  assert_false(plugin_source_is_override("overrides/site/tests/a.lua", "site"));
  assert_false(plugin_source_is_override("rules/site/a.lua", "site"));
  plugin_source_free(source);
  error_fini(&err);
}

static void test_missing(void **state) {
  char path[200];

  (void)state;
  snprintf(path, sizeof path, "%s/plugin.lua", folder);
  unlink(path);
  refused("plugin.lua", "missing");
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, make, clean)
  const struct CMUnitTest tests[] = {
      CASE(test_good),      CASE(test_bytecode), CASE(test_nul),
      CASE(test_utf8),      CASE(test_large),    CASE(test_name),
      CASE(test_link),      CASE(test_pipe),     CASE(test_missing),
      CASE(test_overrides), CASE(test_read_into)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
