/* A table of more rows than one transaction may take comes in by parts: each
 * is an import of its own, and between two of them the home does what others
 * ask. Where it stands is the reply so far. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/import_inside.h"

#define PARTS_FAULTS_MAX                                                       \
  10000 /* listed of all parts; the file has the rest                          \
         */

int import_check_many(const struct import *import, struct error *err) {
  const json_t *input = import->item->request.input;
  size_t rows = json_array_size(json_object_get(input, "rows"));
  size_t heading = import->format != NULL ? 0 : 1;

  if (rows <= IMPORT_ROWS_MAX + heading &&
      (import->width == 0 ||
       (!json_get_bool(input, "whole", false) &&
        json_object_get(import->declared, "after") == NULL)))
    return 0;
  return error_fault(
      err, "rows", "many",
      "这样的导入要整份一次完成，一次最多 %d 行，这份文件不止。"
      "请分成几份，每份不超过 %d 行。",
      "An import like this is done as a whole, at most %d rows at once, and "
      "this file has more: split it into files of at most %d rows.",
      IMPORT_ROWS_MAX, IMPORT_ROWS_MAX);
}

static const json_t *parts_rows(const struct item *item) {
  return json_object_get(item->request.input, "rows");
}

/* A row as an object, whether or not it was kept as text. New reference. */
static json_t *parts_row(json_t *row) {
  const char *text = json_string_value(row);
  json_t *read = NULL;

  if (text == NULL ||
      json_read(text, json_string_length(row), &read, NULL) != 0)
    return json_incref(row);
  return read;
}

/* Headings and the next rows, as the input of an import of their own. */
static json_t *parts_input(const struct item *item, size_t done) {
  const json_t *rows = parts_rows(item);
  json_t *input = json_copy(item->request.input);
  json_t *part = json_array();
  size_t end = 1 + done + IMPORT_ROWS_MAX;

  if (end > json_array_size(rows))
    end = json_array_size(rows);
  json_array_append(part, json_array_get(rows, 0));
  for (size_t i = 1 + done; i < end; i++)
    json_array_append_new(part, parts_row(json_array_get(rows, i)));
  json_object_set_new(input, "rows", part);
  return input;
}

/* The same file brought again under its key finds each part again. */
static void parts_key(const char *key, size_t done,
                      char out[2 * HASH_SIZE + 1]) {
  uint8_t sum[HASH_SIZE];
  char text[STORAGE_KEY_MAX + 32];

  snprintf(text, sizeof text, "%.*s %zu", STORAGE_KEY_MAX, key, done);
  hash_once(text, strlen(text), sum);
  hash_hex(sum, sizeof sum, out);
}

/* Cells of the widest row, at least one. */
static size_t parts_width(const json_t *rows) {
  const json_t *first = json_array_get(rows, 0);
  size_t width = (size_t)json_get_int(first, "width", 1);
  size_t headings = json_array_size(json_object_get(first, "cells"));

  return width > headings ? width : headings;
}

static void parts_sum(json_t *all, const json_t *part, const char *name) {
  json_object_set_new(
      all, name,
      json_integer(json_get_int(all, name, 0) + json_get_int(part, name, 0)));
}

/* Behind the first record, in which a heading may hold a line break. */
static const char *parts_body(const char *csv) {
  bool quoted = false;

  for (; *csv != '\0' && (quoted || *csv != '\n'); csv++)
    quoted = quoted != (*csv == '"');
  return *csv == '\n' ? csv + 1 : csv;
}

static void parts_add_file(json_t *all, const json_t *part) {
  const char *before = json_get_text(all, "reject_file", "");
  const char *more = json_get_text(part, "reject_file", "");
  struct buf text;

  if (*more == '\0')
    return;
  buf_init(&text);
  buf_text(&text, before);
  buf_text(&text, *before != '\0' ? parts_body(more) : more);
  json_object_set_new(all, "reject_file", json_stringn(text.data, text.len));
  buf_fini(&text);
}

static void parts_add_faults(json_t *all, const json_t *part) {
  json_t *faults = json_object_get(all, "faults");
  json_t *fault;
  int64_t omitted = json_get_int(all, "faults_omitted", 0);
  size_t i;

  json_array_foreach(json_object_get(part, "faults"), i, fault) {
    if (json_array_size(faults) < PARTS_FAULTS_MAX)
      json_array_append(faults, fault);
    else
      omitted++;
  }
  json_object_set_new(all, "faults_omitted", json_integer(omitted));
}

