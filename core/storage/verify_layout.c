/* Every table, view, trigger and index of the file against what is made from
 * the journal's declarations, by storage itself and by what derives from them:
 * nothing more, nothing less, nothing worded in another way. */
#include <stdio.h>
#include <string.h>

#include "storage/verify.h"

/* Bringing a file up to this format leaves quotes and blanks in two of the
 * journal's tables. */
#define LAYOUT_ROWS                                                            \
  "SELECT name,type,tbl_name,iif(type='table' AND name IN('body','event'),"    \
  "replace(replace(sql,'\"',''),', ',','),sql) AS sql,rowid AS place"          \
  " FROM sqlite_schema"

static const char layout_tables[] =
    "CREATE TEMP TABLE layout_have(name,type,tbl_name,sql,place);"
    "CREATE TEMP TABLE layout_want AS " LAYOUT_ROWS ";"
    "CREATE INDEX temp.layout_name ON layout_want(name);";

/* What is derived may be missing, since it is made again when the home is
 * opened; another version of Songhe words it in its own way (?2). A trigger may
 * have a table's name. */
static const char layout_differs[] =
    "SELECT ifnull(h.name,w.name),h.type,w.type FROM layout_have h"
    " FULL JOIN layout_want w"
    " ON w.name=h.name AND (w.type='trigger')=(h.type='trigger') WHERE CASE"
    " WHEN h.name IS NULL THEN w.place<=?1"
    " WHEN w.name IS NULL THEN NOT(?2 AND h.type='index' AND h.name GLOB"
    " 'derived_*' AND h.sql LIKE 'create index %')"
    " ELSE h.type<>w.type OR h.tbl_name<>w.tbl_name"
    " OR (h.sql IS NOT w.sql AND NOT(?2 AND w.place>?1)) END ORDER BY 1,2";

static const char layout_other_version[] =
    "SELECT ifnull((SELECT text<>'" SONGHE_VERSION "' FROM word WHERE id="
    "(SELECT software FROM command ORDER BY seq DESC LIMIT 1)),1)";

static const struct layout_kind {
  const char *type;
  const char *zh;
  const char *en;
} layout_kinds[] = {{"table", "表", "table"},
                    {"view", "视图", "view"},
                    {"trigger", "触发器", "trigger"},
                    {"index", "索引", "index"},
                    {NULL, "东西", "thing"}};

static const struct layout_kind *layout_kind(const char *type) {
  const struct layout_kind *kind = layout_kinds;

  while (kind->type != NULL && strcmp(kind->type, type) != 0)
    kind++;
  return kind;
}

/* What stands there and what belongs there, NULL for nothing. */
static void layout_find(struct verify *verify, const char *name, const char *is,
                        const char *belongs) {
  const struct layout_kind *kind = layout_kind(is != NULL ? is : belongs);
  const char *code = "changed";
  char zh[120];
  char en[120];

  if (belongs == NULL) {
    code = "inserted";
    snprintf(zh, sizeof zh, "这个%s不是松鹤建的，是别的程序加进来的。",
             kind->zh);
    snprintf(en, sizeof en,
             "This %s is not Songhe's: another program added it.", kind->en);
  } else if (is == NULL) {
    code = "deleted";
    snprintf(zh, sizeof zh, "这个%s不见了：别的程序把它删了。", kind->zh);
    snprintf(en, sizeof en, "This %s is gone: another program removed it.",
             kind->en);
  } else if (strcmp(is, belongs) != 0) {
    snprintf(zh, sizeof zh, "这里该是%s，却被别的程序换成了%s。",
             layout_kind(belongs)->zh, kind->zh);
    snprintf(en, sizeof en, "Another program put a %s in the place of this %s.",
             kind->en, layout_kind(belongs)->en);
  } else {
    snprintf(zh, sizeof zh, "这个%s的定义被别的程序改过。", kind->zh);
    snprintf(en, sizeof en, "Another program changed how this %s is defined.",
             kind->en);
  }
  verify_find(verify, code, zh, en, "schema %s", name);
}

/* Beside the declared tables, which are there: the access log where the home
 * has one, then what is derived, from *derived on. */
static int layout_complete(struct verify *verify, int64_t *derived,
                           struct error *err) {
  int rc = access_layout(verify, err);

  if (rc == 0)
    rc = conn_ask_int(verify->scratch, "SELECT max(rowid) FROM sqlite_schema",
                      derived, err);
  /* what needs a table that the home has not got yet can't be in it either */
  for (size_t i = 0;
       rc == 0 && verify->derived != NULL && verify->derived[i] != NULL; i++)
    conn_exec(verify->scratch, verify->derived[i], NULL);
  return rc;
}

/* The home's own list, beside what belongs there. */
static int layout_copy(struct verify *verify, struct error *err) {
  sqlite3_stmt *from = NULL;
  sqlite3_stmt *to = NULL;
  int rc = conn_exec(verify->scratch, layout_tables, err);

  if (rc != 0)
    return rc;
  rc = sqlite3_prepare_v2(verify->scratch->db,
                          "INSERT INTO layout_have VALUES(?1,?2,?3,?4,?5)", -1,
                          &to, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(verify->conn->db, LAYOUT_ROWS, -1, &from, NULL);
  while (rc == SQLITE_OK && (rc = sqlite3_step(from)) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(from); i++)
      sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
    rc = sqlite3_step(to) == SQLITE_DONE ? sqlite3_reset(to) : SQLITE_NOMEM;
  }
  sqlite3_finalize(from);
  sqlite3_finalize(to);
  return rc == SQLITE_DONE ? 0 : conn_fail(verify->conn, rc, err);
}

int layout_verify(struct verify *verify, struct error *err) {
  int64_t derived = 0;
  int64_t other = 0;
  struct statement *st;
  int rc = layout_complete(verify, &derived, err);

  if (rc == 0)
    rc = layout_copy(verify, err);
  if (rc == 0)
    rc = conn_ask_int(verify->conn, layout_other_version, &other, err);
  if (rc == 0)
    rc = statement_get(verify->scratch, layout_differs, &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, derived);
  statement_int(st, 2, other);
  while ((rc = statement_step(st, err)) == 1)
    layout_find(verify, statement_get_text(st, 0), statement_get_text(st, 1),
                statement_get_text(st, 2));
  return rc;
}
