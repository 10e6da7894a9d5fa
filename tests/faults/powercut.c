#include "powercut.h"

#include "disk_inside.h"
#include "vfs_record.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TOLD_MAX 3     /* flaws printed in full per process */
#define AFTER_SYNC 8   /* cuts after a refused sync */
#define AFTER_STEP 16  /* operations from one to the next, at most */
#define AGAIN_EVERY 16 /* one check in so many is cut again */

struct ack {
  uint64_t id;
  size_t at; /* operations recorded when it came */
};

struct powercut {
  const struct powercut_case *test;
  const struct powercut_options *options;
  struct disk *disk;
  struct disk_log *log;  /* of the run */
  pthread_mutex_t mutex; /* guards the acknowledgements while running */
  struct ack *acks;
  uint64_t *ids; /* the same, ids only, for checks */
  size_t ack_count;
  size_t before; /* of them, before the cut */
  struct powercut_report *report;
  char where[400]; /* the cut being checked, in words */
  unsigned told;
};

static const char *const flaw_names[POWERCUT_FLAWS] = {"lost", "half", "broken",
                                                       "wrong", "died"};

struct disk *powercut_disk(struct powercut *cut) {
  return cut->disk;
}

void powercut_ack(struct powercut *cut, uint64_t id) {
  pthread_mutex_lock(&cut->mutex);
  if (cut->ack_count == POWERCUT_ACKS_MAX) {
    fputs("powercut: too many acknowledgements\n", stderr);
    abort();
  }
  cut->acks[cut->ack_count].id = id;
  cut->acks[cut->ack_count].at =
      cut->log == NULL ? 0 : disk_log_length(cut->log);
  cut->ids[cut->ack_count++] = id;
  pthread_mutex_unlock(&cut->mutex);
}

size_t powercut_acks(const struct powercut *cut, const uint64_t **ids) {
  if (ids != NULL)
    *ids = cut->ids;
  return cut->before;
}

bool powercut_acked(const struct powercut *cut, uint64_t id) {
  for (size_t i = 0; i < cut->before; i++)
    if (cut->ids[i] == id)
      return true;
  return false;
}

void powercut_tell(struct powercut *cut, enum powercut_flaw flaw,
                   const char *format, ...) {
  va_list args;
  cut->report->flaws[flaw]++;
  if (cut->options->quiet || cut->told >= TOLD_MAX)
    return;
  cut->told++;
  fprintf(stderr, "  %s: %s: %s: ", cut->test->name, flaw_names[flaw],
          cut->where);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
}

void powercut_options(struct powercut_options *options, int argc, char **argv) {
  *options = (struct powercut_options){.seed = 20260701, .again = true};
  for (int i = 1; i < argc; i++) {
    uint64_t number = i + 1 < argc ? strtoull(argv[i + 1], NULL, 10) : 0;
    if (strcmp(argv[i], "--quiet") == 0) {
      options->quiet = true;
      continue;
    }
    if (strcmp(argv[i], "--seed") == 0) {
      options->seed = number;
    } else if (strcmp(argv[i], "--jobs") == 0) {
      options->jobs = (unsigned)number;
    } else if (strcmp(argv[i], "--max-cuts") == 0) {
      options->max_cuts = (size_t)number;
    } else {
      fprintf(stderr,
              "usage: %s [--seed N] [--jobs N] [--max-cuts N] "
              "[--quiet]\n",
              argv[0]);
      exit(2);
    }
    i++;
  }
}

static uint64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* A seed of its own for each check, whatever process makes it. */
static uint64_t mix(uint64_t seed, uint64_t a, uint64_t b) {
  uint64_t state = seed ^ (a * 0xd1342543de82ef95u) ^ (b << 56);
  disk_random(&state);
  return disk_random(&state);
}

static int cut_init(struct powercut *cut, const struct powercut_case *test,
                    const struct powercut_options *options,
                    struct powercut_report *report) {
  *cut = (struct powercut){.test = test, .options = options};
  *report = (struct powercut_report){.seed = options->seed};
  cut->report = report;
  cut->disk = disk_new();
  pthread_mutex_init(&cut->mutex, NULL);
  cut->acks = disk_need(calloc(POWERCUT_ACKS_MAX, sizeof *cut->acks));
  cut->ids = disk_need(calloc(POWERCUT_ACKS_MAX, sizeof *cut->ids));
  if (vfs_record_register(POWERCUT_VFS, cut->disk, false) != SQLITE_OK)
    return -1;
  if (test->setup != NULL && test->setup(cut, test->context) != 0) {
    fprintf(stderr, "  %s: setup failed\n", test->name);
    return -1;
  }
  if (disk_handles(cut->disk) > 0) {
    fprintf(stderr, "  %s: setup left files open\n", test->name);
    return -1;
  }
  cut->ack_count = 0;
  return 0;
}

