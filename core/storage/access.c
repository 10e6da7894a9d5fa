/* Reads on their way into the access log: held in memory, the same ones of a
 * minute as one, and written by the next commit. */
#include "storage/access.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "storage/internal.h"

#define ACCESS_BUCKETS 1024  /* a power of two */
#define ACCESS_RETRY_MS 5000 /* after a commit that failed */

/* A read as it was noted, with how often since it was last written. */
struct access_entry {
  struct access_entry *next; /* of its bucket */
  struct access_entry *next_urgent;
  bool urgent;   /* in the list of those that the next commit takes */
  bool written;  /* in this minute: what follows waits for its end */
  bool writing;  /* a commit under way has it */
  int64_t first; /* of the reads not yet written, ms UTC */
  int64_t last;
  int64_t count;
  int64_t rows; /* the most that one of them showed */
  uint32_t hash;
  struct access_key {
    int64_t person;
    int64_t subject;
    enum access_result result;
    char account[ACCESS_ACCOUNT_MAX];
    char role[ACCESS_ROLE_MAX];
    char station[ACCESS_STATION_MAX];
    char call[ACCESS_CALL_MAX];
  } key;
};

/* What a commit has of an entry, to be given back when it fails. */
struct access_taken {
  struct access_entry *entry;
  int64_t first;
  int64_t last;
  int64_t count;
  int64_t rows;
};

struct access {
  pthread_mutex_t lock;
  pthread_cond_t room; /* a commit has ended */

  /* lock */
  struct access_entry *buckets[ACCESS_BUCKETS];
  int count;
  int held; /* entries with reads that wait for the minute's end */
  struct access_entry *urgent;
  int urgent_count;
  int64_t since;          /* monotonic, of the first of them */
  int64_t minute_end;     /* monotonic */
  bool stopped;           /* the home can't be written while it is open */
  bool told;              /* the program's log says so */
  bool failing;           /* the last commit failed */
  int64_t unlogged;       /* reads that are counted only */
  int64_t unlogged_first; /* ms UTC */
  int64_t unlogged_last;

  /* the writer */
  struct access_taken taken[ACCESS_MAX];
  size_t taken_count;
  struct access_taken taken_unlogged; /* entry unused */
  int64_t taken_minute;               /* minute_end when it was taken */
  bool took;
  int64_t seq; /* of the last entry, with the open batch's */
  uint8_t head[HASH_SIZE];
  int64_t saved_seq; /* of the last one that is committed */
  uint8_t saved_head[HASH_SIZE];
};

struct access *access_new(void) {
  struct access *access = calloc(1, sizeof *access);
  pthread_condattr_t attributes;

  if (access == NULL)
    return NULL;
  pthread_mutex_init(&access->lock, NULL);
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&access->room, &attributes);
  pthread_condattr_destroy(&attributes);
  access->stopped = true; /* until access_start */
  return access;
}

void access_free(struct access *access) {
  if (access == NULL)
    return;
  for (size_t i = 0; i < ACCESS_BUCKETS; i++)
    while (access->buckets[i] != NULL) {
      struct access_entry *entry = access->buckets[i];
      access->buckets[i] = entry->next;
      free(entry);
    }
  pthread_cond_destroy(&access->room);
  pthread_mutex_destroy(&access->lock);
  free(access);
}

void access_start(struct storage *storage, int64_t seq,
                  const uint8_t head[HASH_SIZE]) {
  struct access *access = storage->access;

  access->seq = access->saved_seq = seq;
  memcpy(access->head, head, HASH_SIZE);
  memcpy(access->saved_head, head, HASH_SIZE);
  pthread_mutex_lock(&access->lock);
  access->stopped = false;
  pthread_mutex_unlock(&access->lock);
}

/* --- entries, under the lock ---------------------------------------------- */

static uint32_t access_mix(uint32_t hash, const void *data, size_t len) {
  const uint8_t *at = data;

  for (size_t i = 0; i < len; i++)
    hash = (hash ^ at[i]) * 16777619u;
  return hash;
}

static uint32_t access_hash_key(const struct access_key *key) {
  uint32_t hash = 2166136261u;

  hash = access_mix(hash, &key->person, sizeof key->person);
  hash = access_mix(hash, &key->subject, sizeof key->subject);
  hash = access_mix(hash, key->station, strlen(key->station));
  hash = access_mix(hash, key->account, strlen(key->account));
  return access_mix(hash, key->call, strlen(key->call));
}

