/* Stored files: what is kept, who may name it, when it goes. */
#include <errno.h>
#include <fcntl.h>

#include "support.h"

#define DAY ((int64_t)24 * 3600 * 1000)

static const char people_tables[] =
    "{\"person\":{\"columns\":["
    "{\"name\":\"name\",\"type\":\"text\",\"required\":true,\"personal\":"
    "\"self\"},"
    "{\"name\":\"face\",\"type\":\"file\",\"personal\":\"self\"}]},"
    "\"paper\":{\"history\":true,\"columns\":["
    "{\"name\":\"person\",\"type\":\"ref\",\"to\":\"person\"},"
    "{\"name\":\"scan\",\"type\":\"file\",\"required\":true,\"personal\":"
    "\"person\"}]}}";

static int setup(void **state) {
  struct home *home;

  home_setup(state);
  home = *state;
  home_apply(home, "people", "1.0.0", people_tables, NULL);
  return 0;
}

/* A picture that differs by its number. */
static size_t picture(char bytes[64], int number) {
  memset(bytes, 0, 64);
  memcpy(bytes, "\xff\xd8\xff\xe0", 4);
  snprintf(bytes + 4, 50, "JFIF picture number %d", number);
  return 64;
}

static struct storage_file put(struct home *home, int number) {
  struct storage_file file;
  struct error err;
  char bytes[64];
  size_t len = picture(bytes, number);

  error_init(&err);
  ok(storage_file_put(home->storage, bytes, len, "image/jpeg", &file, &err),
     &err);
  return file;
}

static int64_t sweep(struct home *home) {
  struct error err;
  int64_t next;

  error_init(&err);
  ok(storage_file_sweep(home->storage, &next, &err), &err);
  return next;
}

static bool there(struct home *home, const char *hash) {
  struct storage_file file;
  struct error err;
  int rc;

  error_init(&err);
  rc = storage_file_look(home->dir, hash, &file, &err);
  error_fini(&err);
  assert_true(rc == 0 || rc == ERROR_NOT_FOUND);
  return rc == 0;
}

static void path_of(struct home *home, const char *hash, char path[192]) {
  snprintf(path, 192, "%s/files/%.2s/%s", home->dir, hash, hash + 2);
}

static bool noted(struct home *home, const char *hash) {
  char path[192];

  snprintf(path, sizeof path, "%s/files/new/%s", home->dir, hash);
  return access(path, F_OK) == 0;
}

/* `extra` names more than the file. */
static int64_t add(struct home *home, const char *table, const char *column,
                   const char *hash, const char *extra) {
  char row[256];
  json_t *value;
  struct error err;
  int64_t id;

  snprintf(row, sizeof row, "{\"%s\":\"%s\"%s}", column, hash, extra);
  value = json(row);
  error_init(&err);
  begin(home);
  ok(storage_insert(home->storage, "people", table, value, &id, &err), &err);
  json_decref(value);
  end(home);
  return id;
}

static void change(struct home *home, const char *table, int64_t id,
                   const char *column, const char *hash) {
  json_t *value = json_pack("{s:s?}", column, hash);
  struct error err;

  error_init(&err);
  begin(home);
  ok(storage_update(home->storage, "people", table, id, value, &err), &err);
  json_decref(value);
  end(home);
}

static void only_pictures_and_papers(void **state) {
  static const struct {
    const char *bytes;
    size_t len;
    const char *type;
  } kinds[] = {
      {"\xff\xd8\xff\xe0............", 16, "image/jpeg"},
      {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR........", 24, "image/png"},
      {"RIFF....WEBPVP8 ", 16, "image/webp"},
      {"%PDF-1.7\n%....", 14, "application/pdf"},
      {"\xff\xd8\xff", 3, NULL},
      {"\x89PNG\r\n\x1a\n\0\0\0\rXXXX........", 24, NULL},
      {"<svg xmlns='http://www.w3.org/2000/svg'>", 40, NULL},
      {"<html>%PDF-1.7......", 20, NULL},
      {"GIF89a..........", 16, NULL},
      {"hello, hello, hello", 19, NULL},
  };
  struct home *home = *state;

  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const char *type = storage_file_type(kinds[i].bytes, kinds[i].len);
    struct storage_file file;
    struct error err;
    int rc;
    if (kinds[i].type == NULL)
      assert_null(type);
    else
      assert_string_equal(type, kinds[i].type);
    error_init(&err);
    rc = storage_file_put(home->storage, kinds[i].bytes, kinds[i].len, NULL,
                          &file, &err);
    if (kinds[i].type == NULL) {
      refused(rc, &err, "file", "type");
      continue;
    }
    ok(rc, &err);
    assert_string_equal(file.type, kinds[i].type);
    assert_int_equal(file.size, kinds[i].len);
    assert_true(there(home, file.hash));
  }
}

