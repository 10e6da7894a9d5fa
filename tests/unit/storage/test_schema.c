#include "support.h"

static int setup(void **state) {
  struct home *home = calloc(1, sizeof *home);
  home_make(home);
  *state = home;
  return 0;
}

static int teardown(void **state) {
  home_remove(*state);
  free(*state);
  return 0;
}

static void ten_faults_at_once(void **state) {
  json_t *tables =
      json("{\"Bad\":{},"
           "\"bed\":{\"colour\":1,\"columns\":["
           "{\"name\":\"id\",\"type\":\"text\"},"
           "{\"name\":\"a\",\"type\":\"float\"},"
           "{\"name\":\"b\",\"type\":\"text\",\"min\":5,\"max\":2},"
           "{\"name\":\"c\",\"type\":\"enum\"},"
           "{\"name\":\"d\",\"type\":\"ref\",\"to\":\"nowhere\"},"
           "{\"name\":\"e\",\"type\":\"decimal\",\"scale\":12},"
           "{\"name\":\"f\",\"type\":\"integer\",\"default\":\"x\"}],"
           "\"unique\":[{\"columns\":[\"zz\"]}],"
           "\"no_overlap\":[{\"key\":\"d\",\"from\":\"b\",\"to\":\"f\"}],"
           "\"transitions\":{\"b\":{\"initial\":[\"x\"]}},"
           "\"share\":[\"yy\"]}}");
  static const char *const want[] = {"tables.Bad",
                                     "tables.bed.colour",
                                     "tables.bed.columns[0].id",
                                     "tables.bed.columns[1].a",
                                     "tables.bed.columns[2].b",
                                     "tables.bed.columns[3].c.values",
                                     "tables.bed.columns.d.to",
                                     "tables.bed.columns[5].e.scale",
                                     "tables.bed.columns[6].f.default",
                                     "tables.bed.unique[0]",
                                     "tables.bed.no_overlap[0]",
                                     "tables.bed.transitions.b",
                                     "tables.bed.share"};
  struct error err;

  (void)state;
  error_init(&err);
  assert_int_equal(storage_schema_check("beds", tables, &err), ERROR_INPUT);
  for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
    bool found = false;
    for (size_t k = 0; k < err.fault_count; k++)
      found = found || strcmp(err.faults[k].field, want[i]) == 0;
    if (!found)
      fail_msg("%s is not named", want[i]);
  }
  error_fini(&err);
  json_decref(tables);
}

static int apply(struct home *home, const char *version, const char *tables,
                 const char *migrations, bool *changed, struct error *err) {
  struct storage_command command = {.plugin = "core", .action = "schema"};
  json_t *declared = json(tables);
  json_t *steps = migrations != NULL ? json(migrations) : NULL;
  int rc;

  error_init(err);
  ok(storage_begin(home->storage, err), err);
  ok(storage_command_begin(home->storage, &command, err), err);
  rc = storage_schema_apply(home->storage, "beds", version, declared, steps,
                            changed, err);
  if (rc == 0)
    rc = storage_command_accept(home->storage, NULL, NULL, err);
  if (rc == 0)
    rc = storage_commit(home->storage, err);
  else
    storage_rollback(home->storage);
  json_decref(declared);
  json_decref(steps);
  return rc;
}

static void verified(struct home *home) {
  struct storage_verdict verdict;
  struct error err;
  int rc;

  error_init(&err);
  rc = storage_verify_open(home->storage, NULL, &verdict, &err);
  for (size_t i = 0; i < verdict.findings.fault_count; i++)
    print_error("  %s %s %s\n", verdict.findings.faults[i].field,
                verdict.findings.faults[i].code, verdict.findings.faults[i].en);
  ok(rc, &err);
  storage_verdict_fini(&verdict);
}

static void additions_are_derived(void **state) {
  struct home *home = *state;
  struct error err;
  json_t *row;
  bool changed;

  ok(apply(home, "1.0.0",
           "{\"bed\":{\"history\":true,\"columns\":[{\"name\":\"label\","
           "\"type\":\"text\",\"max\":5}]}}",
           NULL, &changed, &err),
     &err);
  assert_true(changed);
  begin(home);
  insert(home, "bed", "{\"label\":\"12345\"}");
  end(home);
  begin(home);
  update(home, "bed", 1, "{\"label\":\"54321\"}");
  end(home);
  /* a wider bound, a new column with a default, a reference, a table */
  ok(apply(home, "1.1.0",
           "{\"bed\":{\"history\":true,\"columns\":[{\"name\":\"room\","
           "\"type\":\"ref\",\"to\":\"room\"},{\"name\":\"rank\",\"type\":"
           "\"integer\",\"required\":true,\"default\":4},{\"name\":\"label\","
           "\"type\":\"text\",\"max\":9}]},\"room\":{\"columns\":[{\"name\":"
           "\"name\",\"type\":\"text\"}]}}",
           NULL, &changed, &err),
     &err);
  begin(home);
  insert(home, "room", "{\"name\":\"r\"}");
  insert(home, "bed", "{\"label\":\"123456789\",\"room\":1}");
  update(home, "bed", 1, "{\"label\":\"new\",\"room\":1}");
  end(home);
  ok(storage_get(storage_writer(home->storage), "beds", "bed", 1, &row, &err),
     &err);
  assert_int_equal(json_get_int(row, "rank", 0), 4);
  json_decref(row);
  verified(home);
  home_reopen(home);
  verified(home);
  /* tighter than what is there: refused, and nothing half done */
  assert_int_equal(
      apply(home, "1.2.0",
            "{\"bed\":{\"history\":true,\"columns\":[{\"name\":\"room\","
            "\"type\":\"ref\",\"to\":\"room\"},{\"name\":\"rank\",\"type\":"
            "\"integer\",\"required\":true,\"default\":4},{\"name\":\"label\","
            "\"type\":\"text\",\"max\":2}]},\"room\":{\"columns\":[{\"name\":"
            "\"name\",\"type\":\"text\"}]}}",
            NULL, &changed, &err),
      ERROR_INPUT);
  assert_string_equal(err.faults[0].code, "rows");
  error_fini(&err);
  verified(home);
}

