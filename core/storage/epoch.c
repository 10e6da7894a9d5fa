/* History that was lost and accepted: the way back for a home whose mark is
 * missing, damaged, or names what the database does not hold. A command of the
 * journal says what was lost, what was kept, why and by whom; with it a new
 * epoch begins, and heads that were printed before still have their place. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "storage/access.h"
#include "storage/verify.h"

#define EPOCH_ACTION "accept_loss"
#define EPOCH_REASON_MAX 1000 /* bytes */

/* --- heads as people write them: "123:0a1b..." ---------------------------- */

static void epoch_head_write(int64_t seq, const uint8_t hash[HASH_SIZE],
                             char out[STORAGE_HEAD_TEXT]) {
  int n = snprintf(out, STORAGE_HEAD_TEXT, "%" PRId64 ":", seq);

  hash_hex(hash, HASH_SIZE, out + n);
}

void storage_head_write(const struct storage *storage,
                        char out[STORAGE_HEAD_TEXT]) {
  epoch_head_write(storage->committed_head, storage->committed_hash, out);
}

static int epoch_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int storage_printed_read(const char *text, struct storage_printed *printed,
                         struct error *err) {
  const char *at = text;
  bool good;

  *printed = (struct storage_printed){0};
  for (; *at >= '0' && *at <= '9' && printed->seq < INT64_MAX / 100; at++)
    printed->seq = 10 * printed->seq + (*at - '0');
  good = printed->seq > 0 && *at++ == ':';
  while (good && at[0] != '\0' && printed->len < HASH_SIZE) {
    int high = epoch_digit(at[0]);
    int low = high < 0 ? -1 : epoch_digit(at[1]);
    good = low >= 0;
    if (good) {
      printed->hash[printed->len++] = (uint8_t)(high << 4 | low);
      at += 2;
    }
  }
  if (good && *at == '\0' && printed->len >= STORAGE_PRINTED_MIN)
    return 0;
  return error_fault(err, "head", "form",
                     "要写成打印的那样：编号、冒号、至少 %d 位十六进制数。",
                     "Write it as it was printed: number, colon, at least %d "
                     "hexadecimal digits.",
                     2 * STORAGE_PRINTED_MIN);
}

static bool epoch_same(const struct storage_printed *printed, int64_t seq,
                       const uint8_t hash[HASH_SIZE]) {
  return printed->seq == seq && memcmp(printed->hash, hash, printed->len) == 0;
}

