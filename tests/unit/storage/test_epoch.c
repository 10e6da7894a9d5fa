/* A lost mark and a restored copy: the home says so, a person accepts the loss,
 * and printed heads keep their place. Clean chains never alarm (A8). */
#include "support.h"

#include <errno.h>

#include "storage/access.h"
#include "storage/internal.h"

static void sh(const char *format, ...) {
  char line[600];
  va_list args;

  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  assert_int_equal(system(line), 0);
}

static void beds(struct home *home, const char *prefix, int count) {
  for (int i = 0; i < count; i++) {
    char text[64];
    snprintf(text, sizeof text, "{\"label\":\"%s%d\"}", prefix, i);
    begin(home);
    insert(home, "bed", text);
    end(home);
  }
}

/* Reads of different residents, each an entry of the access log. */
static void reads(struct home *home, int64_t first, int count) {
  struct error err;
  int64_t due;

  error_init(&err);
  for (int i = 0; i < count; i++) {
    struct access_read read = {.at = 1795449600000,
                               .person = 1,
                               .role = "nurse",
                               .station = "web",
                               .call = "residents.record",
                               .subject = first + i,
                               .rows = 1,
                               .result = ACCESS_ANSWERED};
    ok(access_note(home->storage, &read, &due, &err), &err);
  }
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_commit(home->storage, &err), &err); /* takes them along */
}

/* What the told epoch says of the access log; lost -1: it can't be known. */
static void reads_told(const json_t *epoch, int64_t kept, int64_t lost,
                       const char *words) {
  const json_t *said = json_object_get(epoch, "reads_lost");

  assert_int_equal(json_get_int(epoch, "reads_kept", -1), kept);
  assert_int_equal(json_is_null(said), lost < 0);
  assert_int_equal(json_get_int(epoch, "reads_lost", -1), lost);
  assert_non_null(strstr(json_get_text(epoch, "en", ""), words));
}

static void close_home(struct home *home) {
  storage_close(home->storage);
  home->storage = NULL;
}

/* The head as verify prints it. */
static char *head_of(struct home *home) {
  struct storage_verdict verdict;
  struct error err;
  json_t *told = json_object();
  char *head;

  error_init(&err);
  ok(storage_verify_open(home->storage, NULL, &verdict, &err), &err);
  storage_verdict_tell(&verdict, told);
  head = strdup(json_get_text(told, "head", ""));
  json_decref(told);
  storage_verdict_fini(&verdict);
  return head;
}

/* Verifies the closed home; how many losses it tells of. Findings fail. */
static size_t epochs(struct home *home, json_t **out) {
  struct storage_verdict verdict;
  struct error err;
  size_t count;

  error_init(&err);
  ok(storage_verify(home->dir, &home->options, NULL, &verdict, &err), &err);
  assert_int_equal(verdict.findings.fault_count, 0);
  count = json_array_size(verdict.epochs);
  if (out != NULL)
    *out = json_incref(verdict.epochs);
  storage_verdict_fini(&verdict);
  return count;
}

static int try_accept(struct home *home, const char *reason,
                      struct error *err) {
  struct storage_acceptance how = {
      .reason = reason, .by = "admin", .person = 1, .role = "administrator"};
  struct storage_verdict verdict;
  struct storage_receipt receipt;
  int rc;

  error_init(err);
  rc = storage_accept_loss(home->storage, &how, &verdict, &receipt, err);
  storage_verdict_fini(&verdict);
  return rc;
}

static void accept_loss(struct home *home) {
  struct error err;
  char prefix[24];

  ok(try_accept(home, "硬盘坏了，从 U 盘恢复", &err), &err);
  assert_int_equal(storage_state(home->storage, NULL), 0);
  snprintf(prefix, sizeof prefix, "n%d-",
           (int)storage_head(home->storage, NULL));
  beds(home, prefix, 2); /* it can be written at once */
  close_home(home);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
}

static void place(struct home *home, const char *head,
                  enum storage_printed_place want, int64_t epoch) {
  struct storage_printed printed;
  struct storage_verify_ask ask = {.printed = &printed};
  struct storage_verdict verdict;
  struct error err;
  int rc;

  error_init(&err);
  ok(storage_printed_read(head, &printed, &err), &err);
  rc = storage_verify_open(home->storage, &ask, &verdict, &err);
  assert_int_equal(rc, want == STORAGE_PRINTED_STRANGE ? ERROR_CORRUPT : 0);
  assert_int_equal(verdict.printed, want);
  assert_int_equal(verdict.printed_epoch, epoch);
  if (want == STORAGE_PRINTED_STRANGE)
    assert_string_equal(verdict.findings.faults[0].code, "head");
  storage_verdict_fini(&verdict);
  error_fini(&err);
}

