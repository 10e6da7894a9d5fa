#include "scene.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define FOLDER_HANDLE 1000000 /* stands for the open folder */
#define SESSIONS 3            /* times that a run opens the home */
#define CHECKPOINT 30         /* pages: some within each run */

static const char uuid[] = "5f0c2f3e-7d63-4c0e-9a41-0d9b62e1c111";

/* Numbers of the run's receipts, by command: the run is in this process or in
 * the one that this one was forked from. */
static int64_t receipts[SCENE_COMMANDS + 1];

/* --- the mark's file --- */

static int files_open(void *context, const char *path, int flags, int mode) {
  unsigned how = (flags & O_CREAT ? DISK_O_CREATE : 0) |
                 (flags & O_EXCL ? DISK_O_EXCLUSIVE : 0);
  int handle;
  (void)mode;
  if (flags & O_DIRECTORY)
    return FOLDER_HANDLE;
  handle = disk_open(context, path, how, NULL);
  if (handle >= 0 && (flags & O_TRUNC) &&
      disk_truncate(context, handle, 0) != 0) {
    disk_close(context, handle);
    return -EIO;
  }
  return handle;
}

static int64_t files_pwrite(void *context, int fd, const void *data, size_t len,
                            int64_t offset) {
  return disk_write(context, fd, data, len, offset);
}

static int64_t files_pread(void *context, int fd, void *data, size_t len,
                           int64_t offset) {
  return disk_read(context, fd, data, len, offset);
}

static int files_sync(void *context, int fd) {
  return fd == FOLDER_HANDLE ? disk_sync_folder(context, POWERCUT_FOLDER)
                             : disk_sync(context, fd);
}

static int files_rename(void *context, const char *from, const char *to) {
  return disk_rename(context, from, to);
}

static int files_close(void *context, int fd) {
  return fd == FOLDER_HANDLE ? 0 : disk_close(context, fd);
}

/* --- the home --- */

void scene_init(struct scene *scene, struct powercut *cut,
                const char *synchronous) {
  *scene = (struct scene){.cut = cut,
                          .files = {.context = powercut_disk(cut),
                                    .open = files_open,
                                    .pwrite = files_pwrite,
                                    .pread = files_pread,
                                    .fdatasync = files_sync,
                                    .close = files_close,
                                    .rename = files_rename},
                          .options = {.vfs = POWERCUT_VFS,
                                      .synchronous = synchronous,
                                      .checkpoint = CHECKPOINT}};
  clock_init_virtual(&scene->clock, SCENE_START);
  scene->options.clock = &scene->clock;
  scene->options.files = &scene->files;
}

int scene_create(struct scene *scene, struct error *err) {
  struct storage_home home = {.name = (char *)"松鹤园",
                              .zone = (char *)"Asia/Shanghai",
                              .kind = (char *)"public"};
  memcpy(home.uuid, uuid, sizeof uuid);
  return storage_create(POWERCUT_FOLDER, &home, &scene->options, err);
}

int scene_open(struct scene *scene, struct error *err) {
  return storage_open(POWERCUT_FOLDER, &scene->options, &scene->storage, err);
}

void scene_close(struct scene *scene) {
  storage_close(scene->storage);
  scene->storage = NULL;
}

/* Three versions of the declaration: the second adds a column and a table, the
 * third renames one. */
