/* Making, opening and closing a home's database; batches. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "storage/internal.h"

int storage_path(const char *dir, const char *name, char **out,
                 struct error *err) {
  if (asprintf(out, "%s/%s", dir, name) >= 0)
    return 0;
  *out = NULL;
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

void storage_break(struct storage *storage, const struct error *why) {
  if (storage->state.code != ERROR_NONE && storage->state.code != ERROR_FULL)
    return;
  error_fini(&storage->state);
  log_line(LOG_ERROR, "storage", "%s: %s", storage->dir, why->en);
  error_set(&storage->state, why->code, "%s%.0s", "%.0s%s", why->zh, why->en);
  access_stop(storage);
}

int storage_state(const struct storage *storage, struct error *why) {
  if (storage->state.code != ERROR_NONE && why != NULL)
    error_set(why, storage->state.code, "%s%.0s", "%.0s%s", storage->state.zh,
              storage->state.en);
  return storage->state.code;
}

const struct storage_home *storage_home(const struct storage *storage) {
  return &storage->home;
}

struct storage_conn *storage_writer(struct storage *storage) {
  return storage->conn;
}

int64_t storage_head(const struct storage *storage, uint8_t hash[HASH_SIZE]) {
  if (hash != NULL)
    memcpy(hash, storage->committed_hash, HASH_SIZE);
  return storage->committed_head;
}

static int open_lock(struct storage *storage, struct error *err) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  char *path;
  int rc;

  /* a disk in memory has no second host */
  if (storage->files != &files_system)
    return 0;
  rc = storage_path(storage->dir, "home.lock", &path, err);
  if (rc != 0)
    return rc;
  storage->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  free(path);
  if (storage->lock < 0)
    return error_set(err, ERROR_IO, "打不开机构的文件夹：%s%.0s。",
                     "The home's folder can't be opened: %.0s%s.",
                     error_system(errno), strerror(errno));
  if (fcntl(storage->lock, F_OFD_SETLK, &lock) == 0)
    return 0;
  return error_set(err, ERROR_BUSY,
                   "另一个松鹤程序正在使用这个机构。请先关闭它。",
                   "Another Songhe has this home open. Close that one first.");
}

static struct storage *open_new(const char *dir,
                                const struct storage_options *options) {
  struct storage *storage = calloc(1, sizeof *storage);

  if (storage == NULL || (storage->access = access_new()) == NULL) {
    free(storage);
    return NULL;
  }
  storage->dir = strdup(dir);
  storage->options = *options;
  storage->files = options->files != NULL ? options->files : &files_system;
  storage->mark = (struct mark_file){.files = storage->files, .fd = -1};
  storage->lock = -1;
  storage->epoch = 1;
  hash_uuid(storage->boot);
  pthread_mutex_init(&storage->catalog_lock, NULL);
  buf_init(&storage->scratch);
  buf_init(&storage->kept.bytes);
  return storage;
}

static void open_free(struct storage *storage) {
  conn_close(storage->conn);
  mark_close(&storage->mark);
  if (storage->lock >= 0)
    close(storage->lock);
  catalog_unref(storage->catalog);
  catalog_unref(storage->published);
  words_fini(&storage->words);
  access_free(storage->access);
  error_fini(&storage->state);
  pthread_mutex_destroy(&storage->catalog_lock);
  buf_fini(&storage->scratch);
  parts_fini(&storage->kept);
  free(storage->home.name);
  free(storage->home.zone);
  free(storage->home.kind);
  free(storage->dir);
  free(storage);
}

static int open_conn(struct storage *storage, bool create, struct error *err) {
  int flags = storage->options.read_only ? SQLITE_OPEN_READONLY
              : create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                       : SQLITE_OPEN_READWRITE;
  char *path;
  int rc = storage_path(storage->dir, "home.db", &path, err);

  if (rc == 0)
    rc = conn_open(path, storage->options.vfs, flags, &storage->conn, err);
  free(path);
  if (rc != 0)
    return rc;
  storage->conn->writer = true;
  storage->conn->storage = storage;
  storage->conn->clock = storage->options.clock;
  return 0;
}

/* Is it ours, and not from the future? */
static int open_format(struct storage *storage, struct error *err) {
  int64_t application = 0;
  int64_t format = 0;
  int rc =
      conn_ask_int(storage->conn, "PRAGMA application_id", &application, err);

  if (rc == 0)
    rc = conn_ask_int(storage->conn, "PRAGMA user_version", &format, err);
  if (rc != 0)
    return rc;
  storage->conn->format = format;
  if (application != STORAGE_APPLICATION || format < 1)
    return error_set(
        err, ERROR_CORRUPT, "%s/home.db 不是松鹤的数据文件，没有动它。",
        "%s/home.db is not a file of Songhe; it was left alone.", storage->dir);
  if (format > STORAGE_FORMAT)
    return error_set(
        err, ERROR_FUTURE,
        "这个机构的数据由更新的松鹤写成（格式 %lld）。请升级松鹤。",
        "A newer Songhe wrote this home (format %lld). Upgrade "
        "Songhe.",
        (long long)format);
  return 0;
}

