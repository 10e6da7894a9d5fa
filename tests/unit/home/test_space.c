/* The numbers of a disk that fills up; test_space.py fills a real one. */
#include "home/space.h"

#include <fcntl.h>

#include "base/log.h"
#include "folder.h"

static void write_text(const char *dir, const char *name, const char *text) {
  char path[512];
  FILE *file;

  snprintf(path, sizeof path, "%s/%s", dir, name);
  file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static int setup(void **state) {
  char *dir = strdup("/tmp/songhe-space-XXXXXX");

  assert_non_null(dir);
  assert_non_null(mkdtemp(dir));
  *state = dir;
  return 0;
}

static int teardown(void **state) {
  char path[512];
  static const char *const names[] = {"space.json", "ballast"};

  for (size_t i = 0; i < 2; i++) {
    snprintf(path, sizeof path, "%s/%s", (char *)*state, names[i]);
    unlink(path);
  }
  rmdir(*state);
  free(*state);
  return 0;
}

static void each_step_begins_where_it_says(void **state) {
  static const int64_t edges[] = {100, 300, 1024}; /* MB */
  struct space_limits limits;
  struct error err = {0};

  assert_int_equal(space_limits_read(*state, &limits, &err), 0);
  assert_int_equal(limits.every, 60000);
  assert_int_equal(limits.ballast, 64 * SPACE_MB);
  assert_int_equal(limits.roomy, 2048 * SPACE_MB);
  assert_int_equal(space_level_of(&limits, 0), SPACE_IS_LAST);
  for (int i = 0; i < 3; i++) {
    enum space_level below = (enum space_level)(SPACE_IS_LAST - i);
    assert_int_equal(space_level_of(&limits, edges[i] * SPACE_MB - 1), below);
    assert_int_equal(space_level_of(&limits, edges[i] * SPACE_MB), below - 1);
  }
}

static void a_folder_may_have_other_numbers(void **state) {
  struct space_limits limits;
  struct error err = {0};

  write_text(*state, "space.json",
             "{\"short_mb\":50,\"tight_mb\":20,\"last_mb\":0,\"every_s\":5}");
  assert_int_equal(space_limits_read(*state, &limits, &err), 0);
  assert_int_equal(limits.short_of, 50 * SPACE_MB);
  assert_int_equal(limits.every, 5000);
  assert_int_equal(limits.ballast, 64 * SPACE_MB);
  assert_int_equal(space_level_of(&limits, 0), SPACE_IS_TIGHT);
}

static void wrong_numbers_are_named(void **state) {
  static const struct {
    const char *text;
    const char *field;
  } wrong[] = {{"[]", ""},
               {"{\"short\":1}", "short"},
               {"{\"short_mb\":\"1\"}", "short_mb"},
               {"{\"short_mb\":2000000}", "short_mb"},
               {"{\"short_mb\":200}", "last_mb"},
               {"{\"tight_mb\":50}", "last_mb"},
               {"{\"roomy_mb\":63}", "roomy_mb"},
               {"{\"every_s\":0}", "every_s"},
               {"{\"every_s\":3601}", "every_s"}};

  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct space_limits limits;
    struct error err = {0};
    write_text(*state, "space.json", wrong[i].text);
    assert_int_equal(space_limits_read(*state, &limits, &err), ERROR_INPUT);
    assert_int_equal(err.fault_count, 1);
    assert_string_equal(err.faults[0].field, wrong[i].field);
    assert_non_null(strstr(err.en, "space.json"));
    error_fini(&err);
  }
}

/* What the disk says is taken twice: others may write meanwhile. */
static void a_ballast_counts_when_it_holds_room(void **state) {
  struct space_limits limits;
  struct space_seen none, seen;
  struct error err = {0};
  char path[512];
  int fd;

  write_text(*state, "space.json", "{\"ballast_mb\":8}");
  assert_int_equal(space_limits_read(*state, &limits, &err), 0);
  assert_int_equal(space_measure(*state, &limits, &none, &err), 0);
  assert_int_equal(none.ballast, SPACE_NO_BALLAST);
  snprintf(path, sizeof path, "%s/ballast", (char *)*state);
  fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  assert_true(fd >= 0);
  /* a copy with holes: it looks whole and holds nothing */
  assert_int_equal(ftruncate(fd, limits.ballast), 0);
  assert_int_equal(space_measure(*state, &limits, &seen, &err), 0);
  assert_int_equal(seen.ballast, SPACE_BALLAST_OUT);
  assert_true(seen.free > none.free - limits.ballast - 4 * SPACE_MB);
  assert_true(seen.free < none.free - limits.ballast + 4 * SPACE_MB);
  if (posix_fallocate(fd, 0, limits.ballast) == 0) {
    assert_int_equal(space_measure(*state, &limits, &seen, &err), 0);
    assert_int_equal(seen.ballast, SPACE_BALLAST_HELD);
  }
  close(fd);
}

static void what_is_limited_is_said(void **state) {
  static const char *const levels[] = {"ample", "short", "tight", "last"};

  (void)state;
  for (int i = SPACE_IS_AMPLE; i <= SPACE_IS_LAST; i++) {
    struct space_seen seen = {.level = (enum space_level)i,
                              .free = 77 * SPACE_MB};
    json_t *told = space_json(&seen);
    assert_string_equal(json_get_text(told, "level", ""), levels[i]);
    assert_int_equal(json_get_int(told, "free_mb", 0), 77);
    assert_string_equal(json_get_text(told, "ballast", ""), "none");
    if (i == SPACE_IS_AMPLE) {
      assert_null(json_object_get(told, "zh"));
    } else {
      assert_non_null(strstr(json_get_text(told, "zh", ""), "77 MB"));
      assert_non_null(strstr(json_get_text(told, "en", ""), "77 MB"));
    }
    json_decref(told);
  }
}

static void a_sparing_log_keeps_what_is_wrong(void **state) {
  char text[1024];
  int ends[2];
  int kept = dup(STDERR_FILENO);
  ssize_t len;

  (void)state;
  assert_true(kept >= 0);
  assert_int_equal(pipe(ends), 0);
  assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
  log_set_level(LOG_INFO);
  log_spare(true);
  log_line(LOG_INFO, "test", "lesser");
  log_line(LOG_WARN, "test", "graver");
  log_spare(false);
  log_line(LOG_INFO, "test", "again");
  assert_true(dup2(kept, STDERR_FILENO) >= 0);
  close(ends[1]);
  len = read(ends[0], text, sizeof text - 1);
  close(ends[0]);
  close(kept);
  assert_true(len > 0);
  text[len] = '\0';
  assert_null(strstr(text, "lesser"));
  assert_non_null(strstr(text, "graver"));
  assert_non_null(strstr(text, "again"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(each_step_begins_where_it_says, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(a_folder_may_have_other_numbers, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(wrong_numbers_are_named, setup, teardown),
      cmocka_unit_test_setup_teardown(a_ballast_counts_when_it_holds_room,
                                      setup, teardown),
      cmocka_unit_test(what_is_limited_is_said),
      cmocka_unit_test(a_sparing_log_keeps_what_is_wrong)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
