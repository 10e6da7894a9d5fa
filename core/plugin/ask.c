#include "plugin/ask.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/pack.h"

/* One question, taken apart. */
struct ask {
  const struct plugin_call *call;
  const json_t *args; /* array; the name is at 0 */
  json_t **answer;
  struct error *err;
};

static const char *ask_text(const struct ask *ask, size_t at) {
  return json_string_value(json_array_get(ask->args, at));
}

static int64_t ask_int(const struct ask *ask, size_t at) {
  return json_integer_value(json_array_get(ask->args, at));
}

/* An object; NULL when absent. */
static const json_t *ask_value(const struct ask *ask, size_t at) {
  const json_t *value = json_array_get(ask->args, at);
  return json_is_null(value) ? NULL : value;
}

static int ask_id(const struct ask *ask, int rc, int64_t id) {
  if (rc == 0)
    *ask->answer = json_integer(id);
  return rc;
}

/* A new row as the handler gave it, with what an override added; the handler's
 * own word goes first. New reference. */
static json_t *ask_row(const struct ask *ask) {
  const char *table = ask_text(ask, 1);
  json_t *added = json_object_get(ask->call->added, table);
  const json_t *given = ask_value(ask, 2);
  json_t *row;

  if (added == NULL)
    return json_incref((json_t *)(uintptr_t)given);
  row = json_is_object(given) ? json_copy((json_t *)(uintptr_t)given)
                              : json_object();
  json_object_update_missing(row, added);
  json_object_del(ask->call->added, table);
  return row;
}

static int ask_insert(const struct ask *ask) {
  json_t *row = ask_row(ask);
  int64_t id = 0;
  int rc = ask->call->ops->insert(ask->call->context, ask_text(ask, 1), row,
                                  &id, ask->err);
  json_decref(row);
  return ask_id(ask, rc, id);
}

static int ask_update(const struct ask *ask) {
  return ask->call->ops->update(ask->call->context, ask_text(ask, 1),
                                ask_int(ask, 2), ask_value(ask, 3), ask->err);
}

static int ask_delete(const struct ask *ask) {
  return ask->call->ops->remove(ask->call->context, ask_text(ask, 1),
                                ask_int(ask, 2), ask->err);
}

static int ask_get(const struct ask *ask) {
  return ask->call->ops->get(ask->call->context, ask_text(ask, 1),
                             ask_int(ask, 2), ask->answer, ask->err);
}

static int ask_find(const struct ask *ask) {
  return ask->call->ops->find(ask->call->context, ask_text(ask, 1),
                              ask_value(ask, 2), ask->answer, ask->err);
}

static int ask_query(const struct ask *ask) {
  return ask->call->ops->query(ask->call->context, ask_text(ask, 1),
                               ask_value(ask, 2), ask->answer, ask->err);
}

static int ask_publish(const struct ask *ask) {
  return ask->call->ops->publish(ask->call->context, ask_text(ask, 1),
                                 ask_text(ask, 2), ask_value(ask, 3), ask->err);
}

static int ask_schedule(const struct ask *ask) {
  int64_t id = 0;
  int rc = ask->call->ops->schedule(ask->call->context, ask_text(ask, 1),
                                    ask_value(ask, 2), &id, ask->err);
  return ask_id(ask, rc, id);
}

static int ask_reschedule(const struct ask *ask) {
  int64_t id = 0;
  int rc = ask->call->ops->reschedule(ask->call->context, ask_int(ask, 1),
                                      ask_int(ask, 2), ask_value(ask, 3), &id,
                                      ask->err);
  return ask_id(ask, rc, id);
}

static int ask_stop(const struct ask *ask) {
  return ask->call->ops->stop(ask->call->context, ask_int(ask, 1),
                              ask_int(ask, 2), ask->err);
}

static int ask_hold(const struct ask *ask) {
  return ask->call->ops->hold(ask->call->context, ask_int(ask, 1),
                              ask_int(ask, 2), ask_int(ask, 3),
                              ask_text(ask, 4), ask->err);
}

static int ask_release(const struct ask *ask) {
  return ask->call->ops->release(ask->call->context, ask_int(ask, 1),
                                 ask_int(ask, 2), ask->err);
}

static int ask_effect(const struct ask *ask) {
  return ask->call->ops->effect(ask->call->context, ask_text(ask, 1),
                                ask_text(ask, 2), ask_value(ask, 3), ask->err);
}

/* Kinds of question: where its callback stands in the ops, its arguments (as
 * in the runner: s text, i integer, t object, v any; upper case: may be null),
 * and which budget it draws on: r rows, p publishing, - none. */
