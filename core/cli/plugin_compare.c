#include "cli/plugin_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define COMPARE_TEXT 300 /* bytes of a value that is shown */

/* --- comparing ------------------------------------------------------------
 */

/* Schema changes belong to the plugin, not to what people did. */
static bool compare_counts(const json_t *command) {
  return strcmp(json_get_text(command, "action", ""), "schema") != 0;
}

/* All rows ("changes") or events of the commands, one after another. */
static json_t *compare_gather(const json_t *commands, const char *key) {
  json_t *all = json_array();
  json_t *command;
  size_t i;

  json_array_foreach(commands, i, command) if (compare_counts(command))
      json_array_extend(all, json_object_get(command, key));
  return all;
}

/* What is in `from` and not in `other`, counting each entry once. */
static json_t *compare_only(const json_t *from, const json_t *other) {
  json_t *rest = json_copy((json_t *)(uintptr_t)other);
  json_t *only = json_array();
  json_t *item;
  size_t i;

  json_array_foreach(from, i, item) {
    size_t k = 0;
    while (k < json_array_size(rest) &&
           !json_equal(json_array_get(rest, k), item))
      k++;
    if (k < json_array_size(rest))
      json_array_remove(rest, k);
    else
      json_array_append(only, item);
  }
  json_decref(rest);
  return only;
}

/* Returns whether there is a difference. */
static bool compare_lists(const json_t *now, const json_t *changed,
                          const char *key, const char *as, json_t *sides[2]) {
  json_t *a = compare_gather(now, key);
  json_t *b = compare_gather(changed, key);
  json_t *only_a = compare_only(a, b);
  json_t *only_b = compare_only(b, a);
  bool differ = json_array_size(only_a) > 0 || json_array_size(only_b) > 0;

  if (json_array_size(only_a) > 0)
    json_object_set(sides[0], as, only_a);
  if (json_array_size(only_b) > 0)
    json_object_set(sides[1], as, only_b);
  json_decref(a);
  json_decref(b);
  json_decref(only_a);
  json_decref(only_b);
  return differ;
}

/* The command itself: {result} or {refused}. */
static json_t *compare_outcome(const json_t *commands) {
  const json_t *command = json_array_get(commands, 0);
  json_t *refusal = json_object_get(command, "refusal");
  json_t *reply = json_object_get(command, "reply");

  if (command == NULL)
    return json_pack("{s:s}", "result", "-");
  if (json_get_bool(command, "refused", false))
    return json_pack("{s:O}", "refused",
                     refusal != NULL ? refusal : json_null());
  return json_pack("{s:O}", "result", reply != NULL ? reply : json_null());
}

json_t *compare_past(const json_t *now, const json_t *changed, bool own) {
  json_t *sides[2] = {json_object(), json_object()};
  json_t *a = compare_outcome(now);
  json_t *b = compare_outcome(changed);
  bool differ = false;
  json_t *out = NULL;

  if (own && !json_equal(a, b)) {
    differ = true;
    json_object_update(sides[0], a);
    json_object_update(sides[1], b);
  }
  differ = compare_lists(now, changed, "changes", "rows", sides) || differ;
  differ = compare_lists(now, changed, "events", "events", sides) || differ;
  if (differ)
    out = json_pack("{s:O, s:O}", "now", sides[0], "changed", sides[1]);
  json_decref(a);
  json_decref(b);
  json_decref(sides[0]);
  json_decref(sides[1]);
  return out;
}

/* --- printing -------------------------------------------------------------
 */

/* Cut to COMPARE_TEXT bytes of whole characters. */
static void compare_put(const char *text) {
  size_t len = strlen(text);

  if (len > COMPARE_TEXT)
    for (len = COMPARE_TEXT; ((unsigned char)text[len] & 0xc0) == 0x80;)
      len--;
  printf("%.*s%s\n", (int)len, text, text[len] != '\0' ? "..." : "");
}

static void compare_value(const char *lead, const json_t *value) {
  char *text = json_dumps(value, JSON_ENCODE_ANY);

  printf("    %s", lead);
  compare_put(text != NULL ? text : "?");
  free(text);
}

static void compare_refused(const struct cli *cli, const json_t *refusal) {
  const char *key = cli->zh ? "zh" : "en";
  json_t *fault;
  size_t i;

  printf("    %s", cli->zh ? "拒绝：" : "refused: ");
  compare_put(json_get_text(refusal, key, ""));
  json_array_foreach(json_object_get(refusal, "faults"), i, fault)
      printf("      %s: %s\n", json_get_text(fault, "field", ""),
             json_get_text(fault, key, ""));
}

static void compare_row(const json_t *row) {
  char lead[160];

  snprintf(lead, sizeof lead, "%s %s %lld ", json_get_text(row, "op", ""),
           json_get_text(row, "table", ""),
           (long long)json_get_int(row, "row", 0));
  compare_value(lead, json_object_get(row, "values") != NULL
                          ? json_object_get(row, "values")
                          : json_null());
}

static void compare_event(const json_t *event) {
  char lead[160];

  snprintf(lead, sizeof lead, "%s %s ", json_get_text(event, "type", ""),
           json_get_text(event, "subject", ""));
  compare_value(lead, json_object_get(event, "payload") != NULL
                          ? json_object_get(event, "payload")
                          : json_null());
}

static void compare_side(const struct cli *cli, const char *title,
                         const json_t *side) {
  json_t *result = json_object_get(side, "result");
  json_t *refused = json_object_get(side, "refused");
  json_t *item;
  size_t i;

  if (json_object_size(side) == 0)
    return;
  printf("  %s\n", title);
  if (refused != NULL)
    compare_refused(cli, refused);
  if (result != NULL)
    compare_value(cli->zh ? "结果：" : "result: ", result);
  json_array_foreach(json_object_get(side, "rows"), i, item) compare_row(item);
  json_array_foreach(json_object_get(side, "events"), i, item)
      compare_event(item);
}

void compare_print(const struct cli *cli, const json_t *differences) {
  json_t *one;
  size_t i;

  json_array_foreach(differences, i, one) {
    printf("%lld  %s  %s  %s\n", (long long)json_get_int(one, "seq", 0),
           json_get_text(one, "at", ""), json_get_text(one, "person", ""),
           json_get_text(one, "call", ""));
    compare_side(cli, cli->zh ? "现在：" : "now:", json_object_get(one, "now"));
    compare_side(
        cli, cli->zh ? "改后：" : "changed:", json_object_get(one, "changed"));
  }
}
