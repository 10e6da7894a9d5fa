/* Tables for people, JSON for programs. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/json.h"
#include "cli/cli.h"

#define OUTPUT_COLUMNS_MAX 40
#define OUTPUT_WIDTH_MAX 60 /* columns of the terminal for one cell */

/* Terminal columns of a UTF-8 text; Chinese takes two each. */
static int output_width(const char *text) {
  mbstate_t state = {0};
  int width = 0;

  while (*text != '\0') {
    wchar_t wide;
    size_t n = mbrtowc(&wide, text, 8, &state);
    int w;
    if (n == 0 || n > 8)
      return width + (int)strlen(text);
    w = wcwidth(wide);
    width += w < 0 ? 1 : w;
    text += n;
  }
  return width;
}

/* What a value says, in words: a list by commas, an object as "name: value". */
static void output_words(struct buf *buf, const json_t *value) {
  const char *key;
  json_t *item;
  size_t i, n = 0;

  if (json_is_string(value))
    buf_append(buf, json_string_value(value), json_string_length(value));
  else if (json_is_integer(value) || json_is_boolean(value))
    json_write(buf, value);
  json_array_foreach(value, i, item) {
    buf_text(buf, i > 0 ? ", " : "");
    output_words(buf, item);
  }
  json_object_foreach((json_t *)(uintptr_t)value, key, item) {
    if (json_is_null(item))
      continue;
    buf_printf(buf, "%s%s: ", n++ > 0 ? "; " : "", key);
    output_words(buf, item);
  }
}

/* One cell's text: what a terminal can't take is shown as '?'. */
static char *output_cell(const json_t *value) {
  struct buf buf;
  char *text;

  buf_init(&buf);
  output_words(&buf, value);
  for (size_t i = 0; i < buf.len; i++)
    if ((unsigned char)buf.data[i] < 0x20 || buf.data[i] == 0x7f)
      buf.data[i] = ' ';
  text = buf_take(&buf);
  return text != NULL ? text : strdup("");
}

static void output_padded(const char *text, int width) {
  int used = output_width(text);

  fputs(text, stdout);
  for (int i = used; i < width || (width > 0 && i < used + 2); i++)
    putchar(' ');
}

/* The columns are those of all rows, in the order they first appear. */
static int output_columns(const json_t *rows,
                          const char *names[OUTPUT_COLUMNS_MAX]) {
  json_t *row, *value;
  const char *key;
  size_t i;
  int count = 0;

  json_array_foreach(rows, i, row) {
    json_object_foreach(row, key, value) {
      int at = 0;
      while (at < count && strcmp(names[at], key) != 0)
        at++;
      if (at == count && count < OUTPUT_COLUMNS_MAX)
        names[count++] = key;
    }
  }
  return count;
}

static void output_row(const json_t *row, const char *const *names, int count,
                       const int *widths) {
  for (int c = 0; c < count; c++) {
    char *text = output_cell(json_object_get(row, names[c]));
    if (c + 1 == count)
      fputs(text, stdout);
    else
      output_padded(text, widths[c] + 2);
    free(text);
  }
  putchar('\n');
}

static void output_table(const json_t *rows) {
  const char *names[OUTPUT_COLUMNS_MAX];
  int widths[OUTPUT_COLUMNS_MAX];
  int count = output_columns(rows, names);
  json_t *row;
  size_t i;

  for (int c = 0; c < count; c++)
    widths[c] = output_width(names[c]);
  json_array_foreach(rows, i, row) {
    for (int c = 0; c < count; c++) {
      char *text = output_cell(json_object_get(row, names[c]));
      int width = output_width(text);
      width = width < OUTPUT_WIDTH_MAX ? width : OUTPUT_WIDTH_MAX;
      widths[c] = width > widths[c] ? width : widths[c];
      free(text);
    }
  }
  for (int c = 0; c < count; c++)
    output_padded(names[c], c + 1 == count ? 0 : widths[c] + 2);
  if (count > 0)
    putchar('\n');
  json_array_foreach(rows, i, row) output_row(row, names, count, widths);
}

static void output_object(const json_t *object) {
  const char *key;
  json_t *value;

  json_object_foreach((json_t *)(uintptr_t)object, key, value) {
    if (json_is_array(value) && json_array_size(value) > 0 &&
        json_is_object(json_array_get(value, 0))) {
      printf("%s:\n", key);
      output_table(value);
    } else {
      char *text = output_cell(value);
      output_padded(key, 16);
      printf("  %s\n", text);
      free(text);
    }
  }
}

void output_value(const struct cli *cli, const json_t *value) {
  bool rows =
      json_is_array(value) &&
      (json_array_size(value) == 0 || json_is_object(json_array_get(value, 0)));

  if (!cli->json && rows) {
    output_table(value);
  } else if (!cli->json && json_is_object(value)) {
    output_object(value);
  } else {
    struct buf buf;
    buf_init(&buf);
    json_write(&buf, value);
    buf_byte(&buf, '\n');
    fwrite(buf.data, 1, buf.len, stdout);
    buf_fini(&buf);
  }
}

void output_answer(const struct cli *cli, const char *text, size_t len) {
  json_t *value =
      cli->json ? NULL : json_loadb(text, len, JSON_DECODE_ANY, NULL);

  if (value == NULL) {
    fwrite(text, 1, len, stdout);
    putchar('\n');
    return;
  }
  output_value(cli, value);
  json_decref(value);
}

int output_problem(const struct cli *cli, const struct error *err) {
  fflush(stdout);
  if (cli->json) {
    json_t *problem = json_problem(err, cli->zh);
    struct buf buf;
    buf_init(&buf);
    json_write(&buf, problem);
    buf_byte(&buf, '\n');
    fwrite(buf.data, 1, buf.len, stderr);
    buf_fini(&buf);
    json_decref(problem);
    return error_exit_status(err->code);
  }
  fprintf(stderr, "%s%s%s\n", error_title(err->code, cli->zh),
          cli->zh ? "：" : ": ", error_detail(err, cli->zh));
  for (size_t i = 0; i < err->fault_count; i++)
    fprintf(stderr, "  %s%s%s\n", err->faults[i].field,
            *err->faults[i].field != '\0' ? (cli->zh ? "：" : ": ") : "",
            cli->zh ? err->faults[i].zh : err->faults[i].en);
  if (err->omitted > 0)
    fprintf(stderr, cli->zh ? "  还有 %zu 处没有列出\n" : "  and %zu more\n",
            err->omitted);
  return error_exit_status(err->code);
}
