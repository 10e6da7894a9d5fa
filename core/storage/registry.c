/* The data folder: which homes there are and who may sign in. Its database is
 * small and plain; health records are never in it. */
#include "storage/registry.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/registry_internal.h"

#define REGISTRY_APPLICATION 0x536f6e52 /* "SonR" */
#define REGISTRY_FORMAT 1
#define REGISTRY_KEY 32 /* bytes of the folder's secret key */

static const char registry_ddl[] =
    "CREATE TABLE home(id TEXT PRIMARY KEY,uuid TEXT NOT NULL UNIQUE,"
    "wake INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE account(id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "name TEXT NOT NULL UNIQUE,password TEXT NOT NULL,pin TEXT,"
    "administrator INTEGER NOT NULL,must_change INTEGER NOT NULL,"
    "disabled INTEGER NOT NULL) STRICT;"
    "CREATE TABLE setting(name TEXT PRIMARY KEY,value TEXT NOT NULL) STRICT;";

int registry_memory(struct error *err) {
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

static int registry_io(const char *dir, struct error *err) {
  return error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO,
                   "数据文件夹 %s 出错：%s%.0s。",
                   "The data folder %s failed: %.0s%s.", dir,
                   error_system(errno), strerror(errno));
}

static int registry_lock(struct registry *registry, struct error *err) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  char *path;
  int rc = storage_path(registry->dir, "registry.lock", &path, err);

  if (rc != 0)
    return rc;
  registry->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  free(path);
  if (registry->lock < 0)
    return registry_io(registry->dir, err);
  if (fcntl(registry->lock, F_OFD_SETLK, &lock) == 0)
    return 0;
  return error_set(err, ERROR_BUSY, "另一个松鹤程序正在使用数据文件夹 %s。",
                   "Another Songhe is using the data folder %s.",
                   registry->dir);
}

static struct registry *registry_new(const char *dir) {
  struct registry *registry = calloc(1, sizeof *registry);

  if (registry == NULL)
    return NULL;
  registry->dir = strdup(dir);
  registry->lock = -1;
  pthread_mutex_init(&registry->mutex, NULL);
  return registry;
}

void registry_close(struct registry *registry) {
  if (registry == NULL)
    return;
  conn_close(registry->conn);
  if (registry->lock >= 0)
    close(registry->lock);
  pthread_mutex_destroy(&registry->mutex);
  free(registry->dir);
  free(registry);
}

static int registry_connect(struct registry *registry, int flags,
                            struct error *err) {
  char *path;
  int rc = storage_path(registry->dir, "registry.db", &path, err);

  if (rc == 0)
    rc = conn_open(path, NULL, SQLITE_OPEN_READWRITE | flags, &registry->conn,
                   err);
  free(path);
  if (rc != 0)
    return rc;
  registry->conn->writer = true;
  rc = conn_settle(registry->conn, NULL, err);
  if (rc == 0)
    rc = conn_pragma(registry->conn, "PRAGMA journal_mode=DELETE",
                     "PRAGMA journal_mode", "delete", err);
  /* A rollback journal whose removal is synced too: small writes, no
   * checkpoint that could hide a failed sync. */
  if (rc == 0)
    rc = conn_pragma(registry->conn, "PRAGMA synchronous=EXTRA",
                     "PRAGMA synchronous", "3", err);
  return rc;
}

static int registry_key(const char *dir, struct error *err) {
  uint8_t key[REGISTRY_KEY];
  char *path;
  int fd;
  int rc = storage_path(dir, "signing.key", &path, err);

  if (rc != 0)
    return rc;
  hash_random(key, sizeof key);
  fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  free(path);
  if (fd < 0 || write(fd, key, sizeof key) != (ssize_t)sizeof key ||
      fsync(fd) != 0)
    rc = registry_io(dir, err);
  explicit_bzero(key, sizeof key);
  if (fd >= 0)
    close(fd);
  return rc;
}

static int registry_tables(struct registry *registry, int64_t virtual_now,
                           struct error *err) {
  struct storage_conn *conn = registry->conn;
  char sql[256];
  int64_t tables = 0;
  int rc =
      conn_ask_int(conn, "SELECT count(*) FROM sqlite_schema", &tables, err);

  if (rc == 0 && tables > 0)
    return error_set(err, ERROR_CONFLICT, "%s 已经是数据文件夹。",
                     "%s is a data folder already.", registry->dir);
  if (rc == 0)
    rc = conn_exec(conn, "BEGIN IMMEDIATE", err);
  if (rc == 0)
    rc = conn_exec(conn, registry_ddl, err);
  snprintf(sql, sizeof sql,
           "PRAGMA application_id=%d;PRAGMA user_version=%d;"
           "INSERT INTO setting VALUES('clock.virtual','%d'),"
           "('clock.now','%" PRId64 "');COMMIT",
           REGISTRY_APPLICATION, REGISTRY_FORMAT, virtual_now != 0,
           virtual_now);
  return rc == 0 ? conn_exec(conn, sql, err) : rc;
}

