/* Whole files or none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* after those three: */
#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/save.h"

static char folder[] = "/tmp/songhe-save-XXXXXX";

static int make(void **state) {
  (void)state;
  return mkdtemp(folder) != NULL && chdir(folder) == 0 ? 0 : -1;
}

static int clear(void **state) {
  (void)state;
  unlink("note");
  unlink("other");
  rmdir("deep");
  return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static int entries(void) {
  DIR *dir = opendir(".");
  int count = 0;

  while (readdir(dir) != NULL)
    count++;
  closedir(dir);
  return count - 2;
}

static void assert_holds(const char *path, const char *text) {
  char found[64] = "";
  FILE *file = fopen(path, "r");

  assert_non_null(file);
  assert_int_equal(fread(found, 1, sizeof found - 1, file), strlen(text));
  fclose(file);
  assert_string_equal(found, text);
}

static void the_new_takes_the_place_of_the_old(void **state) {
  struct stat about;
  char path[128];

  (void)state;
  assert_int_equal(save_file("note", "one", 3), 0);
  assert_int_equal(save_file("./note", "two!", 4), 0);
  assert_holds("note", "two!");
  snprintf(path, sizeof path, "%s/note", folder);
  assert_int_equal(save_file(path, "", 0), 0);
  assert_holds("note", "");
  assert_int_equal(stat("note", &about), 0);
  assert_int_equal(about.st_mode & 0777, 0600);
  assert_int_equal(entries(), 1);
}

static void a_link_is_not_followed(void **state) {
  (void)state;
  unlink("note");
  assert_int_equal(save_file("other", "keep", 4), 0);
  assert_int_equal(symlink("other", "note"), 0);
  assert_int_equal(save_file("note", "new", 3), 0);
  assert_holds("other", "keep");
  assert_holds("note", "new");
}

static void what_fails_leaves_nothing(void **state) {
  char longer[300];
  int before = entries();

  (void)state;
  memset(longer, 'x', sizeof longer - 1);
  longer[sizeof longer - 1] = '\0';
  assert_int_equal(save_file("gone/note", "x", 1), -ENOENT);
  assert_int_equal(save_file(longer, "x", 1), -ENAMETOOLONG);
  assert_int_equal(mkdir("deep", 0700), 0);
  assert_true(save_file("deep", "x", 1) < 0); /* a folder of that name */
  assert_int_equal(entries(), before + 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_new_takes_the_place_of_the_old),
      cmocka_unit_test(a_link_is_not_followed),
      cmocka_unit_test(what_fails_leaves_nothing),
  };
  return cmocka_run_group_tests(tests, make, clear);
}
