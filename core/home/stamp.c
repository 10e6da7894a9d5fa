/* Where each home's journal stood, kept in the registry, outside the home's
 * folder. A folder that was put back whole, with its mark, agrees with itself;
 * this does not agree with it. docs/decisions/journal.md says how far it sees.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/log.h"
#include "home/work.h"

#define STAMP_MS 60000 /* a stamp is written this often at most */
#define STAMP_TEXT (STORAGE_HEAD_TEXT + 24)

static void stamp_name(const char *home, char name[48]) {
  snprintf(name, 48, "head.%s", home);
}

/* "NUMBER:HASH MS" of the last command and the time of the stamp. */
int stamp_write(struct registry *registry, const char *home,
                const struct storage *storage, int64_t now, struct error *err) {
  char head[STORAGE_HEAD_TEXT];
  char text[STAMP_TEXT];
  char name[48];

  storage_head_write(storage, head);
  snprintf(text, sizeof text, "%s %" PRId64, head, now);
  stamp_name(home, name);
  return registry_set(registry, name, text, err);
}

/* The stamp of a home: 1, or 0 when there is none. */
static int stamp_read(const struct home *home, struct storage_printed *head,
                      int64_t *at, struct error *err) {
  char *text = NULL;
  char *blank;
  char name[48];
  int rc;

  stamp_name(home->id, name);
  rc = registry_get(home->host->registry, name, &text, err);
  blank = text != NULL ? strchr(text, ' ') : NULL;
  if (rc < 0 || blank == NULL) {
    free(text);
    return rc < 0 ? rc : 0;
  }
  *blank = '\0';
  *at = strtoll(blank + 1, NULL, 10);
  rc = storage_printed_read(text, head, err);
  free(text);
  return rc == 0 ? 1 : rc;
}

/* A stamp that can't be read keeps no home closed. */
void stamp_check(struct home *home) {
  struct storage_printed head;
  struct error err = {0};
  int64_t at;
  int rc;

  if (home->host->is_trial || home_is_broken(home))
    return;
  rc = stamp_read(home, &head, &at, &err);
  if (rc == 1)
    rc = storage_has_head(home->storage, &head, &err) == 0 ? 1 : 0;
  if (rc == 1) {
    atomic_store(&home->copy_at, at);
    atomic_store(&home->copy_lacks, head.seq);
    log_line(LOG_WARN, "home",
             "%s: entry %" PRId64 " is not in the journal any more: an older "
             "copy was put back",
             home->id, head.seq);
  }
  if (err.code != ERROR_NONE)
    log_line(LOG_ERROR, "home", "%s: where its journal stood can't be read: %s",
             home->id, error_detail(&err, false));
  error_fini(&err);
}

void stamp_note(struct home *home, bool now) {
  int64_t mono = clock_monotonic();

  if (home->host->is_trial || home_is_broken(home) ||
      atomic_load(&home->copy_lacks) != 0 || (!now && mono < home->stamp_at))
    return;
  home->stamp_at = mono + STAMP_MS;
  if (stamp_write(home->host->registry, home->id, home->storage,
                  clock_now(&home->host->clock), NULL) != 0)
    log_line(LOG_ERROR, "home", "%s: where its journal stands was not noted",
             home->id);
}

void stamp_settle(struct home *home, bool saved) {
  bool confirmed = home->copy_confirmed;

  home->copy_confirmed = false;
  if (!confirmed || !saved)
    return;
  atomic_store(&home->copy_lacks, 0);
  stamp_note(home, true);
}

json_t *stamp_text(const struct home *home, bool zh) {
  int64_t lacks = atomic_load(&home->copy_lacks);
  int64_t at = atomic_load(&home->copy_at);
  char when[32];

  if (lacks == 0)
    return NULL;
  calendar_format_instant(at, zone_offset(home_zone(home), at), when);
  when[10] = ' '; /* "2026-11-23 14:05" */
  when[16] = '\0';
  return json_sprintf(
      zh ? "本机构的文件夹是以前的副本：%s 时本机的日志已有第 %lld 条，现在这里"
           "没有它。副本之后记录的内容都不在，请按纸质记录补记，再由主管确认。"
         : "This home's folder is an older copy: on %s its journal had entry "
           "%lld here, and has it no more. What was recorded after the copy "
           "was made is gone: enter it again from paper, then a manager "
           "confirms it.",
      when, (long long)lacks);
}
