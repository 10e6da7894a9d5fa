/* do, ask, duties, events, tick. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/zone.h"
#include "cli/cli.h"
#include "home/host.h"

/* The word at `index` as a JSON object; absent: an empty one. */
static int call_input(const struct cli *cli, int index, json_t **input,
                      struct error *err) {
  struct buf text;
  int rc;

  *input = NULL;
  if (index >= cli->count) {
    *input = json_object();
    return 0;
  }
  buf_init(&text);
  rc = cli_read(cli->words[index], &text, err);
  if (rc == 0)
    rc = json_read(text.data != NULL ? text.data : "", text.len, input, err);
  buf_fini(&text);
  if (rc == 0 && !json_is_object(*input)) {
    json_decref(*input);
    rc = error_set(err, ERROR_INPUT,
                   "输入要是一个 JSON 对象，如 {\"resident\":1}。",
                   "The input must be a JSON object such as {\"resident\":1}.");
  }
  return rc;
}

static int call_do(struct cli *cli, const struct link_do *call,
                   struct error *err) {
  struct link *link = NULL;
  json_t *answer = NULL;
  int rc = link_open(cli, &link, err);

  if (rc == 0)
    rc = link_do(link, call, &answer, err);
  if (rc == 0)
    output_value(cli, answer);
  json_decref(answer);
  link_close(link);
  return rc;
}

int cli_show(struct cli *cli, const char *home, const char *name,
             const json_t *input, const char *at, struct error *err) {
  struct link *link = NULL;
  struct buf text;
  int rc = link_open(cli, &link, err);

  buf_init(&text);
  if (rc == 0)
    rc = link_ask(link, home, name, input, at, &text, err);
  if (rc == 0)
    output_answer(cli, text.data, text.len);
  buf_fini(&text);
  link_close(link);
  return rc;
}

int cli_do(struct cli *cli, struct error *err) {
  struct link_do call = {0};
  const struct cli_option options[] = {
      {"--key", &call.key, NULL},
      {"--happened-at", &call.happened_at, NULL},
      {"--dry-run", NULL, &call.dry_run},
      {NULL, NULL, NULL},
  };
  json_t *input = NULL;
  int rc = cli_options(cli, options, 2, 3, err);

  if (rc == 0)
    rc = call_input(cli, 2, &input, err);
  if (rc != 0)
    return rc;
  call.home = cli->words[0];
  call.name = cli->words[1];
  call.input = input;
  rc = call_do(cli, &call, err);
  json_decref(input);
  return rc;
}

int cli_ask(struct cli *cli, struct error *err) {
  const char *at = NULL;
  const struct cli_option options[] = {{"--at", &at, NULL}, {NULL, NULL, NULL}};
  json_t *input = NULL;
  json_t *in_input;
  int rc = cli_options(cli, options, 2, 3, err);

  if (rc == 0)
    rc = call_input(cli, 2, &input, err);
  if (rc != 0)
    return rc;
  /* {"at": ...} says the same as --at: one time for the whole answer */
  in_input = json_incref(json_object_get(input, "at"));
  if (at == NULL && json_is_string(in_input) &&
      strchr(json_string_value(in_input), 'T') != NULL) {
    at = json_string_value(in_input);
    json_object_del(input, "at");
  }
  rc = cli_show(cli, cli->words[0], cli->words[1], input, at, err);
  json_decref(in_input);
  json_decref(input);
  return rc;
}

/* duties record HOME DUTY OUTCOME [JSON] */
static int call_record(struct cli *cli, struct error *err) {
  struct link_do call = {.home = cli->words[1], .name = "core.record_duty"};
  json_t *input = NULL;
  int rc = call_input(cli, 4, &input, err);

  if (rc != 0)
    return rc;
  json_object_set_new(input, "duty", json_string(cli->words[2]));
  json_object_set_new(input, "outcome", json_string(cli->words[3]));
  call.input = input;
  rc = call_do(cli, &call, err);
  json_decref(input);
  return rc;
}

