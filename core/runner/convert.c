/* Values between Lua and MessagePack.
 *
 * Raw reads only: no code of the plugin runs while a value is looked at. A
 * table is an array when it is marked as one or when its keys are 1..n; what
 * came from the host as an array is marked. A null inside a map comes as an
 * absent key, inside an array as `null`; `null` leaves as null. */
#include <string.h>

#include "base/utf8.h"
#include "runner/runner.h"

/* Where the packer stands, for the errors: names of the maps' keys and
 * places in arrays on the way down. */
struct convert {
  lua_State *L;
  struct buf *out;
  const char *what;
  bool functions;
  int depth;
  struct {
    const char *key; /* NULL: array */
    lua_Integer at;
  } path[RUNNER_DEPTH + 1];
};

static _Noreturn void convert_fail(struct convert *to, const char *problem) {
  luaL_Buffer text;
  lua_State *L = to->L;

  luaL_buffinit(L, &text);
  luaL_addstring(&text, to->what);
  for (int i = 0; i < to->depth && i < 8; i++) {
    if (to->path[i].key != NULL)
      lua_pushfstring(L, ".%s", to->path[i].key);
    else
      lua_pushfstring(L, "[%I]", to->path[i].at);
    luaL_addvalue(&text);
  }
  luaL_addstring(&text, problem);
  luaL_pushresult(&text);
  lua_error(L);
  __builtin_unreachable();
}

static void convert_number(struct buf *out, unsigned char tag, uint64_t value,
                           int size) {
  buf_byte(out, (char)tag);
  for (int i = size - 1; i >= 0; i--)
    buf_byte(out, (char)(value >> (8 * i)));
}

static void convert_integer(struct buf *out, lua_Integer value) {
  if (value >= -32 && value < 128)
    buf_byte(out, (char)value);
  else
    convert_number(out, 0xd3, (uint64_t)value, 8);
}

static void convert_text(struct convert *to, int index) {
  size_t len;
  const char *text = lua_tolstring(to->L, index, &len);

  if (memchr(text, 0, len) != NULL || !utf8_valid(text, len))
    convert_fail(to, " is not UTF-8 text");
  if (len < 32)
    buf_byte(to->out, (char)(0xa0 | len));
  else
    convert_number(to->out, 0xdb, len, 4);
  buf_append(to->out, text, len);
}

static void convert_value(struct convert *to, int index);

static void convert_array(struct convert *to, int index, lua_Integer count) {
  convert_number(to->out, 0xdd, (uint64_t)count, 4);
  for (lua_Integer i = 1; i <= count; i++) {
    to->path[to->depth - 1].key = NULL;
    to->path[to->depth - 1].at = i;
    lua_rawgeti(to->L, index, i);
    if (lua_isnil(to->L, -1))
      convert_fail(to, " is missing: an array may have no holes");
    convert_value(to, lua_gettop(to->L));
    lua_pop(to->L, 1);
  }
}

/* Shell's sort; glibc's qsort may ask the system for its memory size, which
 * the sandbox answers with a kill. */
static void convert_sort(const char **keys, size_t count) {
  for (size_t gap = count / 2; gap > 0; gap /= 2) {
    for (size_t i = gap; i < count; i++) {
      const char *key = keys[i];
      size_t j = i;
      for (; j >= gap && strcmp(keys[j - gap], key) > 0; j -= gap)
        keys[j] = keys[j - gap];
      keys[j] = key;
    }
  }
}

/* Keys in order, so that equal values have equal bytes. The strings are held
 * by the table. */
static void convert_map(struct convert *to, int index, size_t count) {
  lua_State *L = to->L;
  const char **keys = lua_newuserdatauv(L, count * sizeof *keys + 1, 0);
  size_t n = 0;

  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    lua_pop(L, 1);
    if (n < count)
      keys[n++] = lua_tostring(L, -1);
  }
  convert_sort(keys, n);
  convert_number(to->out, 0xdf, n, 4);
  for (size_t i = 0; i < n; i++) {
    to->path[to->depth - 1].key = keys[i];
    lua_pushstring(L, keys[i]);
    convert_text(to, lua_gettop(L));
    lua_rawget(L, index);
    convert_value(to, lua_gettop(L));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* Counts the keys: `*texts` that are strings, and the others, which must be
 * whole numbers from 1. Returns how many those are. */
static lua_Integer convert_count(struct convert *to, int index, size_t *texts) {
  lua_State *L = to->L;
  lua_Integer count = 0;
  lua_Integer highest = 0;
  size_t len;

  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING) {
      const char *key = lua_tolstring(L, -1, &len);
      if (len > RUNNER_KEY_MAX || strlen(key) != len)
        convert_fail(to, " has a key that is too long or not text");
      if (++*texts > RUNNER_KEYS)
        convert_fail(to, " has too many keys");
    } else if (lua_isinteger(L, -1) && lua_tointeger(L, -1) > 0) {
      count++;
      if (lua_tointeger(L, -1) > highest)
        highest = lua_tointeger(L, -1);
    } else {
      convert_fail(to, " has a key that is neither text nor a place 1..n");
    }
  }
  if (count > 0 && *texts > 0)
    convert_fail(to, " mixes names and places 1..n");
  if (count > WIRE_VALUES_MAX)
    convert_fail(to, " has too many entries");
  /* a hole is named by convert_array */
  return highest > count ? count + 1 : count;
}

static bool convert_is_array(lua_State *L, int index) {
  bool marked = false;

  if (lua_getmetatable(L, index)) {
    runner_push_key(L, &runner_key_array);
    marked = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
  }
  return marked;
}