static void cut_fini(struct powercut *cut) {
  vfs_record_unregister(POWERCUT_VFS);
  disk_log_free(cut->log);
  disk_free(cut->disk);
  pthread_mutex_destroy(&cut->mutex);
  free(cut->acks);
  free(cut->ids);
}

static int record(struct powercut *cut) {
  int rc;
  cut->ack_count = 0;
  disk_log_free(cut->log);
  cut->log = disk_log_new();
  disk_record(cut->disk, cut->log);
  rc = cut->test->run(cut, cut->test->context);
  disk_record(cut->disk, NULL);
  return rc;
}

static void acks_until(struct powercut *cut, size_t at) {
  cut->before = 0;
  while (cut->before < cut->ack_count && cut->acks[cut->before].at <= at)
    cut->before++;
}

/* Checks what is on the disk; false when the files could not be let go, after
 * which this process is of no more use. */
static bool check(struct powercut *cut) {
  cut->report->cases++;
  cut->test->check(cut, cut->test->context);
  if (disk_handles(cut->disk) == 0)
    return true;
  powercut_tell(cut, POWERCUT_DIED, "the check left files open");
  return false;
}

/* Checks while recording, then cuts that recovery too and checks again. */
static bool check_again(struct powercut *cut, uint64_t seed) {
  struct disk_log *log = disk_log_new();
  struct disk_replay *replay;
  struct disk_image image;
  size_t length = strlen(cut->where), at, damaged;
  bool good;
  disk_record(cut->disk, log);
  good = check(cut);
  disk_record(cut->disk, NULL);
  if (good) {
    at = disk_random(&seed) % (disk_log_length(log) + 1);
    replay = disk_replay_new(log);
    disk_replay_advance(replay, at);
    damaged = disk_replay_image(
        replay, (enum disk_damage)(disk_random(&seed) % DISK_DAMAGES), seed,
        &image);
    cut->report->fired += damaged > 0;
    snprintf(cut->where + length, sizeof cut->where - length,
             ", again at %zu of its recovery", at);
    disk_image_install(cut->disk, &image);
    disk_image_fini(&image);
    disk_replay_free(replay);
    good = check(cut);
  }
  disk_log_free(log);
  return good;
}

static bool cut_here(struct powercut *cut, const struct disk_replay *replay,
                     size_t at, enum disk_damage damage) {
  struct disk_image image;
  uint64_t seed = mix(cut->options->seed, at, damage);
  char op[200];
  size_t damaged = disk_replay_image(replay, damage, seed, &image);
  disk_log_describe(cut->log, at, op, sizeof op);
  snprintf(cut->where, sizeof cut->where, "cut at %zu (%s), %s", at, op,
           disk_damage_name(damage));
  cut->report->fired +=
      damage == DISK_KEEP ? at < disk_log_length(cut->log) : damaged > 0;
  acks_until(cut, at);
  disk_image_install(cut->disk, &image);
  disk_image_fini(&image);
  if (cut->options->again && seed % AGAIN_EVERY == 0)
    return check_again(cut, seed);
  return check(cut);
}

/* Every cut point that is number `job` among `jobs`. */
static void cut_job(struct powercut *cut, unsigned job, unsigned jobs) {
  size_t points = disk_log_length(cut->log) + 1;
  size_t max = cut->options->max_cuts;
  size_t cuts = max == 0 || max > points ? points : max;
  struct disk_replay *replay = disk_replay_new(cut->log);
  bool good = true;
  for (size_t i = job; good && i < cuts; i += jobs) {
    size_t at =
        cuts == points ? i : i * (points - 1) / (cuts - 1 + !(cuts - 1));
    disk_replay_advance(replay, at);
    for (int damage = 0; good && damage < DISK_DAMAGES; damage++)
      good = cut_here(cut, replay, at, (enum disk_damage)damage);
  }
  disk_replay_free(replay);
}

