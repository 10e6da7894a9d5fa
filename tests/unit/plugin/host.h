/* A small stand-in for a home: tables in memory, so that the tests of this
 * folder can run handlers without storage. */
#ifndef TESTS_UNIT_PLUGIN_HOST_H
#define TESTS_UNIT_PLUGIN_HOST_H

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "plugin/call.h"

struct test_host {
  json_t *rows;   /* array of {table, id, row} */
  json_t *events; /* array of {type, subject, payload} */
  char log[4000]; /* all lines */
};

static int test_insert(void *context, const char *table, const json_t *row,
                       int64_t *id, struct error *err) {
  struct test_host *host = context;

  if (strcmp(table, "none") == 0)
    return error_fault(err, "table", "unknown", "没有表 %s。",
                       "There is no table %s.", table);
  *id = (int64_t)json_array_size(host->rows) + 1;
  json_array_append_new(host->rows,
                        json_pack("{s:s, s:I, s:O}", "table", table, "id",
                                  (json_int_t)*id, "row", row));
  return 0;
}

static int test_get(void *context, const char *table, int64_t id, json_t **row,
                    struct error *err) {
  struct test_host *host = context;
  json_t *found = json_array_get(host->rows, (size_t)(id - 1));

  (void)table;
  (void)err;
  *row = json_incref(json_object_get(found, "row"));
  return 0;
}

static int test_find(void *context, const char *table, const json_t *where,
                     json_t **rows, struct error *err) {
  struct test_host *host = context;
  json_t *item;
  size_t i;

  (void)table;
  (void)where;
  (void)err;
  *rows = json_array();
  json_array_foreach(host->rows, i, item)
      json_array_append(*rows, json_object_get(item, "row"));
  return 0;
}

static int test_publish(void *context, const char *type, const char *subject,
                        const json_t *payload, struct error *err) {
  struct test_host *host = context;

  (void)err;
  return json_array_append_new(
      host->events, json_pack("{s:s, s:s?, s:O?}", "type", type, "subject",
                              subject, "payload", payload));
}

static void test_log(void *context, const char *text) {
  struct test_host *host = context;
  size_t at = strlen(host->log);

  snprintf(host->log + at, sizeof host->log - at, "%s\n", text);
}

static const struct plugin_host_ops test_ops = {.insert = test_insert,
                                                .get = test_get,
                                                .find = test_find,
                                                .publish = test_publish,
                                                .log = test_log};

static inline void test_host_init(struct test_host *host) {
  memset(host, 0, sizeof *host);
  host->rows = json_array();
  host->events = json_array();
}

static inline void test_host_fini(struct test_host *host) {
  json_decref(host->rows);
  json_decref(host->events);
}

/* The path of songhe-runner in the build. Static memory. */
static inline const char *test_runner_path(void) {
  static char path[1024];
  const char *build = getenv("SONGHE_BUILD");

  snprintf(path, sizeof path, "%s/songhe-runner", build == NULL ? "." : build);
  return path;
}

/* A source of one file or, ended by NULL, of (path, text) pairs. */
static inline struct plugin_source *test_source(const char *path, ...) {
  struct plugin_source *source = plugin_source_new();
  struct error err;
  va_list args;

  error_init(&err);
  va_start(args, path);
  while (path != NULL) {
    const char *text = va_arg(args, const char *);
    if (plugin_source_add(source, path, text, strlen(text), &err) != 0)
      fprintf(stderr, "%s: %s\n", path, err.faults[0].en);
    path = va_arg(args, const char *);
  }
  va_end(args);
  plugin_source_seal(source);
  error_fini(&err);
  return source;
}

#endif
