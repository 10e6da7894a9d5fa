#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/calendar.h"
#include "cli/cli.h"

static const struct cli_option *option_find(const struct cli_option *options,
                                            const char *word) {
  for (; options != NULL && options->name != NULL; options++)
    if (strcmp(options->name, word) == 0)
      return options;
  return NULL;
}

int cli_options(struct cli *cli, const struct cli_option *options, int least,
                int most, struct error *err) {
  int kept = 0;

  for (int i = 0; i < cli->count; i++) {
    const struct cli_option *option = option_find(options, cli->words[i]);
    if (option == NULL && strncmp(cli->words[i], "--", 2) != 0) {
      cli->words[kept++] = cli->words[i];
    } else if (option != NULL && option->flag != NULL) {
      *option->flag = true;
    } else if (option != NULL && i + 1 < cli->count) {
      *option->value = cli->words[++i];
    } else {
      return error_set(err, ERROR_USAGE, "不认识或不完整的选项 %s。",
                       "Unknown or incomplete option %s.", cli->words[i]);
    }
  }
  cli->count = kept;
  if (kept >= least && kept <= most)
    return 0;
  return error_set(err, ERROR_USAGE, "参数个数不对；songhe --help 有用法。",
                   "Wrong number of arguments; see songhe --help.");
}

static int cli_read_file(int fd, struct buf *text) {
  for (;;) {
    char *to = buf_reserve(text, 65536);
    ssize_t n = to == NULL ? -1 : read(fd, to, 65536);
    if (to == NULL)
      errno = EFBIG;
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0)
      return 0;
    text->len += (size_t)n;
  }
}

int cli_read(const char *word, struct buf *text, struct error *err) {
  int fd = STDIN_FILENO;
  int rc;

  if (word[0] != '@' && strcmp(word, "-") != 0) {
    buf_text(text, word);
    return 0;
  }
  if (word[0] == '@')
    fd = open(word + 1, O_RDONLY | O_CLOEXEC);
  rc = fd < 0 ? -1 : cli_read_file(fd, text);
  if (rc != 0)
    error_set(err, ERROR_USAGE, "读不到 %s：%s%.0s。", "Can't read %s: %.0s%s.",
              word[0] == '@' ? word + 1 : word, error_system(errno),
              strerror(errno));
  if (fd > STDIN_FILENO)
    close(fd);
  return rc == 0 ? 0 : ERROR_USAGE;
}

int cli_read_line(struct buf *line, struct error *err) {
  char byte;
  ssize_t n;

  while ((n = read(STDIN_FILENO, &byte, 1)) != 0) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0 || line->len > 4096)
      return error_set(err, ERROR_USAGE, "读不到标准输入。",
                       "Can't read standard input.");
    if (byte == '\n')
      break;
    buf_byte(line, byte);
  }
  if (line->len > 0 && line->data[line->len - 1] == '\r')
    line->len--;
  buf_byte(line, '\0');
  return 0;
}

int cli_instant(const char *text, int64_t *instant, struct error *err) {
  *instant = 0;
  if (text == NULL || calendar_parse_instant(text, strlen(text), instant) == 0)
    return 0;
  return error_set(err, ERROR_USAGE,
                   "时间要写成 2026-11-23T14:05:00+08:00 这样：%s。",
                   "Write a time like 2026-11-23T14:05:00+08:00: %s.", text);
}

int cli_number(const char *text, int64_t *number, struct error *err) {
  char *end;

  errno = 0;
  *number = strtoll(text, &end, 10);
  if (errno == 0 && end != text && *end == '\0' && *number >= 0)
    return 0;
  return error_set(err, ERROR_USAGE, "这里要一个编号：%s。",
                   "A number is wanted here: %s.", text);
}
