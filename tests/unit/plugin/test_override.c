/* Overrides of a site and a home: what they change, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "host.h"
#include "plugin/declare.h"
#include "plugin/override.h"

static struct plugin_zygote *zygote;

#define RULE "return function(n) return 2 * n end"

static const char box[] =
    "return { id = 'box', version = '1.0.0', host = 1, zh = '箱', en = 'Box', "
    "settings = { { name = 'limit', type = 'integer', default = 5, min = 1, "
    "max = 9, zh = '限', en = 'Limit' } }, "
    "tables = { thing = { zh = '物', en = 'Thing', columns = { { name = 'name',"
    " type = 'text', zh = '名', en = 'Name' } } } }, "
    "rules = { double = require 'rules.double' }, "
    "permissions = { ['box.put'] = { roles = { 'manager' }, zh = '放', en = "
    "'Put' } }, "
    "actions = { put = { zh = '放', en = 'Put', permission = 'box.put', input ="
    " {}, run = function(call, home) home.insert('thing', { name = 'x' }) end "
    "} }, "
    "queries = { list = { permission = 'box.put', columns = { { name = 'id', "
    "type = 'id' } }, sql = 'select id from box_thing order by id desc;' }, "
    "lua = { permission = 'box.put', columns = {}, run = function() end } }, "
    "pages = { list = { kind = 'list', zh = '物', en = 'Things', query = "
    "'list', columns = { 'id' } }, one = { kind = 'record', zh = '物', en = "
    "'Thing', query = 'list' } } }";

/* The plugin with overrides laid over it; NULL with faults in `err`. */
struct laid {
  struct plugin_entry *base;
  struct plugin_source *source;
  json_t *declaration;
  struct error err;
};

static void lay(struct laid *laid, const char *rule, const char *site,
                const char *home) {
  struct plugin_source *source =
      test_source("plugin.lua", box, "rules/double.lua", rule, NULL);
  json_t *declaration = NULL;

  memset(laid, 0, sizeof *laid);
  assert_int_equal(plugin_declare(zygote, source, &declaration, &laid->err), 0);
  laid->base = plugin_entry_new(declaration, source);
  laid->source = plugin_source_copy(source);
  if (site != NULL)
    plugin_source_add(laid->source, "overrides/site/a.lua", site, strlen(site),
                      NULL);
  if (home != NULL)
    plugin_source_add(laid->source, "overrides/home/a.lua", home, strlen(home),
                      NULL);
  plugin_source_seal(laid->source);
  plugin_overrides_apply(zygote, laid->base, laid->source, &laid->declaration,
                         &laid->err);
}

static void unlay(struct laid *laid) {
  json_decref(laid->declaration);
  plugin_source_free(laid->source);
  plugin_entry_unref(laid->base);
  error_fini(&laid->err);
}

static void assert_laid(const struct laid *laid) {
  for (size_t i = 0; i < laid->err.fault_count; i++)
    print_message("%s: %s\n", laid->err.faults[i].field,
                  laid->err.faults[i].en);
  if (laid->err.code != 0 && laid->err.en != NULL)
    print_message("%s\n", laid->err.en);
  assert_non_null(laid->declaration);
}

static void assert_fault(const struct laid *laid, const char *field,
                         const char *code) {
  assert_null(laid->declaration);
  for (size_t i = 0; i < laid->err.fault_count; i++)
    if (strcmp(laid->err.faults[i].field, field) == 0 &&
        strcmp(laid->err.faults[i].code, code) == 0)
      return;
  for (size_t i = 0; i < laid->err.fault_count; i++)
    print_message("%s %s\n", laid->err.faults[i].field,
                  laid->err.faults[i].code);
  fail_msg("no fault %s at %s", code, field);
}

/* The hash that the next override of the rule has to name. */
static void hash_of(const char *rule, const char *site, char out[65]) {
  struct laid laid;
  json_t *rules;

  lay(&laid, rule, site, NULL);
  rules = plugin_overrides_rules(
      laid.declaration != NULL ? laid.declaration : laid.base->declaration,
      laid.source);
  strcpy(out, json_get_text(json_array_get(rules, 0), "hash", ""));
  assert_int_equal(strlen(out), 64);
  json_decref(rules);
  unlay(&laid);
}