static const char tables_text[] =
    "{\"outcome\":{\"append_only\":true,\"columns\":["
    "{\"name\":\"duty\",\"type\":\"text\",\"required\":true,\"unique\":true},"
    "{\"name\":\"given\",\"type\":\"enum\",\"required\":true,\"values\":["
    "{\"value\":\"given\"},{\"value\":\"refused\"}]},"
    "{\"name\":\"at\",\"type\":\"instant\",\"required\":true},"
    "{\"name\":\"%s\",\"type\":\"text\",\"max\":2000}%s]},"
    "\"bed\":{\"columns\":[{\"name\":\"label\",\"type\":\"text\","
    "\"required\":true,\"unique\":true}]},%s"
    "\"stay\":{\"history\":true,\"columns\":["
    "{\"name\":\"bed\",\"type\":\"ref\",\"to\":\"bed\",\"required\":true},"
    "{\"name\":\"who\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"starts\",\"type\":\"instant\",\"required\":true},"
    "{\"name\":\"ends\",\"type\":\"instant\"},"
    "{\"name\":\"state\",\"type\":\"enum\",\"required\":true,\"values\":["
    "{\"value\":\"active\"},{\"value\":\"ended\"}]}],"
    "\"unique\":[{\"columns\":[\"who\"],\"where\":{\"state\":[\"active\"]},"
    "\"zh\":\"已有床位\",\"en\":\"Has a bed\"}],"
    "\"no_overlap\":[{\"key\":\"bed\",\"from\":\"starts\",\"to\":\"ends\","
    "\"where\":{\"state\":[\"active\",\"ended\"]},"
    "\"zh\":\"床位有人\",\"en\":\"The bed is taken\"}],"
    "\"transitions\":{\"state\":{\"initial\":[\"active\"],"
    "\"active\":[\"ended\"]}}}}";

static json_t *tables_of(int version, struct error *err) {
  char text[sizeof tables_text + 400];
  json_t *tables = NULL;
  snprintf(text, sizeof text, tables_text, version >= 3 ? "remark" : "note",
           version >= 2 ? ",{\"name\":\"route\",\"type\":\"text\"}" : "",
           version >= 2 ? "\"drill\":{\"columns\":[{\"name\":\"topic\","
                          "\"type\":\"text\",\"index\":true}]},"
                        : "");
  json_read(text, strlen(text), &tables, err);
  return tables;
}

int scene_apply(struct scene *scene, int version, struct error *err) {
  struct storage_command command = {.plugin = "core", .action = "schema"};
  json_t *tables = tables_of(version, err);
  json_t *steps = version < 3
                      ? NULL
                      : json_pack("[{s:i,s:[{s:{s:s,s:s,s:s}}]}]", "number", 1,
                                  "steps", "rename_column", "table", "outcome",
                                  "from", "note", "to", "remark");
  char name[16];
  bool changed;
  int rc = storage_begin(scene->storage, err);
  snprintf(name, sizeof name, "%d.0.0", version);
  if (rc == 0)
    rc = storage_command_begin(scene->storage, &command, err);
  if (rc == 0)
    rc = storage_schema_apply(scene->storage, "care", name, tables, steps,
                              &changed, err);
  if (rc == 0)
    rc = storage_command_accept(scene->storage, NULL, NULL, err);
  if (rc == 0)
    rc = storage_commit(scene->storage, err);
  else
    storage_rollback(scene->storage);
  json_decref(tables);
  json_decref(steps);
  return rc;
}

static int furnish_bed(struct scene *scene, int bed, struct error *err) {
  char label[16];
  int64_t id;
  json_t *row;
  int rc;
  snprintf(label, sizeof label, "10%d", bed);
  row = json_pack("{s:s}", "label", label);
  rc = storage_insert(scene->storage, "care", "bed", row, &id, err);
  json_decref(row);
  if (rc != 0)
    return rc;
  row = json_pack("{s:I,s:i,s:I,s:s}", "bed", (json_int_t)id, "who", 100 + bed,
                  "starts", (json_int_t)SCENE_START, "state", "active");
  rc = storage_insert(scene->storage, "care", "stay", row, NULL, err);
  json_decref(row);
  return rc;
}

int scene_furnish(struct scene *scene, struct error *err) {
  struct storage_command command = {.plugin = "care", .action = "furnish"};
  int rc = storage_begin(scene->storage, err);
  if (rc == 0)
    rc = storage_command_begin(scene->storage, &command, err);
  for (int bed = 1; rc == 0 && bed <= SCENE_BEDS; bed++)
    rc = furnish_bed(scene, bed, err);
  if (rc == 0)
    rc = storage_command_accept(scene->storage, NULL, NULL, err);
  if (rc == 0)
    return storage_commit(scene->storage, err);
  storage_rollback(scene->storage);
  return rc;
}

