#include "plugin/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

struct plugin_source *plugin_source_new(void) {
  return calloc(1, sizeof(struct plugin_source));
}

void plugin_source_free(struct plugin_source *source) {
  if (source == NULL)
    return;
  for (size_t i = 0; i < source->count; i++) {
    free(source->files[i].path);
    free(source->files[i].text);
  }
  free(source->files);
  free(source);
}

struct plugin_source *plugin_source_copy(const struct plugin_source *source) {
  struct plugin_source *copy = plugin_source_new();

  for (size_t i = 0; copy != NULL && i < source->count; i++) {
    const struct plugin_file *file = &source->files[i];
    if (plugin_source_add(copy, file->path, file->text, file->len, NULL) != 0) {
      plugin_source_free(copy);
      return NULL;
    }
  }
  if (copy != NULL)
    plugin_source_seal(copy);
  return copy;
}

/* "actions/assign.lua": small letters, digits, _ and single slashes. */
static bool source_path_valid(const char *path) {
  size_t len = strlen(path);
  bool start = true;

  if (len < 5 || len > 100 || strcmp(path + len - 4, ".lua") != 0)
    return false;
  for (size_t i = 0; i < len - 4; i++) {
    char c = path[i];
    bool name = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    if (!name && (c != '/' || start))
      return false;
    start = c == '/';
  }
  return !start;
}

/* Adds a fault for text that is no Lua source. */
static bool source_text_valid(const char *path, const char *text, size_t len,
                              struct error *err) {
  json_t *utf8;

  if (len > SOURCE_FILE_MAX) {
    error_fault(err, path, "size", "文件超过 256 KB。",
                "The file is longer than 256 KB.");
    return false;
  }
  if (len > 0 && text[0] == '\033') {
    error_fault(err, path, "bytecode",
                "这是编译过的字节码；只接受 Lua 源文本。",
                "This is compiled bytecode; only Lua text is accepted.");
    return false;
  }
  if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
    error_fault(err, path, "bom",
                "文件开头有 BOM 标记，请另存为不带 BOM 的 UTF-8。",
                "The file begins with a BOM; please save it as UTF-8 without.");
    return false;
  }
  if (memchr(text, 0, len) != NULL) {
    error_fault(err, path, "nul", "文件里有 NUL 字节，不是 Lua 文本。",
                "The file holds a NUL byte: not Lua text.");
    return false;
  }
  utf8 = json_stringn(text, len);
  if (utf8 == NULL) {
    error_fault(err, path, "utf8", "文件不是 UTF-8 文本，请用 UTF-8 保存。",
                "The file is not UTF-8 text; please save it as UTF-8.");
    return false;
  }
  json_decref(utf8);
  return true;
}

int plugin_source_add(struct plugin_source *source, const char *path,
                      const char *text, size_t len, struct error *err) {
  struct plugin_file *more;
  struct plugin_file *file;

  if (!source_path_valid(path))
    return error_fault(err, path, "name",
                       "文件名只能用小写字母、数字和下划线，以 .lua 结尾。",
                       "Names of files hold small letters, digits and _ only, "
                       "and end in .lua.");
  if (!source_text_valid(path, text, len, err))
    return ERROR_INPUT;
  if (source->count >= SOURCE_FILES_MAX ||
      source->total + len > SOURCE_TOTAL_MAX)
    return error_fault(err, path, "size", "插件太大（最多 500 个文件、2 MB）。",
                       "The plugin is too large (500 files, 2 MB at most).");
  more = realloc(source->files, (source->count + 1) * sizeof *more);
  if (more == NULL)
    return ERROR_MEMORY;
  source->files = more;
  file = &more[source->count];
  file->path = strdup(path);
  file->text = malloc(len + 1);
  file->len = len;
  if (file->path == NULL || file->text == NULL) {
    free(file->path);
    free(file->text);
    return ERROR_MEMORY;
  }
  memcpy(file->text, text, len);
  file->text[len] = '\0';
  source->count++;
  source->total += len;
  return 0;
}

static int source_compare(const void *a, const void *b) {
  return strcmp(((const struct plugin_file *)a)->path,
                ((const struct plugin_file *)b)->path);
}

void plugin_source_seal(struct plugin_source *source) {
  struct hash_state state;

  if (source->count > 0)
    qsort(source->files, source->count, sizeof *source->files, source_compare);
  hash_init(&state);
  for (size_t i = 0; i < source->count; i++) {
    const struct plugin_file *file = &source->files[i];
    char head[32];

    /* lengths first, so that no two folders share bytes */
    snprintf(head, sizeof head, "%zu %zu\n", strlen(file->path), file->len);
    hash_add(&state, head, strlen(head));
    hash_add(&state, file->path, strlen(file->path));
    hash_add(&state, file->text, file->len);
  }
  hash_end(&state, source->hash);
}

/* --- reading a folder ------------------------------------------------------
 */

static int source_read_bytes(int fd, struct buf *buf) {
  for (;;) {
    char *to = buf_reserve(buf, 16384);
    ssize_t n = to == NULL ? -1 : read(fd, to, 16384);

    if (n < 0 && to != NULL && errno == EINTR)
      continue;
    if (n <= 0)
      return (int)n;
    buf->len += (size_t)n;
    if (buf->len > SOURCE_FILE_MAX) /* refused by its length */
      return 0;
  }
}

