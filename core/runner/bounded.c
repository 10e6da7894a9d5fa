/* Functions of Lua's own libraries that a plugin could stretch, hide behind or
 * use to see addresses: bounded twins under the same names. */
#include <lualib.h>
#include <string.h>

#include "runner/runner.h"

/* Clean text of any value; addresses would make two runs differ. */
static int bounded_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  if (lua_islightuserdata(L, 1)) {
    lua_pushliteral(L, "null");
    return 1;
  }
  if (!luaL_getmetafield(L, 1, "__tostring") &&
      (lua_istable(L, 1) || lua_isfunction(L, 1) || lua_isuserdata(L, 1))) {
    lua_pushstring(L, luaL_typename(L, 1));
    return 1;
  }
  luaL_tolstring(L, 1, NULL);
  return 1;
}

/* Errors of stop() and fail() end the call: pcall does not hold them. */
static int bounded_pcall(lua_State *L) {
  int count = lua_gettop(L);
  int status;

  luaL_checkany(L, 1);
  status = lua_pcall(L, count - 1, LUA_MULTRET, 0);
  if (status != LUA_OK && runner_of(L)->end != RUNNER_END_NONE)
    return lua_error(L);
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, 1);
  return lua_gettop(L);
}

/* The metatable on top may be set: Lua looks for __gc at that moment only. */
static void bounded_check_metatable(lua_State *L, const char *name) {
  static const char *const refused[] = {"__gc", "__mode", "__pairs", "__name"};

  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    lua_pushstring(L, refused[i]);
    if (lua_rawget(L, -2) != LUA_TNIL)
      luaL_error(L, "%s: %s is not allowed", name, refused[i]);
    lua_pop(L, 1);
  }
}

static int bounded_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_istable(L, 2) || lua_isnil(L, 2), 2, "nil or table");
  lua_settop(L, 2);
  if (lua_istable(L, 2))
    bounded_check_metatable(L, "setmetatable");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "setmetatable: this metatable is protected");
  lua_setmetatable(L, 1);
  return 1;
}

static int bounded_getmetatable(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_getmetatable(L, 1))
    lua_pushnil(L);
  else
    luaL_getmetafield(L, 1, "__metatable");
  return 1;
}

/* Order of keys: whole numbers, then texts, then the rest as they come. */
static int bounded_rank(lua_State *L, int index) {
  return lua_isinteger(L, index)             ? 0
         : lua_type(L, index) == LUA_TSTRING ? 1
                                             : 2;
}

static bool bounded_before(lua_State *L, int a, int b) {
  int rank = bounded_rank(L, a);

  if (rank != bounded_rank(L, b))
    return rank < bounded_rank(L, b);
  return rank < 2 && lua_compare(L, a, b, LUA_OPLT);
}

/* Shell's sort of the array at `index`, raw. */
static void bounded_sort_keys(lua_State *L, int index, lua_Integer count) {
  for (lua_Integer gap = count / 2; gap > 0; gap /= 2) {
    for (lua_Integer i = gap; i < count; i++) {
      lua_Integer j = i;
      lua_rawgeti(L, index, i + 1);
      for (; j >= gap; j -= gap) {
        lua_rawgeti(L, index, j - gap + 1);
        if (!bounded_before(L, -2, -1)) {
          lua_pop(L, 1);
          break;
        }
        lua_rawseti(L, index, j + 1);
      }
      lua_rawseti(L, index, j + 1);
    }
  }
}

/* Upvalues: table, its keys in order, how many were given out. */
static int bounded_pairs_next(lua_State *L) {
  lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));

  for (;;) {
    at++;
    if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL)
      return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
      break;
    lua_pop(L, 2); /* removed while walking */
  }
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

/* pairs in a fixed order: Lua's own differs from run to run, and a replayed
 * command must come out the same. */
static int bounded_pairs(lua_State *L) {
  lua_Integer count = 0;

  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_rawseti(L, 2, ++count);
  }
  bounded_sort_keys(L, 2, count);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, bounded_pairs_next, 3);
  return 1;
}

