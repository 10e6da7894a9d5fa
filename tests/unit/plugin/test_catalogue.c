/* Plugins together: order, circles, what one uses of another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "host.h"
#include "plugin/catalogue.h"

static struct plugin_entry *entry(const char *json) {
  return plugin_entry_new(json_loads(json, 0, NULL),
                          test_source("plugin.lua", json, NULL));
}

/* Builds from declarations ended by NULL; NULL in *out when refused. */
static void build(struct plugin_catalogue **out, struct error *err,
                  const char *json, ...) {
  struct plugin_entry *entries[8];
  size_t count = 0;
  va_list args;

  error_init(err);
  va_start(args, json);
  for (; json != NULL; json = va_arg(args, const char *))
    entries[count++] = entry(json);
  va_end(args);
  plugin_catalogue_build(entries, count, out, err);
  while (count > 0)
    plugin_entry_unref(entries[--count]);
}

static void test_order(void **state) {
  struct plugin_catalogue *cat;
  struct plugin_entry *found;
  struct error err;

  (void)state;
  build(&cat, &err,
        "{\"id\":\"beds\",\"needs\":[\"residents\"],\"actions\":{\"assign\":"
        "{\"permission\":\"beds.assign\"}},\"permissions\":{\"beds.assign\":"
        "{}},\"tables\":{\"stay\":{\"columns\":[{\"to\":"
        "\"residents.resident\"}]}}}",
        "{\"id\":\"residents\",\"tables\":{\"resident\":{}}}", NULL);
  assert_non_null(cat);
  assert_string_equal(plugin_catalogue_at(cat, 0)->id, "residents");
  assert_non_null(plugin_catalogue_find(cat, "actions", "beds.assign", &found));
  assert_string_equal(found->id, "beds");
  assert_null(plugin_catalogue_find(cat, "actions", "beds.other", NULL));
  assert_null(plugin_catalogue_find(cat, "actions", "assign", NULL));
  assert_non_null(plugin_catalogue_permission(cat, "beds.assign"));
  plugin_catalogue_unref(plugin_catalogue_ref(cat));
  assert_int_equal(plugin_catalogue_count(cat), 2);
  plugin_catalogue_unref(cat);
  error_fini(&err);
}

static void refused(const char *code, const char *a, const char *b) {
  struct plugin_catalogue *cat;
  struct error err;

  build(&cat, &err, a, b, NULL);
  assert_null(cat);
  assert_string_equal(err.faults[0].code, code);
  error_fini(&err);
}

static void test_refused(void **state) {
  (void)state;
  refused("twice", "{\"id\":\"a\"}", "{\"id\":\"a\"}");
  refused("missing", "{\"id\":\"a\",\"needs\":[\"c\"]}", "{\"id\":\"b\"}");
  refused("circle", "{\"id\":\"a\",\"needs\":[\"b\"]}",
          "{\"id\":\"b\",\"needs\":[\"a\"]}");
  refused("unknown",
          "{\"id\":\"a\",\"needs\":[\"b\"],\"before\":{\"b.go\":{}}}",
          "{\"id\":\"b\"}");
  refused("twice", "{\"id\":\"a\",\"tables\":{\"b_c\":{}}}",
          "{\"id\":\"a_b\",\"tables\":{\"c\":{}}}");
}

static void test_patterns(void **state) {
  (void)state;
  assert_true(plugin_event_matches("beds.assigned", "beds.assigned"));
  assert_false(plugin_event_matches("beds.assigned", "beds.assign"));
  assert_false(plugin_event_matches("beds", "beds.assigned"));
  assert_true(plugin_event_matches("beds.*", "beds.assigned"));
  assert_false(plugin_event_matches("beds.*", "beds.stay.ended"));
  assert_false(plugin_event_matches("beds.*", "beds"));
  assert_true(plugin_event_matches("beds.**", "beds.stay.ended"));
  assert_false(plugin_event_matches("beds.**", "beds"));
  assert_true(plugin_event_matches("*.ended", "beds.ended"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_order),
                                     cmocka_unit_test(test_refused),
                                     cmocka_unit_test(test_patterns)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
