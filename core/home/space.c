#include "home/space.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "home/home.h"

#define SPACE_TEXT 4096      /* bytes of space.json */
#define SPACE_MB_MAX 1000000 /* of a number in it */
#define SPACE_EVERY_MAX 3600 /* s */
#define SPACE_BLOCK 512      /* bytes of st_blocks, by POSIX */

/* --- the numbers ---------------------------------------------------------- */

static const char *const space_names[] = {"short_mb",   "tight_mb", "last_mb",
                                          "ballast_mb", "roomy_mb", "every_s"};
enum { SHORT_MB, TIGHT_MB, LAST_MB, BALLAST_MB, ROOMY_MB, EVERY_S, NUMBERS };

static int space_number(const char *name, const json_t *value, int64_t *to,
                        struct error *err) {
  int64_t most = SPACE_MB_MAX;
  int64_t least = 0;

  for (int i = 0; i < NUMBERS; i++) {
    if (strcmp(name, space_names[i]) != 0)
      continue;
    if (i == EVERY_S) {
      most = SPACE_EVERY_MAX;
      least = 1;
    }
    if (!json_is_integer(value) || json_integer_value(value) < least ||
        json_integer_value(value) > most)
      return error_fault(err, name, "range", "要是 %d 到 %d 的整数。",
                         "It is a whole number from %d to %d.", (int)least,
                         (int)most);
    to[i] = json_integer_value(value);
    return 0;
  }
  return error_fault(err, name, "unknown", "没有这个设置。",
                     "There is no such setting.");
}

static int space_numbers(const char *text, size_t len, int64_t *to,
                         struct error *err) {
  json_t *said = NULL;
  json_t *value;
  const char *name;
  int rc = json_read(text, len, &said, err);

  if (rc == 0 && !json_is_object(said))
    rc = error_fault(err, "", "type", "里面要是一个 JSON 对象。",
                     "It holds one JSON object.");
  json_object_foreach(said, name, value) {
    if (space_number(name, value, to, err) != 0)
      rc = err->code;
  }
  json_decref(said);
  if (rc == 0 && (to[SHORT_MB] < to[TIGHT_MB] || to[TIGHT_MB] < to[LAST_MB]))
    rc = error_fault(err, "last_mb", "order",
                     "short_mb 不能小于 tight_mb，tight_mb 不能小于 last_mb。",
                     "short_mb is at least tight_mb, tight_mb at least "
                     "last_mb.");
  if (rc == 0 && to[ROOMY_MB] < to[BALLAST_MB])
    rc = error_fault(err, "roomy_mb", "order", "roomy_mb 不能小于 ballast_mb。",
                     "roomy_mb is at least ballast_mb.");
  return rc;
}

static int space_unreadable(int why, struct error *err) {
  return error_set(err, ERROR_IO,
                   "无法读取数据文件夹的 " SPACE_FILE "：%s%.0s。",
                   "Can't read " SPACE_FILE " of the data folder: %.0s%s.",
                   error_system(why), strerror(why));
}

static int space_file_read(const char *dir, int64_t *to, struct error *err) {
  char text[SPACE_TEXT];
  char path[4096];
  ssize_t len;
  int fd;

  if (snprintf(path, sizeof path, "%s/" SPACE_FILE, dir) >= (int)sizeof path)
    return error_set(err, ERROR_USAGE, "路径太长。", "The path is too long.");
  fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return errno == ENOENT ? 0 : space_unreadable(errno, err);
  len = read(fd, text, sizeof text);
  if (len < 0)
    space_unreadable(errno, err);
  close(fd);
  if (len < 0)
    return err->code;
  if (len == (ssize_t)sizeof text)
    return error_fault(err, "", "size", "最多 %d 字节。",
                       "It has %d bytes at most.", SPACE_TEXT - 1);
  return space_numbers(text, (size_t)len, to, err);
}