static void access_copy(char *to, size_t size, const char *from) {
  snprintf(to, size, "%s", from != NULL ? from : "");
}

static void access_key_of(const struct access_read *read,
                          struct access_key *key) {
  *key = (struct access_key){
      .person = read->person, .subject = read->subject, .result = read->result};
  access_copy(key->account, sizeof key->account, read->account);
  access_copy(key->role, sizeof key->role, read->role);
  access_copy(key->station, sizeof key->station, read->station);
  access_copy(key->call, sizeof key->call, read->call);
}

static bool access_same(const struct access_key *a,
                        const struct access_key *b) {
  return a->person == b->person && a->subject == b->subject &&
         a->result == b->result && strcmp(a->call, b->call) == 0 &&
         strcmp(a->station, b->station) == 0 &&
         strcmp(a->account, b->account) == 0 && strcmp(a->role, b->role) == 0;
}

static void access_hurry(struct access *access, struct access_entry *entry,
                         int64_t mono) {
  if (entry->urgent)
    return;
  if (access->urgent == NULL)
    access->since = mono;
  entry->urgent = true;
  entry->next_urgent = access->urgent;
  access->urgent = entry;
  access->urgent_count++;
}

/* Entries of which everything is written are needed no more. */
static void access_sweep(struct access *access) {
  for (size_t i = 0; i < ACCESS_BUCKETS; i++) {
    struct access_entry **at = &access->buckets[i];
    while (*at != NULL) {
      struct access_entry *entry = *at;
      if (entry->count > 0 || entry->writing) {
        at = &entry->next;
        continue;
      }
      *at = entry->next;
      free(entry);
      access->count--;
    }
  }
}

/* A minute has ended: the reads that waited for that are written. */
static void access_turn(struct access *access, int64_t mono, bool now) {
  if (mono < access->minute_end && !now)
    return;
  access->minute_end = (mono / ACCESS_MINUTE_MS + 1) * ACCESS_MINUTE_MS;
  for (size_t i = 0; i < ACCESS_BUCKETS; i++)
    for (struct access_entry *entry = access->buckets[i]; entry != NULL;
         entry = entry->next) {
      entry->written = false;
      if (entry->count > 0)
        access_hurry(access, entry, mono);
    }
  access->held = 0;
  access_sweep(access);
}

static int64_t access_when(const struct access *access) {
  if (access->stopped)
    return INT64_MAX;
  if (access->count >= ACCESS_MAX / 2 && access->urgent != NULL &&
      !access->failing)
    return 0;
  if (access->urgent != NULL || access->unlogged > 0)
    return access->since +
           (access->failing ? ACCESS_RETRY_MS : ACCESS_WRITE_MS);
  return access->held > 0 ? access->minute_end : INT64_MAX;
}

static struct access_entry *access_find(struct access *access,
                                        const struct access_key *key,
                                        uint32_t hash) {
  struct access_entry *entry = access->buckets[hash & (ACCESS_BUCKETS - 1)];

  while (entry != NULL &&
         (entry->hash != hash || !access_same(&entry->key, key)))
    entry = entry->next;
  return entry;
}

static struct access_entry *access_add(struct access *access,
                                       const struct access_key *key,
                                       uint32_t hash) {
  struct access_entry **at = &access->buckets[hash & (ACCESS_BUCKETS - 1)];
  struct access_entry *entry;

  /* before it is full, so that the writer has it written meanwhile */
  if (access->count >= ACCESS_MAX / 2)
    access_turn(access, clock_monotonic(), true);
  if (access->count == ACCESS_MAX || (entry = calloc(1, sizeof *entry)) == NULL)
    return NULL;
  entry->key = *key;
  entry->hash = hash;
  entry->next = *at;
  *at = entry;
  access->count++;
  return entry;
}

/* `count` reads from `first` to `last`, or what a failed commit gives back. */
static void access_merge(struct access_entry *entry, int64_t first,
                         int64_t last, int64_t count, int64_t rows) {
  if (entry->count == 0 || first < entry->first)
    entry->first = first;
  if (entry->count == 0 || last > entry->last)
    entry->last = last;
  if (entry->count == 0 || rows > entry->rows)
    entry->rows = rows;
  entry->count += count;
}

