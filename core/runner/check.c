/* What the plugin kit asks of a runner beside calls of handlers: does every
 * file compile, which files were used, what is in a file of tests or of an
 * override, how does one case end. */
#include <string.h>

#include "runner/runner.h"

static void check_entry(lua_State *L, const char *path, const char *text) {
  lua_createtable(L, 0, 2);
  lua_pushstring(L, path);
  lua_setfield(L, -2, "path");
  lua_pushstring(L, text);
  lua_setfield(L, -2, "text");
}

/* Leaves an array of {path, text}: the files that are no Lua. */
void runner_check_files(lua_State *L) {
  int faults;
  int files;

  lua_newtable(L);
  faults = lua_gettop(L);
  runner_mark_array(L, faults);
  runner_push_key(L, &runner_key_files);
  files = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, files) != 0) {
    const char *path = lua_tostring(L, -2);
    size_t len;
    const char *source = lua_tolstring(L, -1, &len);

    lua_pushfstring(L, "@%s", path);
    if (luaL_loadbufferx(L, source, len, lua_tostring(L, -1), "t") != LUA_OK) {
      check_entry(L, path, lua_tostring(L, -1));
      lua_rawseti(L, faults, (lua_Integer)lua_rawlen(L, faults) + 1);
    }
    lua_settop(L, files + 1); /* the path stays, for lua_next */
  }
  lua_settop(L, faults);
}

/* Leaves an array of the files that were run. */
static void check_used(lua_State *L) {
  int used;

  lua_newtable(L);
  used = lua_gettop(L);
  runner_mark_array(L, used);
  runner_push_key(L, &runner_key_loaded);
  lua_pushnil(L);
  while (lua_next(L, used + 1) != 0) {
    lua_pushvalue(L, -2);
    lua_rawseti(L, used, (lua_Integer)lua_rawlen(L, used) + 1);
    lua_pop(L, 1);
  }
  lua_settop(L, used);
}

/* Runs case `index` of the tests in a file; in an override's they stand under
 * `tests`. The case gets the plugin's rules as this home has them. */
static void check_case(lua_State *L, const char *path, lua_Integer index) {
  runner_run_file(L, path);
  if (!lua_istable(L, -1))
    luaL_error(L, "%s must return a table", path);
  lua_pushliteral(L, "tests");
  if (lua_rawget(L, -2) != LUA_TTABLE)
    lua_pop(L, 1);
  if (lua_rawgeti(L, -1, index) != LUA_TTABLE)
    luaL_error(L, "%s has no case %d", path, (int)index);
  lua_pushliteral(L, "run");
  if (lua_rawget(L, -2) != LUA_TFUNCTION)
    luaL_error(L, "%s: case %d has no 'run'", path, (int)index);
  runner_push_key(L, &runner_key_rules);
  lua_call(L, 1, 0);
  lua_pushboolean(L, 1);
}

bool runner_check_call(lua_State *L, const msgpack_object *body) {
  struct runner *runner = runner_of(L);
  const msgpack_object *kind = runner_entry(body, "kind");
  const msgpack_object *name = runner_entry(body, "name");
  const msgpack_object *args = runner_entry(body, "args");
  bool file = runner_text_is(kind, "file");

  if (runner_text_is(kind, "used")) {
    check_used(L);
  } else if (file || runner_text_is(kind, "case")) {
    if (name == NULL || name->type != MSGPACK_OBJECT_STR)
      luaL_error(L, "CALL is malformed");
    runner_push(L, name);
    if (file) {
      runner_run_file(L, lua_tostring(L, -1));
    } else {
      if (args == NULL || args->type != MSGPACK_OBJECT_ARRAY ||
          args->via.array.size != 1 ||
          args->via.array.ptr[0].type != MSGPACK_OBJECT_POSITIVE_INTEGER)
        luaL_error(L, "CALL is malformed");
      check_case(L, lua_tostring(L, -1), args->via.array.ptr[0].via.i64);
    }
  } else {
    return false;
  }
  wire_begin(&runner->out);
  runner_pack(L, -1, &runner->out, "file", true);
  return true;
}