/* What one part came to, into what all came to. */
static void parts_add(json_t *all, const json_t *part) {
  json_t *number = json_object_get(part, "import");

  parts_sum(all, part, "rows");
  parts_sum(all, part, "accepted");
  parts_sum(all, part, "rejected");
  parts_add_faults(all, part);
  json_array_extend(json_object_get(all, "rejects"),
                    json_object_get(part, "rejects"));
  parts_add_file(all, part);
  if (json_is_integer(number))
    json_array_append(json_object_get(all, "imports"), number);
  json_object_update_missing(all, (json_t *)(uintptr_t)part);
}

static json_t *parts_begin(void) {
  return json_pack("{s:[], s:[], s:[], s:n}", "faults", "rejects", "imports",
                   "import");
}

/* A part failed: what came in before it stays, and must be known. */
static void parts_fail(struct item *item, struct error *why) {
  json_t *all = item->reply.result;
  const json_t *imports = json_object_get(all, "imports");
  size_t count = json_array_size(imports);

  if (count > 0)
    error_set(&item->reply.err, why->code,
              "前 %lld 行已经处理（第 %lld 到 %lld 次导入），后面的没有导入。"
              "%s%.0s",
              "The first %lld rows are done (imports %lld to %lld), the rest "
              "did not come in. %.0s%s",
              (long long)json_get_int(all, "rows", 0),
              (long long)json_integer_value(json_array_get(imports, 0)),
              (long long)json_integer_value(json_array_get(imports, count - 1)),
              why->zh != NULL ? why->zh : "", why->en != NULL ? why->en : "");
  else
    error_move(&item->reply.err, why);
  json_decref(all);
  item->reply.result = NULL;
}

static bool parts_stopping(struct host *host) {
  bool stopping;

  pthread_mutex_lock(&host->lock);
  stopping = host->stopping;
  pthread_mutex_unlock(&host->lock);
  return stopping;
}

/* One of several. */
static void parts_next(struct home *home, struct item *item,
                       struct item *part) {
  size_t done = (size_t)json_get_int(item->reply.result, "rows", 0);
  char key[2 * HASH_SIZE + 1];

  if (item->request.key != NULL) {
    parts_key(item->request.key, done, key);
    part->request.key = key;
  }
  import_run(home, part, parts_width(parts_rows(item)));
  if (part->reply.err.code != ERROR_NONE) {
    parts_fail(item, &part->reply.err);
    return;
  }
  if (item->reply.result == NULL)
    item->reply.result = parts_begin();
  parts_add(item->reply.result, part->reply.result);
  item->reply.receipt = part->reply.receipt;
  /* when none was looked at, it is the headings that are wrong */
  item->again = json_get_int(part->reply.result, "rows", 0) > 0 &&
                done + IMPORT_ROWS_MAX + 1 < json_array_size(parts_rows(item));
}

static void parts_stop(struct item *item) {
  struct error why = {0};

  error_set(&why, ERROR_BUSY, "松鹤正在停止。", "Songhe is stopping.");
  parts_fail(item, &why);
  error_fini(&why);
}

static void parts_run(struct home *home, struct item *item) {
  size_t done = (size_t)json_get_int(item->reply.result, "rows", 0);
  struct item part = {.home = home, .request = item->request};

  part.request.input = parts_input(item, done);
  if (json_array_size(parts_rows(item)) > IMPORT_ROWS_MAX + 1) {
    parts_next(home, item, &part);
    host_reply_fini(&part.reply);
  } else {
    import_run(home, &part, 0);
    item->reply = part.reply;
  }
  json_decref(part.request.input);
}

void import_job(struct home *home, struct item *item) {
  const json_t *first = json_array_get(parts_rows(item), 0);

  item->again = false;
  if (first == NULL || json_object_get(first, "format") != NULL)
    import_run(home, item, 0); /* FHIR */
  else if (item->reply.result != NULL && parts_stopping(home->host))
    parts_stop(item);
  else
    parts_run(home, item);
}
