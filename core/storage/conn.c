#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "storage/internal.h"

static pthread_once_t conn_once = PTHREAD_ONCE_INIT;
static int conn_started = SQLITE_ERROR;

/* SQLite's own words go to the log: they name files and SQL, not people. */
static void conn_log(void *context, int code, const char *text) {
  (void)context;
  if ((code & 0xff) == SQLITE_CONSTRAINT || (code & 0xff) == SQLITE_SCHEMA ||
      (code & 0xff) == SQLITE_NOTICE || (code & 0xff) == SQLITE_INTERRUPT ||
      (code & 0xff) == SQLITE_ERROR || (code & 0xff) == SQLITE_AUTH ||
      code == SQLITE_WARNING_AUTOINDEX) /* a planner's remark, no fault */
    return;
  log_line(LOG_WARN, "sqlite", "%d %s", code, text);
}

static void conn_start_once(void) {
  sqlite3_config(SQLITE_CONFIG_LOG, conn_log, NULL);
  sqlite3_config(SQLITE_CONFIG_URI, 0);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  conn_started = sqlite3_initialize();
}

int conn_start(struct error *err) {
  pthread_once(&conn_once, conn_start_once);
  if (conn_started == SQLITE_OK)
    return 0;
  return error_set(err, ERROR_INTERNAL, "数据库组件无法启动（%d）。",
                   "The database library does not start (%d).", conn_started);
}

static int conn_fail_io(struct storage_conn *conn, int rc, struct error *err) {
  struct error why;

  error_set(err, ERROR_IO,
            "磁盘读写出错（%d），没有保存。请检查磁盘，然后重新启动松鹤。",
            "The disk failed (%d); nothing was saved. Check the disk, then "
            "start Songhe again.",
            rc);
  if (conn->storage != NULL && conn->writer) {
    error_init(&why);
    error_set(&why, ERROR_IO, "磁盘读写出错（%d），本机构暂时只能查看。",
              "The disk failed (%d); this home can only be read for now.", rc);
    storage_break(conn->storage, &why);
    error_fini(&why);
  }
  return ERROR_IO;
}

static int conn_fail_corrupt(struct storage_conn *conn, struct error *err) {
  struct error why;

  error_set(err, ERROR_CORRUPT, "数据文件已损坏。请不要继续写入，用备份恢复。",
            "The data file is damaged. Write nothing more; restore a backup.");
  if (conn->storage != NULL && conn->writer) {
    error_init(&why);
    error_set(&why, ERROR_CORRUPT, "数据文件已损坏，本机构暂时只能查看。",
              "The data file is damaged; this home can only be read for now.");
    storage_break(conn->storage, &why);
    error_fini(&why);
  }
  return ERROR_CORRUPT;
}

static int conn_fail_other(struct storage_conn *conn, int rc,
                           struct error *err) {
  switch (rc & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return error_set(err, ERROR_BUSY, "数据库正忙，请稍后再试。",
                     "The database is busy; try again in a moment.");
  case SQLITE_INTERRUPT:
    return error_set(err, ERROR_TIMEOUT,
                     "查询用时太长，已停止。请缩小范围后再试。",
                     "It took too long and was stopped. Ask for less.");
  case SQLITE_NOMEM:
    return error_set(err, ERROR_MEMORY, "内存不足，没有保存。",
                     "Out of memory; nothing was saved.");
  case SQLITE_READONLY:
    return error_set(err, ERROR_READONLY, "数据库只读，不能写入。",
                     "The database can only be read.");
  case SQLITE_TOOBIG:
    return error_set(err, ERROR_INPUT, "内容太长（最多 1 MB）。",
                     "The text is too long (1 MB at most).");
  case SQLITE_CANTOPEN:
    return error_set(err, ERROR_IO, "打不开数据文件。",
                     "The data file can't be opened.");
  default:
    return error_set(err, ERROR_INTERNAL, "数据库出错（%d）：%s。",
                     "The database failed (%d): %s.", rc,
                     conn->db != NULL ? sqlite3_errmsg(conn->db) : "");
  }
}

int conn_fail(struct storage_conn *conn, int rc, struct error *err) {
  int code;

  switch (rc & 0xff) {
  case SQLITE_FULL:
    code = error_set(err, ERROR_FULL,
                     "没有保存。请先在主机上腾出空间，再重做一次。",
                     "Nothing was saved. Make room on the host's disk, then do "
                     "it again.");
    if (conn->storage != NULL && conn->writer)
      error_set(&conn->storage->state, ERROR_FULL, "磁盘已满。",
                "The disk is full.");
    break;
  case SQLITE_IOERR:
    code = conn_fail_io(conn, rc, err);
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    code = conn_fail_corrupt(conn, err);
    break;
  default:
    code = conn_fail_other(conn, rc, err);
  }
  /* some errors end the transaction behind our back */
  if (conn->storage != NULL && conn->writer && conn->storage->batch &&
      sqlite3_get_autocommit(conn->db))
    conn->storage->lost = true;
  return code;
}

int conn_exec(struct storage_conn *conn, const char *sql, struct error *err) {
  int rc = journal_guard(conn, err);

  if (rc != 0)
    return rc;
  rc = sqlite3_exec(conn->db, sql, NULL, NULL, NULL);
  return rc == SQLITE_OK ? 0 : conn_fail(conn, rc, err);
}

