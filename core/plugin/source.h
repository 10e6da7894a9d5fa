/* A plugin's folder in memory: all its Lua files, checked, with one hash. */
#ifndef SONGHE_PLUGIN_SOURCE_H
#define SONGHE_PLUGIN_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hash.h"

#define SOURCE_FILE_MAX (256 << 10) /* bytes of one file */
#define SOURCE_TOTAL_MAX (2 << 20)  /* bytes of all files */
#define SOURCE_FILES_MAX 500
#define SOURCE_DEPTH_MAX 4 /* folders below the plugin's */

struct plugin_file {
  char *path; /* "actions/assign.lua" */
  char *text; /* UTF-8, NUL-terminated, no NUL inside */
  size_t len;
};

/* Sorted by path. Shared read-only once made. */
struct plugin_source {
  struct plugin_file *files;
  size_t count;
  size_t total;            /* bytes */
  uint8_t hash[HASH_SIZE]; /* SHA-256 over all paths and texts */
};

/* Reads `folder`: every *.lua below it but its tests/. An overrides/ (which
 * belongs to a site or home), a link, a file that is
 * no regular one, bytecode, a NUL, text that is not UTF-8, a file or folder
 * that is too large: refused, all of them named. */
int plugin_source_read(const char *folder, struct plugin_source **out,
                       struct error *err);

/* Adds every *.lua below `folder`, as `prefix` and its path there ("tests/",
 * "overrides/site/"); prefix "" is a plugin's own folder. A folder that is not
 * there adds nothing. Refused like above; the source is then to be freed. */
int plugin_source_read_into(struct plugin_source *source, const char *folder,
                            const char *prefix, struct error *err);

/* An empty one, to be filled with plugin_source_add. */
struct plugin_source *plugin_source_new(void);
struct plugin_source *plugin_source_copy(const struct plugin_source *source);
int plugin_source_add(struct plugin_source *source, const char *path,
                      const char *text, size_t len, struct error *err);

/* A file by its path; NULL when there is none. */
const struct plugin_file *plugin_source_find(const struct plugin_source *source,
                                             const char *path);

/* Whether a file is an override: "overrides/<site|home>/<name>.lua". What lies
 * deeper is its tests and what it requires. */
bool plugin_source_is_override(const char *path, const char *layer);

/* Sorts and hashes; call after the last add. */
void plugin_source_seal(struct plugin_source *source);
void plugin_source_free(struct plugin_source *source);

#endif