static void what_is_refused_leaves_nothing(void **state) {
  struct home *home = *state;
  struct storage_file file;
  struct error err;
  char *large = calloc(1, STORAGE_FILE_MAX + 1);
  char bytes[64];
  char path[192];

  error_init(&err);
  picture(bytes, 1);
  refused(storage_file_put(home->storage, bytes, 64, "image/png", &file, &err),
          &err, "file", "type");
  refused(storage_file_put(home->storage, bytes, 0, NULL, &file, &err), &err,
          "file", "empty");
  memcpy(large, bytes, 64);
  refused(storage_file_put(home->storage, large, STORAGE_FILE_MAX + 1, NULL,
                           &file, &err),
          &err, "file", "too_large");
  snprintf(path, sizeof path, "%s/files", home->dir);
  assert_int_not_equal(access(path, F_OK), 0);
  ok(storage_file_put(home->storage, large, STORAGE_FILE_MAX, NULL, &file,
                      &err),
     &err);
  assert_true(there(home, file.hash));
  free(large);
}

static void only_a_hash_is_a_name(void **state) {
  static const char *const names[] = {
      "",
      "../home.db",
      "..",
      "home.db",
      "../../../../../../../../../../../../../../../../etc/passwd0000000",
      "ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
      "abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567890"};
  struct home *home = *state;

  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    struct storage_file file;
    struct error err;
    struct buf out;
    error_init(&err);
    buf_init(&out);
    assert_int_equal(storage_file_read(home->dir, names[i], &out, &file, &err),
                     ERROR_INPUT);
    assert_int_equal(out.len, 0);
    error_fini(&err);
    buf_fini(&out);
  }
}

static void what_was_changed_is_not_shown_and_can_be_mended(void **state) {
  struct home *home = *state;
  struct storage_file file = put(home, 1);
  struct storage_file seen;
  struct error err;
  struct buf out;
  char path[192];
  FILE *raw;

  path_of(home, file.hash, path);
  raw = fopen(path, "r+");
  fseek(raw, 40, SEEK_SET);
  fputc('x', raw);
  fclose(raw);
  error_init(&err);
  buf_init(&out);
  assert_int_equal(storage_file_read(home->dir, file.hash, &out, &seen, &err),
                   ERROR_CORRUPT);
  error_fini(&err);
  buf_clear(&out);
  put(home, 1);
  ok(storage_file_read(home->dir, file.hash, &out, &seen, &err), &err);
  assert_int_equal(out.len, 64);
  assert_string_equal(seen.type, "image/jpeg");
  assert_string_equal(seen.hash, file.hash);
  buf_fini(&out);
}

static void a_row_names_only_what_is_there(void **state) {
  struct home *home = *state;
  struct error err;
  char row[160];

  error_init(&err);
  snprintf(row, sizeof row, "{\"label\":\"1\",\"photo\":\"%064d\"}", 7);
  begin(home);
  refused(try_insert(home, "bed", row, NULL, &err), &err, "photo", "absent");
  insert(home, "bed", "{\"label\":\"1\"}");
  snprintf(row, sizeof row, "{\"photo\":\"%064d\"}", 7);
  refused(try_update(home, "bed", 1, row, &err), &err, "photo", "absent");
  end(home);
}