int space_limits_read(const char *dir, struct space_limits *limits,
                      struct error *err) {
  int64_t numbers[NUMBERS] = {SPACE_SHORT,   SPACE_TIGHT, SPACE_LAST,
                              SPACE_BALLAST, SPACE_ROOMY, SPACE_EVERY_S};
  int rc = space_file_read(dir, numbers, err);

  if (rc != 0)
    return error_set(err, rc, "数据文件夹的 " SPACE_FILE " 写得不对，请改正。",
                     SPACE_FILE " of the data folder is wrong: correct it.");
  *limits = (struct space_limits){.short_of = numbers[SHORT_MB] * SPACE_MB,
                                  .tight = numbers[TIGHT_MB] * SPACE_MB,
                                  .last = numbers[LAST_MB] * SPACE_MB,
                                  .ballast = numbers[BALLAST_MB] * SPACE_MB,
                                  .roomy = numbers[ROOMY_MB] * SPACE_MB,
                                  .every = numbers[EVERY_S] * 1000};
  return 0;
}

/* --- looking -------------------------------------------------------------- */

enum space_level space_level_of(const struct space_limits *limits,
                                int64_t free) {
  if (free < limits->last)
    return SPACE_IS_LAST;
  if (free < limits->tight)
    return SPACE_IS_TIGHT;
  return free < limits->short_of ? SPACE_IS_SHORT : SPACE_IS_AMPLE;
}

static int space_path(const char *dir, char *path, size_t size) {
  return snprintf(path, size, "%s/" SPACE_BALLAST_FILE, dir) < (int)size
             ? 0
             : -ENAMETOOLONG;
}

/* Bytes that the ballast holds; -1: there is none. A copy of it that was made
 * with holes holds nothing. */
static int64_t space_held(const char *dir) {
  struct stat st;
  char path[4096];

  if (space_path(dir, path, sizeof path) != 0 || lstat(path, &st) != 0 ||
      !S_ISREG(st.st_mode))
    return -1;
  return (int64_t)st.st_blocks * SPACE_BLOCK;
}

int space_measure(const char *dir, const struct space_limits *limits,
                  struct space_seen *seen, struct error *err) {
  int64_t held = space_held(dir);
  struct statvfs disk;

  if (statvfs(dir, &disk) != 0)
    return error_set(err, ERROR_IO, "查不到磁盘剩余空间：%s%.0s。",
                     "Can't learn how much room the disk has: %.0s%s.",
                     error_system(errno), strerror(errno));
  seen->free = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
  seen->ballast = held < 0 || limits->ballast == 0 ? SPACE_NO_BALLAST
                  : held >= limits->ballast        ? SPACE_BALLAST_HELD
                                                   : SPACE_BALLAST_OUT;
  if (seen->ballast == SPACE_BALLAST_OUT)
    seen->free -= limits->ballast - held;
  if (seen->free < 0)
    seen->free = 0;
  seen->level = space_level_of(limits, seen->free);
  return 0;
}

/* --- ballast -------------------------------------------------------------- */

static int space_open_ballast(const char *dir, int flags) {
  char path[4096];
  int fd;

  if (space_path(dir, path, sizeof path) != 0)
    return -ENAMETOOLONG;
  fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  return fd < 0 ? -errno : fd;
}

/* 0 or -errno. The empty file stays: it says that a ballast is to come back. */
static int space_release(const char *dir) {
  int fd = space_open_ballast(dir, 0);
  int rc = fd < 0 ? fd : 0;

  if (rc == 0 && ftruncate(fd, 0) != 0)
    rc = -errno;
  if (fd >= 0)
    close(fd);
  return rc;
}

/* 0 or -errno: then it holds nothing. */
static int space_reserve(const char *dir, int64_t size) {
  int fd = space_open_ballast(dir, O_CREAT);
  int rc;

  if (fd < 0)
    return fd;
  rc = -posix_fallocate(fd, 0, (off_t)size);
  if (rc == 0 && fsync(fd) != 0)
    rc = -errno;
  if (rc != 0 && ftruncate(fd, 0) != 0)
    log_line(LOG_WARN, "space", "the ballast could not be emptied");
  close(fd);
  return rc;
}