int scene_setup(struct powercut *cut, void *context) {
  const struct scene_case *test = context;
  struct scene scene;
  struct error err;
  int rc;
  error_init(&err);
  scene_init(&scene, cut, test->synchronous);
  rc = scene_create(&scene, &err);
  if (rc == 0)
    rc = scene_open(&scene, &err);
  if (rc == 0)
    rc = scene_apply(&scene, 1, &err);
  if (rc == 0)
    rc = scene_furnish(&scene, &err);
  scene_close(&scene);
  if (rc != 0)
    fprintf(stderr, "  setup: %s\n", err.en);
  error_fini(&err);
  return rc;
}

/* --- commands --- */

static void command_make(struct storage_command *command, int number,
                         char key[32], json_t **input) {
  snprintf(key, 32, "key-%d", number);
  *input = json_pack("{s:i}", "number", number);
  *command = (struct storage_command){.plugin = "care",
                                      .action = "change",
                                      .key = key,
                                      .input = *input,
                                      .person = 7,
                                      .role = "nurse"};
}

/* As the home does it: a known key gives the kept answer, else it is done. */
static int command_do(struct scene *scene, scene_change *change, int number,
                      struct storage_receipt *receipt, struct error *err) {
  struct storage_command command;
  json_t *input, *reply = NULL;
  char key[32];
  int rc;
  command_make(&command, number, key, &input);
  rc = storage_command_find(scene->storage, &command, &reply, receipt, err);
  if (rc == 0) {
    rc = storage_command_begin(scene->storage, &command, err);
    if (rc == 0)
      rc = change(scene, number, &reply, err);
    if (rc == 0)
      rc = storage_command_accept(scene->storage, reply, receipt, err);
    else
      storage_command_drop(scene->storage);
  }
  json_decref(reply);
  json_decref(input);
  return rc < 0 ? rc : 0;
}

/* Commands `from` to `to` as one batch. */
static int batch_do(struct scene *scene, scene_change *change, int from, int to,
                    struct error *err) {
  int rc = storage_begin(scene->storage, err);
  struct storage_receipt receipt;
  if (rc != 0)
    return rc;
  for (int i = from; rc == 0 && i <= to; i++) {
    clock_set(&scene->clock, SCENE_START + (int64_t)i * SCENE_MINUTE);
    rc = command_do(scene, change, i, &receipt, err);
    receipts[i] = receipt.number;
  }
  if (rc == 0)
    return storage_commit(scene->storage, err);
  storage_rollback(scene->storage);
  return rc;
}

/* One batch, again once when it was not saved, as a desk does. */
static int batch_try(struct scene *scene, scene_change *change, int from,
                     int to) {
  struct error err;
  int rc = -1;
  for (int i = 0; rc != 0 && i < 2; i++) {
    error_init(&err);
    rc = batch_do(scene, change, from, to, &err);
    error_fini(&err);
  }
  for (int i = from; rc == 0 && i <= to; i++)
    powercut_ack(scene->cut, (uint64_t)i);
  return rc;
}

static int session(struct scene *scene, scene_change *change, int from,
                   int to) {
  struct error err;
  int rc, all = 0;
  error_init(&err);
  rc = scene_open(scene, &err);
  error_fini(&err);
  if (rc != 0)
    return rc;
  for (int i = from; i <= to;) {
    int end = i + (i % 4 == 1 && i + 2 <= to ? 2 : 0);
    all |= batch_try(scene, change, i, end);
    if (i % 5 == 0)
      all |= storage_sync(scene->storage, NULL);
    i = end + 1;
  }
  scene_close(scene);
  return all;
}

int scene_run(struct powercut *cut, void *context) {
  const struct scene_case *test = context;
  const int step = SCENE_COMMANDS / SESSIONS;
  struct scene scene;
  int rc = 0;
  scene_init(&scene, cut, test->synchronous);
  for (int i = 0; i < SESSIONS; i++)
    rc |= session(&scene, test->change, i * step + 1, (i + 1) * step);
  return rc;
}

/* --- checks --- */

