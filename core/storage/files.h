/* Stored files within storage/: their content, and which are loose. */
#ifndef SONGHE_STORAGE_FILES_H
#define SONGHE_STORAGE_FILES_H

#include "storage/internal.h"

/* --- files.c: each file's content --- */
int files_fail(int number, struct error *err); /* an errno as an error */
bool files_is_hash(const char *hash);
bool files_is_there(const char *dir, const char *hash);
/* NOT_FOUND, or CORRUPT when the content is not what the hash says. */
int files_verify(const char *dir, const char *hash);
/* Makes the folder files/<name> of the home. */
int files_folder(struct storage *storage, const char *name, struct error *err);
/* Writes `path` whole, by way of `temporary` in the same folder, synced. */
int files_replace(struct storage *storage, const char *temporary,
                  const char *path, const void *bytes, size_t len,
                  struct error *err);
void files_remove(struct storage *storage, const char *hash);

/* --- loose.c: files that no row names yet, or no more --- */
/* A new file is on its way. BUSY when too many are loose. */
int loose_add(struct storage *storage, const char *hash, struct error *err);
/* It was sent again: if it is loose, its time begins anew. */
int loose_touch(struct storage *storage, const char *hash, struct error *err);
void loose_drop(struct storage *storage, const char *hash);
/* The open command erases what named this file. */
int loose_erase(struct storage *storage, const char *hash, struct error *err);
/* Erasures by commands from `seq` on did not happen. */
void loose_forget(struct storage *storage, int64_t seq);
/* After a commit that erased. */
void loose_settle(struct storage *storage);

#endif
