/* file: a picture or document into a home, and out again. */
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/save.h"
#include "cli/cli.h"

static int file_put(struct cli *cli, struct error *err) {
  struct link *link = NULL;
  struct buf bytes, word;
  json_t *answer = NULL;
  int rc;

  buf_init(&bytes);
  buf_init(&word);
  buf_printf(&word, "%s%s%c", strcmp(cli->words[2], "-") == 0 ? "" : "@",
             cli->words[2], 0);
  rc = cli_read(word.data, &bytes, err);
  if (rc == 0)
    rc = link_open(cli, &link, err);
  if (rc == 0)
    rc = link_file_put(link, cli->words[1], &bytes, &answer, err);
  if (rc == 0)
    output_value(cli, answer);
  json_decref(answer);
  buf_fini(&bytes);
  buf_fini(&word);
  link_close(link);
  return rc;
}

static int file_input(struct cli *cli, json_t **input, struct error *err) {
  struct buf text;
  int rc = 0;

  *input = NULL;
  if (cli->count < 5)
    return 0;
  buf_init(&text);
  rc = cli_read(cli->words[4], &text, err);
  if (rc == 0)
    rc = json_read(text.data, text.len, input, err);
  buf_fini(&text);
  return rc;
}

static int file_write(const struct buf *bytes, const char *path,
                      struct error *err) {
  int failed;

  if (path == NULL) {
    fwrite(bytes->data, 1, bytes->len, stdout);
    return 0;
  }
  failed = save_file(path, bytes->data, bytes->len);
  return failed == 0 ? 0
                     : error_set(err, ERROR_IO, "文件写不进 %s：%s%.0s。",
                                 "Can't write the file to %s: %.0s%s.", path,
                                 error_system(-failed), strerror(-failed));
}

static int file_get(struct cli *cli, const char *path, struct error *err) {
  struct link *link = NULL;
  struct buf bytes;
  json_t *input;
  int rc = file_input(cli, &input, err);

  buf_init(&bytes);
  if (rc == 0 && path == NULL && isatty(STDOUT_FILENO))
    rc = error_set(err, ERROR_USAGE, "请用 --out 写明存到哪里。",
                   "Say where to with --out.");
  if (rc == 0)
    rc = link_open(cli, &link, err);
  if (rc == 0)
    rc = link_file_get(link, cli->words[1], cli->words[2], cli->words[3], input,
                       &bytes, err);
  if (rc == 0)
    rc = file_write(&bytes, path, err);
  json_decref(input);
  buf_fini(&bytes);
  link_close(link);
  return rc;
}

int cli_file(struct cli *cli, struct error *err) {
  const char *path = NULL;
  const struct cli_option options[] = {{"--out", &path, NULL},
                                       {NULL, NULL, NULL}};
  int rc = cli_options(cli, options, 3, 5, err);

  if (rc != 0)
    return rc;
  if (strcmp(cli->words[0], "put") == 0 && cli->count == 3 && path == NULL)
    return file_put(cli, err);
  if (strcmp(cli->words[0], "get") == 0 && cli->count >= 4)
    return file_get(cli, path, err);
  return error_set(err, ERROR_USAGE,
                   "用法：file put HOME 路径，或 file get HOME 编号 "
                   "插件.查询 [JSON] --out 文件。",
                   "Usage: file put HOME PATH, or file get HOME HASH "
                   "PLUGIN.QUERY [JSON] --out FILE.");
}
