/* A home under load: eight clients, swaps beneath them, kills, commits that
 * fail. */
#include "folder.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define CLIENTS 8
#define EACH 40

struct client {
  struct folder *folder;
  int number;
  int done;
  int refused;
  int failed;
};

static void *client_run(void *argument) {
  struct client *client = argument;

  for (int i = 0; i < EACH; i++) {
    char name[32];
    int code;
    /* every fifth is refused and must take nothing else with it */
    snprintf(name, sizeof name, i % 5 == 4 ? "bad" : "t%d-%d", client->number,
             i);
    code = folder_do(client->folder, "boss", "box.put", NULL,
                     json_pack("{s:s}", "name", name), NULL, NULL);
    if (code == 0)
      client->done++;
    else if (code == ERROR_INPUT)
      client->refused++;
    else
      client->failed++;
    if (i % 8 == 0 && folder_ask(client->folder, "boss", "box.all", NULL) != 0)
      client->failed++;
  }
  return NULL;
}

/* Also the last of TSan's: readers, executors and swaps beside each other. */
static void test_clients(void **state) {
  struct folder folder;
  struct client clients[CLIENTS];
  pthread_t threads[CLIENTS];
  json_t *verdict = NULL;
  struct error err = {0};

  (void)state;
  folder_init(&folder);
  for (int i = 0; i < CLIENTS; i++) {
    clients[i] = (struct client){.folder = &folder, .number = i};
    pthread_create(&threads[i], NULL, client_run, &clients[i]);
  }
  for (int i = 0; i < 5; i++) {
    char version[16];
    snprintf(version, sizeof version, "1.0.%d", i + 1);
    folder_write_box(&folder, version);
    assert_int_equal(folder_do(&folder, "boss", "core.plugin_reload", NULL,
                               json_pack("{s:s}", "plugin", "box"), NULL, NULL),
                     0);
  }
  for (int i = 0; i < CLIENTS; i++) {
    pthread_join(threads[i], NULL);
    assert_int_equal(clients[i].done, EACH * 4 / 5);
    assert_int_equal(clients[i].refused, EACH / 5);
    assert_int_equal(clients[i].failed, 0);
  }
  folder_ok(host_drain(folder.host, "h", &err), &err);
  assert_int_equal(folder_count(&folder, "box.all"), CLIENTS * EACH * 4 / 5);
  assert_int_equal(folder_count(&folder, "box.effects"),
                   CLIENTS * EACH * 4 / 5);
  assert_int_equal(folder_ask(&folder, "boss", "core.verify", &verdict), 0);
  assert_true(json_get_bool(verdict, "ok", false));
  json_decref(verdict);
  folder_fini(&folder);
}

/* In a child: commands until the parent kills it; each receipt goes out on a
 * pipe before the next. */
static void child_run(struct folder *folder, int round, int out) {
  folder_open(folder);
  for (int i = 0;; i++) {
    char name[32];
    snprintf(name, sizeof name, "r%d-%d", round, i);
    if (folder_do(folder, "boss", "box.put", name,
                  json_pack("{s:s}", "name", name), NULL, NULL) != 0)
      _exit(3);
    if (write(out, "+", 1) != 1)
      _exit(4);
  }
}

/* The effect of each event is there exactly once (a unique column would refuse
 * a second), whatever the moment of the kill. */
static void test_kill(void **state) {
  struct folder folder;
  struct error err = {0};
  size_t acknowledged = 0;
  size_t things;

  (void)state;
  folder_init(&folder);
  host_close(folder.host);
  for (int round = 0; round < 8; round++) {
    int ends[2];
    pid_t child;
    char buffer[4096];
    ssize_t n;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    if (child == 0) {
      close(ends[0]);
      child_run(&folder, round, ends[1]);
    }
    close(ends[1]);
    /* every other time at a busy moment, however slow the machine; else perhaps
     * while it opens */
    if (round % 2 == 0 && read(ends[0], buffer, 1) == 1)
      acknowledged++;
    usleep(150000 + 37000 * (useconds_t)round);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while ((n = read(ends[0], buffer, sizeof buffer)) > 0)
      acknowledged += (size_t)n;
    close(ends[0]);
  }
  folder_open(&folder);
  folder_ok(host_drain(folder.host, "h", &err), &err);
  things = folder_count(&folder, "box.all");
  assert_true(acknowledged > 0);
  assert_true(things >= acknowledged && things <= acknowledged + 8);
  assert_int_equal(folder_count(&folder, "box.effects"), things);
  assert_int_equal(folder_count(&folder, "core.parked"), 0);
  folder_fini(&folder);
}

/* The disk refuses a write: everybody in the batch is told that nothing is
 * saved, and the same key does it once the disk has room again. */
static void test_m2_m23_failed_commit(void **state) {
  struct folder folder;
  struct rlimit before;
  struct rlimit tight;
  struct storage_receipt receipt;
  char path[256];
  struct stat info;
  int code;

  (void)state;
  folder_init(&folder);
  assert_int_equal(folder_do(&folder, "boss", "box.put", "a",
                             json_pack("{s:s}", "name", "a"), NULL, NULL),
                   0);
  snprintf(path, sizeof path, "%s/homes/h/home.db-wal", folder.dir);
  assert_int_equal(stat(path, &info), 0);
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  tight = before;
  tight.rlim_cur = (rlim_t)info.st_size;
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
  code = folder_do(&folder, "boss", "box.put", "b",
                   json_pack("{s:s}", "name", "b"), NULL, NULL);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_true(code == ERROR_FULL || code == ERROR_IO || code == ERROR_READONLY);
  assert_int_equal(folder_count(&folder, "box.all"), 1);
  host_close(folder.host);
  folder_open(&folder);
  assert_int_equal(folder_do(&folder, "boss", "box.put", "b",
                             json_pack("{s:s}", "name", "b"), NULL, &receipt),
                   0);
  assert_false(receipt.repeated);
  assert_int_equal(folder_count(&folder, "box.all"), 2);
  folder_fini(&folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_kill),
      cmocka_unit_test(test_m2_m23_failed_commit),
      cmocka_unit_test(test_clients),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