int64_t scene_ask(struct scene *scene, const char *sql, int64_t first,
                  int64_t second) {
  struct statement *st;
  struct error err;
  int64_t value = -1;
  int rc;
  error_init(&err);
  rc = statement_get(storage_writer(scene->storage), sql, &st, &err);
  if (rc == 0) {
    statement_int(st, 1, first);
    statement_int(st, 2, second);
    rc = statement_step(st, &err);
  }
  if (rc == 1) {
    value = statement_get_int(st, 0);
    statement_reset(st);
  }
  if (rc < 0 && scene->checking)
    powercut_tell(scene->cut, POWERCUT_BROKEN, "%s: %s", sql, err.en);
  error_fini(&err);
  return value;
}

bool scene_open_check(struct scene *scene) {
  struct error err;
  int rc;
  error_init(&err);
  rc = scene_open(scene, &err);
  if (rc != 0)
    powercut_tell(scene->cut, POWERCUT_BROKEN, "open: %s", err.en);
  else if (storage_state(scene->storage, &err) != ERROR_NONE)
    powercut_tell(scene->cut, POWERCUT_WRONG, "a false alarm: %s", err.en);
  error_fini(&err);
  return rc == 0;
}

void scene_verify(struct scene *scene) {
  struct storage_verdict verdict;
  struct error err;
  int rc;
  error_init(&err);
  rc = storage_verify_open(scene->storage, NULL, &verdict, &err);
  if (rc != 0)
    powercut_tell(
        scene->cut, POWERCUT_BROKEN, "verify: %s %s", err.en,
        verdict.findings.fault_count > 0 ? verdict.findings.faults[0].en : "");
  storage_verdict_fini(&verdict);
  error_fini(&err);
}

/* Which commands were found, each with its kept answer. */
static void check_commands(struct scene *scene,
                           int64_t found[SCENE_COMMANDS + 1]) {
  for (int i = 1; i <= SCENE_COMMANDS; i++) {
    struct storage_receipt receipt = {0};
    struct storage_command command;
    json_t *input, *reply = NULL;
    struct error err;
    char key[32];
    int rc;
    error_init(&err);
    command_make(&command, i, key, &input);
    rc = storage_command_find(scene->storage, &command, &reply, &receipt, &err);
    found[i] = rc == 1 ? receipt.number : 0;
    if (rc < 0)
      powercut_tell(scene->cut, POWERCUT_BROKEN, "command %d: %s", i, err.en);
    else if (powercut_acked(scene->cut, (uint64_t)i) &&
             (rc == 0 || receipt.number != receipts[i] ||
              json_get_int(reply, "number", 0) != i))
      powercut_tell(scene->cut, POWERCUT_LOST, "command %d (%s)", i,
                    rc == 0 ? "not there" : "another answer");
    json_decref(reply);
    json_decref(input);
    error_fini(&err);
  }
}

/* The home goes on: what is missing is asked again and done, what is there
 * gives the same answer, once. */
static void check_again(struct scene *scene, scene_change *change,
                        int64_t found[SCENE_COMMANDS + 1]) {
  struct error err;
  int number = 1, rc;
  error_init(&err);
  while (number < SCENE_COMMANDS && found[number] != 0)
    number++;
  rc = batch_do(scene, change, number > 1 ? number - 1 : 1, number, &err);
  if (rc != 0)
    powercut_tell(scene->cut, POWERCUT_BROKEN, "going on with %d: %s", number,
                  err.en);
  else
    check_commands(scene, found);
  error_fini(&err);
}

void scene_check(struct powercut *cut, void *context) {
  const struct scene_case *test = context;
  int64_t found[SCENE_COMMANDS + 1] = {0};
  struct scene scene;
  scene_init(&scene, cut, NULL);
  scene.checking = true;
  if (!scene_open_check(&scene))
    return;
  check_commands(&scene, found);
  test->rules(&scene, found);
  if (storage_state(scene.storage, NULL) == ERROR_NONE) {
    scene_verify(&scene);
    check_again(&scene, test->change, found);
    test->rules(&scene, found);
  }
  scene_close(&scene);
}