static void access_miss(struct access *access, int64_t first, int64_t last,
                        int64_t count) {
  if (access->unlogged == 0 || first < access->unlogged_first)
    access->unlogged_first = first;
  if (access->unlogged == 0 || last > access->unlogged_last)
    access->unlogged_last = last;
  access->unlogged += count;
}

/* --- noting --------------------------------------------------------------- */

static void access_wait_until(struct timespec *until) {
  clock_gettime(CLOCK_MONOTONIC, until);
  until->tv_sec += ACCESS_WAIT_MS / 1000;
}

/* True when the read has its entry, or can't have one. */
static bool access_try(struct access *access, const struct access_read *read,
                       const struct access_key *key, uint32_t hash) {
  int64_t mono = clock_monotonic();
  struct access_entry *entry;

  if (!access->stopped) {
    access_turn(access, mono, false);
    entry = access_find(access, key, hash);
    if (entry == NULL)
      entry = access_add(access, key, hash);
    if (entry != NULL) {
      if (entry->written && entry->count == 0)
        access->held++;
      access_merge(entry, read->at, read->at, 1, read->rows);
      if (!entry->written)
        access_hurry(access, entry, mono);
      return true;
    }
    if (!access->failing)
      return false;
  }
  access_miss(access, read->at, read->at, 1);
  return true;
}

int access_note(struct storage *storage, const struct access_read *read,
                int64_t *due, struct error *err) {
  struct access *access = storage->access;
  struct access_key key;
  struct timespec until;
  uint32_t hash;
  bool noted;
  int late = 0;

  access_key_of(read, &key);
  hash = access_hash_key(&key);
  access_wait_until(&until);
  pthread_mutex_lock(&access->lock);
  noted = access_try(access, read, &key, hash);
  while (!noted && late != ETIMEDOUT) {
    late = pthread_cond_timedwait(&access->room, &access->lock, &until);
    noted = access_try(access, read, &key, hash);
  }
  *due = access_when(access);
  pthread_mutex_unlock(&access->lock);
  if (noted)
    return 0;
  return error_set(err, ERROR_BUSY,
                   "现在查看的人太多，访问日志来不及记。请过几秒再试。",
                   "Too much is being read just now for the access log to keep "
                   "up: please try again in a few seconds.");
}

int64_t access_due(struct storage *storage) {
  struct access *access = storage->access;
  int64_t due;

  pthread_mutex_lock(&access->lock);
  due = access_when(access);
  pthread_mutex_unlock(&access->lock);
  return due;
}

int64_t access_unlogged(struct storage *storage) {
  struct access *access = storage->access;
  int64_t count;

  pthread_mutex_lock(&access->lock);
  count = access->unlogged;
  pthread_mutex_unlock(&access->lock);
  return count;
}

/* --- writing, by the writer's thread -------------------------------------- */

static void access_take(struct access *access) {
  struct access_entry *entry;

  pthread_mutex_lock(&access->lock);
  access_turn(access, clock_monotonic(), false);
  access->taken_count = 0;
  for (entry = access->urgent; entry != NULL; entry = entry->next_urgent) {
    access->taken[access->taken_count++] =
        (struct access_taken){.entry = entry,
                              .first = entry->first,
                              .last = entry->last,
                              .count = entry->count,
                              .rows = entry->rows};
    entry->count = 0;
    entry->urgent = false;
    entry->writing = true;
  }
  access->urgent = NULL;
  access->urgent_count = 0;
  access->taken_minute = access->minute_end;
  access->taken_unlogged =
      (struct access_taken){.first = access->unlogged_first,
                            .last = access->unlogged_last,
                            .count = access->unlogged};
  access->unlogged = 0;
  access->took = access->taken_count > 0 || access->taken_unlogged.count > 0;
  pthread_mutex_unlock(&access->lock);
}

static int access_put(struct storage *storage, const struct access_taken *taken,
                      const struct access_key *key, struct error *err) {
  struct access *access = storage->access;
  struct access_row row = {.seq = access->seq + 1,
                           .at = taken->first,
                           .until = taken->last,
                           .count = taken->count,
                           .person = key->person,
                           .subject = key->subject,
                           .rows = taken->rows,
                           .result = key->result,
                           .account = key->account,
                           .role = key->role,
                           .station = key->station,
                           .call = key->call};
  uint8_t hash[HASH_SIZE];
  int rc;

  access_row_hash(access->head, &row, hash);
  rc = access_row_write(storage, &row, hash, err);
  if (rc != 0)
    return rc;
  access->seq = row.seq;
  memcpy(access->head, hash, HASH_SIZE);
  return 0;
}