/* Puts on the disk what a cut at `at` of the run leaves, and checks it. */
static bool check_cut(struct powercut *cut, struct disk_replay *replay,
                      size_t at, enum disk_damage damage, uint64_t seed) {
  size_t length = strlen(cut->where);
  struct disk_image image;
  bool good;
  disk_replay_advance(replay, at);
  disk_replay_image(replay, damage, seed, &image);
  disk_image_install(cut->disk, &image);
  disk_image_fini(&image);
  acks_until(cut, at);
  snprintf(cut->where + length, sizeof cut->where - length,
           ", cut at %zu of %zu, %s", at, disk_log_length(cut->log),
           disk_damage_name(damage));
  good = check(cut);
  cut->where[length] = '\0';
  return good;
}

/* After a refused I/O at `from`: the files as they were left, then what cuts
 * soon after it, and one at the end, would have left. A refused sync may have
 * lost what only a later cut shows, so it gets more of them. */
static bool check_failed(struct powercut *cut, enum disk_fault kind,
                         size_t from, uint64_t seed) {
  size_t end = disk_log_length(cut->log), at = from;
  int cuts = kind == DISK_FAULT_SYNC ? AFTER_SYNC : 1;
  struct disk_replay *replay = disk_replay_new(cut->log);
  bool good;
  acks_until(cut, end);
  cut->report->acks += cut->before;
  good = check(cut);
  for (int i = 0; good && i < cuts; i++) {
    enum disk_damage damage =
        (enum disk_damage)(disk_random(&seed) % DISK_DAMAGES);
    at += disk_random(&seed) % AFTER_STEP;
    at = at < end ? at : end;
    good = check_cut(cut, replay, at, damage, disk_random(&seed));
  }
  good = good && check_cut(cut, replay, end, DISK_DROP, seed);
  cut->report->fired += (uint64_t)cuts + 2;
  disk_replay_free(replay);
  return good;
}

/* One refused I/O; false when there was no such I/O, or at a dead end. */
static bool fail_one(struct powercut *cut, const struct disk_image *start,
                     enum disk_fault kind, size_t at, bool forever) {
  size_t fired, from;
  if (disk_image_install(cut->disk, start) != 0)
    return false;
  snprintf(cut->where, sizeof cut->where, "%s %zu refused%s",
           disk_fault_name(kind), at, forever ? " from then on" : "");
  disk_fault_arm(cut->disk, kind, at, forever);
  record(cut);
  fired = disk_fault_clear(cut->disk, &from);
  if (fired == 0)
    return false;
  cut->report->ios += fired;
  if (disk_handles(cut->disk) > 0) {
    powercut_tell(cut, POWERCUT_DIED, "the run left files open");
    return false;
  }
  return check_failed(
      cut, kind, from,
      mix(cut->options->seed, at, (uint64_t)kind * 2 + forever));
}

/* I/Os number job, job + jobs, ... of each kind. */
static void fail_job(struct powercut *cut, unsigned job, unsigned jobs) {
  struct disk_image start;
  size_t max = cut->options->max_cuts;
  size_t step = jobs;
  disk_image_copy(cut->disk, &start);
  if (max > 0 && disk_log_length(cut->log) > max)
    step = jobs * (disk_log_length(cut->log) / max);
  for (int kind = 0; kind < DISK_FAULTS; kind++)
    for (int forever = 0; forever < 2; forever++) {
      size_t at = job;
      while (fail_one(cut, &start, (enum disk_fault)kind, at, forever))
        at += step;
    }
  disk_image_fini(&start);
}

typedef void powercut_job(struct powercut *cut, unsigned job, unsigned jobs);

static void report_add(struct powercut_report *to,
                       const struct powercut_report *from) {
  to->ios += from->ios;
  to->cases += from->cases;
  to->fired += from->fired;
  to->acks += from->acks;
  for (int i = 0; i < POWERCUT_FLAWS; i++)
    to->flaws[i] += from->flaws[i];
}

static pid_t job_start(struct powercut *cut, powercut_job *work, unsigned job,
                       unsigned jobs, int *pipe_read) {
  int ends[2];
  pid_t pid;
  if (pipe(ends) != 0)
    abort();
  fflush(NULL);
  pid = fork();
  if (pid < 0)
    abort();
  if (pid == 0) {
    struct powercut_report report = {0};
    cut->report = &report;
    work(cut, job, jobs);
    if (write(ends[1], &report, sizeof report) != (ssize_t)sizeof report)
      _exit(1);
    _exit(0);
  }
  close(ends[1]);
  *pipe_read = ends[0];
  return pid;
}

