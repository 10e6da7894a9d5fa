/* plugin new: a small example plugin with tests, to be changed into one's own.
 * Its files are core/cli/example/, in which @ID@ is the plugin's id. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/plugin_example.h"
#include "cli/plugin_kit.h"

static int new_io(const char *path, struct error *err) {
  return error_set(err, ERROR_IO, "写不了 %s：%s%.0s。",
                   "Can't write %s: %.0s%s.", path, error_system(errno),
                   strerror(errno));
}

static bool new_id_valid(const char *id) {
  size_t len = strlen(id);

  return len > 0 && len <= 24 && id[0] >= 'a' && id[0] <= 'z' &&
         strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_") == len;
}

/* A file's text with the id in its places. */
static void new_text(const struct example_file *file, const char *id,
                     struct buf *out) {
  const char *at = (const char *)file->text;
  const char *end = at + file->len;

  while (at < end) {
    const char *mark = memmem(at, (size_t)(end - at), "@ID@", 4);
    buf_append(out, at, (size_t)((mark != NULL ? mark : end) - at));
    if (mark == NULL)
      return;
    buf_text(out, id);
    at = mark + 4;
  }
}

static int new_file(const char *folder, const struct example_file *file,
                    const char *id, struct error *err) {
  char path[PLACE_MAX];
  struct buf text;
  FILE *to;
  char *slash;
  int rc = 0;

  snprintf(path, sizeof path, "%s/%s", folder, file->path);
  slash = strrchr(path, '/');
  *slash = '\0';
  if (mkdir(path, 0777) != 0 && errno != EEXIST)
    return new_io(path, err);
  *slash = '/';
  buf_init(&text);
  new_text(file, id, &text);
  to = fopen(path, "wx");
  if (to == NULL || fwrite(text.data, 1, text.len, to) != text.len)
    rc = new_io(path, err);
  if (to != NULL && fclose(to) != 0 && rc == 0)
    rc = new_io(path, err);
  buf_fini(&text);
  return rc;
}

int plugin_cmd_new(struct cli *cli, const char *into, struct error *err) {
  const char *id = cli->words[1];
  char folder[PLACE_MAX];
  json_t *answer;
  int rc = 0;

  if (!new_id_valid(id))
    return error_set(err, ERROR_USAGE,
                     "插件的名称要以小写字母开头，只含小写字母、数字和 "
                     "_，最多 24 个。",
                     "A plugin's id begins with a small letter and holds small "
                     "letters, digits and _, 24 at most.");
  if (snprintf(folder, sizeof folder, "%s/%s", into != NULL ? into : ".", id) >
      PLACE_MAX - 100)
    return error_set(err, ERROR_USAGE, "路径太长。", "The path is too long.");
  if (mkdir(folder, 0777) != 0 && errno == EEXIST)
    return error_set(err, ERROR_CONFLICT, "已经有 %s 了，没有动它。",
                     "There is a %s already; it was left alone.", folder);
  if (access(folder, W_OK) != 0)
    return new_io(folder, err);
  for (size_t i = 0; rc == 0 && i < example_count; i++)
    rc = new_file(folder, &example_files[i], id, err);
  if (rc != 0)
    return rc;
  answer = json_pack("{s:s, s:s, s:i}", "plugin", id, "folder", folder, "files",
                     (int)example_count);
  output_value(cli, answer);
  json_decref(answer);
  return 0;
}
