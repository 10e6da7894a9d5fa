/* Whole files: all of the new bytes under the name, durably, or what was there
 * before. Any thread. */
#ifndef SONGHE_BASE_SAVE_H
#define SONGHE_BASE_SAVE_H

#include <stddef.h>

/* `name` in the open folder `dir`: written beside it (mode 0600), synced,
 * renamed, the folder synced. A link of that name is replaced, not followed.
 * 0 or -errno; then nothing is left beside it. */
int save_at(int dir, const char *name, const void *data, size_t len);

/* The same for a path; its folder must exist. */
int save_file(const char *path, const void *data, size_t len);

#endif