/* The ballast once more, when there is room for it and for work. */
static bool space_has_room(const struct space *space,
                           const struct space_seen *seen) {
  if (!space->stays || space->unable || space->limits.ballast == 0)
    return false;
  return seen->ballast == SPACE_NO_BALLAST ? seen->free >= space->limits.roomy
         : seen->ballast == SPACE_BALLAST_OUT ? seen->level < SPACE_IS_TIGHT
                                              : false;
}

static void space_give_up(struct host *host) {
  int rc = space_release(host->dir);

  if (rc != 0)
    log_line(LOG_ERROR, "space", "the ballast could not be released: %s",
             strerror(-rc));
  else if (host->space.stays)
    log_line(LOG_WARN, "space",
             "the ballast was released: its room is for recording duties");
}

/* A file system that only pretends to set room aside is asked once. */
static void space_set_aside(struct host *host) {
  struct space *space = &host->space;
  int rc = space_reserve(host->dir, space->limits.ballast);

  if (rc == 0 && space_held(host->dir) < space->limits.ballast)
    rc = -ENOTSUP;
  space->unable = rc != 0;
  if (rc != 0)
    log_line(LOG_WARN, "space", "no room could be set aside: %s",
             strerror(-rc));
  else
    log_line(LOG_INFO, "space", "%" PRId64 " MB are set aside for duties",
             space->limits.ballast / SPACE_MB);
}

/* space->lock held. *seen is measured anew when something was done. */
static void space_trim(struct host *host, struct space_seen *seen) {
  if (seen->level == SPACE_IS_LAST && seen->ballast == SPACE_BALLAST_HELD)
    space_give_up(host);
  else if (space_has_room(&host->space, seen))
    space_set_aside(host);
  else
    return;
  space_measure(host->dir, &host->space.limits, seen, NULL);
}

/* --- what the host knows -------------------------------------------------- */

static void space_poke_all(struct host *host) {
  pthread_mutex_lock(&host->lock);
  for (int i = 0; i < host->home_count; i++)
    if (host->homes[i]->opened)
      host_home_poke(host->homes[i]);
  pthread_mutex_unlock(&host->lock);
}

static void space_take(struct host *host, const struct space_seen *seen) {
  static const char *const said[] = {
      [SPACE_IS_AMPLE] = "enough: nothing is limited",
      [SPACE_IS_SHORT] = "getting short: make room",
      [SPACE_IS_TIGHT] = "imports, uploads, background work and the log's "
                         "lesser lines wait",
      [SPACE_IS_LAST] = "only duties are recorded"};
  int before = atomic_exchange(&host->space.level, (int)seen->level);

  atomic_store(&host->space.free, seen->free);
  atomic_store(&host->space.ballast, (int)seen->ballast);
  if (before == (int)seen->level)
    return;
  if (host->space.stays) {
    log_spare(seen->level >= SPACE_IS_TIGHT);
    log_line(LOG_WARN, "space", "%" PRId64 " MB left on the disk, %s",
             seen->free / SPACE_MB, said[seen->level]);
  }
  if ((before >= SPACE_IS_TIGHT) != (seen->level >= SPACE_IS_TIGHT))
    space_poke_all(host);
}

void space_look(struct host *host) {
  struct space *space = &host->space;
  struct space_seen seen;
  struct error why = {0};

  if (!space->watched)
    return;
  pthread_mutex_lock(&space->lock);
  atomic_store(&space->look_at, clock_monotonic() + space->limits.every);
  if (space_measure(host->dir, &space->limits, &seen, &why) == 0) {
    space_trim(host, &seen);
    space_take(host, &seen);
  } else {
    log_line(LOG_ERROR, "space", "%s", why.en != NULL ? why.en : "");
  }
  pthread_mutex_unlock(&space->lock);
  error_fini(&why);
}

