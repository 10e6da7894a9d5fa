/* A home is verified while it is in use: also under the build that watches
 * threads. */
#include <pthread.h>
#include <stdatomic.h>

#include "storage/access.h"
#include "support.h"

struct watcher {
  struct home *home;
  _Atomic bool stop;
  int checked;
  int faults;
};

/* As core.verify does, on a thread that reads. */
static void *watch(void *argument) {
  struct watcher *watcher = argument;

  while (!atomic_load(&watcher->stop)) {
    struct storage_verdict verdict;
    struct error err;
    error_init(&err);
    if (storage_verify_open(watcher->home->storage, NULL, &verdict, &err) != 0)
      watcher->faults++;
    watcher->checked++;
    storage_verdict_fini(&verdict);
    error_fini(&err);
  }
  return NULL;
}

/* No command that was just saved, no mark that moved on is a fault. */
static void a_home_is_verified_while_it_is_written(void **state) {
  struct home *home = *state;
  struct watcher watcher = {.home = home};
  struct error err;
  pthread_t thread;

  error_init(&err);
  storage_close(home->storage);
  home->options.checkpoint = 20; /* pages: many within the test */
  home_open(home);
  assert_int_equal(pthread_create(&thread, NULL, watch, &watcher), 0);
  for (int i = 0; i < 150; i++) {
    struct access_read read = {
        .person = 1, .call = "beds.board", .subject = i + 1, .result = 1};
    char text[64];
    int64_t due;
    snprintf(text, sizeof text, "{\"label\":\"w%d\"}", i);
    ok(access_note(home->storage, &read, &due, &err), &err);
    begin(home);
    insert(home, "bed", text);
    update(home, "bed", 1 + i / 2, "{\"fee\":\"2.5\"}");
    end(home);
    ok(storage_sync(home->storage, &err), &err);
  }
  atomic_store(&watcher.stop, true);
  pthread_join(thread, NULL);
  assert_true(watcher.checked > 0);
  assert_int_equal(watcher.faults, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(
      a_home_is_verified_while_it_is_written, home_setup, home_teardown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