static void loose_files_go_after_a_day(void **state) {
  struct home *home = *state;
  struct storage_file loose = put(home, 1);
  struct storage_file again = put(home, 2);
  struct storage_file named = put(home, 3);

  assert_int_equal(sweep(home), START + DAY);
  clock_set(&home->clock, START + DAY / 2);
  put(home, 2); /* sent again: its day begins anew */
  add(home, "person", "face", named.hash, ",\"name\":\"王\"");
  clock_set(&home->clock, START + DAY - 1);
  assert_int_equal(sweep(home), START + DAY);
  assert_true(there(home, loose.hash));
  clock_set(&home->clock, START + DAY);
  assert_int_equal(sweep(home), START + DAY / 2 + DAY);
  assert_false(there(home, loose.hash));
  assert_true(there(home, again.hash));
  clock_set(&home->clock, START + 2 * DAY);
  assert_int_equal(sweep(home), INT64_MAX);
  assert_false(there(home, again.hash));
  assert_true(there(home, named.hash));
  assert_false(noted(home, named.hash));
}

/* Named and taken out again before anything looked: the journal names it. */
static void what_the_journal_names_stays(void **state) {
  struct home *home = *state;
  struct storage_file first = put(home, 1);
  struct storage_file second = put(home, 2);
  struct storage_file refusal = put(home, 3);
  struct storage_file loose = put(home, 4);
  int64_t id = add(home, "person", "face", first.hash, ",\"name\":\"王\"");
  json_t *input = json_pack("{s:s}", "photo", refusal.hash);
  struct storage_command command = {
      .plugin = "beds", .action = "test", .person = 7, .input = input};
  struct storage_receipt receipt;
  struct error why;

  change(home, "person", id, "face", second.hash);
  error_init(&why);
  ok(storage_begin(home->storage, &why), &why);
  ok(storage_command_begin(home->storage, &command, &why), &why);
  error_set(&why, ERROR_RULE, "不行。", "No.");
  ok(storage_command_refuse(home->storage, &why, &receipt, NULL), &why);
  error_fini(&why);
  ok(storage_commit(home->storage, &why), &why);
  json_decref(input);
  clock_set(&home->clock, START + 2 * DAY);
  sweep(home);
  assert_true(there(home, first.hash));
  assert_true(there(home, second.hash));
  assert_true(there(home, refusal.hash));
  assert_false(there(home, loose.hash));
  put(home, 1); /* what was named before is not loose again */
  assert_false(noted(home, first.hash));
}

static void only_so_many_wait(void **state) {
  struct home *home = *state;
  struct storage_file file;
  struct storage_file first = put(home, 0);
  struct error err;
  char bytes[64];

  error_init(&err);
  for (int i = 1; i < STORAGE_LOOSE_MAX; i++)
    put(home, i);
  picture(bytes, STORAGE_LOOSE_MAX);
  assert_int_equal(
      storage_file_put(home->storage, bytes, 64, NULL, &file, &err),
      ERROR_BUSY);
  error_fini(&err);
  put(home, 0); /* one that is there already takes no place */
  add(home, "person", "face", first.hash, ",\"name\":\"王\"");
  put(home, STORAGE_LOOSE_MAX); /* a place is free */
}

/* What a kill in the middle of an upload leaves: a note, half a file. */
static void half_files_are_taken_away(void **state) {
  struct home *home = *state;
  struct storage_file file = put(home, 1);
  char line[512];

  snprintf(line, sizeof line,
           "cd %s/files && mv %.2s/%s %.2s/.%s && truncate -s 30 %.2s/.%s && "
           "cp new/%s new/.%s",
           home->dir, file.hash, file.hash + 2, file.hash, file.hash + 2,
           file.hash, file.hash + 2, file.hash, file.hash);
  assert_int_equal(system(line), 0);
  home_reopen(home);
  clock_set(&home->clock, START + 2 * DAY);
  sweep(home);
  snprintf(line, sizeof line, "test -z \"$(find %s/files -type f)\"",
           home->dir);
  assert_int_equal(system(line), 0);
}

static void erase(struct home *home, int64_t id) {
  struct error err;
  int64_t bodies;

  error_init(&err);
  begin_as(home, "erase", NULL);
  ok(storage_erase(home->storage, "people", "person", id, &bodies, &err), &err);
  end(home);
}