void space_watch(struct host *host) {
  if (clock_monotonic() >= atomic_load(&host->space.look_at))
    space_look(host);
}

int space_open(struct host *host, bool stays, struct error *err) {
  int rc = space_limits_read(host->dir, &host->space.limits, err);

  if (rc != 0)
    return rc;
  host->space.watched = true;
  host->space.stays = stays;
  space_look(host);
  return 0;
}

void space_now(const struct host *host, struct space_seen *seen) {
  *seen = (struct space_seen){
      .level = (enum space_level)atomic_load(&host->space.level),
      .ballast = (enum space_ballast)atomic_load(&host->space.ballast),
      .free = atomic_load(&host->space.free)};
}

bool space_is_tight(const struct host *host) {
  return atomic_load(&host->space.level) >= SPACE_IS_TIGHT;
}

int space_check(const struct host *host, enum space_need need,
                struct error *err) {
  struct space_seen seen;

  space_now(host, &seen);
  if (seen.level == SPACE_IS_LAST && need != SPACE_NEEDS_NOTHING)
    return error_set(err, ERROR_FULL,
                     "磁盘快满了（还剩 %d MB）：现在只能记录给药和其他任务，"
                     "这一步没有保存。请先在主机上清理磁盘。",
                     "The disk is nearly full (%d MB left): only doses and "
                     "other duties can be recorded. This was not saved. Free "
                     "space on the host's disk first.",
                     (int)(seen.free / SPACE_MB));
  if (seen.level == SPACE_IS_TIGHT && need == SPACE_NEEDS_MUCH)
    return error_set(
        err, ERROR_FULL,
        "磁盘空间不够（还剩 %d MB）：现在不能导入，也不能上传文件。"
        "请先在主机上清理磁盘。",
        "The disk is short of space (%d MB left): nothing can be "
        "imported or uploaded now. Free space on the host's disk "
        "first.",
        (int)(seen.free / SPACE_MB));
  return 0;
}

/* --- telling -------------------------------------------------------------- */

json_t *space_json(const struct space_seen *seen) {
  static const char *const levels[] = {"ample", "short", "tight", "last"};
  static const char *const ballasts[] = {"none", "held", "out"};
  static const struct {
    const char *zh;
    const char *en;
  } texts[] = {
      [SPACE_IS_AMPLE] = {NULL, NULL},
      [SPACE_IS_SHORT] =
          {"磁盘剩余空间不多了，还剩 %d MB。请在主机上清理磁盘。",
           "The disk is filling up: %d MB are left. Free space on the host's "
           "disk."},
      [SPACE_IS_TIGHT] =
          {"磁盘空间不够，还剩 %d MB：不能导入、不能上传文件，没有任务的插件"
           "暂停后台工作。请尽快在主机上清理磁盘。",
           "The disk is short of space, %d MB are left: nothing can be "
           "imported or uploaded, and plugins without duties do no work in "
           "the background. Free space on the host's disk soon."},
      [SPACE_IS_LAST] = {
          "磁盘快满了，还剩 %d MB：只能记录给药和其他任务，其他都不保存，"
          "请记在纸上。请马上在主机上清理磁盘。",
          "The disk is nearly full, %d MB are left: only doses and other "
          "duties are recorded, nothing else is saved; keep paper. Free "
          "space on the host's disk now."}};
  json_t *told = json_pack("{s:s, s:I, s:s}", "level", levels[seen->level],
                           "free_mb", (json_int_t)(seen->free / SPACE_MB),
                           "ballast", ballasts[seen->ballast]);
  char text[400];

  if (seen->level == SPACE_IS_AMPLE)
    return told;
  snprintf(text, sizeof text, texts[seen->level].zh,
           (int)(seen->free / SPACE_MB));
  json_object_set_new(told, "zh", json_string(text));
  snprintf(text, sizeof text, texts[seen->level].en,
           (int)(seen->free / SPACE_MB));
  json_object_set_new(told, "en", json_string(text));
  return told;
}