static const struct ask_kind {
  const char *name;
  int (*serve)(const struct ask *ask);
  size_t op;
  const char *takes;
  char budget;
} kinds[] = {
#define OP(member) offsetof(struct plugin_host_ops, member)
    {"insert", ask_insert, OP(insert), "st", 'r'},
    {"update", ask_update, OP(update), "sit", 'r'},
    {"delete", ask_delete, OP(remove), "si", 'r'},
    {"get", ask_get, OP(get), "si", '-'},
    {"find", ask_find, OP(find), "sT", '-'},
    {"query", ask_query, OP(query), "sT", '-'},
    {"publish", ask_publish, OP(publish), "sSV", 'p'},
    {"schedule", ask_schedule, OP(schedule), "st", 'p'},
    {"reschedule", ask_reschedule, OP(reschedule), "iit", 'p'},
    {"stop", ask_stop, OP(stop), "ii", 'p'},
    {"hold", ask_hold, OP(hold), "iIIs", 'p'},
    {"release", ask_release, OP(release), "ii", 'p'},
    {"effect", ask_effect, OP(effect), "ssT", 'p'},
#undef OP
};

static bool ask_arg_valid(char take, const json_t *value) {
  if (take < 'a' && json_is_null(value))
    return true;
  switch (take | 0x20) {
  case 's':
    return json_is_string(value);
  case 'i':
    return json_is_integer(value);
  case 't': /* an empty table may have come as an array */
    return json_is_object(value) ||
           (json_is_array(value) && json_array_size(value) == 0);
  default:
    return true;
  }
}

static const struct ask_kind *ask_find_kind(const json_t *args) {
  const char *name = json_string_value(json_array_get(args, 0));

  for (size_t i = 0; name != NULL && i < sizeof kinds / sizeof *kinds; i++) {
    const struct ask_kind *kind = &kinds[i];
    size_t count = strlen(kind->takes);

    if (strcmp(kind->name, name) != 0)
      continue;
    if (json_array_size(args) != count + 1)
      return NULL;
    for (size_t j = 0; j < count; j++)
      if (!ask_arg_valid(kind->takes[j], json_array_get(args, j + 1)))
        return NULL;
    return kind;
  }
  return NULL;
}

const struct plugin_abuse plugin_abuse_wire = {"没有按约定的格式交谈",
                                               "it broke the wire format"};

/* NULL, or which budget is used up. */
static const struct plugin_abuse *ask_charge(struct plugin_budget *budget,
                                             const struct ask_kind *kind,
                                             size_t len) {
  static const struct plugin_abuse asks = {
      "提问太多，最多 20,000 次", "too many questions (20,000 at most)"};
  static const struct plugin_abuse rows = {
      "写的记录太多，最多 10,000 条", "too many rows written (10,000 at most)"};
  static const struct plugin_abuse published = {
      "事件、日程和外部动作太多，最多各 1,000 个",
      "too many events, schedules and effects (1,000 at most)"};
  static const struct plugin_abuse bytes = {
      "写的内容太多，最多 16 MB", "too many bytes written (16 MB at most)"};

  if (++budget->asks > PLUGIN_ASKS_MAX)
    return &asks;
  if (kind->budget == 'r' && ++budget->rows > PLUGIN_ROWS_MAX)
    return &rows;
  if (kind->budget == 'p' && ++budget->published > PLUGIN_PUBLISH_MAX)
    return &published;
  if (kind->budget != '-')
    budget->bytes += (int64_t)len;
  if (budget->bytes > PLUGIN_BYTES_MAX)
    return &bytes;
  return NULL;
}

static bool ask_allowed(const struct plugin_call *call,
                        const struct ask_kind *kind) {
  void (*op)(void) = NULL;

  if (call->ops != NULL)
    memcpy(&op, (const char *)call->ops + kind->op, sizeof op);
  return op != NULL;
}

int plugin_ask_serve(const struct plugin_call *call,
                     struct plugin_budget *budget, const struct wire *wire,
                     json_t **answer, const struct plugin_abuse **abuse,
                     struct error *err) {
  const struct ask_kind *kind;
  json_t *args = NULL;
  int rc;

  *answer = NULL;
  *abuse = &plugin_abuse_wire;
  if (pack_read(wire->body, wire->len, &args) != 0)
    return ERROR_USAGE;
  kind = ask_find_kind(args);
  if (kind == NULL) {
    json_decref(args);
    return ERROR_USAGE;
  }
  *abuse = ask_charge(budget, kind, wire->len);
  if (*abuse != NULL) {
    rc = ERROR_USAGE;
  } else if (!ask_allowed(call, kind)) {
    rc = error_set(err, ERROR_PLUGIN, "插件在只能查看的地方用了 home.%s。",
                   "The plugin called home.%s where it may only look.",
                   kind->name);
  } else {
    struct ask ask = {call, args, answer, err};
    rc = kind->serve(&ask);
  }
  json_decref(args);
  return rc;
}