static void convert_table(struct convert *to, int index) {
  size_t texts = 0;
  lua_Integer count;

  if (to->depth >= RUNNER_DEPTH)
    convert_fail(to, " nests too deep, or contains itself");
  luaL_checkstack(to->L, 6, "values");
  count = convert_count(to, index, &texts);
  if (texts > 0 && convert_is_array(to->L, index))
    convert_fail(to, " is an array with names in it");
  to->depth++;
  if (count > 0 || (texts == 0 && convert_is_array(to->L, index)))
    convert_array(to, index, count);
  else
    convert_map(to, index, texts);
  to->depth--;
}

static void convert_function(struct convert *to, int index) {
  lua_Debug info;

  if (!to->functions)
    convert_fail(to, " is a function: only data can leave");
  lua_pushvalue(to->L, index);
  lua_getinfo(to->L, ">S", &info);
  if (info.linedefined < 0)
    convert_fail(to, " is a function of the host, not of the plugin");
  lua_pushfstring(to->L, "%s:%d", info.short_src, info.linedefined);
  buf_byte(to->out, (char)0x81);
  buf_byte(to->out, (char)(0xa0 | 9));
  buf_text(to->out, "$function");
  convert_text(to, lua_gettop(to->L));
  lua_pop(to->L, 1);
}

static void convert_value(struct convert *to, int index) {
  lua_State *L = to->L;

  if (to->out->failed || to->out->len > WIRE_MESSAGE_MAX)
    convert_fail(to, " makes the whole too large (4 MB at most)");
  switch (lua_type(L, index)) {
  case LUA_TNIL:
    buf_byte(to->out, (char)0xc0);
    break;
  case LUA_TBOOLEAN:
    buf_byte(to->out, (char)(lua_toboolean(L, index) ? 0xc3 : 0xc2));
    break;
  case LUA_TNUMBER:
    if (!lua_isinteger(L, index))
      convert_fail(to, " is a number with a fraction point; use //, "
                       "math.tointeger, or decimal text such as \"0.5\"");
    convert_integer(to->out, lua_tointeger(L, index));
    break;
  case LUA_TSTRING:
    convert_text(to, index);
    break;
  case LUA_TTABLE:
    convert_table(to, index);
    break;
  case LUA_TFUNCTION:
    convert_function(to, index);
    break;
  case LUA_TLIGHTUSERDATA:
    buf_byte(to->out, (char)0xc0);
    break;
  default:
    convert_fail(to, " is of a type that can't leave");
  }
}

void runner_pack(lua_State *L, int index, struct buf *out, const char *what,
                 bool functions) {
  struct convert to = {
      .L = L, .out = out, .what = what, .functions = functions};

  convert_value(&to, lua_absindex(L, index));
}

void runner_mark_array(lua_State *L, int index) {
  index = lua_absindex(L, index);
  runner_push_key(L, &runner_key_array);
  lua_setmetatable(L, index);
}

static void convert_push_array(lua_State *L, const msgpack_object_array *from) {
  lua_createtable(L, (int)from->size, 0);
  runner_mark_array(L, -1);
  for (uint32_t i = 0; i < from->size; i++) {
    if (from->ptr[i].type == MSGPACK_OBJECT_NIL)
      lua_pushlightuserdata(L, NULL);
    else
      runner_push(L, &from->ptr[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static void convert_push_map(lua_State *L, const msgpack_object_map *from) {
  lua_createtable(L, 0, (int)from->size);
  for (uint32_t i = 0; i < from->size; i++) {
    if (from->ptr[i].val.type == MSGPACK_OBJECT_NIL)
      continue;
    runner_push(L, &from->ptr[i].key);
    runner_push(L, &from->ptr[i].val);
    lua_rawset(L, -3);
  }
}

void runner_push(lua_State *L, const msgpack_object *value) {
  luaL_checkstack(L, 4, "values");
  switch (value->type) {
  case MSGPACK_OBJECT_BOOLEAN:
    lua_pushboolean(L, value->via.boolean);
    break;
  case MSGPACK_OBJECT_POSITIVE_INTEGER:
  case MSGPACK_OBJECT_NEGATIVE_INTEGER:
    lua_pushinteger(L, value->via.i64);
    break;
  case MSGPACK_OBJECT_STR:
    lua_pushlstring(L, value->via.str.ptr, value->via.str.size);
    break;
  case MSGPACK_OBJECT_ARRAY:
    convert_push_array(L, &value->via.array);
    break;
  case MSGPACK_OBJECT_MAP:
    convert_push_map(L, &value->via.map);
    break;
  default:
    lua_pushnil(L);
  }
}

const msgpack_object *runner_body(struct runner *runner) {
  size_t at = 0;

  msgpack_unpacked_destroy(&runner->unpacked);
  msgpack_unpacked_init(&runner->unpacked);
  if (msgpack_unpack_next(&runner->unpacked, runner->wire.body,
                          runner->wire.len, &at) != MSGPACK_UNPACK_SUCCESS ||
      runner->unpacked.data.type != MSGPACK_OBJECT_MAP)
    return NULL;
  return &runner->unpacked.data;
}

bool runner_text_is(const msgpack_object *value, const char *text) {
  return value != NULL && value->type == MSGPACK_OBJECT_STR &&
         value->via.str.size == strlen(text) &&
         memcmp(value->via.str.ptr, text, value->via.str.size) == 0;
}

const msgpack_object *runner_entry(const msgpack_object *map, const char *key) {
  if (map == NULL || map->type != MSGPACK_OBJECT_MAP)
    return NULL;
  for (uint32_t i = 0; i < map->via.map.size; i++)
    if (runner_text_is(&map->via.map.ptr[i].key, key))
      return &map->via.map.ptr[i].val;
  return NULL;
}