static int call_rule(const struct laid *laid) {
  struct plugin_runner runner;
  json_t *args = json_pack("[i]", 4);
  struct plugin_call call = {.plugin = "box",
                             .kind = "rule",
                             .name = "double",
                             .args = args,
                             .deadline = clock_monotonic() + 2000};
  enum plugin_verdict verdict;
  json_t *result = NULL;
  struct error err = {0};
  int n;

  assert_int_equal(plugin_runner_open(zygote, &runner, &err), 0);
  assert_int_equal(
      plugin_runner_load(&runner, laid->source, NULL, NULL, &verdict, &err), 0);
  assert_int_equal(plugin_call(&runner, &call, &result, &verdict, &err), 0);
  n = (int)json_integer_value(result);
  json_decref(result);
  json_decref(args);
  plugin_runner_close(&runner);
  return n;
}

#define WRAP(hash, by)                                                         \
  "return { rule = 'box.double', base_hash = '" hash                           \
  "', wrap = function(base) return function(n) return base(n) " by             \
  " end end }"

/* plugin <- site <- home: the home's wrap is around the site's, and was
 * written for it. */
static void test_order(void **state) {
  char site[500];
  char home[500];
  char hash[65];
  struct laid laid;

  (void)state;
  hash_of(RULE, NULL, hash);
  snprintf(site, sizeof site, WRAP("%s", "+ 1"), hash);
  hash_of(RULE, site, hash);
  snprintf(home, sizeof home, WRAP("%s", "* 10"), hash);
  lay(&laid, RULE, site, home);
  assert_laid(&laid);
  assert_int_equal(call_rule(&laid), 90);
  assert_int_equal(
      json_array_size(json_object_get(laid.declaration, "overrides")), 2);
  unlay(&laid);
  /* without the site's it was written for something else */
  lay(&laid, RULE, NULL, home);
  assert_fault(&laid, "home/a.lua: base_hash", "stale");
  unlay(&laid);
}

static void test_stale(void **state) {
  char site[500];
  char hash[65];
  struct laid laid;

  (void)state;
  hash_of(RULE, NULL, hash);
  hash[OVERRIDE_HASH_MIN] = '\0'; /* a part of it is enough */
  snprintf(site, sizeof site, WRAP("%s", "+ 1"), hash);
  lay(&laid, RULE, site, NULL);
  assert_laid(&laid);
  assert_int_equal(call_rule(&laid), 9);
  unlay(&laid);
  lay(&laid, "return function(n) return n + n end", site, NULL);
  assert_fault(&laid, "site/a.lua: base_hash", "stale");
  assert_non_null(strstr(laid.err.faults[0].en, "rules/double.lua"));
  unlay(&laid);
  lay(&laid, RULE, WRAP("abc", "+ 1"), NULL);
  assert_fault(&laid, "site/a.lua: base_hash", "required");
  unlay(&laid);
}

static void test_faults(void **state) {
  static const struct {
    const char *text;
    const char *field;
    const char *code;
  } cases[] = {
      {"return {", "home/a.lua", "lua"},
      {"error('no')", "home/a.lua", "lua"},
      {"return 3", "home/a.lua", "lua"},
      {"return { roole = 'x' }", "home/a.lua: roole", "unknown"},
      {"return { rule = 'box.none', base_hash = 'x', replace = print }",
       "home/a.lua", "lua"},
      {"return { rule = 'box.none', base_hash = 'x', replace = function() end "
       "}",
       "home/a.lua: rule", "unknown"},
      {"return { rule = 'beds.double', base_hash = 'x', replace = function() "
       "end }",
       "home/a.lua: rule", "unknown"},
      {"return { rule = 'box.double', base_hash = 'x' }", "home/a.lua: wrap",
       "required"},
      {"return { replace = function() end }", "home/a.lua: rule", "required"},
      {"return { settings = { limit = 10 } }", "home/a.lua: settings.limit",
       "type"},
      {"return { settings = { none = 1 } }", "home/a.lua: settings.none",
       "unknown"},
      {"return { texts = { ['actions.none'] = { zh = '无' } } }",
       "home/a.lua: texts.actions.none", "unknown"},
      {"return { fields = { table = 'none', columns = {} } }",
       "home/a.lua: fields.table", "unknown"},
      {"return { fields = { table = 'thing', columns = { { name = 'name', type"
       " = 'text' } } } }",
       "home/a.lua: fields.columns[0]", "twice"},
      {"return { fields = { table = 'thing', columns = { { name = 'more', type"
       " = 'text', required = true } } } }",
       "home/a.lua: fields.columns[0]", "required"},
      {"return { fields = { table = 'thing', columns = {}, queries = { lua ="
       " 'id' } } }",
       "home/a.lua: fields.queries.lua", "unknown"},
      {"return { fields = { table = 'thing', columns = {}, queries = { list ="
       " 'no' } } }",
       "home/a.lua: fields.queries.list", "unknown"},
      {"return { fields = { table = 'thing', columns = {}, actions = { no ="
       " 'new' } } }",
       "home/a.lua: fields.actions.no", "unknown"},
      {"return { fields = { table = 'thing', columns = {}, actions = { put ="
       " 'which' } } }",
       "home/a.lua: fields.actions.put", "unknown"},
  };

  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct laid laid;
    lay(&laid, RULE, NULL, cases[i].text);
    assert_fault(&laid, cases[i].field, cases[i].code);
    unlay(&laid);
  }
}

