/* What SQL may call and read: the functions of plugins' queries, and the
 * authorizer that holds queries to their own tables. */
#include <string.h>

#include "base/calendar.h"
#include "storage/internal.h"

/* What plugins' SQL may call. No clock, no randomness, no floats, nothing that
 * makes long values from short ones. */
static const char *const function_allowed[] = {
    "abs",          "age",
    "char",         "coalesce",
    "count",        "date_add",
    "date_diff",    "dense_rank",
    "first_value",  "glob",
    "group_concat", "ifnull",
    "iif",          "instr",
    "json",         "json_array",
    "json_extract", "json_object",
    "lag",          "json_array_length",
    "json_type",    "json_valid",
    "last_value",   "lead",
    "length",       "like",
    "local_date",   "lower",
    "ltrim",        "max",
    "min",          "now",
    "nth_value",    "ntile",
    "nullif",       "rank",
    "replace",      "row_number",
    "rtrim",        "sign",
    "string_agg",   "substr",
    "substring",    "sum",
    "today",        "trim",
    "typeof",       "unicode",
    "upper",        "->",
    "->>",          "json_group_array",
    "at_seq",       "json_group_object",
    "day_slot"};

static bool function_is_allowed(const char *name) {
  size_t n = sizeof function_allowed / sizeof *function_allowed;

  for (size_t i = 0; i < n; i++)
    if (sqlite3_stricmp(name, function_allowed[i]) == 0)
      return true;
  return false;
}

static int64_t function_now(const struct storage_conn *conn) {
  return conn->now != 0 ? conn->now : clock_now(conn->clock);
}

static void function_result_date(sqlite3_context *sql, int64_t instant) {
  const struct storage_conn *conn = sqlite3_user_data(sql);
  struct local_time local;
  char text[16];

  if (conn->zone == NULL) {
    sqlite3_result_null(sql);
    return;
  }
  zone_to_local(conn->zone, instant, &local);
  calendar_format_date(calendar_days(local.year, local.month, local.day), text);
  sqlite3_result_text(sql, text, 10, SQLITE_TRANSIENT);
}

static void function_sql_now(sqlite3_context *sql, int n,
                             sqlite3_value **args) {
  (void)n;
  (void)args;
  sqlite3_result_int64(sql, function_now(sqlite3_user_data(sql)));
}

static void function_sql_today(sqlite3_context *sql, int n,
                               sqlite3_value **args) {
  (void)n;
  (void)args;
  function_result_date(sql, function_now(sqlite3_user_data(sql)));
}

static void function_sql_local_date(sqlite3_context *sql, int n,
                                    sqlite3_value **args) {
  (void)n;
  if (sqlite3_value_type(args[0]) != SQLITE_INTEGER)
    sqlite3_result_null(sql);
  else
    function_result_date(sql, sqlite3_value_int64(args[0]));
}

static bool function_days(sqlite3_value *value, int64_t *days) {
  const char *text = (const char *)sqlite3_value_text(value);

  return text != NULL &&
         calendar_parse_date(text, (size_t)sqlite3_value_bytes(value), days) ==
             0;
}

/* Whole years from a birth date to a date. */
static void function_sql_age(sqlite3_context *sql, int n,
                             sqlite3_value **args) {
  int64_t born;
  int64_t on;
  int y[2];
  int m[2];
  int d[2];

  (void)n;
  if (!function_days(args[0], &born) || !function_days(args[1], &on)) {
    sqlite3_result_null(sql);
    return;
  }
  calendar_from_days(born, &y[0], &m[0], &d[0]);
  calendar_from_days(on, &y[1], &m[1], &d[1]);
  sqlite3_result_int(sql, y[1] - y[0] -
                              (m[1] < m[0] || (m[1] == m[0] && d[1] < d[0])));
}

