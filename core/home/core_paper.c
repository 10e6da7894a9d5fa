/* The sheets that plugins wrote last (effects of kind "file"), for when no
 * plugin runs to write new ones: what core.home says then, and core.paper,
 * which opens one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/work.h"
#include "storage/access.h"

#define PAPER_FOLDER "out"
#define PAPER_SHEETS 100          /* that are listed */
#define PAPER_BYTES_MAX (4 << 20) /* of a sheet that is opened */

/* The folder of a home's sheets; -1: there is none. */
static int paper_folder(const struct home *home) {
  char path[4096];

  if (registry_home_path(home->host->registry, home->id, path,
                         sizeof path - sizeof PAPER_FOLDER, NULL) != 0)
    return -1;
  strcat(path, "/" PAPER_FOLDER);
  return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

static bool paper_is_sheet(const char *name) {
  size_t len = strlen(name);

  return effects_name_valid(name) && len > 5 &&
         strcmp(name + len - 5, ".html") == 0;
}

/* When it was written, as the home's clocks show it. */
static json_t *paper_time(const struct home *home, const struct stat *st) {
  int64_t at = (int64_t)st->st_mtim.tv_sec * 1000;
  char text[32];

  calendar_format_instant(at, zone_offset(home_zone(home), at), text);
  return json_string(text);
}

static int paper_in_order(const void *a, const void *b) {
  const json_t *const *one = a;
  const json_t *const *two = b;

  return strcmp(json_get_text(*one, "name", ""),
                json_get_text(*two, "name", ""));
}

/* {name, at} of each sheet there is. */
static json_t *paper_sheets(const struct home *home) {
  json_t *found[PAPER_SHEETS];
  json_t *list = json_array();
  struct dirent *entry;
  struct stat st;
  size_t count = 0;
  int fd = paper_folder(home);
  DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

  if (dir == NULL && fd >= 0)
    close(fd);
  while (dir != NULL && count < PAPER_SHEETS && (entry = readdir(dir)) != NULL)
    if (paper_is_sheet(entry->d_name) &&
        fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(st.st_mode) &&
        (found[count] = json_pack("{s:s, s:o}", "name", entry->d_name, "at",
                                  paper_time(home, &st))) != NULL)
      count++;
  if (dir != NULL)
    closedir(dir);
  qsort(found, count, sizeof *found, paper_in_order);
  for (size_t i = 0; i < count; i++)
    json_array_append_new(list, found[i]);
  return list;
}

static bool paper_writes(struct work *work, const char *plugin) {
  struct statement *st;
  bool writes;

  if (statement_get(work->conn, "select 1 from core_effect where plugin = ?1",
                    &st, NULL) != 0)
    return false;
  statement_text(st, 1, plugin);
  writes = statement_step(st, NULL) == 1;
  statement_reset(st);
  return writes;
}

/* The plugin that wrote sheets and doesn't run, but for a manager who turned it
 * off; NULL: none. */
static const char *paper_idle(struct work *work) {
  const struct live *live = work->live;

  for (int i = 0; i < live->count; i++)
    if (live_member_stopped(live->members[i]) &&
        paper_writes(work, live->members[i]->id))
      return live->members[i]->id;
  for (int i = 0; i < live->absent_count; i++)
    if (strcmp(live->absent[i].state, "disabled") != 0 &&
        paper_writes(work, live->absent[i].id))
      return live->absent[i].id;
  return NULL;
}

static json_t *paper_words(const char *why, const char *what,
                           const char *then) {
  return json_sprintf("%s%s%s", why, what, then);
}

json_t *paper_needed(struct work *work) {
  const struct home *home = work->home;
  bool safe = home->host->safe_mode;
  const char *idle = safe ? "" : paper_idle(work);
  char zh[120];
  char en[120];
  json_t *sheets;
  bool any;

  if (idle == NULL)
    return NULL;
  snprintf(zh, sizeof zh,
           safe ? "松鹤在安全模式，插件没有运行" : "插件 %s 没有运行", idle);
  snprintf(en, sizeof en,
           safe ? "Songhe is in safe mode, no plugin runs"
                : "Plugin %s is not running",
           idle);
  sheets = paper_sheets(home);
  any = json_array_size(sheets) > 0;
  return json_pack(
      "{s:o, s:o, s:o, s:o}", "zh",
      paper_words(zh, "：给药和其他任务现在不能记录，纸质单不能更新。",
                  any ? "请用下面最近一次的纸质单，先看它的时间，在纸上签名，"
                        "恢复后补记。"
                      : "以前的也没有。请照医嘱原件，在纸上记下时间并签名，"
                        "恢复后补记。"),
      "en",
      paper_words(en,
                  ": doses and other duties can't be recorded now and the "
                  "paper sheets can't be renewed. ",
                  any ? "Use the last ones below; look at their time first, "
                        "sign on paper, enter it afterwards."
                      : "There are no earlier ones either: go by the orders "
                        "themselves, write down times on paper and sign, "
                        "enter it afterwards."),
      "folder", json_sprintf("homes/%s/" PAPER_FOLDER, home->id), "sheets",
      sheets);
}

/* A whole file as text; NULL when it can't be read as such. */
static json_t *paper_text(int fd, const struct stat *st) {
  size_t len = (size_t)st->st_size;
  char *bytes = len <= PAPER_BYTES_MAX ? malloc(len + 1) : NULL;
  json_t *text = NULL;
  size_t done = 0;
  ssize_t n = 1;

  while (bytes != NULL && done < len && n > 0) {
    n = read(fd, bytes + done, len - done);
    if (n < 0 && errno == EINTR)
      n = 1;
    else if (n > 0)
      done += (size_t)n;
  }
  if (bytes != NULL && done == len)
    text = json_stringn(bytes, len);
  free(bytes);
  return text;
}

static int core_paper(struct work *work, json_t **result, struct error *err) {
  const char *name = json_get_text(work->input, "name", "");
  int dir = paper_is_sheet(name) ? paper_folder(work->home) : -1;
  int fd = dir >= 0 ? openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
  json_t *text = NULL;
  struct stat st;

  access_read_elsewhere(work->conn);
  if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
    text = paper_text(fd, &st);
  if (text != NULL)
    *result = json_pack("{s:s, s:o, s:o}", "name", name, "at",
                        paper_time(work->home, &st), "text", text);
  if (fd >= 0)
    close(fd);
  if (dir >= 0)
    close(dir);
  if (text != NULL)
    return 0;
  return error_set(err, ERROR_NOT_FOUND, "没有这张纸质单，或它读不出来。",
                   "There is no such paper sheet, or it can't be read.");
}

/* clang-format off */
const struct core_entry core_calls_paper[] = {
    {"paper", false, core_paper,
     CALL("纸质单", "Paper sheet", "core.paper", INPUT(
          FIELD("name", "text", MUST "\"max\":100,", "文件名", "File name")))},
    {0}};
/* clang-format on */
