#include "runner/serve.h"

#include <string.h>
#include <unistd.h>

#include "runner/runner.h"

/* --- LOAD ------------------------------------------------------------------
 */

static void load_zone(struct runner *runner, const msgpack_object *zone) {
  if (zone == NULL || zone->type != MSGPACK_OBJECT_ARRAY)
    return;
  runner->zone_count = 0;
  for (uint32_t i = 0; i + 1 < zone->via.array.size; i += 2) {
    if (runner->zone_count >= RUNNER_ZONE)
      break;
    runner->zone[runner->zone_count++] =
        (struct runner_span){.from = zone->via.array.ptr[i].via.i64,
                             .offset = (int)zone->via.array.ptr[i + 1].via.i64};
  }
  if (runner->zone_count == 0)
    runner->zone_count = 1;
}

/* Keeps the plugin's files: a LOAD may come in several messages. */
static void load_files(lua_State *L, const msgpack_object *files) {
  if (files == NULL || files->type != MSGPACK_OBJECT_MAP)
    return;
  runner_push_key(L, &runner_key_files);
  for (uint32_t i = 0; i < files->via.map.size; i++) {
    runner_push(L, &files->via.map.ptr[i].key);
    runner_push(L, &files->via.map.ptr[i].val);
    lua_rawset(L, -3);
  }
  lua_pop(L, 1);
}

/* Applies one override: `return { rule = "beds.priority", wrap = f }`, where f
 * gets the base and returns the new function, or `replace = f`. What changes
 * no rule (texts, fields, settings) is the host's. */
static void load_override(lua_State *L, int rules, const char *path) {
  const char *name;
  const char *dot;

  runner_run_file(L, path);
  if (!lua_istable(L, -1))
    luaL_error(L, "%s returns no table", path);
  lua_pushliteral(L, "rule");
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 2);
    return;
  }
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "%s: 'rule' must be a rule's name", path);
  name = lua_tostring(L, -1);
  dot = strchr(name, '.');
  lua_pushstring(L, dot == NULL ? name : dot + 1);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, rules) != LUA_TFUNCTION)
    luaL_error(L, "%s: there is no rule '%s'", path, name);
  /* override, rule, key, base */
  lua_pushliteral(L, "wrap");
  if (lua_rawget(L, -5) == LUA_TFUNCTION) {
    lua_insert(L, -2);
    lua_call(L, 1, 1);
  } else {
    lua_pop(L, 2);
    lua_pushliteral(L, "replace");
    lua_rawget(L, -4);
  }
  if (!lua_isfunction(L, -1))
    luaL_error(L, "%s: 'wrap' must return a function, or 'replace' be one",
               path);
  lua_rawset(L, rules);
  lua_pop(L, 2);
}

/* Leaves the plugin's rules, as the home has them, in the registry. */
static void load_rules(lua_State *L, int declaration,
                       const msgpack_object *overrides) {
  int rules;

  lua_newtable(L);
  rules = lua_gettop(L);
  lua_pushliteral(L, "rules");
  if (lua_rawget(L, declaration) == LUA_TTABLE) {
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
      lua_pushvalue(L, -2);
      lua_insert(L, -2);
      lua_rawset(L, rules);
    }
  }
  lua_pop(L, 1);
  if (overrides != NULL && overrides->type == MSGPACK_OBJECT_ARRAY) {
    for (uint32_t i = 0; i < overrides->via.array.size; i++) {
      runner_push(L, &overrides->via.array.ptr[i]);
      if (lua_isstring(L, -1))
        load_override(L, rules, lua_tostring(L, -1));
      lua_pop(L, 1);
    }
  }
  runner_protect(L, "rules");
  runner_set_key(L, &runner_key_rules);
}