/* Brings an older file to this format, all or nothing. */
static int open_upgrade(struct storage *storage, struct error *err) {
  struct storage_conn *conn = storage->conn;
  char end[60];
  int rc;

  if (conn->format >= STORAGE_FORMAT)
    return 0;
  rc = conn_exec(conn, "BEGIN IMMEDIATE", err);
  for (int64_t from = conn->format; rc == 0 && from < STORAGE_FORMAT; from++)
    rc = conn_exec(conn, journal_upgrades[from - 1], err);
  snprintf(end, sizeof end, "PRAGMA user_version=%d;COMMIT", STORAGE_FORMAT);
  if (rc == 0)
    rc = conn_exec(conn, end, err);
  if (rc == 0)
    conn->format = STORAGE_FORMAT;
  else
    conn_exec(conn, "ROLLBACK", NULL);
  return rc;
}

int open_for_writing(struct storage *storage, struct error *err) {
  int rc = open_upgrade(storage, err);

  if (rc == 0)
    rc = access_open(storage, err);
  return rc == 0 ? recover_empty(storage, err) : rc;
}

static int open_settle(struct storage *storage, struct error *err) {
  int rc = conn_settle(storage->conn, storage->options.synchronous, err);

  if (rc == 0 && !storage->options.read_only)
    rc = conn_pragma(storage->conn, "PRAGMA journal_mode=WAL",
                     "PRAGMA journal_mode", "wal", err);
  return rc;
}

/* --- create ------------------------------------------------------------- */

static int create_tables(struct storage *storage, struct error *err) {
  char sql[128];
  int rc = conn_exec(storage->conn, journal_ddl[STORAGE_FORMAT - 1], err);

  snprintf(sql, sizeof sql, "PRAGMA application_id=%d;PRAGMA user_version=%d",
           STORAGE_APPLICATION, STORAGE_FORMAT);
  return rc == 0 ? conn_exec(storage->conn, sql, err) : rc;
}

static int create_mark(struct storage *storage, struct error *err) {
  storage->marked.seq = storage->marked.checked_seq = storage->head;
  memcpy(storage->marked.hash, storage->head_hash, HASH_SIZE);
  memcpy(storage->marked.checked_hash, storage->head_hash, HASH_SIZE);
  return mark_create(&storage->mark, storage->dir, &storage->marked, err);
}

/* The first command says what the home is; its chain begins with zeros. */
static int create_first(struct storage *storage,
                        const struct storage_home *home, struct error *err) {
  json_t *input = json_pack("{s:s, s:s, s:s, s:s}", "uuid", home->uuid, "name",
                            home->name, "zone", home->zone, "kind", home->kind);
  struct storage_command command = {
      .plugin = "core", .action = "create", .input = input};
  int rc = input == NULL ? error_set(err, ERROR_INPUT, "机构的资料不全。",
                                     "The home's description is incomplete.")
                         : conn_exec(storage->conn, "BEGIN IMMEDIATE", err);

  storage->batch = rc == 0;
  if (rc == 0)
    rc = create_tables(storage, err);
  storage->conn->format = STORAGE_FORMAT;
  if (rc == 0)
    rc = storage_command_begin(storage, &command, err);
  if (rc == 0)
    rc = storage_command_accept(storage, NULL, NULL, err);
  /* the mark first: without its database it is nothing, but a database without
   * its mark has been tampered with */
  if (rc == 0)
    rc = create_mark(storage, err);
  if (rc == 0)
    rc = conn_exec(storage->conn, "COMMIT", err);
  storage->batch = false;
  json_decref(input);
  return rc;
}

static int create_empty(struct storage *storage, struct error *err) {
  int64_t tables = 0;
  int rc = conn_ask_int(storage->conn, "SELECT count(*) FROM sqlite_schema",
                        &tables, err);

  if (rc == 0 && tables > 0)
    rc = error_set(err, ERROR_CONFLICT, "%s 里已经有一个机构。",
                   "There is already a home in %s.", storage->dir);
  return rc;
}