int storage_has_head(struct storage *storage,
                     const struct storage_printed *head, struct error *err) {
  struct statement *st;
  const void *hash;
  size_t len;
  bool same;
  int rc = statement_get(storage->conn, "SELECT hash FROM command WHERE seq=?1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, head->seq);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  hash = statement_get_blob(st, 0, &len);
  same = len == HASH_SIZE && epoch_same(head, head->seq, hash);
  statement_reset(st);
  return same;
}

/* --- verifying ------------------------------------------------------------ */

static int epoch_offset(struct verify *verify, int64_t at) {
  const struct zone *zone = NULL;
  struct error ignored;
  json_t *said = NULL;
  int offset = 0;

  error_init(&ignored);
  if (journal_read_body(verify->conn, 1, PART_INPUT, &said, &ignored) == 0 &&
      zone_get(json_get_text(said, "zone", "UTC"), &zone, &ignored) == 0)
    offset = zone_offset(zone, at);
  json_decref(said);
  error_fini(&ignored);
  return offset;
}

/* What became of the access log; nothing is said of an epoch that was accepted
 * before this was noted. */
static void epoch_tell_reads(const json_t *said, struct buf *zh,
                             struct buf *en) {
  int64_t kept = json_get_int(said, "reads_kept", -1);
  int64_t lost = json_get_int(said, "reads_lost", -1);

  if (kept < 0)
    return;
  buf_printf(zh, "（访问日志留到第 %" PRId64 " 条", kept);
  buf_printf(en, " (The access log is kept up to entry %" PRId64, kept);
  if (lost < 0) {
    buf_text(zh, "，之后丢失多少已无法知道）");
    buf_text(en, "; how many were lost after it can't be known.)");
  } else if (lost == 0) {
    buf_text(zh, "，标记所知的都在）");
    buf_text(en, "; it lacks none that the mark knew of.)");
  } else {
    buf_printf(zh, "，之后至少丢失 %" PRId64 " 条）", lost);
    buf_printf(en, "; at least %" PRId64 " after it were lost.)", lost);
  }
}

/* {number, at, by, reason, kept, lost, reads_kept, reads_lost, zh, en} */
static json_t *epoch_tell(struct verify *verify, const struct record *record,
                          const json_t *said) {
  const char *by = json_get_text(said, "by", "");
  const char *reason = json_get_text(said, "reason", "");
  const char *kept = json_get_text(said, "kept", "");
  int after = (int)strcspn(kept, ":");
  struct buf zh, en;
  json_t *epoch;
  char when[32];

  calendar_format_instant(record->recorded_at,
                          epoch_offset(verify, record->recorded_at), when);
  buf_init(&zh);
  buf_init(&en);
  buf_printf(&zh, "第 %.*s 条之后的历史丢失过；%s 于 %s 接受，因为：%s", after,
             kept, by, when, reason);
  buf_printf(&en, "History after %.*s was lost; accepted by %s on %s because: ",
             after, kept, by, when);
  buf_text(&en, reason);
  epoch_tell_reads(said, &zh, &en);
  epoch = json_pack(
      "{s:I, s:s, s:s, s:s, s:s, s:s*, s:O*, s:O*, s:s%, s:s%}", "number",
      (json_int_t)record->seq, "at", when, "by", by, "reason", reason, "kept",
      kept, "lost", json_get_text(said, "lost", NULL), "reads_kept",
      json_object_get(said, "reads_kept"), "reads_lost",
      json_object_get(said, "reads_lost"), "zh", zh.data != NULL ? zh.data : "",
      zh.len, "en", en.data != NULL ? en.data : "", en.len);
  buf_fini(&zh);
  buf_fini(&en);
  return epoch;
}

int epoch_note(struct verify *verify, const struct record *record,
               struct error *err) {
  json_t *said = NULL;
  json_t *epoch;
  int rc;

  if (record->refused != 0 || record->action == NULL ||
      strcmp(record->action, EPOCH_ACTION) != 0 || record->plugin == NULL ||
      strcmp(record->plugin, "core") != 0)
    return 0;
  rc = journal_read_body(verify->conn, record->seq, PART_INPUT, &said, err);
  if (rc != 0)
    return rc;
  epoch = epoch_tell(verify, record, said);
  json_decref(said);
  if (verify->verdict.epochs == NULL)
    verify->verdict.epochs = json_array();
  if (json_array_append_new(verify->verdict.epochs, epoch) != 0)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  return 0;
}

void epoch_meet(struct verify *verify, int64_t seq,
                const uint8_t hash[HASH_SIZE]) {
  if (verify->printed != NULL && epoch_same(verify->printed, seq, hash))
    verify->verdict.printed = STORAGE_PRINTED_KEPT;
}

/* Whether a head that is not in the chain can be of what this epoch lost. */
static bool epoch_lost(const json_t *epoch,
                       const struct storage_printed *printed) {
  struct storage_printed lost;
  int64_t kept = strtoll(json_get_text(epoch, "kept", "0"), NULL, 10);
  const char *text = json_get_text(epoch, "lost", NULL);

  if (text == NULL || storage_printed_read(text, &lost, NULL) != 0)
    return printed->seq > kept; /* nobody knows how far it went */
  if (printed->seq == lost.seq)
    return memcmp(printed->hash, lost.hash, printed->len) == 0;
  /* a mark within the chain that named another hash: where the two histories
   * parted is not known */
  return printed->seq < lost.seq && (printed->seq > kept || lost.seq <= kept);
}

void epoch_place(struct verify *verify) {
  struct storage_verdict *verdict = &verify->verdict;
  json_t *epoch;
  size_t i;

  if (verify->printed == NULL || verdict->printed != STORAGE_PRINTED_NONE)
    return;
  json_array_foreach(verdict->epochs, i, epoch) {
    if (!epoch_lost(epoch, verify->printed))
      continue;
    verdict->printed = STORAGE_PRINTED_LOST;
    verdict->printed_epoch = json_get_int(epoch, "number", 0);
    return;
  }
  verdict->printed = STORAGE_PRINTED_STRANGE;
  verify_find(
      verify, "head",
      "打印的这一条不在日志里，也不在已接受的丢失部分里：历史被退回或"
      "改写过，或者它是别的机构的。",
      "The printed head is not in the journal, nor in a part whose loss "
      "was accepted: history was put back or rewritten, or it is "
      "another home's.",
      "head %" PRId64, verify->printed->seq);
}

void storage_verdict_tell(const struct storage_verdict *verdict, json_t *to) {
  static const char *const places[] = {NULL, "kept", "lost", "strange"};
  char head[STORAGE_HEAD_TEXT];

  epoch_head_write(verdict->head, verdict->head_hash, head);
  json_object_set_new(to, "head", json_string(head));
  json_object_set_new(to, "reads", json_integer(verdict->reads));
  if (json_array_size(verdict->epochs) > 0)
    json_object_set(to, "epochs", verdict->epochs);
  if (verdict->printed == STORAGE_PRINTED_NONE)
    return;
  json_object_set_new(to, "printed", json_string(places[verdict->printed]));
  if (verdict->printed_epoch != 0)
    json_object_set_new(to, "printed_epoch",
                        json_integer(verdict->printed_epoch));
}

void storage_verdict_fini(struct storage_verdict *verdict) {
  error_fini(&verdict->findings);
  json_decref(verdict->epochs);
  verdict->epochs = NULL;
}

/* --- accepting ------------------------------------------------------------ */

static int epoch_reason(const char *reason, struct error *err) {
  size_t blank = reason == NULL ? 0 : strspn(reason, " \t\r\n");

  if (reason == NULL || reason[blank] == '\0')
    return error_fault(err, "reason", "required",
                       "请写明原因：历史怎样丢失的，从哪里恢复的。",
                       "Say why: how history was lost, and from where it was "
                       "restored.");
  if (strlen(reason) > EPOCH_REASON_MAX)
    return error_fault(err, "reason", "too_long", "原因太长。",
                       "The reason is too long.");
  return 0;
}

/* Only the mark may disagree: whatever else does is no loss but damage. */
static int epoch_check(struct storage *storage, struct storage_verdict *verdict,
                       struct error *err) {
  const struct error *findings = &verdict->findings;
  struct error ignored;
  int rc;

  if (storage_state(storage, NULL) == ERROR_NONE)
    return error_set(err, ERROR_RULE,
                     "这个机构的记录与标记相符，没有什么要接受的。",
                     "This home's records agree with its mark: there is no "
                     "loss to accept.");
  error_init(&ignored);
  rc = storage_verify_open(storage, NULL, verdict, &ignored);
  error_fini(&ignored);
  for (size_t i = 0; i < findings->fault_count; i++)
    if (strcmp(findings->faults[i].code, "mark") != 0)
      return error_set(err, ERROR_CORRUPT,
                       "不只是标记不符：%s。这不是丢失，是损坏或改动；请恢复"
                       "完好的备份。",
                       "More than the mark disagrees: %s. That is no loss but "
                       "damage or tampering; restore a sound backup.",
                       findings->faults[i].field);
  if (rc == ERROR_CORRUPT && findings->fault_count > 0)
    return 0;
  return storage_state(storage, err);
}

/* What is journaled of a loss. */
struct epoch_loss {
  const struct mark *mark; /* NULL: it could not be read */
  int64_t reads_kept;      /* as in access_lost */
  int64_t reads_lost;
};

static json_t *epoch_input(const struct storage *storage,
                           const struct storage_acceptance *how,
                           const struct epoch_loss *loss) {
  const struct mark *mark = loss->mark;
  char kept[STORAGE_HEAD_TEXT];
  char lost[STORAGE_HEAD_TEXT];

  epoch_head_write(storage->head, storage->head_hash, kept);
  if (mark != NULL)
    epoch_head_write(mark->seq, mark->hash, lost);
  return json_pack(
      "{s:s, s:s, s:s, s:s*, s:I, s:o}", "reason", how->reason, "by", how->by,
      "kept", kept, "lost", mark != NULL ? lost : NULL, "reads_kept",
      (json_int_t)loss->reads_kept, "reads_lost",
      loss->reads_lost < 0 ? json_null() : json_integer(loss->reads_lost));
}

static int epoch_command(struct storage *storage,
                         const struct storage_acceptance *how,
                         const json_t *input, struct storage_receipt *receipt,
                         struct error *err) {
  struct storage_command command = {.person = how->person,
                                    .role = how->role,
                                    .station = "cli",
                                    .plugin = "core",
                                    .action = EPOCH_ACTION,
                                    .plugin_version = SONGHE_VERSION,
                                    .input = input};
  int rc = storage_begin(storage, err);

  if (rc != 0)
    return rc;
  rc = storage_command_begin(storage, &command, err);
  if (rc == 0)
    rc = storage_command_accept(storage, NULL, receipt, err);
  if (rc == 0)
    return storage_commit(storage, err);
  storage_rollback(storage);
  return rc;
}

/* The command first, the mark after it: cut short between the two, the home is
 * still read-only and can be accepted again. */
static int epoch_write(struct storage *storage,
                       const struct storage_acceptance *how,
                       const struct epoch_loss *loss,
                       struct storage_receipt *receipt, struct error *err) {
  json_t *input = epoch_input(storage, how, loss);
  struct error why;
  int rc;

  if (input == NULL)
    return error_fault(err, "reason", "text", "原因不是 UTF-8 文字。",
                       "The reason is not UTF-8 text.");
  error_init(&why);
  error_move(&why, &storage->state);
  rc = mark_renew(&storage->mark, storage->dir, err);
  if (rc == 0)
    rc = open_for_writing(storage, err);
  storage->marked.checked_seq = storage->head;
  memcpy(storage->marked.checked_hash, storage->head_hash, HASH_SIZE);
  if (rc == 0)
    rc = epoch_command(storage, how, input, receipt, err);
  if (rc == 0)
    rc = storage_state(storage, err);
  if (rc == 0)
    rc = mark_write_both(&storage->mark, &storage->marked, err);
  if (rc != 0)
    storage_break(storage, &why);
  error_fini(&why);
  json_decref(input);
  return rc;
}

int storage_accept_loss(struct storage *storage,
                        const struct storage_acceptance *how,
                        struct storage_verdict *verdict,
                        struct storage_receipt *receipt, struct error *err) {
  struct mark_file file = {.files = storage->files, .fd = -1};
  struct epoch_loss loss = {0};
  struct mark mark;
  int rc = epoch_reason(how->reason, err);

  *verdict = (struct storage_verdict){0};
  if (rc == 0)
    rc = epoch_check(storage, verdict, err);
  if (rc != 0)
    return rc;
  if (mark_open(&file, storage->dir, true, &mark, NULL) == 0)
    loss.mark = &mark;
  mark_close(&file);
  rc = access_lost(storage, loss.mark, &loss.reads_kept, &loss.reads_lost, err);
  verdict->reads_lost = loss.reads_lost;
  return rc == 0 ? epoch_write(storage, how, &loss, receipt, err) : rc;
}