int conn_ask_int(struct storage_conn *conn, const char *sql, int64_t *value,
                 struct error *err) {
  sqlite3_stmt *st = NULL;
  int rc = sqlite3_prepare_v2(conn->db, sql, -1, &st, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step(st);
  if (rc == SQLITE_ROW)
    *value = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return rc == SQLITE_ROW ? 0 : conn_fail(conn, rc, err);
}

int conn_pragma(struct storage_conn *conn, const char *set, const char *read,
                const char *want, struct error *err) {
  sqlite3_stmt *st = NULL;
  int rc = sqlite3_exec(conn->db, set, NULL, NULL, NULL);
  bool same = false;

  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(conn->db, read, -1, &st, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step(st);
  if (rc == SQLITE_ROW) {
    const char *text = (const char *)sqlite3_column_text(st, 0);
    same = text != NULL && strcmp(text, want) == 0;
  }
  sqlite3_finalize(st);
  if (rc != SQLITE_ROW)
    return conn_fail(conn, rc, err);
  if (!same)
    return error_set(err, ERROR_INTERNAL, "数据库设置没有生效：%s。",
                     "A database setting did not take: %s.", set);
  return 0;
}

static int conn_progress(void *context) {
  const struct storage_conn *conn = context;
  return conn->deadline != 0 && clock_monotonic() > conn->deadline;
}

static int conn_config(struct storage_conn *conn, struct error *err) {
  static const struct {
    int option;
    int value;
  } options[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                 {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                 {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                 {SQLITE_DBCONFIG_DQS_DML, 0},
                 {SQLITE_DBCONFIG_DQS_DDL, 0},
                 {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
                 {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1}};
  static const int limits[][2] = {{SQLITE_LIMIT_ATTACHED, 0},
                                  {SQLITE_LIMIT_COLUMN, 100},
                                  {SQLITE_LIMIT_LENGTH, 64 << 20},
                                  {SQLITE_LIMIT_SQL_LENGTH, 1000000},
                                  {SQLITE_LIMIT_TRIGGER_DEPTH, 10}};
  int rc = SQLITE_OK;

  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    int now = -1;
    if (rc == SQLITE_OK)
      rc = sqlite3_db_config(conn->db, options[i].option, options[i].value,
                             &now);
    if (rc == SQLITE_OK && now != options[i].value)
      rc = SQLITE_MISUSE;
  }
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
    sqlite3_limit(conn->db, limits[i][0], limits[i][1]);
  if (rc == SQLITE_OK)
    rc = sqlite3_set_authorizer(conn->db, function_authorize, conn);
  if (rc == SQLITE_OK)
    rc = function_install(conn);
  sqlite3_progress_handler(conn->db, 1000, conn_progress, conn);
  sqlite3_busy_timeout(conn->db, 2000);
  return rc == SQLITE_OK ? 0 : conn_fail(conn, rc, err);
}

int conn_open(const char *path, const char *vfs, int flags,
              struct storage_conn **out, struct error *err) {
  struct storage_conn *conn = calloc(1, sizeof *conn);
  int rc;

  *out = NULL;
  if (conn == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (conn_start(err) != 0) {
    free(conn);
    return ERROR_INTERNAL;
  }
  rc = sqlite3_open_v2(path, &conn->db,
                       flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE |
                           SQLITE_OPEN_NOMUTEX,
                       vfs);
  rc = rc == SQLITE_OK ? conn_config(conn, err) : conn_fail(conn, rc, err);
  if (rc != 0) {
    conn_close(conn);
    return rc;
  }
  *out = conn;
  return 0;
}

int conn_settle(struct storage_conn *conn, const char *synchronous,
                struct error *err) {
  static const char *const pragmas[][3] = {
      {"PRAGMA recursive_triggers=ON", "PRAGMA recursive_triggers", "1"},
      {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
      {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
      {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
      {"PRAGMA locking_mode=NORMAL", "PRAGMA locking_mode", "normal"},
      {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
      {"PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0"},
      {"PRAGMA journal_size_limit=67108864", "PRAGMA journal_size_limit",
       "67108864"},
  };
  int rc = 0;

  for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas && rc == 0; i++)
    rc = conn_pragma(conn, pragmas[i][0], pragmas[i][1], pragmas[i][2], err);
  /* a VFS without memory mapping answers nothing, which is as good as 0 */
  if (rc == 0)
    rc = conn_exec(conn, "PRAGMA mmap_size=0", err);
  if (rc != 0 || !conn->writer)
    return rc;
  if (synchronous != NULL && strcmp(synchronous, "OFF") == 0)
    return conn_pragma(conn, "PRAGMA synchronous=OFF", "PRAGMA synchronous",
                       "0", err);
  if (synchronous != NULL && strcmp(synchronous, "NORMAL") == 0)
    return conn_pragma(conn, "PRAGMA synchronous=NORMAL", "PRAGMA synchronous",
                       "1", err);
  return conn_pragma(conn, "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2",
                     err);
}

void conn_close(struct storage_conn *conn) {
  if (conn == NULL)
    return;
  conn_close(conn->past);
  statement_clear(conn);
  /* what a failed sync left of the log is for the next start to judge, and a
   * damaged home is written to no more */
  if (conn->writer && conn->storage != NULL &&
      conn->storage->state.code != ERROR_NONE)
    sqlite3_db_config(conn->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  /* closing waits for statements that a caller still holds */
  sqlite3_close_v2(conn->db);
  free(conn->cache);
  free(conn);
}