int cli_duties(struct cli *cli, struct error *err) {
  const char *names[] = {"state", "from", "to", "kind", "subject"};
  const char *values[5] = {NULL};
  const struct cli_option options[] = {
      {"--state", &values[0], NULL},   {"--from", &values[1], NULL},
      {"--to", &values[2], NULL},      {"--kind", &values[3], NULL},
      {"--subject", &values[4], NULL}, {NULL, NULL, NULL},
  };
  json_t *filter;
  int rc = cli_options(cli, options, 1, 5, err);

  if (rc != 0)
    return rc;
  if (strcmp(cli->words[0], "record") == 0 && cli->count >= 4)
    return call_record(cli, err);
  if (cli->count != 1)
    return error_set(err, ERROR_USAGE, "参数个数不对；songhe --help 有用法。",
                     "Wrong number of arguments; see songhe --help.");
  filter = json_object();
  for (size_t i = 0; i < 5; i++)
    if (values[i] != NULL)
      json_object_set_new(filter, names[i], json_string(values[i]));
  rc = cli_show(cli, cli->words[0], "core.duties", filter, NULL, err);
  json_decref(filter);
  return rc;
}

/* Prints a page of events as JSON lines; *after moves to the last one. */
static int call_events_page(struct link *link, const char *home,
                            const char *type, int64_t *after, size_t *count,
                            struct error *err) {
  json_t *input = json_pack("{s:I}", "after", (json_int_t)*after);
  json_t *rows = NULL, *row;
  struct buf text;
  size_t i;
  int rc;

  if (type != NULL)
    json_object_set_new(input, "type", json_string(type));
  buf_init(&text);
  rc = link_ask(link, home, "core.events", input, NULL, &text, err);
  if (rc == 0)
    rows = json_loadb(text.data, text.len, 0, NULL);
  *count = json_array_size(rows);
  json_array_foreach(rows, i, row) {
    buf_clear(&text);
    json_write(&text, row);
    buf_byte(&text, '\n');
    fwrite(text.data, 1, text.len, stdout);
    *after = json_get_int(row, "id", *after);
  }
  fflush(stdout);
  json_decref(rows);
  json_decref(input);
  buf_fini(&text);
  return rc;
}

int cli_events(struct cli *cli, struct error *err) {
  const char *after_text = "0";
  const char *type = NULL;
  bool follow = false;
  const struct cli_option options[] = {{"--after", &after_text, NULL},
                                       {"--type", &type, NULL},
                                       {"--follow", NULL, &follow},
                                       {NULL, NULL, NULL}};
  struct link *link = NULL;
  size_t count = 1;
  int64_t after = 0;
  int rc = cli_options(cli, options, 1, 1, err);

  if (rc == 0)
    rc = cli_number(after_text, &after, err);
  if (rc == 0)
    rc = link_open(cli, &link, err);
  while (rc == 0 && (count > 0 || follow)) {
    if (count == 0)
      nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL);
    rc = call_events_page(link, cli->words[0], type, &after, &count, err);
  }
  link_close(link);
  return rc;
}

static int call_tick_here(struct link *link, const char *home, int64_t to,
                          json_t **answer, struct error *err) {
  int64_t stopped = 0;
  char text[32];
  int rc = host_tick(link_host(link), home, to, &stopped, err);

  calendar_format_instant(stopped, 0, text);
  if (rc == 0)
    *answer = json_pack("{s:s}", "now", text);
  return rc;
}

static int call_tick_http(struct link *link, const char *home, const char *to,
                          json_t **answer, struct error *err) {
  json_t *input = json_pack("{s:s*}", "to", to);
  struct buf body, text, path;
  int rc;

  buf_init(&body);
  buf_init(&text);
  buf_init(&path);
  json_write(&body, input);
  buf_printf(&path, "/api/v1/homes/%s/tick", home);
  buf_byte(&path, '\0');
  rc = link_http(link, "POST", path.data, "application/json", body.data,
                 body.len, &text, err);
  if (rc == 0)
    *answer = json_loadb(text.data, text.len, 0, NULL);
  json_decref(input);
  buf_fini(&body);
  buf_fini(&text);
  buf_fini(&path);
  return rc;
}

int cli_tick(struct cli *cli, struct error *err) {
  const char *to = NULL;
  const struct cli_option options[] = {{"--to", &to, NULL}, {NULL, NULL, NULL}};
  struct link *link = NULL;
  json_t *answer = NULL;
  int64_t until;
  int rc = cli_options(cli, options, 1, 1, err);

  if (rc == 0)
    rc = cli_instant(to, &until, err);
  if (rc == 0)
    rc = link_open(cli, &link, err);
  if (rc != 0)
    return rc;
  rc = link_host(link) != NULL
           ? call_tick_here(link, cli->words[0], until, &answer, err)
           : call_tick_http(link, cli->words[0], to, &answer, err);
  if (rc == 0)
    output_value(cli, answer);
  json_decref(answer);
  link_close(link);
  return rc;
}
