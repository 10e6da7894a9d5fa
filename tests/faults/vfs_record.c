#include "vfs_record.h"

#include "disk_inside.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SHM_REGIONS_MAX 64

struct record_file;

/* What the connections of one database file share. */
struct record_node {
  struct record_node *next;
  struct disk *disk;
  char *path;
  unsigned files; /* open ones */
  unsigned shared;
  struct record_file *reserved;  /* who holds it, or NULL */
  struct record_file *exclusive; /* holds or waits for it, or NULL */
  void *regions[SHM_REGIONS_MAX];
  unsigned mapped;                    /* files that use the regions */
  unsigned readers[SQLITE_SHM_NLOCK]; /* shared locks per slot */
  struct record_file *writers[SQLITE_SHM_NLOCK];
};

struct record_file {
  sqlite3_file base;
  struct disk *disk;
  struct record_node *node; /* NULL unless a main database */
  char *delete_path;        /* unlinked at close, or NULL */
  int handle;
  int level; /* SQLITE_LOCK_* */
  bool mapped;
  unsigned shm_shared; /* bit per slot */
};

/* A registered VFS: `base.pAppData` is the disk. */
struct record_vfs {
  sqlite3_vfs base;
  char *name;
};

static pthread_mutex_t nodes_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct record_node *nodes; /* nodes_mutex guards all nodes */

static struct record_file *file_of(sqlite3_file *file) {
  return (struct record_file *)file;
}

static struct record_node *node_take(struct disk *disk, const char *path) {
  struct record_node *node;
  pthread_mutex_lock(&nodes_mutex);
  for (node = nodes; node != NULL; node = node->next)
    if (node->disk == disk && strcmp(node->path, path) == 0)
      break;
  if (node == NULL) {
    node = disk_need(calloc(1, sizeof *node));
    node->disk = disk;
    node->path = disk_need(strdup(path));
    node->next = nodes;
    nodes = node;
  }
  node->files++;
  pthread_mutex_unlock(&nodes_mutex);
  return node;
}

static void regions_free(struct record_node *node) {
  for (size_t i = 0; i < SHM_REGIONS_MAX; i++) {
    free(node->regions[i]);
    node->regions[i] = NULL;
  }
}

static void node_drop(struct record_node *node) {
  struct record_node **at = &nodes;
  pthread_mutex_lock(&nodes_mutex);
  if (--node->files == 0) {
    while (*at != node)
      at = &(*at)->next;
    *at = node->next;
    regions_free(node);
    free(node->path);
    free(node);
  }
  pthread_mutex_unlock(&nodes_mutex);
}

/* --- the file --- */

static int record_unlock(sqlite3_file *base, int level) {
  struct record_file *file = file_of(base);
  struct record_node *node = file->node;
  if (node == NULL || file->level <= level)
    return SQLITE_OK;
  pthread_mutex_lock(&nodes_mutex);
  if (node->exclusive == file)
    node->exclusive = NULL;
  if (node->reserved == file)
    node->reserved = NULL;
  if (level == SQLITE_LOCK_NONE)
    node->shared--;
  file->level = level;
  pthread_mutex_unlock(&nodes_mutex);
  return SQLITE_OK;
}

static int lock_locked(struct record_file *file, int level) {
  struct record_node *node = file->node;
  if (node->exclusive != NULL && node->exclusive != file)
    return SQLITE_BUSY;
  if (level == SQLITE_LOCK_SHARED) {
    node->shared++;
  } else if (level == SQLITE_LOCK_RESERVED) {
    if (node->reserved != NULL && node->reserved != file)
      return SQLITE_BUSY;
    node->reserved = file;
  } else {
    node->exclusive = file;
    file->level = SQLITE_LOCK_PENDING;
    if (node->shared > 1)
      return SQLITE_BUSY;
  }
  file->level = level;
  return SQLITE_OK;
}

static int record_lock(sqlite3_file *base, int level) {
  struct record_file *file = file_of(base);
  int rc;
  if (file->node == NULL || file->level >= level)
    return SQLITE_OK;
  pthread_mutex_lock(&nodes_mutex);
  rc = lock_locked(file, level);
  pthread_mutex_unlock(&nodes_mutex);
  return rc;
}

static int record_check_reserved(sqlite3_file *base, int *held) {
  struct record_node *node = file_of(base)->node;
  *held = 0;
  if (node == NULL)
    return SQLITE_OK;
  pthread_mutex_lock(&nodes_mutex);
  *held = node->reserved != NULL || node->exclusive != NULL;
  pthread_mutex_unlock(&nodes_mutex);
  return SQLITE_OK;
}

static int record_shm_unmap(sqlite3_file *base, int delete_flag);

static int record_close(sqlite3_file *base) {
  struct record_file *file = file_of(base);
  if (file->node != NULL) {
    record_shm_unmap(base, 0);
    record_unlock(base, SQLITE_LOCK_NONE);
    node_drop(file->node);
  }
  disk_close(file->disk, file->handle);
  if (file->delete_path != NULL)
    disk_unlink(file->disk, file->delete_path);
  free(file->delete_path);
  return SQLITE_OK;
}