static void source_read_file(struct plugin_source *source, int dir,
                             const char *name, const char *path,
                             struct error *err) {
  int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat info;
  struct buf buf;

  buf_init(&buf);
  if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    error_fault(err, path, "file", "不是普通文件（链接和设备不接受）。",
                "Not a plain file (links and devices are refused).");
  else if (source_read_bytes(fd, &buf) != 0)
    error_fault(err, path, "io", "读不出来：%s%.0s。", "Can't be read: %.0s%s.",
                error_system(errno), strerror(errno));
  else
    plugin_source_add(source, path, buf.data == NULL ? "" : buf.data, buf.len,
                      err);
  buf_fini(&buf);
  if (fd >= 0)
    close(fd);
}

static void source_read_folder(struct plugin_source *source, int fd,
                               const char *prefix, int depth,
                               struct error *err);

static void source_read_entry(struct plugin_source *source, int dir,
                              const char *name, const char *prefix, int depth,
                              struct error *err) {
  char path[512];
  struct stat info;
  size_t len = strlen(name);

  if (name[0] == '.' || (prefix[0] == '\0' && strcmp(name, "tests") == 0))
    return;
  snprintf(path, sizeof path, "%s%s", prefix, name);
  if (strcmp(path, "overrides") == 0) {
    error_fault(err, path, "folder",
                "改动放在机构或站点的 overrides 文件夹里，不放在插件里。",
                "Overrides lie in the overrides folder of a home or site, not "
                "in a plugin.");
    return;
  }
  if (fstatat(dir, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
    return;
  if (S_ISDIR(info.st_mode)) {
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    strncat(path, "/", sizeof path - strlen(path) - 1);
    if (fd < 0 || depth >= SOURCE_DEPTH_MAX)
      error_fault(err, path, "folder", "文件夹读不出来，或嵌套太深。",
                  "The folder can't be read, or nests too deep.");
    else
      source_read_folder(source, fd, path, depth + 1, err);
    if (fd >= 0)
      close(fd);
  } else if (len > 4 && strcmp(name + len - 4, ".lua") == 0) {
    source_read_file(source, dir, name, path, err);
  }
}

static void source_read_folder(struct plugin_source *source, int fd,
                               const char *prefix, int depth,
                               struct error *err) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  DIR *dir = copy < 0 ? NULL : fdopendir(copy);
  struct dirent *entry;

  if (dir == NULL) {
    error_fault(err, prefix, "folder", "文件夹读不出来。",
                "The folder can't be read.");
    if (copy >= 0)
      close(copy);
    return;
  }
  while ((entry = readdir(dir)) != NULL)
    source_read_entry(source, fd, entry->d_name, prefix, depth, err);
  closedir(dir);
}

const struct plugin_file *plugin_source_find(const struct plugin_source *source,
                                             const char *path) {
  for (size_t i = 0; i < source->count; i++)
    if (strcmp(source->files[i].path, path) == 0)
      return &source->files[i];
  return NULL;
}

bool plugin_source_is_override(const char *path, const char *layer) {
  size_t len = strlen(layer);

  return strncmp(path, "overrides/", 10) == 0 &&
         strncmp(path + 10, layer, len) == 0 && path[10 + len] == '/' &&
         strchr(path + 11 + len, '/') == NULL;
}

int plugin_source_read_into(struct plugin_source *source, const char *folder,
                            const char *prefix, struct error *err) {
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  size_t before = err->fault_count;

  if (fd < 0 && errno == ENOENT)
    return 0;
  if (fd < 0)
    return error_set(err, ERROR_IO, "文件夹 %s 读不出来：%s%.0s。",
                     "The folder %s can't be read: %.0s%s.", folder,
                     error_system(errno), strerror(errno));
  source_read_folder(source, fd, prefix, 0, err);
  close(fd);
  if (err->fault_count == before)
    return 0;
  return error_set(err, ERROR_INPUT, "%s 里的文件有问题。",
                   "The files in %s are not in order.", folder);
}

int plugin_source_read(const char *folder, struct plugin_source **out,
                       struct error *err) {
  struct plugin_source *source = plugin_source_new();
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  size_t before = err->fault_count;

  *out = NULL;
  if (source == NULL || fd < 0) {
    plugin_source_free(source);
    if (fd >= 0)
      close(fd);
    return error_set(err, ERROR_NOT_FOUND, "没有插件文件夹 %s。",
                     "There is no plugin folder %s.", folder);
  }
  source_read_folder(source, fd, "", 0, err);
  close(fd);
  if (plugin_source_find(source, "plugin.lua") == NULL &&
      err->fault_count == before)
    error_fault(err, "plugin.lua", "missing",
                "文件夹里没有 plugin.lua，不是插件。",
                "There is no plugin.lua in the folder: not a plugin.");
  if (err->fault_count > before) {
    plugin_source_free(source);
    return error_set(err, ERROR_INPUT, "插件 %s 的文件有问题。",
                     "The files of plugin %s are not in order.", folder);
  }
  plugin_source_seal(source);
  *out = source;
  return 0;
}
