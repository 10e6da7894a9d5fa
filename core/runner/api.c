/* home.*, refuse, refused, stop, fail, require: what a handler can reach. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runner/runner.h"

/* One question that a handler may ask the host. `takes` has a letter for each
 * argument: s text, i integer, t table, v any value; upper case: may be
 * absent. `names` are the arguments' names, for the errors. */
struct api_ask {
  const char *name;
  const char *takes;
  const char *names[4];
};

static const struct api_ask asks[] = {
    {"insert", "st", {"table", "row"}},
    {"update", "sit", {"table", "id", "changes"}},
    {"delete", "si", {"table", "id"}},
    {"get", "si", {"table", "id"}},
    {"find", "sT", {"table", "where"}},
    {"query", "sT", {"name", "params"}},
    {"publish", "sSV", {"type", "subject", "payload"}},
    {"schedule", "st", {"kind", "schedule"}},
    {"reschedule", "iit", {"schedule", "from", "changes"}},
    {"stop", "ii", {"schedule", "from"}},
    {"hold", "iIIs", {"schedule", "from", "to", "reason"}},
    {"release", "ii", {"schedule", "from"}},
    {"effect", "ssT", {"kind", "key", "payload"}},
};

static void api_check(lua_State *L, const struct api_ask *ask) {
  int count = (int)strlen(ask->takes);

  if (lua_gettop(L) > count)
    luaL_error(L,
               "home.%s: too many arguments (%d at most); use home.%s(...), "
               "not home:%s(...)",
               ask->name, count, ask->name, ask->name);
  for (int i = 0; i < count; i++) {
    char take = ask->takes[i];
    bool optional = take < 'a';
    int type = lua_type(L, i + 1);
    const char *want = NULL;

    if (optional && (type <= LUA_TNIL || type == LUA_TLIGHTUSERDATA))
      continue;
    take = (char)(take | 0x20);
    if (take == 's' && type != LUA_TSTRING)
      want = "text";
    else if (take == 'i' && !(type == LUA_TNUMBER && lua_isinteger(L, i + 1)))
      want = "a whole number";
    else if (take == 't' && type != LUA_TTABLE)
      want = "a table";
    if (want != NULL)
      luaL_error(L, "home.%s: argument %d (%s) must be %s, not %s", ask->name,
                 i + 1, ask->names[i], want, luaL_typename(L, i + 1));
  }
  lua_settop(L, count);
}

/* The socket is the only way out; when it fails the host is gone or has given
 * this runner up. */
static _Noreturn void api_gone(void) {
  _exit(0);
}

/* Makes the error value of a question that the host refused. */
static int api_raise(lua_State *L, const msgpack_object *error) {
  runner_push(L, error);
  if (!lua_istable(L, -1)) {
    lua_newtable(L);
    lua_replace(L, -2);
  }
  runner_push_key(L, &runner_key_refusal);
  lua_setmetatable(L, -2);
  return lua_error(L);
}

static int api_ask(lua_State *L) {
  const struct api_ask *ask = lua_touserdata(L, lua_upvalueindex(1));
  struct runner *runner = runner_of(L);
  const msgpack_object *body;
  int count;

  if (!runner->in_call)
    return luaL_error(L, "home.%s: only within a call", ask->name);
  api_check(L, ask);
  count = lua_gettop(L);
  wire_begin(&runner->out);
  buf_byte(&runner->out, (char)(0x90 | (count + 1)));
  runner_pack_text(&runner->out, ask->name, strlen(ask->name));
  for (int i = 1; i <= count; i++)
    runner_pack(L, i, &runner->out, ask->names[i - 1], false);
  switch (wire_send(runner->fd, FRAME_ASK, runner->call, &runner->out, 0)) {
  case 0:
    break;
  case ERROR_FULL:
    return luaL_error(L, "home.%s: too large (4 MB at most)", ask->name);
  default:
    api_gone();
  }
  if (wire_receive(runner->fd, &runner->wire, 0) != 0 ||
      runner->wire.kind != FRAME_ANSWER || runner->wire.call != runner->call)
    api_gone();
  body = runner_body(runner);
  if (body == NULL)
    return luaL_error(L, "home.%s: the answer is too large", ask->name);
  if (runner_entry(body, "error") != NULL)
    return api_raise(L, runner_entry(body, "error"));
  if (runner_entry(body, "ok") == NULL)
    lua_pushnil(L);
  else
    runner_push(L, runner_entry(body, "ok"));
  return 1;
}