static void function_sql_date_add(sqlite3_context *sql, int n,
                                  sqlite3_value **args) {
  int64_t days;
  int64_t add = sqlite3_value_int64(args[1]);
  char text[16];

  (void)n;
  if (!function_days(args[0], &days) || add > 4000000 || add < -4000000 ||
      days + add < calendar_days(1, 1, 1) ||
      days + add > calendar_days(9999, 12, 31)) {
    sqlite3_result_null(sql);
    return;
  }
  calendar_format_date(days + add, text);
  sqlite3_result_text(sql, text, 10, SQLITE_TRANSIENT);
}

static void function_sql_date_diff(sqlite3_context *sql, int n,
                                   sqlite3_value **args) {
  int64_t a;
  int64_t b;

  (void)n;
  if (function_days(args[0], &a) && function_days(args[1], &b))
    sqlite3_result_int64(sql, a - b);
  else
    sqlite3_result_null(sql);
}

static void function_sql_at_seq(sqlite3_context *sql, int n,
                                sqlite3_value **args) {
  const struct storage_conn *conn = sqlite3_user_data(sql);
  (void)n;
  (void)args;
  sqlite3_result_int64(sql, conn->at);
}

/* Without an open command a history trigger fails, so a shell or a stray
 * statement can't change a table with history. */
static void function_sql_seq(sqlite3_context *sql, int n,
                             sqlite3_value **args) {
  const struct storage_conn *conn = sqlite3_user_data(sql);
  (void)n;
  (void)args;
  if (conn->seq == 0)
    sqlite3_result_error(sql, "no command is open", -1);
  else
    sqlite3_result_int64(sql, conn->seq);
}

/* Whose query runs: the views of own.c show each plugin its own. */
static void function_sql_asker(sqlite3_context *sql, int n,
                               sqlite3_value **args) {
  const struct storage_conn *conn = sqlite3_user_data(sql);
  (void)n;
  (void)args;
  if (conn->asker == NULL)
    sqlite3_result_null(sql);
  else
    sqlite3_result_text(sql, conn->asker, -1, SQLITE_TRANSIENT);
}

/* The slot (schedule/duty.h) at which a date begins. */
static void function_sql_day_slot(sqlite3_context *sql, int n,
                                  sqlite3_value **args) {
  int64_t days;

  (void)n;
  if (function_days(args[0], &days))
    sqlite3_result_int64(sql, days * 86400 * 2);
  else
    sqlite3_result_null(sql);
}

/* A slot's wall time as it stands in the name of a duty; strftime takes four
 * times as long, and a round asks for thousands. */
static void function_sql_slot_text(sqlite3_context *sql, int n,
                                   sqlite3_value **args) {
  int64_t slot = sqlite3_value_int64(args[0]);
  struct local_time wall;
  char text[17];

  (void)n;
  calendar_from_seconds((slot - (slot & 1)) / 2, &wall);
  calendar_format_compact(&wall, text);
  if ((slot & 1) != 0)
    memcpy(text + 15, "b", 2);
  sqlite3_result_text(sql, text, -1, SQLITE_TRANSIENT);
}

/* What SQLite calls deterministic need only stay the same while one statement
 * runs: so now() is asked once for it, not once for each row. */