static void erasing_takes_files_along(void **state) {
  struct home *home = *state;
  struct storage_file old = put(home, 1);
  struct storage_file face = put(home, 2);
  struct storage_file scan = put(home, 3);
  struct storage_file former = put(home, 4);
  struct storage_file shared = put(home, 5);
  struct storage_verdict verdict;
  struct error err;
  int64_t id = add(home, "person", "face", old.hash, ",\"name\":\"王\"");
  int64_t paper;

  change(home, "person", id, "face", face.hash);
  paper = add(home, "paper", "scan", former.hash, ",\"person\":1");
  change(home, "paper", paper, "scan", scan.hash);
  add(home, "paper", "scan", shared.hash, ",\"person\":1");
  add(home, "person", "face", shared.hash, ",\"name\":\"李\"");
  clock_set(&home->clock, START + 2 * DAY);
  sweep(home);
  erase(home, id);
  assert_false(there(home, old.hash)); /* only the journal named it */
  assert_false(there(home, face.hash));
  assert_false(there(home, scan.hash));
  assert_false(there(home, former.hash)); /* a former version did */
  assert_true(there(home, shared.hash));
  assert_false(noted(home, shared.hash));
  error_init(&err);
  ok(storage_verify_open(home->storage, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
}

static void an_erasure_that_was_undone_takes_nothing(void **state) {
  struct home *home = *state;
  struct storage_file old = put(home, 1);
  struct storage_file face = put(home, 2);
  struct error err;
  int64_t id = add(home, "person", "face", old.hash, ",\"name\":\"王\"");
  int64_t bodies;

  change(home, "person", id, "face", face.hash);
  error_init(&err);
  begin_as(home, "erase", NULL); /* a dry run: dropped, the batch goes on */
  ok(storage_erase(home->storage, "people", "person", id, &bodies, &err), &err);
  assert_true(noted(home, old.hash));
  storage_command_drop(home->storage);
  ok(storage_commit(home->storage, &err), &err);
  assert_true(there(home, old.hash) && there(home, face.hash));
  begin_as(home, "erase", NULL); /* the batch fails */
  ok(storage_erase(home->storage, "people", "person", id, &bodies, &err), &err);
  storage_rollback(home->storage);
  add(home, "person", "name", "李", ""); /* takes the number of the erasure */
  sweep(home);
  assert_true(there(home, old.hash) && there(home, face.hash));
  begin_as(home, "erase", NULL); /* the program dies before the commit */
  ok(storage_erase(home->storage, "people", "person", id, &bodies, &err), &err);
  assert_true(noted(home, face.hash));
  home_reopen(home);
  sweep(home);
  assert_false(noted(home, face.hash));
  assert_true(there(home, old.hash) && there(home, face.hash));
}

/* Died after the commit, before the files were gone. */
static void what_was_erased_goes_at_the_next_look(void **state) {
  struct home *home = *state;
  struct storage_file face = put(home, 1);
  int64_t id = add(home, "person", "face", face.hash, ",\"name\":\"王\"");
  char path[192];
  char line[512];
  int64_t head;
  uint8_t hash[HASH_SIZE];

  path_of(home, face.hash, path);
  snprintf(line, sizeof line, "cp %s %s/kept", path, home->dir);
  assert_int_equal(system(line), 0);
  erase(home, id);
  head = storage_head(home->storage, hash);
  snprintf(line, sizeof line,
           "cp %s/kept %s && echo '0 %lld' > %s/files/new/%s", home->dir, path,
           (long long)head, home->dir, face.hash);
  assert_int_equal(system(line), 0);
  home_reopen(home);
  sweep(home);
  assert_false(there(home, face.hash));
}

static bool found(const struct storage_verdict *verdict, const char *field,
                  const char *code) {
  for (size_t i = 0; i < verdict->findings.fault_count; i++)
    if (strcmp(verdict->findings.faults[i].field, field) == 0 &&
        strcmp(verdict->findings.faults[i].code, code) == 0)
      return true;
  return false;
}

static void verify_finds_what_is_gone_or_changed(void **state) {
  struct home *home = *state;
  struct storage_file face = put(home, 1);
  struct storage_file scan = put(home, 2);
  struct storage_file former = put(home, 3);
  struct storage_verdict verdict;
  struct error err;
  int64_t paper;
  char path[192];
  FILE *raw;

  add(home, "person", "face", face.hash, ",\"name\":\"王\"");
  paper = add(home, "paper", "scan", former.hash, ",\"person\":1");
  change(home, "paper", paper, "scan", scan.hash);
  error_init(&err);
  ok(storage_verify_open(home->storage, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
  path_of(home, face.hash, path);
  assert_int_equal(unlink(path), 0);
  path_of(home, former.hash, path);
  raw = fopen(path, "a");
  fputc('x', raw);
  fclose(raw);
  assert_int_equal(storage_verify_open(home->storage, NULL, &verdict, &err),
                   ERROR_CORRUPT);
  assert_true(found(&verdict, "people_person 1 face", "file_missing"));
  assert_true(found(&verdict, "people_paper__h 1 scan", "file_changed"));
  assert_int_equal(verdict.findings.fault_count, 2);
  storage_verdict_fini(&verdict);
  error_fini(&err);
  put(home, 1);
  put(home, 3);
  ok(storage_verify_open(home->storage, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
}

/* --- a disk that fails at its n-th operation ------------------------------ */

static int disk_left; /* operations until it fails, -1: never */
static int disk_number;

static bool disk_fails(void) {
  return disk_left >= 0 && disk_left-- == 0;
}

static int disk_open(void *context, const char *path, int flags, int mode) {
  int fd;
  (void)context;
  if (disk_fails())
    return -disk_number;
  fd = open(path, flags | O_CLOEXEC, mode);
  return fd < 0 ? -errno : fd;
}

static int64_t disk_pwrite(void *context, int fd, const void *data, size_t len,
                           int64_t offset) {
  (void)context;
  if (disk_fails()) /* half of it is there */
    return pwrite(fd, data, len / 2, offset) < 0 ? -errno : -disk_number;
  return pwrite(fd, data, len, offset);
}

static int64_t disk_pread(void *context, int fd, void *data, size_t len,
                          int64_t offset) {
  (void)context;
  return pread(fd, data, len, offset);
}

static int disk_sync(void *context, int fd) {
  (void)context;
  return disk_fails() ? -disk_number : fdatasync(fd) == 0 ? 0 : -errno;
}

static int disk_close(void *context, int fd) {
  (void)context;
  return close(fd);
}

static int disk_rename(void *context, const char *from, const char *to) {
  (void)context;
  return disk_fails() ? -disk_number : rename(from, to) == 0 ? 0 : -errno;
}

static const struct storage_files disk = {.open = disk_open,
                                          .pwrite = disk_pwrite,
                                          .pread = disk_pread,
                                          .fdatasync = disk_sync,
                                          .close = disk_close,
                                          .rename = disk_rename};

/* Each operation in turn: it says so, and nothing is left of the file. */
static void a_failing_disk_keeps_nothing_half(void **state) {
  struct home *home = *state;
  struct storage_file file;
  struct error err;
  char bytes[64];
  int n = 0;
  int rc;

  home->options.files = &disk;
  disk_left = -1;
  disk_number = ENOSPC;
  home_reopen(home);
  do {
    error_init(&err);
    picture(bytes, 1);
    disk_left = n++;
    rc = storage_file_put(home->storage, bytes, 64, NULL, &file, &err);
    disk_left = -1;
    if (rc != 0) {
      assert_int_equal(rc, ERROR_FULL);
      assert_false(there(home, file.hash));
      assert_false(noted(home, file.hash));
    }
    error_fini(&err);
  } while (rc != 0);
  assert_true(n > 8);
  assert_true(there(home, file.hash));
  sweep(home);
  add(home, "person", "face", file.hash, ",\"name\":\"王\"");
  home->options.files = NULL;
  home_reopen(home);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, home_teardown)
  const struct CMUnitTest tests[] = {
      T(only_pictures_and_papers),
      T(what_is_refused_leaves_nothing),
      T(only_a_hash_is_a_name),
      T(what_was_changed_is_not_shown_and_can_be_mended),
      T(a_row_names_only_what_is_there),
      T(loose_files_go_after_a_day),
      T(what_the_journal_names_stays),
      T(only_so_many_wait),
      T(half_files_are_taken_away),
      T(a_failing_disk_keeps_nothing_half),
      T(erasing_takes_files_along),
      T(an_erasure_that_was_undone_takes_nothing),
      T(what_was_erased_goes_at_the_next_look),
      T(verify_finds_what_is_gone_or_changed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
#undef T
}