static int registry_folder(const char *path, struct error *err) {
  if (mkdir(path, 0700) == 0 || errno == EEXIST)
    return 0;
  return registry_io(path, err);
}

int registry_create(const char *dir, int64_t virtual_now, struct error *err) {
  struct registry *registry = registry_new(dir);
  char *homes = NULL;
  int rc;

  if (registry == NULL)
    return registry_memory(err);
  rc = registry_folder(dir, err);
  if (rc == 0)
    rc = storage_path(dir, "homes", &homes, err);
  if (rc == 0)
    rc = registry_folder(homes, err);
  if (rc == 0)
    rc = registry_lock(registry, err);
  if (rc == 0)
    rc = registry_connect(registry, SQLITE_OPEN_CREATE, err);
  if (rc == 0)
    rc = registry_tables(registry, virtual_now, err);
  if (rc == 0)
    rc = registry_key(dir, err);
  free(homes);
  registry_close(registry);
  return rc;
}

static int registry_format(struct registry *registry, struct error *err) {
  int64_t application = 0;
  int64_t format = 0;
  int rc =
      conn_ask_int(registry->conn, "PRAGMA application_id", &application, err);

  if (rc == 0)
    rc = conn_ask_int(registry->conn, "PRAGMA user_version", &format, err);
  if (rc != 0)
    return rc;
  if (application != REGISTRY_APPLICATION)
    return error_set(err, ERROR_CORRUPT,
                     "%s/registry.db 不是松鹤的文件，没有动它。",
                     "%s/registry.db is not a file of Songhe; it was left "
                     "alone.",
                     registry->dir);
  if (format > REGISTRY_FORMAT)
    return error_set(err, ERROR_FUTURE,
                     "数据文件夹由更新的松鹤写成。请升级松鹤。",
                     "A newer Songhe wrote this data folder. Upgrade Songhe.");
  return 0;
}

static int registry_clock(struct registry *registry, struct clock *clock,
                          struct error *err) {
  char *text = NULL;
  int rc = registry_get(registry, "clock.virtual", &text, err);

  clock_init_real(clock);
  if (rc == 0 && text != NULL && strcmp(text, "1") == 0) {
    free(text);
    text = NULL;
    rc = registry_get(registry, "clock.now", &text, err);
    if (rc == 0)
      clock_init_virtual(clock, text == NULL ? 0 : strtoll(text, NULL, 10));
  }
  free(text);
  return rc;
}

int registry_open(const char *dir, struct registry **out, struct clock *clock,
                  struct error *err) {
  struct registry *registry = registry_new(dir);
  char *path = NULL;
  int rc;

  *out = NULL;
  if (registry == NULL)
    return registry_memory(err);
  rc = storage_path(dir, "registry.db", &path, err);
  if (rc == 0 && access(path, F_OK) != 0)
    rc = error_set(err, ERROR_NOT_FOUND,
                   "%s 不是数据文件夹。请先运行 songhe init。",
                   "%s is not a data folder. Run songhe init first.", dir);
  free(path);
  if (rc == 0)
    rc = registry_lock(registry, err);
  if (rc == 0)
    rc = registry_connect(registry, 0, err);
  if (rc == 0)
    rc = registry_format(registry, err);
  if (rc == 0)
    rc = registry_clock(registry, clock, err);
  if (rc != 0)
    registry_close(registry);
  else
    *out = registry;
  return rc;
}

int registry_save_clock(struct registry *registry, int64_t now,
                        struct error *err) {
  char text[32];

  snprintf(text, sizeof text, "%" PRId64, now);
  return registry_set(registry, "clock.now", text, err);
}

int registry_get(struct registry *registry, const char *name, char **value,
                 struct error *err) {
  struct statement *st;
  int rc;

  *value = NULL;
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn, "SELECT value FROM setting WHERE name=?1",
                     &st, err);
  if (rc == 0) {
    statement_text(st, 1, name);
    rc = statement_step(st, err);
  }
  if (rc == 1) {
    *value = strdup(statement_get_text(st, 0));
    rc = *value == NULL ? registry_memory(err) : 0;
    statement_reset(st);
  }
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

int registry_set(struct registry *registry, const char *name, const char *value,
                 struct error *err) {
  struct statement *st;
  int rc;

  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "INSERT INTO setting VALUES(?1,?2) ON CONFLICT(name) DO "
                     "UPDATE SET value=excluded.value",
                     &st, err);
  if (rc == 0) {
    statement_text(st, 1, name);
    statement_text(st, 2, value);
    rc = statement_run(st, err);
  }
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}
