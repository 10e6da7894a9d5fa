/* plugin try: what a changed plugin would have made of what people did. The
 * home's journal is replayed from its first command in two scratch homes, one
 * with the plugins as they are, one with the changed plugin, step by step, and
 * what comes out differently is said. The home itself is only read. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/zone.h"
#include "cli/plugin_compare.h"
#include "cli/plugin_kit.h"
#include "storage/past.h"

#define TRY_LIMIT 20000     /* commands that are replayed without --limit */
#define TRY_DIFFERENCES 200 /* that are kept */

/* One of the two replays. */
struct try_side {
  struct host *host;
  char scratch[64];
  int64_t seen; /* last command of its journal that was looked at */
};

struct try {
  struct kit kit;
  const char *home;        /* id */
  struct storage *storage; /* of the home, read-only */
  struct clock clock;      /* for it */
  const struct zone *zone;
  json_t *people;           /* {"id": user} */
  struct try_side sides[2]; /* as it is, changed */
  int64_t from_seq;         /* what came before is replayed, not compared */
  int64_t from_at;
  int64_t limit;
  int64_t replayed;
  int64_t left_out;   /* plugins and imports as such, erased inputs */
  int64_t unfaithful; /* came out otherwise with the plugins as they are */
  int64_t differing;
  json_t *differences;
};

/* --- what is replayed -----------------------------------------------------
 */

/* Commands of the core that people give and that plugins feel. */
static bool try_is_core(const char *action) {
  static const char *const names[] = {
      "add_person", "set_person",  "grant",        "revoke",     "set_setting",
      "set_zone",   "record_duty", "replay_event", "drop_event", NULL};

  for (const char *const *name = names; *name != NULL; name++)
    if (strcmp(*name, action) == 0)
      return true;
  return false;
}

/* 1 to be replayed, 0 the replay makes it itself, -1 left out. */
static int try_kind(const json_t *command) {
  const char *plugin = json_get_text(command, "plugin", "");
  const char *action = json_get_text(command, "action", "");

  if (json_get_int(command, "person", 0) == 0)
    return 0;
  if (strcmp(plugin, "core") == 0 && !try_is_core(action))
    return -1;
  return json_get_bool(command, "erased", false) ? -1 : 1;
}

static const char *try_user(const struct try *try, int64_t person) {
  char key[24];

  snprintf(key, sizeof key, "%lld", (long long)person);
  return json_string_value(json_object_get(try->people, key));
}

/* Learns the accounts of people whom a command brought in. */
static void try_learn(struct try *try, const json_t *command) {
  json_t *change;
  size_t i;

  json_array_foreach(json_object_get(command, "changes"), i, change) {
    const char *user =
        json_get_text(json_object_get(change, "values"), "user", NULL);
    char key[24];
    if (user == NULL ||
        strcmp(json_get_text(change, "table", ""), "core_person") != 0)
      continue;
    snprintf(key, sizeof key, "%lld",
             (long long)json_get_int(change, "row", 0));
    json_object_set_new(try->people, key, json_string(user));
  }
}

/* Who set the home up: the first person in its journal. */
static int try_first(struct try *try, struct error *err) {
  int64_t head = storage_head(try->storage, NULL);
  int rc = 0;

  for (int64_t seq = 2; rc == 0 && seq <= head && try_user(try, 1) == NULL;
       seq++) {
    json_t *command = NULL;
    rc = storage_past_command(storage_writer(try->storage), seq, &command, err);
    if (rc == 0)
      try_learn(try, command);
    json_decref(command);
  }
  if (rc == 0 && try_user(try, 1) == NULL)
    rc = error_set(err, ERROR_NOT_FOUND, "这家机构还没有人做过什么。",
                   "Nobody has done anything in this home yet.");
  return rc;
}

/* --- the two homes --------------------------------------------------------
 */

