/* What the plugin kit asks of an open home. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "home/home.h"
#include "home/work.h"
#include "storage/past.h"

#define CHECK_PAST_MAX 5000 /* commands of one answer */

/* Faults of one query's SQL, under its name. */
static void check_query(struct home *home, const json_t *declaration,
                        const char *name, const json_t *declared,
                        struct error *err) {
  struct storage_access access = {
      .plugin = json_get_text(declaration, "id", ""),
      .needs = json_object_get(declaration, "needs")};
  struct storage_query *query = NULL;
  struct error why = {0};
  const char *sql = json_get_text(declared, "sql", NULL);
  char where[300];
  int rc;

  if (sql == NULL)
    return;
  rc =
      storage_query_prepare(storage_writer(home->storage), &access, sql,
                            json_object_get(declared, "columns"), &query, &why);
  storage_query_free(query);
  for (size_t i = 0; i < why.fault_count; i++) {
    const struct error_fault *fault = &why.faults[i];
    snprintf(where, sizeof where, "queries.%s.%s", name, fault->field);
    error_fault(err, where, fault->code, "%s%.0s", "%.0s%s", fault->zh,
                fault->en);
  }
  snprintf(where, sizeof where, "queries.%s.sql", name);
  if (rc != 0 && why.fault_count == 0)
    error_fault(err, where, "sql", "%s%.0s", "%.0s%s",
                why.zh != NULL ? why.zh : "", why.en != NULL ? why.en : "");
  error_fini(&why);
}

/* The plugin's tables as they would be, in a command that is dropped. */
static int check_tables(struct home *home, const json_t *declaration,
                        struct error *err) {
  const char *id = json_get_text(declaration, "id", "");
  json_t *tables = json_object_get(declaration, "tables");
  json_t *none = json_object();
  bool changed;
  int rc = command_begin_system(home, id, "schema", 0, err);

  if (rc == 0)
    rc = storage_schema_apply(
        home->storage, id, json_get_text(declaration, "version", "0.0.0"),
        tables != NULL ? tables : none, NULL, &changed, err);
  json_decref(none);
  return rc;
}

static void check_job(struct home *home, struct item *item) {
  struct error *err = &item->reply.err;
  const json_t *declaration = item->job_context;
  const char *name;
  json_t *query;
  int rc = storage_begin(home->storage, err);

  if (rc != 0)
    return;
  rc = check_tables(home, declaration, err);
  if (rc == 0)
    json_object_foreach(json_object_get(declaration, "queries"), name, query)
        check_query(home, declaration, name, query, err);
  storage_command_drop(home->storage);
  home_batch_undone(home);
}

int host_check_queries(struct host *host, const char *home,
                       const json_t *declaration, struct error *err) {
  return host_job_wait(host, home, check_job, (void *)(uintptr_t)declaration,
                       err);
}

/* --- the journal read back ------------------------------------------------ */

struct check_past {
  int64_t after;
  int64_t last;
  json_t *commands;
};

static void past_job(struct home *home, struct item *item) {
  struct check_past *past = item->job_context;
  struct storage_conn *conn = storage_writer(home->storage);
  int64_t head = storage_head(home->storage, NULL);
  int rc = 0;

  if (head - past->after > CHECK_PAST_MAX)
    past->after = head - CHECK_PAST_MAX;
  for (int64_t seq = past->after + 1; rc == 0 && seq <= head; seq++) {
    json_t *command;
    rc = storage_past_command(conn, seq, &command, &item->reply.err);
    if (rc == 0 && command != NULL)
      json_array_append_new(past->commands, command);
  }
  past->last = head;
}

int host_past(struct host *host, const char *home, int64_t after,
              json_t **commands, int64_t *last, struct error *err) {
  struct check_past past = {.after = after, .commands = json_array()};
  int rc = host_job_wait(host, home, past_job, &past, err);

  *commands = past.commands;
  *last = past.last;
  if (rc != 0) {
    json_decref(past.commands);
    *commands = NULL;
  }
  return rc;
}