static void job_collect(struct powercut *cut, pid_t pid, int pipe_read) {
  struct powercut_report report;
  int status = 0;
  ssize_t got = read(pipe_read, &report, sizeof report);
  close(pipe_read);
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (got == (ssize_t)sizeof report && status == 0) {
    report_add(cut->report, &report);
    return;
  }
  cut->report->flaws[POWERCUT_DIED]++;
  fprintf(stderr, "  %s: died: a checking process ended with status %d\n",
          cut->test->name, status);
}

static void jobs_run(struct powercut *cut, powercut_job *work) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  unsigned jobs = cut->options->jobs;
  pid_t pids[POWERCUT_JOBS_MAX];
  int pipes[POWERCUT_JOBS_MAX];
  if (jobs == 0)
    jobs = cores > 0 ? (unsigned)cores : 1;
  if (jobs > POWERCUT_JOBS_MAX)
    jobs = POWERCUT_JOBS_MAX;
  for (unsigned i = 0; i < jobs; i++)
    pids[i] = job_start(cut, work, i, jobs, &pipes[i]);
  for (unsigned i = 0; i < jobs; i++)
    job_collect(cut, pids[i], pipes[i]);
}

int powercut_run(const struct powercut_case *test,
                 const struct powercut_options *options,
                 struct powercut_report *report) {
  struct powercut cut;
  uint64_t start = now_ms();
  int rc = cut_init(&cut, test, options, report);
  if (rc == 0 && (record(&cut) != 0 || disk_handles(cut.disk) > 0)) {
    fprintf(stderr, "  %s: the run failed or left files open\n", test->name);
    rc = -1;
  }
  if (rc == 0) {
    report->ios = disk_log_length(cut.log);
    report->acks = cut.ack_count;
    jobs_run(&cut, cut_job);
  }
  cut_fini(&cut);
  report->milliseconds = now_ms() - start;
  return rc;
}

int powercut_run_failures(const struct powercut_case *test,
                          const struct powercut_options *options,
                          struct powercut_report *report) {
  struct powercut cut;
  struct disk_image start;
  uint64_t began = now_ms();
  int rc = cut_init(&cut, test, options, report);
  if (rc == 0) {
    disk_image_copy(cut.disk, &start);
    if (record(&cut) != 0 || disk_image_install(cut.disk, &start) != 0) {
      fprintf(stderr, "  %s: the run failed or left files open\n", test->name);
      rc = -1;
    }
    disk_image_fini(&start);
  }
  if (rc == 0)
    jobs_run(&cut, fail_job);
  cut_fini(&cut);
  report->milliseconds = now_ms() - began;
  return rc;
}

bool powercut_judge(const struct powercut_case *test, const char *stage,
                    const struct powercut_report *report) {
  uint64_t wanted = 0, all = 0;
  bool good;
  for (unsigned i = 0; i < POWERCUT_FLAWS; i++) {
    all += report->flaws[i];
    if (test->control & (1u << i))
      wanted += report->flaws[i];
  }
  good = test->control ? wanted > 0 && report->flaws[POWERCUT_DIED] == 0
                       : all == 0;
  good = good && report->fired > 0 && report->acks > 0;
  printf("%s %-10s %-22s seed=%llu ios=%llu cases=%llu fired=%llu acks=%llu "
         "violations=%llu",
         good ? "ok  " : "FAIL", stage, test->name,
         (unsigned long long)report->seed, (unsigned long long)report->ios,
         (unsigned long long)report->cases, (unsigned long long)report->fired,
         (unsigned long long)report->acks, (unsigned long long)all);
  for (unsigned i = 0; i < POWERCUT_FLAWS; i++)
    if (report->flaws[i] > 0)
      printf(" %s=%llu", flaw_names[i], (unsigned long long)report->flaws[i]);
  printf("%s %llu ms\n", test->control ? " (control, must fail)" : "",
         (unsigned long long)report->milliseconds);
  fflush(stdout);
  return good;
}

static bool campaign(const struct powercut_case *test,
                     const struct powercut_options *options, const char *stage,
                     int (*work)(const struct powercut_case *,
                                 const struct powercut_options *,
                                 struct powercut_report *)) {
  struct powercut_options chosen = *options;
  struct powercut_report report;
  bool good;
  chosen.quiet |= test->control != 0;
  good = work(test, &chosen, &report) == 0;
  return powercut_judge(test, stage, &report) && good;
}

bool powercut_campaign_cuts(const struct powercut_case *test,
                            const struct powercut_options *options) {
  return campaign(test, options, "power-cut", powercut_run);
}

bool powercut_campaign_failures(const struct powercut_case *test,
                                const struct powercut_options *options) {
  return campaign(test, options, "failing-io", powercut_run_failures);
}
