#include "disk.h"

#include "disk_inside.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct disk_plan {
  bool armed;
  bool forever;
  enum disk_fault kind;
  size_t after; /* I/Os of the kind still let through */
  size_t fired;
  size_t at; /* operations noted when the first fired */
};

struct disk {
  pthread_mutex_t mutex; /* guards everything below */
  struct disk_name names[DISK_FILES_MAX];
  size_t name_count;
  struct disk_inode *handles[DISK_HANDLES_MAX]; /* NULL: free */
  struct disk_log *log;                         /* NULL: not recording */
  struct disk_plan plan;
};

void *disk_need(void *memory) {
  if (memory == NULL) {
    fputs("disk: out of memory\n", stderr);
    abort();
  }
  return memory;
}

static void bytes_reserve(struct disk_bytes *bytes, size_t size) {
  if (size > bytes->room) {
    size_t room = bytes->room ? bytes->room : 4096;
    while (room < size)
      room *= 2;
    bytes->data = disk_need(realloc(bytes->data, room));
    bytes->room = room;
  }
}

void disk_bytes_truncate(struct disk_bytes *bytes, size_t size) {
  bytes_reserve(bytes, size);
  if (size > bytes->size)
    memset(bytes->data + bytes->size, 0, size - bytes->size);
  bytes->size = size;
}

void disk_bytes_write(struct disk_bytes *bytes, size_t offset, const void *from,
                      size_t size) {
  if (offset + size > bytes->size)
    disk_bytes_truncate(bytes, offset + size);
  if (size > 0)
    memcpy(bytes->data + offset, from, size);
}

void disk_bytes_copy(struct disk_bytes *to, const struct disk_bytes *from) {
  memset(to, 0, sizeof *to);
  disk_bytes_write(to, 0, from->data, from->size);
}

static void lock(struct disk *disk) {
  pthread_mutex_lock(&disk->mutex);
}