static int bounded_rep(lua_State *L) {
  size_t len;
  size_t between = 0;
  lua_Integer count = luaL_checkinteger(L, 2);

  luaL_checklstring(L, 1, &len);
  luaL_optlstring(L, 3, "", &between);
  if (count > RUNNER_REP ||
      (count > 0 && (len + between) > (size_t)(RUNNER_REP / count)))
    return luaL_error(L, "string.rep: the result is too large");
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

/* %p shows addresses; tables and functions print as their type. */
static int bounded_format(lua_State *L) {
  size_t len;
  const char *format = luaL_checklstring(L, 1, &len);

  for (size_t i = 0; i + 1 < len; i++) {
    if (format[i] != '%')
      continue;
    i += 1 + strspn(format + i + 1, "-+ #0123456789.");
    if (i < len && format[i] == 'p')
      return luaL_error(L, "string.format: %%p is not allowed");
  }
  for (int i = 2; i <= lua_gettop(L); i++) {
    if (lua_istable(L, i) || lua_isfunction(L, i) || lua_isuserdata(L, i)) {
      lua_pushcfunction(L, bounded_tostring);
      lua_pushvalue(L, i);
      lua_call(L, 1, 1);
      lua_replace(L, i);
    }
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

/* Argument `index` must be a table without metamethods that could lie about
 * its length or run code. */
static void bounded_check_plain(lua_State *L, int index, const char *name) {
  static const char *const refused[] = {"__len", "__index", "__newindex"};

  luaL_checktype(L, index, LUA_TTABLE);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (luaL_getmetafield(L, index, refused[i]) != LUA_TNIL)
      luaL_error(L, "table.%s: only for tables without %s", name, refused[i]);
  if (lua_rawlen(L, index) > RUNNER_RANGE)
    luaL_error(L, "table.%s: too many entries (%d at most)", name,
               RUNNER_RANGE);
}

/* Arguments `first` and `last` must span at most `most` places. */
static void bounded_check_range(lua_State *L, int first, int last,
                                lua_Integer most, const char *name) {
  lua_Integer from = luaL_optinteger(L, first, 1);
  lua_Integer to = luaL_optinteger(L, last, (lua_Integer)lua_rawlen(L, 1));

  if (from <= to && (lua_Unsigned)to - (lua_Unsigned)from >= (lua_Unsigned)most)
    luaL_error(L, "table.%s: too many results (%I at most)", name, most);
}

static int bounded_table(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(2));
  int count = lua_gettop(L);

  bounded_check_plain(L, 1, name);
  if (strcmp(name, "move") == 0) {
    luaL_checkinteger(L, 2);
    luaL_checkinteger(L, 3);
    bounded_check_range(L, 2, 3, RUNNER_RANGE, name);
    if (count >= 5)
      bounded_check_plain(L, 5, name);
  } else if (strcmp(name, "concat") == 0) {
    bounded_check_range(L, 3, 4, RUNNER_RANGE, name);
  } else if (strcmp(name, "unpack") == 0) {
    bounded_check_range(L, 2, 3, RUNNER_UNPACK, name);
  }
  lua_settop(L, count);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, LUA_MULTRET);
  return lua_gettop(L);
}

static int bounded_array(lua_State *L) {
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) {
    lua_newtable(L);
    lua_replace(L, 1);
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  if (lua_getmetatable(L, 1))
    lua_pop(L, 1);
  else
    runner_mark_array(L, 1);
  return 1;
}

static void bounded_copy_value(lua_State *L, int depth) {
  if (!lua_istable(L, -1))
    return;
  if (depth >= RUNNER_DEPTH)
    luaL_error(L, "copy: nests too deep, or contains itself");
  luaL_checkstack(L, 6, "copy");
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, -3) != 0) {
    bounded_copy_value(L, depth + 1);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
  if (lua_getmetatable(L, -2)) {
    bounded_check_metatable(L, "copy");
    lua_setmetatable(L, -2);
  }
  lua_remove(L, -2);
}

static int bounded_copy(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  bounded_copy_value(L, 0);
  return 1;
}

/* One that choose() gave: its upvalue holds what can be named. */
static int bounded_chosen(lua_State *L) {
  int count = lua_gettop(L);

  luaL_checkstack(L, 4, "choose");
  lua_createtable(L, count, 0);
  for (int i = 1; i <= count; i++) {
    lua_pushvalue(L, i);
    if (lua_type(L, i) == LUA_TSTRING) {
      lua_pop(L, 1);
      lua_pushvalue(L, i);
      if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL)
        return luaL_error(L, "there is no \"%s\" to choose from",
                          lua_tostring(L, i));
    } else if (lua_type(L, i) != LUA_TTABLE) {
      return luaL_argerror(L, i, "a name or a table is wanted");
    }
    lua_rawseti(L, count + 1, i);
  }
  runner_mark_array(L, count + 1);
  return 1;
}

/* choose(named): a function that lists, by name, what several share. */
static int bounded_choose(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_pushcclosure(L, bounded_chosen, 1);
  return 1;
}

/* Replaces library.name by `twin`, with the original as its upvalue. */
static void bounded_wrap(lua_State *L, int globals, lua_CFunction open,
                         const char *library, const char *name,
                         lua_CFunction twin) {
  lua_getfield(L, globals, library);
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  lua_getfield(L, -1, name);
  lua_pushstring(L, name);
  lua_pushcclosure(L, twin, 2);
  lua_setfield(L, -3, name);
  lua_pop(L, 2);
}

void runner_open_bounded(lua_State *L, int globals) {
  static const char *const tables[] = {"concat", "insert", "move",
                                       "remove", "sort",   "unpack"};
  static const luaL_Reg base[] = {{"tostring", bounded_tostring},
                                  {"pcall", bounded_pcall},
                                  {"setmetatable", bounded_setmetatable},
                                  {"getmetatable", bounded_getmetatable},
                                  {"pairs", bounded_pairs},
                                  {"array", bounded_array},
                                  {"copy", bounded_copy},
                                  {"choose", bounded_choose},
                                  {NULL, NULL}};

  lua_pushvalue(L, globals);
  runner_set_functions(L, base);
  lua_pushlightuserdata(L, NULL);
  lua_setfield(L, -2, "null");
  lua_pop(L, 1);
  bounded_wrap(L, globals, luaopen_string, "string", "rep", bounded_rep);
  bounded_wrap(L, globals, luaopen_string, "string", "format", bounded_format);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    bounded_wrap(L, globals, luaopen_table, "table", tables[i], bounded_table);
}
