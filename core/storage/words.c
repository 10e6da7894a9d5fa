/* Strings that return again and again in the journal (roles, actions, tables),
 * kept once. Hashes cover the texts, never the numbers. */
#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

static uint32_t words_hash(const char *text) {
  uint32_t hash = 2166136261u;

  for (; *text != '\0'; text++)
    hash = (hash ^ (unsigned char)*text) * 16777619u;
  return hash;
}

static uint32_t *words_slot(const struct words *words, const char *text) {
  size_t at = words_hash(text) & (words->slot_room - 1);

  while (words->slots[at] != 0 &&
         strcmp(words->texts[words->slots[at] - 1], text) != 0)
    at = (at + 1) & (words->slot_room - 1);
  return &words->slots[at];
}

static int words_rehash(struct words *words, size_t room) {
  uint32_t *slots = calloc(room, sizeof *slots);

  if (slots == NULL)
    return ERROR_MEMORY;
  free(words->slots);
  words->slots = slots;
  words->slot_room = room;
  for (size_t i = 0; i < words->count; i++)
    *words_slot(words, words->texts[i]) = (uint32_t)(i + 1);
  return 0;
}

int words_add(struct words *words, const char *text) {
  if (words->count == words->room) {
    size_t room = words->room == 0 ? 64 : 2 * words->room;
    char **more = realloc(words->texts, room * sizeof *more);
    if (more == NULL)
      return ERROR_MEMORY;
    words->texts = more;
    words->room = room;
  }
  if (2 * words->count >= words->slot_room &&
      words_rehash(words, words->slot_room == 0 ? 128 : 2 * words->slot_room))
    return ERROR_MEMORY;
  words->texts[words->count] = strdup(text);
  if (words->texts[words->count] == NULL)
    return ERROR_MEMORY;
  words->count++;
  *words_slot(words, text) = (uint32_t)words->count;
  return 0;
}

const char *words_text(const struct words *words, int64_t id) {
  return id < 1 || (uint64_t)id > words->count ? NULL : words->texts[id - 1];
}

void words_forget(struct words *words, size_t count) {
  if (count >= words->count)
    return;
  while (words->count > count)
    free(words->texts[--words->count]);
  memset(words->slots, 0, words->slot_room * sizeof *words->slots);
  for (size_t i = 0; i < words->count; i++)
    *words_slot(words, words->texts[i]) = (uint32_t)(i + 1);
}

void words_fini(struct words *words) {
  for (size_t i = 0; i < words->count; i++)
    free(words->texts[i]);
  free(words->texts);
  free(words->slots);
  *words = (struct words){0};
}

int words_load(struct words *words, struct storage_conn *conn,
               struct error *err) {
  struct statement *st;
  int rc =
      statement_get(conn, "SELECT id,text FROM word ORDER BY id", &st, err);

  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    const char *text = statement_get_text(st, 1);
    rc = 0;
    if (statement_get_int(st, 0) != (int64_t)words->count + 1 || text == NULL)
      rc = error_set(err, ERROR_CORRUPT, "日志的词表被改动过。",
                     "The journal's list of words was changed.");
    else if (words_add(words, text) != 0)
      rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
    if (rc != 0)
      statement_reset(st);
  }
  return rc;
}

int words_id(struct storage *storage, const char *text, int64_t *id,
             struct error *err) {
  struct words *words = &storage->words;
  struct statement *st;
  int rc;

  *id = 0;
  if (text == NULL)
    return 0;
  if (words->slot_room > 0)
    *id = *words_slot(words, text);
  if (*id != 0)
    return 0;
  rc = statement_get(storage->conn, "INSERT INTO word(id,text) VALUES(?1,?2)",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, (int64_t)words->count + 1);
  statement_text(st, 2, text);
  rc = statement_run(st, err);
  if (rc == 0 && words_add(words, text) != 0)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  *id = (int64_t)words->count;
  return rc;
}