int access_write(struct storage *storage, struct error *err) {
  static const struct access_key unlogged = {.result = ACCESS_UNLOGGED};
  struct access *access = storage->access;
  int rc = 0;

  if (access_due(storage) == INT64_MAX)
    return 0;
  access_take(access);
  if (access->taken_unlogged.count > 0)
    rc = access_put(storage, &access->taken_unlogged, &unlogged, err);
  /* the list has the newest first */
  for (size_t i = access->taken_count; rc == 0 && i-- > 0;)
    rc = access_put(storage, &access->taken[i], &access->taken[i].entry->key,
                    err);
  return rc;
}

static void access_settle_one(struct access *access,
                              const struct access_taken *taken, bool saved) {
  struct access_entry *entry = taken->entry;

  entry->writing = false;
  if (saved) {
    /* what came meanwhile waits for the minute's end like what comes now */
    entry->written = access->taken_minute == access->minute_end;
    return;
  }
  access_merge(entry, taken->first, taken->last, taken->count, taken->rows);
  access_hurry(access, entry, clock_monotonic());
}

void access_settle(struct storage *storage, bool saved) {
  struct access *access = storage->access;
  const struct access_taken *lost = &access->taken_unlogged;
  bool stopped;

  if (!access->took)
    return;
  access->took = false;
  pthread_mutex_lock(&access->lock);
  for (size_t i = 0; i < access->taken_count; i++)
    access_settle_one(access, &access->taken[i], saved);
  if (!saved && lost->count > 0)
    access_miss(access, lost->first, lost->last, lost->count);
  if (!saved)
    access->since = clock_monotonic(); /* and the next try a second later */
  access->failing = !saved;
  stopped = access->stopped;
  pthread_cond_broadcast(&access->room);
  pthread_mutex_unlock(&access->lock);
  access->seq = saved ? access->seq : access->saved_seq;
  access->saved_seq = access->seq;
  memcpy(saved ? access->saved_head : access->head,
         saved ? access->head : access->saved_head, HASH_SIZE);
  if (!saved && stopped)
    access_stop(storage);
}

void access_mark(const struct storage *storage, struct mark *mark) {
  mark->access_seq = storage->access->saved_seq;
  memcpy(mark->access_hash, storage->access->saved_head, HASH_SIZE);
}

void access_stop(struct storage *storage) {
  struct access *access = storage->access;
  int64_t unlogged;
  bool told;

  pthread_mutex_lock(&access->lock);
  access->stopped = true;
  told = access->told;
  access->told = true;
  for (size_t i = 0; i < ACCESS_BUCKETS; i++)
    for (struct access_entry *entry = access->buckets[i]; entry != NULL;
         entry = entry->next) {
      if (entry->count > 0)
        access_miss(access, entry->first, entry->last, entry->count);
      entry->count = 0;
      entry->urgent = false;
    }
  access->urgent = NULL;
  access->urgent_count = 0;
  access->held = 0;
  unlogged = access->unlogged;
  pthread_cond_broadcast(&access->room);
  pthread_mutex_unlock(&access->lock);
  if (told)
    return;
  log_line(LOG_ERROR, "storage",
           "%s: the access log can't be written: who reads what is not noted"
           " (%" PRId64 " reads so far)",
           storage->dir, unlogged);
}

/* What waits is written in a batch of its own. */
void access_close(struct storage *storage) {
  struct access *access = storage->access;
  struct error why;
  int rc = 0;

  error_init(&why);
  pthread_mutex_lock(&access->lock);
  if (!access->stopped)
    access_turn(access, clock_monotonic(), true);
  pthread_mutex_unlock(&access->lock);
  if (access_due(storage) != INT64_MAX) {
    rc = storage_begin(storage, &why);
    if (rc == 0)
      rc = storage_commit(storage, &why);
  }
  if (rc != 0)
    log_line(LOG_ERROR, "storage", "%s: the access log lost its last reads: %s",
             storage->dir, why.en != NULL ? why.en : "");
  error_fini(&why);
}