/* Under pcall. Answers with the declaration when asked to describe it. */
static int serve_load(lua_State *L) {
  struct runner *runner = runner_of(L);
  const msgpack_object *body = runner_body(runner);
  const msgpack_object *more = runner_entry(body, "more");
  const msgpack_object *describe = runner_entry(body, "describe");
  const msgpack_object *compile = runner_entry(body, "compile");

  if (body == NULL)
    return luaL_error(L, "LOAD is malformed");
  load_zone(runner, runner_entry(body, "zone"));
  load_files(L, runner_entry(body, "files"));
  wire_begin(&runner->out);
  if (more != NULL && more->via.boolean) {
    buf_byte(&runner->out, (char)0xc0);
    return 0;
  }
  if (compile != NULL && compile->via.boolean) {
    runner_check_files(L);
    runner_pack(L, -1, &runner->out, "files", false);
    return 0;
  }
  runner_run_file(L, "plugin.lua");
  if (!lua_istable(L, -1))
    return luaL_error(L, "plugin.lua must return a table, not a %s",
                      luaL_typename(L, -1));
  lua_pushvalue(L, -1);
  runner_set_key(L, &runner_key_declaration);
  load_rules(L, lua_gettop(L), runner_entry(body, "overrides"));
  runner->loaded = true;
  if (describe != NULL && describe->via.boolean)
    runner_pack(L, -1, &runner->out, "plugin", true);
  else
    buf_byte(&runner->out, (char)0xc0);
  return 0;
}

/* --- CALL ------------------------------------------------------------------
 */

/* Which section holds the function, and which key of the entry it is; NULL:
 * the entry itself. */
static const struct {
  const char *kind;
  const char *section;
  const char *key;
} places[] = {{"action", "actions", "run"},
              {"query", "queries", "run"},
              {"event", "on", NULL},
              {"before", "before", NULL},
              {"report", "reports", "run"}};

/* Pushes the function that the call names. */
static void call_push_function(lua_State *L, const msgpack_object *body) {
  const msgpack_object *kind = runner_entry(body, "kind");
  const msgpack_object *name = runner_entry(body, "name");

  if (name == NULL || name->type != MSGPACK_OBJECT_STR)
    luaL_error(L, "CALL is malformed");
  if (runner_text_is(kind, "rule")) {
    runner_push_key(L, &runner_key_rules);
    runner_push(L, name);
    lua_gettable(L, -2);
    return;
  }
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    if (!runner_text_is(kind, places[i].kind))
      continue;
    runner_push_key(L, &runner_key_declaration);
    lua_pushstring(L, places[i].section);
    if (lua_rawget(L, -2) != LUA_TTABLE)
      break;
    runner_push(L, name);
    lua_rawget(L, -2);
    if (places[i].key != NULL && lua_istable(L, -1)) {
      lua_pushstring(L, places[i].key);
      lua_rawget(L, -2);
    }
    if (lua_isfunction(L, -1))
      return;
    break;
  }
  luaL_error(L, "the plugin has no such handler");
}

/* Pushes `call` (or `event`): what the host sent, with the plugin's own data
 * and rules beside it. */
static void call_push_context(lua_State *L, const msgpack_object *body) {
  const msgpack_object *call = runner_entry(body, "call");

  if (call != NULL && call->type == MSGPACK_OBJECT_MAP)
    runner_push(L, call);
  else
    lua_newtable(L);
  runner_push_key(L, &runner_key_declaration);
  lua_pushliteral(L, "data");
  lua_rawget(L, -2);
  lua_setfield(L, -3, "data");
  lua_pop(L, 1);
  runner_push_key(L, &runner_key_rules);
  lua_setfield(L, -2, "rules");
}

/* Pushes the arguments of a rule; returns how many. */
static int call_push_args(lua_State *L, const msgpack_object *args) {
  if (args == NULL || args->type != MSGPACK_OBJECT_ARRAY ||
      args->via.array.size > 16)
    return 0;
  for (uint32_t i = 0; i < args->via.array.size; i++)
    runner_push(L, &args->via.array.ptr[i]);
  return (int)args->via.array.size;
}

/* Under pcall: runs the handler and packs its result as the DONE. */
static int serve_call(lua_State *L) {
  struct runner *runner = runner_of(L);
  const msgpack_object *body = runner_body(runner);
  int count;

  if (body == NULL || !runner->loaded)
    return luaL_error(L, "CALL is malformed, or came before LOAD");
  if (runner_check_call(L, body))
    return 0;
  call_push_function(L, body);
  if (runner_text_is(runner_entry(body, "kind"), "rule")) {
    count = call_push_args(L, runner_entry(body, "args"));
  } else {
    runner->in_call = true;
    call_push_context(L, body);
    runner_push_key(L, &runner_key_home);
    count = 2;
  }
  lua_call(L, count, 1);
  wire_begin(&runner->out);
  runner_pack(L, -1, &runner->out, "result", false);
  return 0;
}

