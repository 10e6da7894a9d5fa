/* What a disk holds after the power failed: see the model in disk.h. */
#include "disk.h"
#include "disk_inside.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An operation that was asked for and is not known to be on the platter. */
struct pending {
  const struct disk_op *op;
  bool lost; /* its sync failed: the next sync leaves it out for good */
};

struct entry {
  const char *path; /* the log's */
  uint32_t inode;
};

/* The platter: names and contents. */
struct platter {
  struct disk_bytes *inodes; /* by id */
  struct entry *entries;
  size_t entry_count;
};

struct disk_replay {
  const struct disk_log *log;
  size_t at; /* operations before this one were carried out */
  struct platter platter;
  struct pending *pending;
  size_t pending_count;
};

uint64_t disk_random(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

const char *disk_damage_name(enum disk_damage damage) {
  static const char *const names[DISK_DAMAGES] = {"drop", "keep", "subset",
                                                  "torn", "garbage"};
  return names[damage];
}

static bool is_folder_op(const struct disk_op *op) {
  return op->kind == DISK_CREATE || op->kind == DISK_UNLINK ||
         op->kind == DISK_RENAME;
}

static bool is_sync(const struct disk_op *op) {
  return op->kind == DISK_SYNC || op->kind == DISK_SYNC_FAILED ||
         op->kind == DISK_SYNC_FOLDER;
}

static void entry_remove(struct platter *platter, const char *path) {
  for (size_t i = 0; i < platter->entry_count; i++)
    if (strcmp(platter->entries[i].path, path) == 0) {
      platter->entries[i] = platter->entries[--platter->entry_count];
      return;
    }
}

static void apply(struct platter *platter, const struct disk_op *op) {
  struct disk_bytes *bytes = &platter->inodes[op->inode];
  switch (op->kind) {
  case DISK_WRITE:
    disk_bytes_write(bytes, (size_t)op->offset, op->data, op->size);
    break;
  case DISK_TRUNCATE:
    disk_bytes_truncate(bytes, (size_t)op->offset);
    break;
  case DISK_RENAME:
    entry_remove(platter, op->path);
    /* fall through */
  case DISK_CREATE: {
    const char *path = op->kind == DISK_RENAME ? op->to : op->path;
    entry_remove(platter, path);
    platter->entries[platter->entry_count++] = (struct entry){path, op->inode};
    break;
  }
  case DISK_UNLINK:
    entry_remove(platter, op->path);
    break;
  case DISK_SYNC:
  case DISK_SYNC_FAILED:
  case DISK_SYNC_FOLDER:
    break;
  }
}

static void platter_fini(struct platter *platter, size_t inodes) {
  for (size_t i = 0; i < inodes; i++)
    free(platter->inodes[i].data);
  free(platter->inodes);
  free(platter->entries);
}

static void platter_init(struct platter *platter, const struct disk_log *log) {
  platter->inodes = disk_need(calloc(log->inodes + 1, sizeof *platter->inodes));
  platter->entries =
      disk_need(calloc(log->inodes + 1, sizeof *platter->entries));
  platter->entry_count = 0;
}

struct disk_replay *disk_replay_new(const struct disk_log *log) {
  struct disk_replay *replay = disk_need(calloc(1, sizeof *replay));
  struct platter *platter = &replay->platter;
  replay->log = log;
  replay->pending = disk_need(calloc(log->count + 1, sizeof(struct pending)));
  platter_init(platter, log);
  for (size_t i = 0; i < log->base.count; i++) {
    disk_bytes_copy(&platter->inodes[i], &log->base.files[i].bytes);
    platter->entries[i] = (struct entry){log->base.files[i].path, (uint32_t)i};
  }
  platter->entry_count = log->base.count;
  return replay;
}

void disk_replay_free(struct disk_replay *replay) {
  platter_fini(&replay->platter, replay->log->inodes);
  free(replay->pending);
  free(replay);
}

static void carry_out_sync(struct disk_replay *replay,
                           const struct disk_op *sync) {
  size_t kept = 0;
  for (size_t i = 0; i < replay->pending_count; i++) {
    struct pending *pending = &replay->pending[i];
    bool folder = is_folder_op(pending->op);
    bool mine = !folder && sync->kind != DISK_SYNC_FOLDER &&
                pending->op->inode == sync->inode;
    if (sync->kind == DISK_SYNC_FAILED && mine)
      pending->lost = true;
    /* the cache took them for written: this sync passes them by, and what
     * comes after must not be overwritten by them */
    if (mine && pending->lost && sync->kind == DISK_SYNC)
      continue;
    if (sync->kind != DISK_SYNC_FAILED && (folder || mine))
      apply(&replay->platter, pending->op);
    else
      replay->pending[kept++] = *pending;
  }
  replay->pending_count = kept;
}

void disk_replay_advance(struct disk_replay *replay, size_t at) {
  for (; replay->at < at && replay->at < replay->log->count; replay->at++) {
    const struct disk_op *op = &replay->log->ops[replay->at];
    if (is_sync(op))
      carry_out_sync(replay, op);
    else
      replay->pending[replay->pending_count++] = (struct pending){op, false};
  }
}

/* One sector's share of a write: there, not there, or rubbish. */
static bool tear_sector(struct disk_bytes *bytes, const struct disk_op *op,
                        size_t sector, bool garbage, uint64_t *random) {
  size_t start = sector * DISK_SECTOR;
  size_t end = start + DISK_SECTOR;
  size_t from = (size_t)op->offset > start ? (size_t)op->offset : start;
  size_t to = (size_t)op->offset + op->size;
  uint64_t fate = disk_random(random) % (garbage ? 3 : 2);
  to = to < end ? to : end;
  if (fate == 0)
    return true;
  if (fate == 1) {
    disk_bytes_write(bytes, from, op->data + (from - (size_t)op->offset),
                     to - from);
    return false;
  }
  /* the whole sector goes, with the neighbours' bytes in it */
  if (to > bytes->size)
    disk_bytes_truncate(bytes, to);
  end = end < bytes->size ? end : bytes->size;
  for (size_t i = start; i < end; i++)
    bytes->data[i] = (uint8_t)disk_random(random);
  return true;
}

static bool tear(struct platter *platter, const struct disk_op *op,
                 bool garbage, uint64_t *random) {
  bool damaged = false;
  if (op->kind != DISK_WRITE || op->size == 0) {
    if (disk_random(random) & 1)
      return true;
    apply(platter, op);
    return false;
  }
  for (size_t sector = (size_t)op->offset / DISK_SECTOR;
       sector <= ((size_t)op->offset + op->size - 1) / DISK_SECTOR; sector++)
    damaged |=
        tear_sector(&platter->inodes[op->inode], op, sector, garbage, random);
  return damaged;
}

/* Lets one pending file operation happen as `damage` says; true when it came
 * out other than asked. */
static bool suffer(struct platter *platter, const struct disk_op *op,
                   enum disk_damage damage, uint64_t *random) {
  if (damage == DISK_DROP || (damage == DISK_SUBSET && disk_random(random) & 1))
    return true;
  if (damage == DISK_TORN || damage == DISK_GARBAGE)
    return tear(platter, op, damage == DISK_GARBAGE, random);
  apply(platter, op);
  return false;
}

/* The operations that may or may not have happened, the current one last. */
static size_t in_flight(const struct disk_replay *replay,
                        const struct disk_op **ops, size_t *folder_ops) {
  size_t count = 0;
  for (size_t i = 0; i < replay->pending_count; i++)
    ops[count++] = replay->pending[i].op;
  if (replay->at < replay->log->count &&
      !is_sync(&replay->log->ops[replay->at]))
    ops[count++] = &replay->log->ops[replay->at];
  *folder_ops = 0;
  for (size_t i = 0; i < count; i++)
    *folder_ops += is_folder_op(ops[i]);
  return count;
}

static void platter_to_image(const struct platter *platter,
                             struct disk_image *image) {
  image->count = platter->entry_count;
  image->files = disk_need(calloc(image->count + 1, sizeof *image->files));
  for (size_t i = 0; i < image->count; i++) {
    const struct entry *entry = &platter->entries[i];
    image->files[i].path = disk_need(strdup(entry->path));
    disk_bytes_copy(&image->files[i].bytes, &platter->inodes[entry->inode]);
  }
}

size_t disk_replay_image(const struct disk_replay *replay,
                         enum disk_damage damage, uint64_t seed,
                         struct disk_image *image) {
  const struct disk_log *log = replay->log;
  struct platter platter;
  const struct disk_op **ops =
      disk_need(calloc(replay->pending_count + 1, sizeof *ops));
  size_t folder_ops, keep, damaged = 0;
  size_t count = in_flight(replay, ops, &folder_ops);
  platter_init(&platter, log);
  for (size_t i = 0; i < log->inodes; i++)
    disk_bytes_copy(&platter.inodes[i], &replay->platter.inodes[i]);
  platter.entry_count = replay->platter.entry_count;
  memcpy(platter.entries, replay->platter.entries,
         platter.entry_count * sizeof *platter.entries);
  /* folder changes are lost from the newest backwards, never one between */
  keep = damage == DISK_DROP   ? 0
         : damage == DISK_KEEP ? folder_ops
                               : disk_random(&seed) % (folder_ops + 1);
  for (size_t i = 0; i < count; i++) {
    if (!is_folder_op(ops[i])) {
      damaged += suffer(&platter, ops[i], damage, &seed);
    } else if (keep > 0) {
      keep--;
      apply(&platter, ops[i]);
    } else {
      damaged++;
    }
  }
  platter_to_image(&platter, image);
  platter_fini(&platter, log->inodes);
  free(ops);
  return damaged;
}

void disk_image_fini(struct disk_image *image) {
  for (size_t i = 0; i < image->count; i++) {
    free(image->files[i].path);
    free(image->files[i].bytes.data);
  }
  free(image->files);
  *image = (struct disk_image){0};
}

static int write_one(const struct disk_file *file, const char *path) {
  FILE *out = fopen(path, "wb");
  bool good;
  if (out == NULL)
    return -errno;
  good = fwrite(file->bytes.data, 1, file->bytes.size, out) == file->bytes.size;
  if (fclose(out) != 0 || !good)
    return -EIO;
  return 0;
}

int disk_image_write(const struct disk_image *image, const char *prefix,
                     const char *folder) {
  size_t length = strlen(prefix);
  for (size_t i = 0; i < image->count; i++) {
    const struct disk_file *file = &image->files[i];
    char path[4096];
    int rc;
    if (strncmp(file->path, prefix, length) != 0)
      continue;
    snprintf(path, sizeof path, "%s/%s", folder, file->path + length);
    rc = write_one(file, path);
    if (rc < 0)
      return rc;
  }
  return 0;
}