int function_install(struct storage_conn *conn) {
  static const struct {
    const char *name;
    int args;
    void (*call)(sqlite3_context *, int, sqlite3_value **);
    int flags;
  } all[] = {
      {"now", 0, function_sql_now, SQLITE_DETERMINISTIC},
      {"today", 0, function_sql_today, SQLITE_DETERMINISTIC},
      {"at_seq", 0, function_sql_at_seq, SQLITE_DETERMINISTIC},
      {"songhe_seq", 0, function_sql_seq, 0},
      {"songhe_asker", 0, function_sql_asker, SQLITE_DETERMINISTIC},
      {"day_slot", 1, function_sql_day_slot, SQLITE_DETERMINISTIC},
      {"songhe_slot_text", 1, function_sql_slot_text, SQLITE_DETERMINISTIC},
      {"local_date", 1, function_sql_local_date, SQLITE_DETERMINISTIC},
      {"age", 2, function_sql_age, SQLITE_DETERMINISTIC},
      {"date_add", 2, function_sql_date_add, SQLITE_DETERMINISTIC},
      {"date_diff", 2, function_sql_date_diff, SQLITE_DETERMINISTIC},
  };
  int rc = SQLITE_OK;

  for (size_t i = 0; i < sizeof all / sizeof *all && rc == SQLITE_OK; i++)
    rc = sqlite3_create_function_v2(conn->db, all[i].name, all[i].args,
                                    SQLITE_UTF8 | SQLITE_INNOCUOUS |
                                        all[i].flags,
                                    conn, all[i].call, NULL, NULL, NULL);
  return rc;
}

static int function_deny(const struct access_check *check, const char *what,
                         const char *name) {
  error_fault(check->err, "sql", what, "查询不能使用 %s。",
              "The query may not use %s.", name);
  return SQLITE_DENY;
}

static bool function_shares(const struct table *table, const char *column) {
  const json_t *share = json_object_get(table->json, "share");
  const json_t *item;
  size_t i;

  if (column[0] == '\0' || strcmp(column, "id") == 0)
    return json_array_size(share) > 0;
  json_array_foreach(share, i, item) {
    const char *name = json_string_value(item);
    if (name != NULL && sqlite3_stricmp(name, column) == 0)
      return true;
  }
  return false;
}

static bool function_needs(const struct storage_access *access,
                           const char *plugin) {
  const json_t *item;
  size_t i;

  /* what the core shares is there for every plugin */
  if (strcmp(plugin, "core") == 0)
    return true;
  json_array_foreach(access->needs, i, item) {
    const char *name = json_string_value(item);
    if (name != NULL && strcmp(name, plugin) == 0)
      return true;
  }
  return false;
}

static bool function_may_read(const struct access_check *check,
                              const char *table, const char *column) {
  const char *plugin = check->access->plugin;

  if (strcmp(plugin, "core") == 0)
    return sqlite3_strnicmp(table, "sqlite_", 7) != 0;
  if (column[0] == '_')
    return false;
  if (own_is_view(table))
    return true;
  for (size_t i = 0; i < check->catalog->count; i++) {
    const struct schema *schema = check->catalog->schemas[i];
    for (size_t k = 0; k < schema->count; k++) {
      const struct table *found = &schema->tables[k];
      if (sqlite3_stricmp(found->sql_name, table) != 0)
        continue;
      return strcmp(schema->plugin, plugin) == 0 ||
             (function_needs(check->access, schema->plugin) &&
              function_shares(found, column));
    }
  }
  return false;
}

int function_authorize(void *context, int action, const char *a, const char *b,
                       const char *database, const char *inner) {
  struct storage_conn *conn = context;
  const struct access_check *check = conn->check;
  char name[3 * STORAGE_NAME_MAX];

  if (action == SQLITE_READ)
    access_see(conn, a, b);
  if (check == NULL || own_is_view(inner))
    return SQLITE_OK;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
    return SQLITE_OK;
  case SQLITE_FUNCTION:
    return function_is_allowed(b) ? SQLITE_OK
                                  : function_deny(check, "function", b);
  case SQLITE_READ:
    /* count(*) reads no column: SQLite then gives the schema's name only when
     * the query wrote it */
    if ((database != NULL ? strcmp(database, "main") == 0
                          : b == NULL || *b == '\0') &&
        function_may_read(check, a, b == NULL ? "" : b))
      return SQLITE_OK;
    sqlite3_snprintf(sizeof name, name, "%s%s%s", a,
                     b != NULL && *b != '\0' ? "." : "", b != NULL ? b : "");
    return function_deny(check, "read", name);
  default:
    return function_deny(check, "statement", a != NULL ? a : "this statement");
  }
}
