/* Commands already journaled: by idempotency key, and their bodies. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/pack.h"
#include "storage/internal.h"

/* The first body of a kind: 1 found, 0 not there. Erased: found, len 0. */
static int find_body(struct storage_conn *conn, int64_t command, int64_t kind,
                     struct buf *out, struct error *err) {
  struct statement *st;
  const void *data;
  size_t len;
  char sql[120];
  int rc;

  snprintf(sql, sizeof sql, "SELECT data FROM body b WHERE %s AND kind=?2",
           journal_body_of(conn));
  rc = statement_get(conn, sql, &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, command);
  statement_int(st, 2, kind);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  data = statement_get_blob(st, 0, &len);
  buf_append(out, data, data == NULL ? 0 : len);
  statement_reset(st);
  return 1;
}

int journal_read_body(struct storage_conn *conn, int64_t command, int64_t kind,
                      json_t **out, struct error *err) {
  struct buf data;
  int rc;

  *out = NULL;
  buf_init(&data);
  rc = find_body(conn, command, kind, &data, err);
  if (rc == 1 && data.len > STORAGE_SALT &&
      pack_read(data.data + STORAGE_SALT, data.len - STORAGE_SALT, out) != 0)
    rc = error_set(err, ERROR_CORRUPT, "日志第 %lld 条的内容已损坏。",
                   "The content of command %lld is damaged.",
                   (long long)command);
  buf_fini(&data);
  return rc < 0 ? rc : 0;
}

/* Is it what was asked then? What was erased can't be compared. */
static int find_same_input(struct storage_conn *conn, int64_t command,
                           const json_t *input, bool *same, struct error *err) {
  bool empty = input == NULL || json_is_null(input) ||
               (json_is_object(input) && json_object_size(input) == 0);
  struct buf now;
  struct buf then;
  int rc;

  buf_init(&now);
  buf_init(&then);
  rc = find_body(conn, command, PART_INPUT, &then, err);
  if (rc >= 0 && !empty && pack_write(&now, input) != 0)
    rc = error_set(err, ERROR_INPUT, "内容嵌套太深或含有小数。",
                   "The content nests too deep or holds a real number.");
  if (rc == 0)
    *same = empty;
  else if (rc == 1)
    *same = then.len == 0 ||
            (then.len == now.len + STORAGE_SALT && now.len > 0 &&
             memcmp(then.data + STORAGE_SALT, now.data, now.len) == 0);
  buf_fini(&now);
  buf_fini(&then);
  return rc < 0 ? rc : 0;
}

struct find_row {
  struct storage_receipt receipt;
  bool same; /* person and action */
};

static bool find_word_is(const struct storage *storage, int64_t id,
                         const char *text) {
  const char *word = words_text(&storage->words, id);
  return word != NULL && text != NULL && strcmp(word, text) == 0;
}

static int find_row(struct storage *storage,
                    const struct storage_command *command, struct find_row *row,
                    struct error *err) {
  struct statement *st;
  uint8_t sum[HASH_SIZE];
  int rc = statement_get(storage->conn,
                         "SELECT seq,recorded_at,refused,person,plugin,action "
                         "FROM command WHERE substr(key,1,8)=?1"
                         " AND key=substr(?2,1,length(key))",
                         &st, err);

  if (rc != 0)
    return rc;
  hash_once(command->key, strlen(command->key), sum);
  statement_blob(st, 1, sum, STORAGE_KEY_HASH);
  statement_blob(st, 2, sum, STORAGE_KEY_OLD);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  row->receipt =
      (struct storage_receipt){.number = statement_get_int(st, 0),
                               .recorded_at = statement_get_int(st, 1),
                               .refused = statement_get_int(st, 2) != 0,
                               .repeated = true};
  row->same =
      statement_get_int(st, 3) == command->person &&
      find_word_is(storage, statement_get_int(st, 4), command->plugin) &&
      find_word_is(storage, statement_get_int(st, 5), command->action);
  statement_reset(st);
  return 1;
}

int storage_command_find(struct storage *storage,
                         const struct storage_command *command, json_t **reply,
                         struct storage_receipt *receipt, struct error *err) {
  struct find_row row;
  bool same = true;
  int rc;

  *reply = NULL;
  if (command->key == NULL)
    return 0;
  if (strlen(command->key) > STORAGE_KEY_MAX)
    return error_fault(err, "key", "too_long", "重复提交的标记太长。",
                       "The idempotency key is too long.");
  rc = find_row(storage, command, &row, err);
  if (rc != 1)
    return rc;
  rc = find_same_input(storage->conn, row.receipt.number, command->input, &same,
                       err);
  if (rc == 0 && !(row.same && same))
    rc = error_set(err, ERROR_CONFLICT,
                   "这个提交标记已经用在另一件事上，请重新打开页面再做。",
                   "This submission's key was already used for something "
                   "else. Open the page again.");
  if (rc == 0)
    rc = journal_read_body(storage->conn, row.receipt.number,
                           row.receipt.refused ? PART_REFUSAL : PART_REPLY,
                           reply, err);
  if (rc != 0)
    return rc;
  if (*reply == NULL)
    *reply = json_object();
  if (receipt != NULL)
    *receipt = row.receipt;
  return 1;
}