/* --- FAIL ------------------------------------------------------------------
 */

static void fail_entry(struct buf *out, const char *key, const char *text) {
  runner_pack_text(out, key, strlen(key));
  runner_pack_text(out, text, strlen(text));
}

static void fail_refused(struct runner *runner) {
  uint32_t n = runner->fault_count;
  char head[5] = {(char)0xdd, (char)(n >> 24), (char)(n >> 16), (char)(n >> 8),
                  (char)n};

  buf_byte(&runner->out, (char)0x82);
  fail_entry(&runner->out, "kind", "refused");
  runner_pack_text(&runner->out, "faults", 6);
  buf_append(&runner->out, head, sizeof head);
  buf_append(&runner->out, runner->faults.data, runner->faults.len);
}

static bool fail_is_refusal(lua_State *L) {
  bool is = false;

  if (lua_istable(L, -1) && lua_getmetatable(L, -1)) {
    is = lua_rawgetp(L, LUA_REGISTRYINDEX, &runner_key_refusal) &&
         lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
  }
  return is;
}

/* Fills out with the FAIL for `status` and the error value on top. */
static void serve_fail(struct runner *runner, int status) {
  struct buf *out = &runner->out;

  wire_begin(out);
  if (status == LUA_ERRMEM) {
    buf_byte(out, (char)0x81);
    fail_entry(out, "kind", "memory");
  } else if (runner->end == RUNNER_END_STOP) {
    fail_refused(runner);
  } else if (runner->end == RUNNER_END_FAIL) {
    buf_byte(out, (char)0x83);
    fail_entry(out, "kind", "fail");
    fail_entry(out, "zh", runner->fail_zh);
    fail_entry(out, "en", runner->fail_en);
  } else if (fail_is_refusal(runner->L)) {
    buf_byte(out, (char)0x81);
    fail_entry(out, "kind", "answer");
  } else {
    buf_clear(&runner->text);
    runner_describe(runner->L, -1, &runner->text);
    buf_byte(out, (char)0x82);
    fail_entry(out, "kind", "error");
    runner_pack_text(out, "text", 4);
    runner_pack_text(out, runner->text.data, runner->text.len);
  }
}

bool runner_serve_one(struct runner *runner) {
  lua_State *L = runner->L;
  uint8_t kind;
  int status;

  if (wire_receive(runner->fd, &runner->wire, 0) != 0)
    return false;
  kind = runner->wire.kind;
  if (kind != FRAME_LOAD && kind != FRAME_CALL)
    return false;
  runner->call = runner->wire.call;
  runner->in_call = false;
  runner->end = RUNNER_END_NONE;
  runner->logs = 0;
  runner->fault_count = 0;
  buf_clear(&runner->faults);
  lua_settop(L, 0);
  lua_pushcfunction(L, kind == FRAME_LOAD ? serve_load : serve_call);
  status = lua_pcall(L, 0, 0, 0);
  runner->in_call = false;
  if (status == LUA_OK && runner->fault_count > 0) {
    runner->end = RUNNER_END_STOP;
    status = LUA_ERRRUN;
  }
  if (status != LUA_OK)
    serve_fail(runner, status);
  kind = status == LUA_OK ? FRAME_DONE : FRAME_FAIL;
  status = wire_send(runner->fd, kind, runner->call, &runner->out, 0);
  if (status == ERROR_FULL || status == ERROR_MEMORY) {
    lua_pushliteral(L, "the result is too large (4 MB at most)");
    serve_fail(runner, LUA_ERRRUN);
    status = wire_send(runner->fd, FRAME_FAIL, runner->call, &runner->out, 0);
  }
  return status == 0;
}

void runner_serve(int fd) {
  static struct runner runner;

  if (runner_init(&runner, fd) != 0)
    _exit(72);
  while (runner_serve_one(&runner))
    continue;
}
