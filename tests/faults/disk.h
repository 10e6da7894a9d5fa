/* A disk in memory that can lose power.
 *
 * Files live in the heap. While a log is attached every write, truncate, sync,
 * create, unlink and rename is noted in order; disk_replay_* then builds what
 * a real disk might hold had the power failed at any of them. Two users share
 * one disk: the SQLite VFS of vfs_record.h and code that writes plain files
 * (through the calls here, which are shaped like the POSIX ones).
 *
 * The model: data reaches the platter when its own file is synced; a folder's
 * changes (create, unlink, rename) reach it in order, with any later sync of
 * any file (as ext4's ordered mode does) or of the folder. Sectors are 512
 * bytes, and a sector that was being written when the power failed may hold
 * anything, the bytes of its neighbours included. After a failed sync what was
 * to be synced may be lost even if a later sync succeeds.
 *
 * All calls may come from any thread; errors are negative errno values. */
#ifndef SONGHE_TESTS_DISK_H
#define SONGHE_TESTS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISK_SECTOR 512
#define DISK_HANDLES_MAX 256 /* open files at a time */
#define DISK_FILES_MAX 1024  /* names at a time */

struct disk;     /* the files as the running program sees them */
struct disk_log; /* what was done to them, in order */

enum disk_op_kind {
  DISK_WRITE,
  DISK_TRUNCATE,
  DISK_SYNC,
  DISK_SYNC_FAILED, /* said no: what was pending may never be written */
  DISK_CREATE,
  DISK_UNLINK,
  DISK_RENAME,
  DISK_SYNC_FOLDER,
};

/* How the disk treats what was not synced when the power failed. */
enum disk_damage {
  DISK_DROP,    /* nothing of it is there */
  DISK_KEEP,    /* all of it is there */
  DISK_SUBSET,  /* each write is there or not, in any order */
  DISK_TORN,    /* each 512-byte sector is there or not */
  DISK_GARBAGE, /* as torn, and some sectors hold rubbish */
  DISK_DAMAGES,
};

/* I/O that can be told to fail. */
enum disk_fault {
  DISK_FAULT_READ,   /* EIO */
  DISK_FAULT_WRITE,  /* half is written, then EIO */
  DISK_FAULT_SYNC,   /* EIO */
  DISK_FAULT_FULL,   /* half is written, then ENOSPC */
  DISK_FAULT_OPEN,   /* EMFILE */
  DISK_FAULT_REMOVE, /* unlink, rename, truncate: EIO */
  DISK_FAULTS,
};

/* A growing run of bytes; the owner frees `data`. */
struct disk_bytes {
  uint8_t *data;
  size_t size;
  size_t room;
};

/* One file of an image. */
struct disk_file {
  char *path;
  struct disk_bytes bytes;
};

/* Files without anybody using them: what is found after a power cut. */
struct disk_image {
  struct disk_file *files;
  size_t count;
};

struct disk *disk_new(void);
void disk_free(struct disk *disk);

/* --- plain files; relative paths count from the working folder --- */

#define DISK_O_CREATE 1u
#define DISK_O_EXCLUSIVE 2u
#define DISK_O_TEMPORARY 4u /* `path` may be NULL; never logged */

/* Returns a handle, 0 or more. `created` may be NULL. */
int disk_open(struct disk *disk, const char *path, unsigned flags,
              bool *created);
int disk_close(struct disk *disk, int handle);
/* Returns how many bytes were read: fewer than `size` only at the end. */
int64_t disk_read(struct disk *disk, int handle, void *to, size_t size,
                  int64_t offset);
/* Returns `size`. A refused write may have written its first half. */
int64_t disk_write(struct disk *disk, int handle, const void *from, size_t size,
                   int64_t offset);
int disk_truncate(struct disk *disk, int handle, int64_t size);
int disk_sync(struct disk *disk, int handle);
int64_t disk_size(struct disk *disk, int handle);
bool disk_exists(struct disk *disk, const char *path);
int disk_unlink(struct disk *disk, const char *path);
int disk_rename(struct disk *disk, const char *from, const char *to);
int disk_sync_folder(struct disk *disk, const char *path);
/* How many files are open now: 0 once the program under test let go. */
size_t disk_handles(struct disk *disk);

/* --- recording --- */

/* From now on operations are noted in `log` (NULL: no longer). All that is on
 * the disk at this moment counts as synced. The log stays the caller's. */
void disk_record(struct disk *disk, struct disk_log *log);
struct disk_log *disk_log_new(void);
void disk_log_free(struct disk_log *log);
/* Operations noted so far. */
size_t disk_log_length(struct disk_log *log);
/* One operation in words, for a report; `text` holds at least 200 bytes. */
void disk_log_describe(const struct disk_log *log, size_t at, char *text,
                       size_t room);

/* --- failing I/O --- */

/* The I/O of `kind` number `after` (from 0, counted from this call) fails;
 * with `forever` all later ones too, until disk_fault_clear. */
void disk_fault_arm(struct disk *disk, enum disk_fault kind, size_t after,
                    bool forever);
/* Stops failing; returns how many I/Os were failed. `at`, when not NULL, gets
 * how many operations had been noted when the first one failed. */
size_t disk_fault_clear(struct disk *disk, size_t *at);
const char *disk_fault_name(enum disk_fault kind);

/* --- power cuts --- */

/* Walks a log from its start. One thread. */
struct disk_replay;

struct disk_replay *disk_replay_new(const struct disk_log *log);
void disk_replay_free(struct disk_replay *replay);
/* Carries out operations up to and without number `at`; never goes back. */
void disk_replay_advance(struct disk_replay *replay, size_t at);
/* Builds the files found when the power failed during the operation the walk
 * has come to. Returns how many pending operations were lost or damaged. The
 * same seed gives the same image; free it with disk_image_fini. */
size_t disk_replay_image(const struct disk_replay *replay,
                         enum disk_damage damage, uint64_t seed,
                         struct disk_image *image);
const char *disk_damage_name(enum disk_damage damage);

/* Copies the files as they are now. */
void disk_image_copy(struct disk *disk, struct disk_image *image);
/* Replaces all files of the disk by a copy of the image's. No file may be
 * open: returns -EBUSY otherwise. */
int disk_image_install(struct disk *disk, const struct disk_image *image);
/* Writes the files whose path begins with `prefix` below the real folder
 * `folder` (which exists, as must any folder between). */
int disk_image_write(const struct disk_image *image, const char *prefix,
                     const char *folder);
void disk_image_fini(struct disk_image *image);

/* A number that looks random; advances the state. */
uint64_t disk_random(uint64_t *state);

#endif