static int record_read(sqlite3_file *base, void *to, int size,
                       sqlite3_int64 offset) {
  struct record_file *file = file_of(base);
  int64_t got = disk_read(file->disk, file->handle, to, (size_t)size, offset);
  if (got < 0)
    return SQLITE_IOERR_READ;
  if (got == size)
    return SQLITE_OK;
  memset((char *)to + got, 0, (size_t)(size - got));
  return SQLITE_IOERR_SHORT_READ;
}

static int record_write(sqlite3_file *base, const void *from, int size,
                        sqlite3_int64 offset) {
  struct record_file *file = file_of(base);
  int64_t rc = disk_write(file->disk, file->handle, from, (size_t)size, offset);
  return rc == -ENOSPC ? SQLITE_FULL : rc < 0 ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int record_truncate(sqlite3_file *base, sqlite3_int64 size) {
  struct record_file *file = file_of(base);
  if (disk_truncate(file->disk, file->handle, size) < 0)
    return SQLITE_IOERR_TRUNCATE;
  return SQLITE_OK;
}

static int record_sync(sqlite3_file *base, int flags) {
  struct record_file *file = file_of(base);
  (void)flags;
  if (disk_sync(file->disk, file->handle) < 0)
    return SQLITE_IOERR_FSYNC;
  return SQLITE_OK;
}

static int record_file_size(sqlite3_file *base, sqlite3_int64 *size) {
  struct record_file *file = file_of(base);
  *size = disk_size(file->disk, file->handle);
  return *size < 0 ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int record_file_control(sqlite3_file *base, int op, void *arg) {
  (void)base;
  (void)op;
  (void)arg;
  return SQLITE_NOTFOUND;
}

static int record_sector_size(sqlite3_file *base) {
  (void)base;
  return DISK_SECTOR;
}

static int record_characteristics(sqlite3_file *base) {
  (void)base;
  return 0; /* nothing is atomic, nothing is safe */
}

static int record_shm_map(sqlite3_file *base, int region, int size, int extend,
                          void volatile **memory) {
  struct record_file *file = file_of(base);
  struct record_node *node = file->node;
  *memory = NULL;
  if (node == NULL || region >= SHM_REGIONS_MAX)
    return SQLITE_IOERR_SHMMAP;
  pthread_mutex_lock(&nodes_mutex);
  if (!file->mapped) {
    file->mapped = true;
    node->mapped++;
  }
  if (node->regions[region] == NULL && extend)
    node->regions[region] = disk_need(calloc(1, (size_t)size));
  *memory = node->regions[region];
  pthread_mutex_unlock(&nodes_mutex);
  return SQLITE_OK;
}

static void shm_release(struct record_file *file, int slot) {
  struct record_node *node = file->node;
  if (node->writers[slot] == file)
    node->writers[slot] = NULL;
  if (file->shm_shared & (1u << slot)) {
    file->shm_shared &= ~(1u << slot);
    node->readers[slot]--;
  }
}

static bool shm_free_for(const struct record_file *file, int slot,
                         bool exclusive) {
  const struct record_node *node = file->node;
  bool mine = (file->shm_shared & (1u << slot)) != 0;
  if (node->writers[slot] != NULL && node->writers[slot] != file)
    return false;
  return !exclusive || node->readers[slot] == (mine ? 1u : 0u);
}

static void shm_acquire(struct record_file *file, int slot, bool exclusive) {
  struct record_node *node = file->node;
  if (exclusive) {
    node->writers[slot] = file;
  } else if (!(file->shm_shared & (1u << slot))) {
    file->shm_shared |= 1u << slot;
    node->readers[slot]++;
  }
}

static int record_shm_lock(sqlite3_file *base, int first, int count,
                           int flags) {
  struct record_file *file = file_of(base);
  bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  int rc = SQLITE_OK;
  pthread_mutex_lock(&nodes_mutex);
  if (flags & SQLITE_SHM_UNLOCK) {
    for (int slot = first; slot < first + count; slot++)
      shm_release(file, slot);
  } else {
    for (int slot = first; slot < first + count; slot++)
      if (!shm_free_for(file, slot, exclusive))
        rc = SQLITE_BUSY;
    for (int slot = first; rc == SQLITE_OK && slot < first + count; slot++)
      shm_acquire(file, slot, exclusive);
  }
  pthread_mutex_unlock(&nodes_mutex);
  return rc;
}

static void record_shm_barrier(sqlite3_file *base) {
  (void)base;
  /* the lock too, as unix does: other threads see what was written */
  pthread_mutex_lock(&nodes_mutex);
  pthread_mutex_unlock(&nodes_mutex);
}

static int record_shm_unmap(sqlite3_file *base, int delete_flag) {
  struct record_file *file = file_of(base);
  struct record_node *node = file->node;
  (void)delete_flag; /* it is gone with its last user anyway */
  if (node == NULL || !file->mapped)
    return SQLITE_OK;
  pthread_mutex_lock(&nodes_mutex);
  for (int slot = 0; slot < SQLITE_SHM_NLOCK; slot++)
    shm_release(file, slot);
  file->mapped = false;
  if (--node->mapped == 0)
    regions_free(node);
  pthread_mutex_unlock(&nodes_mutex);
  return SQLITE_OK;
}

static const sqlite3_io_methods record_methods = {
    .iVersion = 2, /* no memory mapping of files: it would pass us by */
    .xClose = record_close,
    .xRead = record_read,
    .xWrite = record_write,
    .xTruncate = record_truncate,
    .xSync = record_sync,
    .xFileSize = record_file_size,
    .xLock = record_lock,
    .xUnlock = record_unlock,
    .xCheckReservedLock = record_check_reserved,
    .xFileControl = record_file_control,
    .xSectorSize = record_sector_size,
    .xDeviceCharacteristics = record_characteristics,
    .xShmMap = record_shm_map,
    .xShmLock = record_shm_lock,
    .xShmBarrier = record_shm_barrier,
    .xShmUnmap = record_shm_unmap,
};

/* --- the VFS --- */

static int record_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base,
                       int flags, int *out_flags) {
  struct record_file *file = file_of(base);
  unsigned how = 0;
  memset(file, 0, sizeof *file);
  file->disk = vfs->pAppData;
  if (flags & SQLITE_OPEN_CREATE)
    how |= DISK_O_CREATE;
  if (flags & SQLITE_OPEN_EXCLUSIVE)
    how |= DISK_O_EXCLUSIVE;
  if (path == NULL)
    how |= DISK_O_TEMPORARY;
  file->handle = disk_open(file->disk, path, how, NULL);
  if (file->handle < 0)
    return SQLITE_CANTOPEN;
  if (path != NULL && (flags & SQLITE_OPEN_MAIN_DB))
    file->node = node_take(file->disk, path);
  if (path != NULL && (flags & SQLITE_OPEN_DELETEONCLOSE))
    file->delete_path = disk_need(strdup(path));
  if (out_flags != NULL)
    *out_flags = flags;
  file->base.pMethods = &record_methods;
  return SQLITE_OK;
}

static int record_delete(sqlite3_vfs *vfs, const char *path, int sync) {
  struct disk *disk = vfs->pAppData;
  int rc = disk_unlink(disk, path);
  if (rc == -ENOENT)
    return SQLITE_IOERR_DELETE_NOENT;
  if (rc < 0)
    return SQLITE_IOERR_DELETE;
  if (sync && disk_sync_folder(disk, path) < 0)
    return SQLITE_IOERR_DIR_FSYNC;
  return SQLITE_OK;
}

static int record_access(sqlite3_vfs *vfs, const char *path, int flags,
                         int *result) {
  (void)flags;
  *result = disk_exists(vfs->pAppData, path);
  return SQLITE_OK;
}

static int record_full_pathname(sqlite3_vfs *vfs, const char *path, int room,
                                char *full) {
  char cwd[2048] = "";
  int size;
  (void)vfs;
  if (path[0] != '/' && getcwd(cwd, sizeof cwd) == NULL)
    return SQLITE_CANTOPEN;
  size = snprintf(full, (size_t)room, "%s%s%s", cwd, cwd[0] ? "/" : "", path);
  return size < room ? SQLITE_OK : SQLITE_CANTOPEN;
}

static sqlite3_vfs *real_vfs(void) {
  return sqlite3_vfs_find("unix");
}

static int record_randomness(sqlite3_vfs *vfs, int size, char *to) {
  (void)vfs;
  return real_vfs()->xRandomness(real_vfs(), size, to);
}

static int record_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  return real_vfs()->xSleep(real_vfs(), microseconds);
}