/* Two bad files and two faults in one: all are named. */
static void test_all_named(void **state) {
  struct laid laid;

  (void)state;
  lay(&laid, RULE, "return {", "return { settings = { a = 1, b = 2 } }");
  assert_fault(&laid, "site/a.lua", "lua");
  assert_fault(&laid, "home/a.lua: settings.a", "unknown");
  assert_fault(&laid, "home/a.lua: settings.b", "unknown");
  unlay(&laid);
}

/* A wrap that fails while it is made, or makes no function. */
static void test_bad_wrap(void **state) {
  char text[500];
  char hash[65];
  struct laid laid;

  (void)state;
  hash_of(RULE, NULL, hash);
  snprintf(text, sizeof text,
           "return { rule = 'box.double', base_hash = '%s', wrap = "
           "function(base) return 3 end }",
           hash);
  lay(&laid, RULE, NULL, text);
  assert_null(laid.declaration);
  assert_non_null(strstr(laid.err.en, "overrides/home/a.lua"));
  unlay(&laid);
}

static void test_texts_and_settings(void **state) {
  struct laid laid;
  const json_t *setting;

  (void)state;
  lay(&laid, RULE,
      "return { settings = { limit = 7 }, texts = { ['actions.put'] = { zh = "
      "'放入' }, ['permissions.box.put'] = { en = 'Put in' }, "
      "['tables.thing.columns.name'] = { en = 'Label' } } }",
      "return { settings = { limit = 8 } }");
  assert_laid(&laid);
  setting = json_array_get(json_object_get(laid.declaration, "settings"), 0);
  assert_int_equal(json_get_int(setting, "default", 0), 8);
  assert_string_equal(
      json_get_text(
          json_object_get(json_object_get(laid.declaration, "actions"), "put"),
          "zh", ""),
      "放入");
  assert_string_equal(
      json_get_text(
          json_object_get(json_object_get(laid.declaration, "permissions"),
                          "box.put"),
          "en", ""),
      "Put in");
  /* the plugin itself is as it was */
  setting =
      json_array_get(json_object_get(laid.base->declaration, "settings"), 0);
  assert_int_equal(json_get_int(setting, "default", 0), 5);
  unlay(&laid);
}

static const json_t *at(const json_t *from, const char *a, const char *b) {
  return json_object_get(json_object_get(from, a), b);
}

static void test_fields(void **state) {
  struct laid laid;
  const json_t *d;
  const json_t *page;
  const json_t *added;

  (void)state;
  lay(&laid, RULE, NULL,
      "return { fields = { table = 'box.thing', columns = { { name = 'colour',"
      " type = 'text', zh = '色', en = 'Colour', hint_en = 'any' } }, actions ="
      " { put = 'new' }, queries = { list = 'id' } } }");
  assert_laid(&laid);
  d = laid.declaration;
  assert_int_equal(
      json_array_size(json_object_get(at(d, "tables", "thing"), "columns")), 2);
  assert_int_equal(
      json_array_size(json_object_get(at(d, "actions", "put"), "input")), 1);
  added = at(at(d, "actions", "put"), "added", "thing");
  assert_string_equal(json_get_text(added, "row", ""), "new");
  assert_string_equal(
      json_string_value(json_array_get(json_object_get(added, "columns"), 0)),
      "colour");
  assert_non_null(strstr(json_get_text(at(d, "queries", "list"), "sql", ""),
                         "from (\nselect id from box_thing order by id desc\n"
                         ") added_q"));
  page = at(d, "pages", "list");
  assert_int_equal(json_array_size(json_object_get(page, "columns")), 2);
  page = at(d, "pages", "one");
  assert_int_equal(json_array_size(json_object_get(page, "sections")), 1);
  unlay(&laid);
}

static int start(void **state) {
  struct error err = {0};

  (void)state;
  return plugin_zygote_start(test_runner_path(), &zygote, &err);
}

static int stop(void **state) {
  (void)state;
  plugin_zygote_stop(zygote);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_stale),
      cmocka_unit_test(test_faults),
      cmocka_unit_test(test_all_named),
      cmocka_unit_test(test_bad_wrap),
      cmocka_unit_test(test_texts_and_settings),
      cmocka_unit_test(test_fields),
  };
  return cmocka_run_group_tests(tests, start, stop);
}