/* Unlocks and passes the result on. */
static int done(struct disk *disk, int result) {
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static char *full_path(const char *path) {
  char cwd[4096];
  char *full = NULL;
  if (path[0] == '/')
    return disk_need(strdup(path));
  if (getcwd(cwd, sizeof cwd) == NULL ||
      asprintf(&full, "%s/%s", cwd, path) < 0)
    abort();
  return full;
}

static struct disk_name *name_find(struct disk *disk, const char *path) {
  for (size_t i = 0; i < disk->name_count; i++)
    if (strcmp(disk->names[i].path, path) == 0)
      return &disk->names[i];
  return NULL;
}

static void inode_release(struct disk_inode *inode) {
  if (inode->handles == 0 && !inode->named) {
    free(inode->bytes.data);
    free(inode);
  }
}

static void name_remove(struct disk *disk, struct disk_name *name) {
  name->inode->named = false;
  inode_release(name->inode);
  free(name->path);
  *name = disk->names[--disk->name_count];
}

static int name_add(struct disk *disk, const char *path,
                    struct disk_inode *inode) {
  if (disk->name_count == DISK_FILES_MAX)
    return -ENOSPC;
  disk->names[disk->name_count].path = disk_need(strdup(path));
  disk->names[disk->name_count++].inode = inode;
  inode->named = true;
  return 0;
}

/* Room for one more operation; NULL when nothing is to be noted. */
static struct disk_op *note(struct disk *disk, enum disk_op_kind kind,
                            const struct disk_inode *inode) {
  struct disk_log *log = disk->log;
  struct disk_op *op;
  if (log == NULL || (inode != NULL && inode->temporary))
    return NULL;
  if (log->count == log->room) {
    log->room = log->room ? log->room * 2 : 256;
    log->ops = disk_need(realloc(log->ops, log->room * sizeof *log->ops));
  }
  op = &log->ops[log->count++];
  memset(op, 0, sizeof *op);
  op->kind = kind;
  if (inode != NULL)
    op->inode = inode->id;
  return op;
}

static void note_path(struct disk *disk, enum disk_op_kind kind,
                      const struct disk_inode *inode, const char *path,
                      const char *to) {
  struct disk_op *op = note(disk, kind, inode);
  if (op == NULL)
    return;
  op->path = disk_need(strdup(path));
  if (to != NULL)
    op->to = disk_need(strdup(to));
}

static bool fault_hit(struct disk *disk, enum disk_fault kind) {
  struct disk_plan *plan = &disk->plan;
  if (!plan->armed || plan->kind != kind)
    return false;
  if (plan->after > 0) {
    plan->after--;
    return false;
  }
  if (plan->fired > 0 && !plan->forever)
    return false;
  if (plan->fired == 0)
    plan->at = disk->log == NULL ? 0 : disk->log->count;
  plan->fired++;
  return true;
}

struct disk *disk_new(void) {
  struct disk *disk = disk_need(calloc(1, sizeof *disk));
  pthread_mutex_init(&disk->mutex, NULL);
  return disk;
}

void disk_free(struct disk *disk) {
  if (disk == NULL)
    return;
  for (int i = 0; i < DISK_HANDLES_MAX; i++)
    if (disk->handles[i] != NULL)
      disk_close(disk, i);
  while (disk->name_count > 0)
    name_remove(disk, &disk->names[0]);
  pthread_mutex_destroy(&disk->mutex);
  free(disk);
}

static int create(struct disk *disk, const char *path, unsigned flags,
                  struct disk_inode **out) {
  struct disk_inode *inode = disk_need(calloc(1, sizeof *inode));
  if (flags & DISK_O_TEMPORARY) {
    inode->temporary = true;
  } else {
    if (name_add(disk, path, inode) < 0) {
      free(inode);
      return -ENOSPC;
    }
    if (disk->log != NULL)
      inode->id = disk->log->inodes++;
    note_path(disk, DISK_CREATE, inode, path, NULL);
  }
  *out = inode;
  return 0;
}

static int open_locked(struct disk *disk, const char *path, unsigned flags,
                       bool *created) {
  struct disk_name *name = NULL;
  struct disk_inode *inode = NULL;
  int handle = 0;
  if (fault_hit(disk, DISK_FAULT_OPEN))
    return -EMFILE;
  while (handle < DISK_HANDLES_MAX && disk->handles[handle] != NULL)
    handle++;
  if (handle == DISK_HANDLES_MAX)
    return -EMFILE;
  if (!(flags & DISK_O_TEMPORARY))
    name = name_find(disk, path);
  if (name != NULL && (flags & DISK_O_EXCLUSIVE))
    return -EEXIST;
  if (name != NULL)
    inode = name->inode;
  else if (!(flags & (DISK_O_CREATE | DISK_O_TEMPORARY)))
    return -ENOENT;
  else if (create(disk, path, flags, &inode) < 0)
    return -ENOSPC;
  if (created != NULL)
    *created = name == NULL;
  inode->handles++;
  disk->handles[handle] = inode;
  return handle;
}

int disk_open(struct disk *disk, const char *path, unsigned flags,
              bool *created) {
  char *full = path == NULL ? NULL : full_path(path);
  int result;
  if (full == NULL)
    flags |= DISK_O_TEMPORARY;
  lock(disk);
  result = open_locked(disk, full, flags, created);
  free(full);
  return done(disk, result);
}

static struct disk_inode *opened(struct disk *disk, int handle) {
  if (handle < 0 || handle >= DISK_HANDLES_MAX)
    return NULL;
  return disk->handles[handle];
}

int disk_close(struct disk *disk, int handle) {
  struct disk_inode *inode;
  lock(disk);
  inode = opened(disk, handle);
  if (inode == NULL)
    return done(disk, -EBADF);
  disk->handles[handle] = NULL;
  inode->handles--;
  inode_release(inode);
  return done(disk, 0);
}

int64_t disk_read(struct disk *disk, int handle, void *to, size_t size,
                  int64_t offset) {
  struct disk_inode *inode;
  size_t got = 0;
  lock(disk);
  inode = opened(disk, handle);
  if (inode == NULL || offset < 0)
    return done(disk, inode == NULL ? -EBADF : -EINVAL);
  if (fault_hit(disk, DISK_FAULT_READ))
    return done(disk, -EIO);
  if ((uint64_t)offset < inode->bytes.size) {
    got = inode->bytes.size - (size_t)offset;
    got = got < size ? got : size;
    memcpy(to, inode->bytes.data + offset, got);
  }
  done(disk, 0);
  return (int64_t)got;
}

int64_t disk_write(struct disk *disk, int handle, const void *from, size_t size,
                   int64_t offset) {
  struct disk_inode *inode;
  struct disk_op *op;
  int refused = 0;
  lock(disk);
  inode = opened(disk, handle);
  if (inode == NULL || offset < 0)
    return done(disk, inode == NULL ? -EBADF : -EINVAL);
  if (fault_hit(disk, DISK_FAULT_WRITE))
    refused = -EIO;
  else if (fault_hit(disk, DISK_FAULT_FULL))
    refused = -ENOSPC;
  if (refused)
    size /= 2;
  disk_bytes_write(&inode->bytes, (size_t)offset, from, size);
  op = note(disk, DISK_WRITE, inode);
  if (op != NULL) {
    op->offset = offset;
    op->size = size;
    op->data = disk_need(malloc(size + 1));
    memcpy(op->data, from, size);
  }
  done(disk, 0);
  return refused ? refused : (int64_t)size;
}

int disk_truncate(struct disk *disk, int handle, int64_t size) {
  struct disk_inode *inode;
  struct disk_op *op;
  lock(disk);
  inode = opened(disk, handle);
  if (inode == NULL || size < 0)
    return done(disk, inode == NULL ? -EBADF : -EINVAL);
  if (fault_hit(disk, DISK_FAULT_REMOVE))
    return done(disk, -EIO);
  disk_bytes_truncate(&inode->bytes, (size_t)size);
  op = note(disk, DISK_TRUNCATE, inode);
  if (op != NULL)
    op->offset = size;
  return done(disk, 0);
}

int disk_sync(struct disk *disk, int handle) {
  struct disk_inode *inode;
  bool bad;
  lock(disk);
  inode = opened(disk, handle);
  if (inode == NULL)
    return done(disk, -EBADF);
  bad = fault_hit(disk, DISK_FAULT_SYNC);
  note(disk, bad ? DISK_SYNC_FAILED : DISK_SYNC, inode);
  return done(disk, bad ? -EIO : 0);
}

int64_t disk_size(struct disk *disk, int handle) {
  struct disk_inode *inode;
  int64_t size;
  lock(disk);
  inode = opened(disk, handle);
  size = inode == NULL ? -EBADF : (int64_t)inode->bytes.size;
  done(disk, 0);
  return size;
}

bool disk_exists(struct disk *disk, const char *path) {
  char *full = full_path(path);
  bool found;
  lock(disk);
  found = name_find(disk, full) != NULL;
  done(disk, 0);
  free(full);
  return found;
}

static int unlink_locked(struct disk *disk, const char *path) {
  struct disk_name *name = name_find(disk, path);
  if (name == NULL)
    return -ENOENT;
  if (fault_hit(disk, DISK_FAULT_REMOVE))
    return -EIO;
  note_path(disk, DISK_UNLINK, name->inode, path, NULL);
  name_remove(disk, name);
  return 0;
}

int disk_unlink(struct disk *disk, const char *path) {
  char *full = full_path(path);
  int result;
  lock(disk);
  result = unlink_locked(disk, full);
  free(full);
  return done(disk, result);
}

static int rename_locked(struct disk *disk, const char *from, const char *to) {
  struct disk_name *name = name_find(disk, from);
  struct disk_name *other = name_find(disk, to);
  struct disk_inode *inode;
  if (name == NULL)
    return -ENOENT;
  if (fault_hit(disk, DISK_FAULT_REMOVE))
    return -EIO;
  note_path(disk, DISK_RENAME, name->inode, from, to);
  if (name == other)
    return 0;
  if (other != NULL)
    name_remove(disk, other);
  name = name_find(disk, from);
  inode = name->inode;
  inode->handles++; /* keeps it while it has no name */
  name_remove(disk, name);
  name_add(disk, to, inode);
  inode->handles--;
  return 0;
}

int disk_rename(struct disk *disk, const char *from, const char *to) {
  char *old = full_path(from);
  char *new = full_path(to);
  int result;
  lock(disk);
  result = rename_locked(disk, old, new);
  free(old);
  free(new);
  return done(disk, result);
}

int disk_sync_folder(struct disk *disk, const char *path) {
  (void)path; /* one ordered list of changes for all folders, as ext4's */
  lock(disk);
  if (fault_hit(disk, DISK_FAULT_SYNC))
    return done(disk, -EIO);
  note(disk, DISK_SYNC_FOLDER, NULL);
  return done(disk, 0);
}

size_t disk_handles(struct disk *disk) {
  size_t count = 0;
  lock(disk);
  for (size_t i = 0; i < DISK_HANDLES_MAX; i++)
    count += disk->handles[i] != NULL;
  done(disk, 0);
  return count;
}

static void image_of(struct disk *disk, struct disk_image *image) {
  image->count = disk->name_count;
  image->files = disk_need(calloc(disk->name_count + 1, sizeof *image->files));
  for (size_t i = 0; i < disk->name_count; i++) {
    image->files[i].path = disk_need(strdup(disk->names[i].path));
    disk_bytes_copy(&image->files[i].bytes, &disk->names[i].inode->bytes);
  }
}

void disk_record(struct disk *disk, struct disk_log *log) {
  lock(disk);
  disk->log = log;
  if (log != NULL) {
    image_of(disk, &log->base);
    for (size_t i = 0; i < disk->name_count; i++)
      disk->names[i].inode->id = log->inodes++;
  }
  done(disk, 0);
}

struct disk_log *disk_log_new(void) {
  return disk_need(calloc(1, sizeof(struct disk_log)));
}

void disk_log_free(struct disk_log *log) {
  if (log == NULL)
    return;
  for (size_t i = 0; i < log->count; i++) {
    free(log->ops[i].data);
    free(log->ops[i].path);
    free(log->ops[i].to);
  }
  free(log->ops);
  disk_image_fini(&log->base);
  free(log);
}

size_t disk_log_length(struct disk_log *log) {
  return __atomic_load_n(&log->count, __ATOMIC_ACQUIRE);
}

void disk_log_describe(const struct disk_log *log, size_t at, char *text,
                       size_t room) {
  static const char *const kinds[] = {"write",       "truncate",   "sync",
                                      "failed sync", "create",     "unlink",
                                      "rename",      "sync folder"};
  const struct disk_op *op;
  if (at >= log->count) {
    snprintf(text, room, "the end");
    return;
  }
  op = &log->ops[at];
  if (op->path != NULL)
    snprintf(text, room, "%s %.150s", kinds[op->kind], op->path);
  else
    snprintf(text, room, "%s file %u at %lld, %zu bytes", kinds[op->kind],
             op->inode, (long long)op->offset, op->size);
}

void disk_fault_arm(struct disk *disk, enum disk_fault kind, size_t after,
                    bool forever) {
  lock(disk);
  disk->plan = (struct disk_plan){
      .armed = true, .forever = forever, .kind = kind, .after = after};
  done(disk, 0);
}

size_t disk_fault_clear(struct disk *disk, size_t *at) {
  size_t fired;
  lock(disk);
  fired = disk->plan.fired;
  if (at != NULL)
    *at = disk->plan.at;
  disk->plan = (struct disk_plan){0};
  done(disk, 0);
  return fired;
}

const char *disk_fault_name(enum disk_fault kind) {
  static const char *const names[DISK_FAULTS] = {"read", "write", "sync",
                                                 "full", "open",  "remove"};
  return names[kind];
}

void disk_image_copy(struct disk *disk, struct disk_image *image) {
  lock(disk);
  image_of(disk, image);
  done(disk, 0);
}

int disk_image_install(struct disk *disk, const struct disk_image *image) {
  if (disk_handles(disk) > 0)
    return -EBUSY;
  lock(disk);
  while (disk->name_count > 0)
    name_remove(disk, &disk->names[0]);
  for (size_t i = 0; i < image->count; i++) {
    struct disk_inode *inode = disk_need(calloc(1, sizeof *inode));
    disk_bytes_copy(&inode->bytes, &image->files[i].bytes);
    name_add(disk, image->files[i].path, inode);
  }
  return done(disk, 0);
}
