/* The plugins that come with Songhe are all in force in a new home, and keep
 * being so when it is opened again. */
#include "folder.h"

static void shipped_running(struct folder *folder) {
  json_t *rows = NULL;
  json_t *row;
  size_t i;

  assert_int_equal(folder_ask(folder, "boss", "core.plugins", &rows), 0);
  assert_true(json_array_size(rows) >= 3);
  json_array_foreach(rows, i, row) {
    if (strcmp(json_get_text(row, "state", ""), "running") != 0)
      fail_msg("%s: %s", json_get_text(row, "id", ""),
               json_get_text(row, "reason_en", ""));
  }
  json_decref(rows);
}

static void test_shipped(void **state) {
  const char *source = getenv("SONGHE_SOURCE");
  struct folder folder;

  (void)state;
  folder_init(&folder);
  host_close(folder.host);
  snprintf(folder.plugins, sizeof folder.plugins, "%s/plugins",
           source != NULL ? source : ".");
  folder_open(&folder);
  shipped_running(&folder);
  host_close(folder.host);
  folder_open(&folder);
  shipped_running(&folder);
  folder_fini(&folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
