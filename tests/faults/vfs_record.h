/* An SQLite VFS over a disk in memory (disk.h).
 *
 * Whatever SQLite reads, writes, syncs, creates and deletes through it goes to
 * the disk's files, so that it can be recorded, failed and replayed. Locks and
 * the WAL's shared memory are kept in the heap and are right for any number of
 * connections of one process. It tells SQLite the truth of the model: sectors
 * of 512 bytes, no atomic writes, no safe overwrite at a power cut. Files
 * without a name are private and never recorded. */
#ifndef SONGHE_TESTS_VFS_RECORD_H
#define SONGHE_TESTS_VFS_RECORD_H

#include "disk.h"

#include <sqlite3.h>

/* Registers the VFS `name` over `disk`; with `standard` connections that name
 * no VFS use it too. Returns an SQLite code. `name` is copied; the disk must
 * outlive the VFS. One VFS at a time has a given name. */
int vfs_record_register(const char *name, struct disk *disk, bool standard);

/* Undoes it. No connection may be open through it. */
void vfs_record_unregister(const char *name);

#endif