static int api_refusal_text(lua_State *L) {
  lua_pushliteral(L, "zh");
  if (lua_rawget(L, 1) != LUA_TSTRING)
    lua_pushliteral(L, "");
  lua_pushliteral(L, " ");
  lua_pushliteral(L, "en");
  if (lua_rawget(L, 1) != LUA_TSTRING)
    lua_pushliteral(L, "");
  lua_concat(L, 3);
  return 1;
}

static int api_log(lua_State *L) {
  struct runner *runner = runner_of(L);
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);

  if (!runner->in_call)
    return luaL_error(L, "home.log: only within a call");
  if (runner->logs++ >= RUNNER_LOGS)
    return 0;
  buf_clear(&runner->text);
  runner_clean(&runner->text, text, len, RUNNER_TEXT_MAX);
  wire_begin(&runner->out);
  runner_pack_text(&runner->out, runner->text.data, runner->text.len);
  if (wire_send(runner->fd, FRAME_LOG, runner->call, &runner->out, 0) != 0)
    api_gone();
  return 0;
}

/* --- refusals --------------------------------------------------------------
 */

static int api_refuse(lua_State *L) {
  static const char *const names[] = {"field", "code", "zh", "en"};
  struct runner *runner = runner_of(L);

  lua_settop(L, 4);
  if (lua_isnil(L, 1)) {
    lua_pushliteral(L, "");
    lua_replace(L, 1);
  }
  for (int i = 1; i <= 4; i++)
    if (lua_type(L, i) != LUA_TSTRING)
      return luaL_error(L, "refuse(field, code, zh, en): %s must be text",
                        names[i - 1]);
  if (runner->fault_count >= RUNNER_FAULTS)
    return 0;
  buf_byte(&runner->faults, (char)0x84);
  for (int i = 1; i <= 4; i++) {
    size_t len;
    const char *text = lua_tolstring(L, i, &len);

    buf_clear(&runner->text);
    runner_clean(&runner->text, text, len, RUNNER_TEXT_MAX);
    runner_pack_text(&runner->faults, names[i - 1], strlen(names[i - 1]));
    runner_pack_text(&runner->faults, runner->text.data, runner->text.len);
  }
  runner->fault_count++;
  return 0;
}

static int api_refused(lua_State *L) {
  lua_pushboolean(L, runner_of(L)->fault_count > 0);
  return 1;
}

static int api_stop(lua_State *L) {
  struct runner *runner = runner_of(L);

  if (runner->fault_count == 0)
    return luaL_error(L, "stop: nothing was refused; call refuse first");
  runner->end = RUNNER_END_STOP;
  lua_pushliteral(L, "stop");
  return lua_error(L);
}

static void api_keep(lua_State *L, int index, char to[RUNNER_TEXT_MAX + 1]) {
  struct runner *runner = runner_of(L);
  size_t len;
  const char *text = luaL_checklstring(L, index, &len);

  buf_clear(&runner->text);
  runner_clean(&runner->text, text, len, RUNNER_TEXT_MAX - 4);
  memcpy(to, runner->text.data, runner->text.len);
  to[runner->text.len] = '\0';
}

static int api_fail(lua_State *L) {
  struct runner *runner = runner_of(L);

  luaL_argcheck(L, lua_rawlen(L, 1) > 0 && lua_rawlen(L, 2) > 0, 1,
                "fail(zh, en) wants two texts");
  api_keep(L, 1, runner->fail_zh);
  api_keep(L, 2, runner->fail_en);
  runner->end = RUNNER_END_FAIL;
  lua_pushliteral(L, "fail");
  return lua_error(L);
}

/* --- require ---------------------------------------------------------------
 */