static int try_open_side(struct try *try, struct try_side *side, bool changed,
                         int64_t now, const char *first, struct error *err) {
  struct host_trial trial = {.kit = try->kit.host,
                             .site = try->kit.site,
                             .home = try->kit.home,
                             .folder = changed ? try->kit.folder : NULL,
                             .plugin = changed ? try->kit.id : NULL};
  int rc =
      kit_scratch_open(&try->kit, &trial, now, side->scratch, &side->host, err);

  if (rc == 0)
    rc = host_home_new(side->host, try->home, storage_home(try->storage), first,
                       err);
  return rc;
}

/* The plugin has to run in both, with all that holds in this home. */
static int try_check_side(struct try *try, const struct try_side *side,
                          const char *user, struct error *err) {
  json_t *row;
  int rc = kit_plugin(side->host, try->home, user, try->kit.id, &row, err);

  if (rc == 0 && row == NULL)
    rc = error_set(err, ERROR_NOT_FOUND, "没有插件 %s。",
                   "There is no plugin %s.", try->kit.id);
  else if (rc == 0 && json_get_text(row, "reason", "")[0] != '\0')
    rc = error_set(err, ERROR_INPUT, "%s%.0s", "%.0s%s",
                   json_get_text(row, "reason", ""),
                   json_get_text(row, "reason_en", ""));
  json_decref(row);
  return rc;
}

static int try_open_sides(struct try *try, struct error *err) {
  const char *user = try_user(try, 1);
  json_t *first = NULL;
  int64_t now = 0;
  int rc = storage_past_command(storage_writer(try->storage), 1, &first, err);

  if (rc == 0)
    now = json_get_int(first, "recorded_at", 0);
  json_decref(first);
  for (int i = 0; rc == 0 && i < 2; i++) {
    rc = try_open_side(try, &try->sides[i], i == 1, now, user, err);
    if (rc == 0)
      rc = try_check_side(try, &try->sides[i], user, err);
  }
  return rc;
}

/* --- one step -------------------------------------------------------------
 */

static int try_past(struct try *try, struct try_side *side, json_t **commands,
                    struct error *err) {
  return host_past(side->host, try->home, side->seen, commands, &side->seen,
                   err);
}

/* Notes a difference unless the command lies before the window. */
static void try_note(struct try *try, const json_t *command, const char *call,
                     json_t *difference) {
  int64_t at = json_get_int(command, "recorded_at", 0);
  int64_t seq = json_get_int(command, "seq", 0);
  const char *user = try_user(try, json_get_int(command, "person", 0));
  char text[32];

  if (difference == NULL || seq < try->from_seq || at < try->from_at) {
    json_decref(difference);
    return;
  }
  try->differing++;
  calendar_format_instant(at, zone_offset(try->zone, at), text);
  json_object_set_new(difference, "seq", json_integer(seq));
  json_object_set_new(difference, "at", json_string(text));
  json_object_set_new(difference, "person",
                      json_string(user != NULL ? user : ""));
  json_object_set_new(difference, "call", json_string(call));
  if (json_array_size(try->differences) < TRY_DIFFERENCES)
    json_array_append_new(try->differences, difference);
  else
    json_decref(difference);
}

/* What both have journaled since they were looked at last, compared. */
static int try_compare(struct try *try, const json_t *command, const char *call,
                       bool own, struct error *err) {
  json_t *past[2] = {NULL, NULL};
  int rc = try_past(try, &try->sides[0], &past[0], err);

  if (rc == 0)
    rc = try_past(try, &try->sides[1], &past[1], err);
  if (rc == 0) {
    const json_t *mine = json_array_get(past[0], 0);
    if (own && json_get_bool(mine, "refused", false) !=
                   json_get_bool(command, "refused", false))
      try->unfaithful++;
    try_note(try, command, call, compare_past(past[0], past[1], own));
  }
  json_decref(past[0]);
  json_decref(past[1]);
  return rc;
}

/* Time passes in both until the command came. */
static int try_tick(struct try *try, int64_t to, struct error *err) {
  int rc = 0;

  for (int i = 0; rc == 0 && i < 2; i++) {
    int64_t stopped;
    if (clock_now(host_clock(try->sides[i].host)) < to)
      rc = host_tick(try->sides[i].host, try->home, to, &stopped, err);
  }
  return rc;
}