static int record_time(sqlite3_vfs *vfs, double *now) {
  (void)vfs;
  return real_vfs()->xCurrentTime(real_vfs(), now);
}

static int record_time_ms(sqlite3_vfs *vfs, sqlite3_int64 *now) {
  (void)vfs;
  return real_vfs()->xCurrentTimeInt64(real_vfs(), now);
}

static int record_last_error(sqlite3_vfs *vfs, int room, char *text) {
  (void)vfs;
  if (room > 0)
    text[0] = '\0';
  return 0;
}

int vfs_record_register(const char *name, struct disk *disk, bool standard) {
  struct record_vfs *vfs = disk_need(calloc(1, sizeof *vfs));
  vfs->name = disk_need(strdup(name));
  vfs->base = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = (int)sizeof(struct record_file),
      .mxPathname = 2048,
      .zName = vfs->name,
      .pAppData = disk,
      .xOpen = record_open,
      .xDelete = record_delete,
      .xAccess = record_access,
      .xFullPathname = record_full_pathname,
      .xRandomness = record_randomness,
      .xSleep = record_sleep,
      .xCurrentTime = record_time,
      .xGetLastError = record_last_error,
      .xCurrentTimeInt64 = record_time_ms,
  };
  return sqlite3_vfs_register(&vfs->base, standard);
}

void vfs_record_unregister(const char *name) {
  sqlite3_vfs *vfs = sqlite3_vfs_find(name);
  if (vfs == NULL)
    return;
  sqlite3_vfs_unregister(vfs);
  free(((struct record_vfs *)vfs)->name);
  free(vfs);
}