int storage_create(const char *dir, const struct storage_home *home,
                   const struct storage_options *options, struct error *err) {
  struct storage *storage = open_new(dir, options);
  const struct zone *zone;
  int rc;

  if (storage == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = zone_get(home->zone, &zone, err);
  if (rc == 0)
    rc = open_lock(storage, err);
  if (rc == 0)
    rc = open_conn(storage, true, err);
  if (rc == 0)
    rc = create_empty(storage, err);
  if (rc == 0)
    rc = open_settle(storage, err);
  storage->catalog = catalog_new(++storage->catalog_generation);
  if (rc == 0)
    rc = create_first(storage, home, err);
  open_free(storage);
  return rc;
}

/* --- open ---------------------------------------------------------------- */

static int open_home(struct storage *storage, struct error *err) {
  json_t *said;
  int rc = journal_read_body(storage->conn, 1, PART_INPUT, &said, err);

  if (rc != 0)
    return rc;
  snprintf(storage->home.uuid, sizeof storage->home.uuid, "%s",
           json_get_text(said, "uuid", ""));
  storage->home.name = strdup(json_get_text(said, "name", ""));
  storage->home.zone = strdup(json_get_text(said, "zone", ""));
  storage->home.kind = strdup(json_get_text(said, "kind", ""));
  json_decref(said);
  if (storage->home.uuid[0] == '\0')
    return error_set(err, ERROR_CORRUPT, "日志的第一条（机构资料）读不出来。",
                     "The journal's first record (the home) can't be read.");
  rc = zone_get(storage->home.zone, &storage->zone, err);
  storage->conn->zone = storage->zone;
  return rc;
}

int storage_set_zone(struct storage *storage, const char *zone,
                     struct error *err) {
  char *name = strdup(zone);
  int rc = zone_get(zone, &storage->zone, err);

  if (rc != 0 || name == NULL) {
    free(name);
    return rc != 0 ? rc : ERROR_MEMORY;
  }
  free(storage->home.zone);
  storage->home.zone = name;
  storage->conn->zone = storage->zone;
  return 0;
}

static int open_head(struct storage *storage, struct error *err) {
  int rc = journal_head(storage->conn, &storage->head, storage->head_hash, err);

  if (rc == 0)
    rc = conn_ask_int(storage->conn, "SELECT ifnull(max(id),0) FROM event",
                      &storage->last_event, err);
  if (rc == 0)
    rc = conn_ask_int(storage->conn, "PRAGMA data_version",
                      &storage->data_version, err);
  storage->committed_head = storage->head;
  storage->committed_event = storage->last_event;
  storage->committed_words = storage->words.count;
  memcpy(storage->committed_hash, storage->head_hash, HASH_SIZE);
  return rc;
}

/* What does not match makes the home read-only; only what makes it unreadable
 * is an error. */
static int open_check(struct storage *storage, struct error *err) {
  struct error why;
  int rc;

  error_init(&why);
  rc = mark_open(&storage->mark, storage->dir, storage->options.read_only,
                 &storage->marked, &why);
  if (rc == 0)
    rc = chain_check_open(storage, &why);
  if (rc == 0)
    rc = access_check(storage, &why);
  if (rc == ERROR_CORRUPT) {
    storage_break(storage, &why);
    rc = 0;
  } else if (rc != 0 && err != NULL)
    error_move(err, &why);
  error_fini(&why);
  return rc;
}

static int open_all(struct storage *storage, struct error *err) {
  int rc = 0;

  if (!storage->options.read_only)
    rc = open_lock(storage, err);
  if (rc == 0 && !storage->options.read_only)
    rc = recover_log(storage->files, storage->dir, err);
  if (rc == 0)
    rc = open_conn(storage, false, err);
  if (rc == 0)
    rc = open_format(storage, err);
  if (rc == 0)
    rc = open_settle(storage, err);
  if (rc == 0)
    rc = open_home(storage, err);
  if (rc == 0)
    rc = words_load(&storage->words, storage->conn, err);
  if (rc == 0)
    rc = catalog_load(storage, err);
  if (rc == 0)
    rc = open_head(storage, err);
  if (rc == 0)
    rc = open_check(storage, err);
  /* a home that was tampered with is left as it was found */
  if (rc != 0 || storage->options.read_only ||
      storage->state.code != ERROR_NONE)
    return rc;
  return open_for_writing(storage, err);
}

int storage_open(const char *dir, const struct storage_options *options,
                 struct storage **out, struct error *err) {
  struct storage *storage = open_new(dir, options);
  char *path = NULL;
  int rc;

  *out = NULL;
  if (storage == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = storage_path(dir, "home.db", &path, err);
  if (rc == 0 && storage->files == &files_system && access(path, F_OK) != 0)
    rc = error_set(err, ERROR_NOT_FOUND, "%s 里没有机构。",
                   "There is no home in %s.", dir);
  free(path);
  if (rc == 0)
    rc = open_all(storage, err);
  if (rc != 0) {
    open_free(storage);
    return rc;
  }
  *out = storage;
  return 0;
}

int storage_open_bare(const char *dir, const struct storage_options *options,
                      struct storage **out, struct error *err) {
  struct storage *storage = open_new(dir, options);
  int rc;

  *out = NULL;
  if (storage == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  storage->options.read_only = true;
  rc = open_conn(storage, false, err);
  if (rc == 0)
    rc = open_format(storage, err);
  if (rc == 0)
    *out = storage;
  else
    open_free(storage);
  return rc;
}

/* The head becomes the chain's checkpoint: the next start begins there. */
static void close_mark(struct storage *storage) {
  struct error err;

  error_init(&err);
  storage->marked.checked_seq = storage->committed_head;
  memcpy(storage->marked.checked_hash, storage->committed_hash, HASH_SIZE);
  if (mark_write(&storage->mark, &storage->marked, &err) != 0 ||
      mark_sync(&storage->mark, &err) != 0)
    storage_break(storage, &err);
  error_fini(&err);
}

void storage_close(struct storage *storage) {
  if (storage == NULL)
    return;
  storage_rollback(storage);
  access_close(storage);
  if (storage->state.code == ERROR_NONE && !storage->options.read_only &&
      storage->mark.fd >= 0)
    close_mark(storage);
  open_free(storage);
}