/* Who signed second, if the command recorded an outcome with two. */
static const char *try_second(const struct try *try, const json_t *command) {
  json_t *change;
  size_t i;

  json_array_foreach(json_object_get(command, "changes"), i, change) {
    int64_t second =
        json_get_int(json_object_get(change, "values"), "second", 0);
    if (second != 0 &&
        strcmp(json_get_text(change, "table", ""), "core_outcome") == 0)
      return try_user(try, second);
  }
  return NULL;
}

/* Whether all that was entered is text, as it comes from a sheet. */
static bool try_is_words(const json_t *input) {
  const char *key;
  json_t *value;

  json_object_foreach((json_t *)(uintptr_t)input, key,
                      value) if (!json_is_string(value)) return false;
  return json_object_size(input) > 0;
}

static int try_do(struct try_side *side, struct host_call *call,
                  struct error *err) {
  struct host_reply reply = {0};
  int rc;

  host_do_wait(side->host, call, &reply);
  rc = reply.err.code;
  host_reply_fini(&reply);
  if (!call->dry_run && (rc == ERROR_IO || rc == ERROR_FULL ||
                         rc == ERROR_CORRUPT || rc == ERROR_READONLY))
    return error_set(err, rc, "临时文件夹写不下了，重演停在这里。",
                     "The scratch folder can't be written; the replay "
                     "stopped.");
  return rc;
}

/* The same call on both sides. An input of texts that was accepted may have
 * come from a sheet: how it has to be read shows on the first side. */
static int try_replay(struct try *try, const json_t *command, const char *name,
                      struct error *err) {
  json_t *input = json_object_get(command, "input");
  struct host_call call = {
      .home = try->home,
      .name = name,
      .input = input,
      .happened_at = json_get_int(command, "happened_at", 0),
      .who = {.user = try_user(try, json_get_int(command, "person", 0)),
              .station = "replay",
              .second = try_second(try, command),
              .second_at = json_get_int(command, "recorded_at", 0)}};
  int rc = 0;

  if (try_is_words(input) && !json_get_bool(command, "refused", false)) {
    call.dry_run = true;
    call.words = try_do(&try->sides[0], &call, err) == ERROR_INPUT;
    call.dry_run = false;
  }
  for (int i = 0; i < 2 && err->code == ERROR_NONE; i++) {
    try_do(&try->sides[i], &call, err);
    if (err->code == ERROR_NONE)
      rc = host_drain(try->sides[i].host, try->home, err);
  }
  return err->code != ERROR_NONE ? (int)err->code : rc;
}

static int try_step(struct try *try, const json_t *command, struct error *err) {
  int64_t at = json_get_int(command, "recorded_at", 0);
  char name[140];
  int kind = try_kind(command);
  int rc;

  try_learn(try, command);
  if (kind <= 0) {
    try->left_out += kind < 0;
    return 0;
  }
  snprintf(name, sizeof name, "%s.%s", json_get_text(command, "plugin", ""),
           json_get_text(command, "action", ""));
  rc = try_tick(try, at, err);
  if (rc == 0)
    rc = try_compare(try, command, "(time passes)", false, err);
  if (rc == 0)
    rc = try_replay(try, command, name, err);
  if (rc == 0)
    rc = try_compare(try, command, name, true, err);
  try->replayed++;
  return rc;
}

static int try_run(struct try *try, struct error *err) {
  int64_t head = storage_head(try->storage, NULL);
  int rc = 0;

  for (int i = 0; rc == 0 && i < 2; i++) {
    json_t *ignored = NULL;
    rc = try_past(try, &try->sides[i], &ignored, err);
    json_decref(ignored);
  }
  for (int64_t seq = 2; rc == 0 && seq <= head && try->replayed < try->limit;
       seq++) {
    json_t *command = NULL;
    rc = storage_past_command(storage_writer(try->storage), seq, &command, err);
    if (rc == 0 && command != NULL)
      rc = try_step(try, command, err);
    json_decref(command);
  }
  return rc;
}

/* --- the command ----------------------------------------------------------
 */