/* "rules.priority" -> "rules/priority.lua"; raises for any other form. */
static void api_push_path(lua_State *L, const char *name, size_t len) {
  luaL_Buffer path;
  bool start = true;

  if (len == 0 || len > 100)
    luaL_error(L, "require: a name of 1 to 100 characters is wanted");
  luaL_buffinit(L, &path);
  for (size_t i = 0; i < len; i++) {
    char c = name[i];
    bool letter = (c >= 'a' && c <= 'z') || c == '_';

    if (!letter && !(c >= '0' && c <= '9') && !(c == '.' && !start))
      luaL_error(L, "require: only names such as \"rules.priority\"");
    start = c == '.';
    luaL_addchar(&path, start ? '/' : c);
  }
  if (start)
    luaL_error(L, "require: only names such as \"rules.priority\"");
  luaL_addstring(&path, ".lua");
  luaL_pushresult(&path);
}

/* Compiles the source on top (which it replaces) under the name at `path`. */
static void api_compile(lua_State *L, int path) {
  const char *name = lua_tostring(L, path);
  size_t len;
  const char *source = lua_tolstring(L, -1, &len);

  if (len > RUNNER_SOURCE_MAX)
    luaL_error(L, "%s: longer than 256 KB", name);
  if (memchr(source, 0, len) != NULL || source[0] == LUA_SIGNATURE[0])
    luaL_error(L, "%s: not Lua text", name);
  lua_pushfstring(L, "@%s", name);
  if (luaL_loadbufferx(L, source, len, lua_tostring(L, -1), "t") != LUA_OK)
    lua_error(L);
  runner_push_key(L, &runner_key_env);
  lua_setupvalue(L, -2, 1);
  lua_replace(L, -3);
  lua_pop(L, 1);
}

/* Runs the file whose path is on top, once; leaves what it returned. */
static void api_run_file(lua_State *L) {
  int path = lua_gettop(L);
  int loaded;

  runner_push_key(L, &runner_key_loaded);
  loaded = lua_gettop(L);
  lua_pushvalue(L, path);
  lua_rawget(L, loaded);
  if (lua_islightuserdata(L, -1))
    luaL_error(L, "require: '%s' requires itself", lua_tostring(L, path));
  if (lua_isnil(L, -1)) {
    runner_push_key(L, &runner_key_files);
    lua_pushvalue(L, path);
    if (lua_rawget(L, -2) != LUA_TSTRING)
      luaL_error(L, "require: there is no file '%s' in the plugin",
                 lua_tostring(L, path));
    api_compile(L, path);
    lua_pushvalue(L, path); /* marks it as being loaded */
    lua_pushlightuserdata(L, (void *)(uintptr_t)&runner_key_loaded);
    lua_rawset(L, loaded);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1))
      luaL_error(L, "'%s' returns nothing", lua_tostring(L, path));
    lua_pushvalue(L, path);
    lua_pushvalue(L, -2);
    lua_rawset(L, loaded);
  }
  lua_replace(L, path);
  lua_settop(L, path);
}

static int api_require(lua_State *L) {
  size_t len;
  const char *name = luaL_checklstring(L, 1, &len);

  api_push_path(L, name, len);
  api_run_file(L);
  return 1;
}

void runner_open_api(lua_State *L, int globals) {
  static const luaL_Reg calls[] = {
      {"refuse", api_refuse}, {"refused", api_refused}, {"stop", api_stop},
      {"fail", api_fail},     {"require", api_require}, {NULL, NULL}};

  lua_pushvalue(L, globals);
  runner_set_functions(L, calls);
  lua_pop(L, 1);
  lua_newtable(L);
  for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)&asks[i]);
    lua_pushcclosure(L, api_ask, 1);
    lua_setfield(L, -2, asks[i].name);
  }
  lua_pushcfunction(L, api_log);
  lua_setfield(L, -2, "log");
  lua_setfield(L, globals, "home");
  lua_createtable(L, 0, 2);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushcfunction(L, api_refusal_text);
  lua_setfield(L, -2, "__tostring");
  runner_set_key(L, &runner_key_refusal);
}

void runner_run_file(lua_State *L, const char *path) {
  lua_pushstring(L, path);
  api_run_file(L);
}