static void removals_need_migrations(void **state) {
  static const char before[] =
      "{\"bed\":{\"columns\":[{\"name\":\"label\",\"type\":\"text\",\"unique\":"
      "true},{\"name\":\"old\",\"type\":\"ref\",\"to\":\"room\"},{\"name\":"
      "\"was\",\"type\":\"integer\"}]},\"room\":{\"columns\":[{\"name\":"
      "\"name\",\"type\":\"text\"}]}}";
  static const char after[] =
      "{\"bed\":{\"columns\":[{\"name\":\"label\",\"type\":\"text\",\"unique\":"
      "true},{\"name\":\"now\",\"type\":\"integer\"}]}}";
  static const char steps[] =
      "[{\"number\":1,\"steps\":[{\"rename_column\":{\"table\":\"bed\","
      "\"from\":\"was\",\"to\":\"now\"}},{\"drop_column\":{\"table\":\"bed\","
      "\"column\":\"old\"}},{\"drop_table\":\"room\"}]}]";
  struct home *home = *state;
  struct error err;
  json_t *row;
  bool changed;

  ok(apply(home, "1.0.0", before, NULL, &changed, &err), &err);
  begin(home);
  insert(home, "room", "{\"name\":\"r\"}");
  insert(home, "bed", "{\"label\":\"a\",\"old\":1,\"was\":42}");
  end(home);
  assert_int_equal(apply(home, "2.0.0", after, NULL, &changed, &err),
                   ERROR_INPUT);
  error_fini(&err);
  ok(apply(home, "2.0.0", after, steps, &changed, &err), &err);
  ok(storage_get(storage_writer(home->storage), "beds", "bed", 1, &row, &err),
     &err);
  assert_int_equal(json_get_int(row, "now", 0), 42);
  json_decref(row);
  verified(home);
  /* again: nothing to do; older: refused */
  ok(apply(home, "2.0.0", after, steps, &changed, &err), &err);
  assert_false(changed);
  assert_int_equal(apply(home, "1.0.0", before, NULL, &changed, &err),
                   ERROR_FUTURE);
  error_fini(&err);
  home_reopen(home);
  verified(home);
}

/* Random intervals against the plain definition. */
static void overlaps_against_an_oracle(void **state) {
  struct home *home = *state;
  struct {
    int64_t id, bed, from, to;
    bool live;
  } all[3000];
  unsigned seed = 11;
  int count = 0;
  int refusals = 0;

  home_apply(home, "beds", "1", beds_tables, NULL);
  begin(home);
  for (int i = 0; i < 4; i++) {
    char text[40];
    snprintf(text, sizeof text, "{\"label\":\"%d\"}", i);
    insert(home, "bed", text);
  }
  for (int i = 0; i < 3000; i++) {
    bool change = count > 0 && rand_r(&seed) % 3 == 0;
    int which = change ? (int)((unsigned)rand_r(&seed) % (unsigned)count) : -1;
    int64_t bed = 1 + (int64_t)((unsigned)rand_r(&seed) % 4);
    int64_t from = (int64_t)((unsigned)rand_r(&seed) % 3000);
    int64_t to = rand_r(&seed) % 40 == 0
                     ? INT64_MAX
                     : from + 1 + (int64_t)((unsigned)rand_r(&seed) % 25);
    bool cancelled = change && all[which].live && rand_r(&seed) % 4 == 0;
    bool free = true;
    struct error err;
    char text[160];
    char end_text[32] = "null";
    int64_t id = 0;
    int rc;

    for (int k = 0; k < count; k++)
      free = free && (k == which || !all[k].live || all[k].bed != bed ||
                      all[k].to <= from || to <= all[k].from);
    if (change && !all[which].live)
      continue;
    free = free || cancelled;
    if (to != INT64_MAX)
      snprintf(end_text, sizeof end_text, "%lld", (long long)to);
    snprintf(text, sizeof text, "{\"bed\":%lld,\"starts\":%lld,\"ends\":%s,%s}",
             (long long)bed, (long long)from, end_text,
             change ? cancelled ? "\"state\":\"cancelled\"" : "\"who\":\"u\""
                    : "\"who\":\"w\"");
    error_init(&err);
    rc = change ? try_update(home, "stay", all[which].id, text, &err)
                : try_insert(home, "stay", text, &id, &err);
    assert_int_equal(rc == 0, free);
    refusals += rc != 0;
    error_fini(&err);
    if (rc != 0)
      continue;
    if (!change) {
      which = count++;
      all[which].id = id;
    }
    all[which].bed = bed;
    all[which].from = from;
    all[which].to = to;
    all[which].live = !cancelled;
  }
  end(home);
  print_message("  %d kept, %d refused\n", count, refusals);
  assert_true(count > 50 && refusals > 100);
  verified(home);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ten_faults_at_once),
      T(additions_are_derived),
      T(removals_need_migrations),
      T(overlaps_against_an_oracle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