/* A sequence, a date in the home's zone, or an instant. */
static int try_from(struct try *try, const char *from, struct error *err) {
  struct local_time local = {0};
  size_t len = from != NULL ? strlen(from) : 0;
  int64_t later;

  if (from == NULL)
    return 0;
  if (strspn(from, "0123456789") == len)
    return cli_number(from, &try->from_seq, err);
  if (calendar_parse_instant(from, len, &try->from_at) == 0)
    return 0;
  if (len == 10 &&
      sscanf(from, "%d-%d-%d", &local.year, &local.month, &local.day) == 3) {
    zone_from_local(try->zone, &local, &try->from_at, &later);
    return 0;
  }
  return error_set(err, ERROR_USAGE, "--from 要写记录号、日期或时间：%s。",
                   "--from is a record's number, a date or an instant: %s.",
                   from);
}

static int try_open(struct try *try, struct cli *cli, const char *from,
                    struct error *err) {
  struct storage_options options = {.clock = &try->clock, .read_only = true};
  char word[PLACE_MAX];
  int rc;

  snprintf(word, sizeof word, "%s%s",
           strchr(cli->words[3], '/') != NULL ? "" : "./", cli->words[3]);
  rc = kit_open(&try->kit, cli, cli->words[1], word, err);
  if (rc != 0)
    return rc;
  snprintf(try->kit.id, sizeof try->kit.id, "%s", cli->words[2]);
  try->home = cli->words[1];
  clock_init_real(&try->clock);
  rc = storage_open(try->kit.home, &options, &try->storage, err);
  if (rc == 0)
    rc = zone_get(storage_home(try->storage)->zone, &try->zone, err);
  if (rc == 0)
    rc = try_from(try, from, err);
  if (rc == 0)
    rc = try_first(try, err);
  if (rc == 0)
    rc = try_open_sides(try, err);
  return rc;
}

static void try_say(const struct try *try, const struct cli *cli) {
  json_t *answer = json_pack(
      "{s:s, s:I, s:I, s:I, s:I, s:O}", "plugin", try->kit.id, "replayed",
      (json_int_t)try->replayed, "left_out", (json_int_t)try->left_out,
      "unfaithful", (json_int_t)try->unfaithful, "differing",
      (json_int_t)try->differing, "differences", try->differences);

  if (cli->json) {
    output_value(cli, answer);
  } else {
    compare_print(cli, try->differences);
    printf(cli->zh ? "从头重演了 %lld 条命令，%lld 处结果不同。\n"
                   : "%lld commands were replayed from the first on; %lld come "
                     "out differently.\n",
           (long long)try->replayed, (long long)try->differing);
    if (try->replayed >= try->limit)
      printf("%s", cli->zh ? "到了上限就停了；用 --limit 可以更多。\n"
                           : "It stopped at its limit; --limit N goes on.\n");
    if (try->left_out > 0)
      printf(cli->zh
                 ? "%lld 条没有重演（插件的更换、导入的汇总、已抹除的内容）。\n"
                 : "%lld were left out (changes of plugins, summaries of "
                   "imports, erased contents).\n",
             (long long)try->left_out);
    if (try->unfaithful > 0)
      printf(cli->zh
                 ? "%lld "
                   "条用现在的插件重演也和当初不一样：当时的插件或设置不同。\n"
                 : "%lld came out otherwise than they did then even with "
                   "the plugins as they are: those were others then.\n",
             (long long)try->unfaithful);
  }
  json_decref(answer);
}

static void try_close(struct try *try) {
  for (int i = 0; i < 2; i++)
    kit_scratch_close(try->sides[i].host, try->sides[i].scratch);
  storage_close(try->storage);
  json_decref(try->people);
  json_decref(try->differences);
  kit_close(&try->kit);
}

int plugin_cmd_try(struct cli *cli, const char *from, const char *limit,
                   struct error *err) {
  struct try try = {
      .people = json_object(), .differences = json_array(), .limit = TRY_LIMIT};
  int rc = limit != NULL ? cli_number(limit, &try.limit, err) : 0;

  if (rc == 0)
    rc = try_open(&try, cli, from, err);
  if (rc == 0)
    rc = try_run(&try, err);
  if (rc == 0)
    try_say(&try, cli);
  try_close(&try);
  return rc;
}