/* --- the ways in which a mark is lost ------------------------------------ */

static void lost_mark(struct home *home, const char *spoil) {
  json_t *told;
  json_t *epoch;

  beds(home, "a", 3);
  reads(home, 1, 2);
  close_home(home);
  sh("cd %s && %s", home->dir, spoil);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
  accept_loss(home);
  close_home(home);
  assert_int_equal(epochs(home, &told), 1);
  epoch = json_array_get(told, 0);
  assert_int_equal(json_get_int(epoch, "number", 0), 6);
  assert_string_equal(json_get_text(epoch, "by", ""), "admin");
  assert_string_equal(json_get_text(epoch, "reason", ""),
                      "硬盘坏了，从 U 盘恢复");
  assert_int_equal(strncmp(json_get_text(epoch, "kept", ""), "5:", 2), 0);
  assert_null(json_object_get(epoch, "lost")); /* nobody can know */
  reads_told(epoch, 2, -1, "after it can't be known");
  assert_non_null(strstr(json_get_text(epoch, "en", ""),
                         "History after 5 was lost; accepted by admin on "
                         "2026-11-24T00:00:00+08:00"));
  json_decref(told);
  home_open(home);
}

static void a_missing_mark_is_accepted(void **state) {
  lost_mark(*state, "rm mark");
}

static void a_damaged_mark_is_accepted(void **state) {
  lost_mark(*state, "head -c 5000 /dev/urandom > mark");
}

static void an_older_copy_is_accepted(void **state) {
  struct home *home = *state;
  char *kept, *between, *lost, *fresh;
  char made_up[100];
  json_t *told;

  beds(home, "a", 3);
  reads(home, 1, 4);
  kept = head_of(home); /* 5 */
  close_home(home);
  sh("cp %s/home.db %s/old.db", home->dir, home->dir);
  home_open(home);
  beds(home, "b", 2);
  between = head_of(home); /* 7 */
  reads(home, 5, 3);
  beds(home, "c", 4);
  lost = head_of(home); /* 11 */
  close_home(home);
  sh("cd %s && rm -f home.db-* && mv old.db home.db", home->dir);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
  accept_loss(home); /* 6, then two beds */
  fresh = head_of(home);
  place(home, kept, STORAGE_PRINTED_KEPT, 0);
  place(home, fresh, STORAGE_PRINTED_KEPT, 0);
  place(home, between, STORAGE_PRINTED_LOST, 6);
  place(home, lost, STORAGE_PRINTED_LOST, 6);
  snprintf(made_up, sizeof made_up, "11:%s", strchr(kept, ':') + 1);
  place(home, made_up, STORAGE_PRINTED_STRANGE, 0);
  snprintf(made_up, sizeof made_up, "12:%s", strchr(kept, ':') + 1);
  place(home, made_up, STORAGE_PRINTED_STRANGE, 0);
  snprintf(made_up, sizeof made_up, "4:%s", strchr(kept, ':') + 1);
  place(home, made_up, STORAGE_PRINTED_STRANGE, 0);
  /* how a hash begins is enough to find it */
  snprintf(made_up, sizeof made_up, "%.18s", kept);
  place(home, made_up, STORAGE_PRINTED_KEPT, 0);
  close_home(home);
  assert_int_equal(epochs(home, &told), 1);
  assert_string_equal(json_get_text(json_array_get(told, 0), "lost", ""), lost);
  assert_string_equal(json_get_text(json_array_get(told, 0), "kept", ""), kept);
  reads_told(json_array_get(told, 0), 4, 3, "at least 3 after it were lost");
  json_decref(told);
  free(kept);
  free(between);
  free(lost);
  free(fresh);
  home_open(home);
}

/* Two histories from one copy: the mark names a record that the other has. */
static void a_fork_is_accepted(void **state) {
  struct home *home = *state;
  json_t *told;
  char *other;

  beds(home, "a", 2);
  close_home(home);
  sh("cd %s && cp home.db old.db && cp mark old.mark", home->dir);
  home_open(home);
  beds(home, "b", 2);
  reads(home, 1, 2);
  other = head_of(home); /* 6 */
  close_home(home);
  sh("cd %s && mv mark other.mark && mv old.db home.db && mv old.mark mark",
     home->dir);
  home_open(home);
  beds(home, "c", 5);
  reads(home, 7, 3);
  close_home(home);
  sh("cd %s && mv other.mark mark", home->dir);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
  accept_loss(home); /* 10 */
  place(home, other, STORAGE_PRINTED_LOST, 10);
  free(other);
  close_home(home);
  assert_int_equal(epochs(home, &told), 1);
  /* the second entry is another one there: where they parted nobody knows */
  reads_told(json_array_get(told, 0), 3, -1, "after it can't be known");
  json_decref(told);
  home_open(home);
}

