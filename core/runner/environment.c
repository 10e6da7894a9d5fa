/* The world that a plugin sees: an exact list of names, all read-only. */
#include <lualib.h>
#include <string.h>

#include "runner/runner.h"

void runner_set_functions(lua_State *L, const luaL_Reg *list) {
  for (; list->name != NULL; list++) {
    lua_pushcfunction(L, list->func);
    lua_setfield(L, -2, list->name);
  }
}

static int env_readonly(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(1));
  const char *key =
      lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "an entry";

  if (name[0] == '\0')
    return luaL_error(L, "global '%s' can't be set: write 'local %s'", key,
                      key);
  return luaL_error(L, "'%s' is read-only: %s can't be set", name, key);
}

static int env_undefined(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(1));
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "that";

  if (name[0] == '\0')
    return luaL_error(L, "'%s' is not defined", key);
  return luaL_error(L, "'%s.%s' is not defined", name, key);
}

void runner_protect(lua_State *L, const char *name) {
  /* a misspelt function is named too */
  lua_createtable(L, 0, 1);
  lua_pushstring(L, name);
  lua_pushcclosure(L, env_undefined, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_newtable(L); /* the view: empty, so that every write is seen */
  lua_createtable(L, 0, 3);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, env_readonly, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
}

/* Keeps the named entries of the library on top, as globals.<name>. */
static void env_keep(lua_State *L, int globals, lua_CFunction open,
                     const char *name, const char *const *keep) {
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  lua_newtable(L);
  for (; *keep != NULL; keep++) {
    lua_getfield(L, -2, *keep);
    lua_setfield(L, -2, *keep);
  }
  lua_setfield(L, globals, name);
  lua_pop(L, 1);
}

static void env_libraries(lua_State *L, int globals) {
  static const char *const strings[] = {"byte",    "char", "find",  "gmatch",
                                        "gsub",    "len",  "lower", "match",
                                        "reverse", "sub",  "upper", NULL};
  static const char *const tables[] = {"pack", NULL};
  static const char *const maths[] = {
      "abs",        "ceil",      "cos",  "deg", "exp",        "floor",
      "fmod",       "huge",      "log",  "max", "maxinteger", "min",
      "mininteger", "modf",      "pi",   "rad", "sin",        "sqrt",
      "tan",        "tointeger", "type", "ult", NULL};
  static const char *const utf8s[] = {
      "char", "charpattern", "codepoint", "codes", "len", "offset", NULL};

  env_keep(L, globals, luaopen_string, "string", strings);
  env_keep(L, globals, luaopen_table, "table", tables);
  env_keep(L, globals, luaopen_math, "math", maths);
  env_keep(L, globals, luaopen_utf8, "utf8", utf8s);
}

static void env_base(lua_State *L, int globals) {
  static const char *const keep[] = {"assert", "error", "ipairs",   "next",
                                     "select", "type",  "tonumber", NULL};

  luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
  for (const char *const *name = keep; *name != NULL; name++) {
    lua_getfield(L, -1, *name);
    lua_setfield(L, globals, *name);
  }
  lua_pop(L, 1);
  /* the true globals table is out of reach, but nothing of it is needed */
  lua_newtable(L);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pushnil(L);
  lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

/* ("x"):upper() reads the hidden table of functions; the metatable itself is
 * out of reach. */
static void env_string_methods(lua_State *L, int globals) {
  lua_pushliteral(L, "");
  lua_createtable(L, 0, 2);
  lua_getfield(L, globals, "string");
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

static void env_protect_all(lua_State *L, int globals) {
  static const char *const names[] = {"string", "table",   "math", "utf8",
                                      "date",   "decimal", "time", "home"};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    lua_getfield(L, globals, names[i]);
    runner_protect(L, names[i]);
    lua_setfield(L, globals, names[i]);
  }
}

static void env_registry(lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  runner_set_key(L, &runner_key_array);
  lua_newtable(L);
  runner_set_key(L, &runner_key_files);
  lua_newtable(L);
  runner_set_key(L, &runner_key_loaded);
}

int runner_open_environment(lua_State *L) {
  int globals;

  env_registry(L);
  lua_newtable(L);
  globals = lua_gettop(L);
  env_base(L, globals);
  env_libraries(L, globals);
  runner_open_bounded(L, globals);
  runner_open_pure(L, globals);
  runner_open_api(L, globals);
  env_string_methods(L, globals);
  env_protect_all(L, globals);
  lua_getfield(L, globals, "home");
  runner_set_key(L, &runner_key_home);
  lua_pushnil(L); /* handlers get it as an argument; rules get none */
  lua_setfield(L, globals, "home");
  runner_protect(L, "");
  runner_set_key(L, &runner_key_env);
  return 0;
}