/* Commands were lost, but nobody had read anything since the copy. */
static void an_access_log_may_lack_nothing(void **state) {
  struct home *home = *state;
  json_t *told;

  beds(home, "a", 2);
  reads(home, 1, 2);
  close_home(home);
  sh("cd %s && cp home.db old.db", home->dir);
  home_open(home);
  beds(home, "b", 2);
  close_home(home);
  sh("cd %s && rm -f home.db-* && mv old.db home.db", home->dir);
  home_open(home);
  accept_loss(home);
  close_home(home);
  assert_int_equal(epochs(home, &told), 1);
  reads_told(json_array_get(told, 0), 2, 0, "lacks none that the mark knew of");
  json_decref(told);
  home_open(home);
}

/* Each loss has its own epoch. */
static void a_loss_comes_twice(void **state) {
  struct home *home = *state;

  lost_mark(home, "rm mark");
  close_home(home);
  sh("rm %s/mark", home->dir);
  home_open(home);
  accept_loss(home);
  close_home(home);
  assert_int_equal(epochs(home, NULL), 2);
  home_open(home);
}

static void faulty(int rc, struct error *err, const char *field,
                   const char *code) {
  assert_int_equal(rc, ERROR_INPUT);
  assert_int_equal(err->fault_count, 1);
  assert_string_equal(err->faults[0].field, field);
  assert_string_equal(err->faults[0].code, code);
  error_fini(err);
}

/* --- what is refused ------------------------------------------------------ */

static void a_sound_home_has_nothing_to_accept(void **state) {
  struct home *home = *state;
  int64_t head = storage_head(home->storage, NULL);
  struct error err;

  assert_int_equal(try_accept(home, "why not", &err), ERROR_RULE);
  error_fini(&err);
  faulty(try_accept(home, " \n", &err), &err, "reason", "required");
  faulty(try_accept(home, NULL, &err), &err, "reason", "required");
  assert_int_equal(storage_head(home->storage, NULL), head);
}

static void more_than_the_mark_is_never_accepted(void **state) {
  static const struct {
    const char *sql;
    const char *named;
  } tampers[] = {
      {"UPDATE beds_bed SET rank=8 WHERE id=1", "beds_bed 1"},
      {"DROP TRIGGER command_u;UPDATE command SET person=9 WHERE seq=3",
       "command 3"},
      {"UPDATE body SET data=NULL,digest=zeroblob(32),erased_by=9 WHERE "
       "command=3 AND n=1",
       "command 3"},
      {"DROP TRIGGER beds_log__a0", "schema beds_log__a0"},
  };
  struct home *home = *state;
  struct error err;

  beds(home, "a", 2);
  close_home(home);
  sh("cd %s && cp home.db keep.db && rm mark", home->dir);
  for (size_t i = 0; i < sizeof tampers / sizeof *tampers; i++) {
    assert_int_equal(shell(home, tampers[i].sql), SQLITE_OK);
    home_open(home);
    assert_int_equal(try_accept(home, "restored", &err), ERROR_CORRUPT);
    assert_non_null(strstr(err.en, tampers[i].named));
    error_fini(&err);
    assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
    assert_int_equal(storage_head(home->storage, NULL), 4);
    close_home(home);
    sh("cd %s && ! test -e mark && cp keep.db home.db && rm -f home.db-*",
       home->dir);
  }
  home_open(home);
}

/* --- cut short ------------------------------------------------------------ */

static int writes_left; /* of the files outside the database */

static int64_t failing_pwrite(void *context, int fd, const void *data,
                              size_t len, int64_t offset) {
  return writes_left-- > 0 ? files_system.pwrite(context, fd, data, len, offset)
                           : -EIO;
}

/* The disk fails at each write of the mark: never a home that seems sound and
 * has forgotten its loss. */
static void an_acceptance_cut_short_is_done_again(void **state) {
  struct home *home = *state;
  struct storage_files files = files_system;
  struct error err;

  files.pwrite = failing_pwrite;
  beds(home, "a", 2);
  for (int left = 0; left < 3; left++) {
    close_home(home);
    sh("rm %s/mark", home->dir);
    home->options.files = &files;
    home_open(home);
    writes_left = left;
    assert_int_not_equal(try_accept(home, "restored", &err), 0);
    error_fini(&err);
    assert_int_not_equal(storage_state(home->storage, NULL), 0);
    close_home(home);
    home->options.files = NULL;
    home_open(home);
    if (storage_state(home->storage, NULL) != 0)
      ok(try_accept(home, "restored", &err), &err);
    close_home(home);
    assert_true(epochs(home, NULL) > (size_t)left);
    home_open(home);
    beds(home, left == 0 ? "x" : left == 1 ? "y" : "z", 1);
  }
}

/* --- clean chains never alarm (A8) ---------------------------------------- */

static void never_alarms(struct home *home) {
  size_t before = home->storage == NULL ? epochs(home, NULL) : 0;

  if (home->storage == NULL)
    home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
  close_home(home);
  assert_int_equal(epochs(home, NULL), before);
  home_open(home);
}

/* The files as a crash leaves them: nothing closed, the mark perhaps behind. */
static void a_crash_does_not_alarm(void **state) {
  struct home *home = *state;

  beds(home, "a", 3);
  sh("cp %s/mark %s/mark.before", home->dir, home->dir);
  beds(home, "b", 3);
  sh("cd %s && mkdir crash && cp home.db home.db-wal mark crash", home->dir);
  close_home(home);
  sh("cd %s && rm -f home.db* && cp crash/* .", home->dir);
  never_alarms(home);
  close_home(home);
  sh("cd %s && rm -f home.db* && cp crash/* . && cp mark.before mark",
     home->dir);
  never_alarms(home);
}

static void a_restored_folder_does_not_alarm(void **state) {
  struct home *home = *state;

  beds(home, "a", 3);
  close_home(home);
  sh("cd %s && mkdir copy && cp home.db mark copy", home->dir);
  home_open(home);
  beds(home, "b", 3);
  close_home(home);
  sh("cd %s && rm -f home.db* && cp copy/* .", home->dir);
  never_alarms(home);
}

static void a_migration_does_not_alarm(void **state) {
  struct home *home = *state;

  beds(home, "a", 3);
  home_apply(home, "other", "1",
             "{\"thing\":{\"columns\":[{\"name\":\"a\",\"type\":\"text\"}]}}",
             NULL);
  home_apply(home, "other", "2",
             "{\"thing\":{\"columns\":[{\"name\":\"a\",\"type\":\"text\"},"
             "{\"name\":\"b\",\"type\":\"integer\"}]}}",
             NULL);
  close_home(home);
  never_alarms(home);
}

static void clock_steps_do_not_alarm(void **state) {
  static const int64_t steps[] = {-1000, 3600000, -31536000000, 31536000000};
  struct home *home = *state;

  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    char prefix[8];
    snprintf(prefix, sizeof prefix, "s%zu", i);
    clock_init_virtual(&home->clock, START + steps[i]);
    beds(home, prefix, 2);
  }
  close_home(home);
  never_alarms(home);
}

static void heads_are_read_strictly(void **state) {
  static const char *const wrong[] = {"",
                                      "12",
                                      ":0011223344556677",
                                      "0:0011223344556677",
                                      "12:",
                                      "12:0011",
                                      "12:001122334455667",
                                      "12:00112233445566zz",
                                      "-1:0011223344556677"};
  struct storage_printed printed;
  struct error err;

  (void)state;
  error_init(&err);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    faulty(storage_printed_read(wrong[i], &printed, &err), &err, "head",
           "form");
  ok(storage_printed_read("12:00112233445566FF", &printed, &err), &err);
  assert_int_equal(printed.seq, 12);
  assert_int_equal(printed.len, 8);
  assert_int_equal(printed.hash[7], 255);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)
  const struct CMUnitTest tests[] = {
      T(a_missing_mark_is_accepted),
      T(a_damaged_mark_is_accepted),
      T(an_older_copy_is_accepted),
      T(a_fork_is_accepted),
      T(an_access_log_may_lack_nothing),
      T(a_loss_comes_twice),
      T(a_sound_home_has_nothing_to_accept),
      T(more_than_the_mark_is_never_accepted),
      T(an_acceptance_cut_short_is_done_again),
      T(a_crash_does_not_alarm),
      T(a_restored_folder_does_not_alarm),
      T(a_migration_does_not_alarm),
      T(clock_steps_do_not_alarm),
      T(heads_are_read_strictly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
