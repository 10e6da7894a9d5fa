/* A runner from inside: one Lua state for one plugin of one home, in its own
 * process. Everything here is single-threaded. Functions of the lua_CFunction
 * kind raise Lua errors; those that take a struct runner never do. */
#ifndef SONGHE_RUNNER_RUNNER_H
#define SONGHE_RUNNER_RUNNER_H

#include <lauxlib.h>
#include <lua.h>
#include <msgpack.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "runner/wire.h"

#define RUNNER_HEAP (16u << 20)       /* bytes of Lua's memory */
#define RUNNER_SOURCE_MAX (256 << 10) /* bytes of one file */
#define RUNNER_DEPTH 30               /* nesting of values that travel */
#define RUNNER_KEYS 10000             /* keys of one table that travels */
#define RUNNER_KEY_MAX 200            /* bytes of a key */
#define RUNNER_TEXT_MAX 500           /* bytes of an error's text */
#define RUNNER_FAULTS 1000            /* faults of one call */
#define RUNNER_LOGS 100               /* log lines of one call */
#define RUNNER_ZONE 1024              /* transitions of the home's zone */
#define RUNNER_RANGE 100000           /* entries that a table function walks */
#define RUNNER_REP (1 << 20)          /* bytes that string.rep makes */
#define RUNNER_UNPACK 250             /* values that table.unpack returns */

/* What Lua may still allocate, and a fault injector for tests. */
struct runner_memory {
  size_t used;
  size_t cap;
  int64_t fail_at; /* counts down; the allocation that meets 1 fails */
};

/* From `from` (seconds UTC) on the home is `offset` seconds east. */
struct runner_span {
  int64_t from;
  int offset;
};

/* Why a call ended early; errors of these kinds pass through pcall. */
enum runner_end { RUNNER_END_NONE, RUNNER_END_STOP, RUNNER_END_FAIL };

struct runner {
  lua_State *L;
  struct runner_memory memory;
  int fd;                    /* to the host */
  uint32_t call;             /* of the message being served */
  bool loaded;               /* a declaration is there */
  bool in_call;              /* home.* may ask the host */
  struct wire wire;          /* what came last */
  struct buf out;            /* what goes next */
  struct buf text;           /* an error's text */
  msgpack_unpacked unpacked; /* wire's value, its memory */
  struct buf faults;         /* of refuse(), packed maps */
  uint32_t fault_count;
  enum runner_end end;
  char fail_zh[RUNNER_TEXT_MAX + 1];
  char fail_en[RUNNER_TEXT_MAX + 1];
  int logs; /* lines of this call */
  struct runner_span zone[RUNNER_ZONE];
  size_t zone_count; /* at least 1 once loaded */
};

/* 0, or -1 when there is no memory. `fd` is borrowed. */
int runner_init(struct runner *runner, int fd);
void runner_fini(struct runner *runner);
struct runner *runner_of(lua_State *L);

/* Keys of the registry; their addresses count. */
extern const char runner_key_files, runner_key_loaded, runner_key_env,
    runner_key_declaration, runner_key_rules, runner_key_array,
    runner_key_refusal, runner_key_home;

void runner_push_key(lua_State *L, const char *key);
void runner_set_key(lua_State *L, const char *key); /* pops the value */

/* --- environment (environment.c, bounded.c, pure.c, api.c) --------------- */

/* Builds the read-only environment of the plugin. */
int runner_open_environment(lua_State *L);
/* Leaves on the stack the library tables, each with its functions. */
void runner_open_bounded(lua_State *L, int globals);
void runner_open_pure(lua_State *L, int globals);
void runner_open_api(lua_State *L, int globals);

/* Replaces the table on top by a read-only view of it named `name`. */
void runner_protect(lua_State *L, const char *name);

/* Sets functions from a list that ends with NULL in the table on top. */
void runner_set_functions(lua_State *L, const luaL_Reg *list);

/* --- values (convert.c) -------------------------------------------------- */

/* Appends the value at `index` as MessagePack to `out`. Raises an error that
 * names the place (`what` and the path below it) for anything that can't
 * leave. Functions become {"$function": "file:line"} when asked for. */
void runner_pack(lua_State *L, int index, struct buf *out, const char *what,
                 bool functions);

/* Pushes a value that came. */
void runner_push(lua_State *L, const msgpack_object *value);

/* Reads the message in runner->wire and checks that it is a map. */
const msgpack_object *runner_body(struct runner *runner);

/* The entry of a map, NULL when absent. */
const msgpack_object *runner_entry(const msgpack_object *map, const char *key);
bool runner_text_is(const msgpack_object *value, const char *text);

/* Marks the table at `index` as an array. */
void runner_mark_array(lua_State *L, int index);

/* --- texts (text.c) ------------------------------------------------------ */

/* Appends at most `max` bytes of `text` as clean UTF-8 on one line. */
void runner_clean(struct buf *out, const char *text, size_t len, size_t max);
/* The same for an error value of any type; runs no code of the plugin. */
void runner_describe(lua_State *L, int index, struct buf *out);

/* --- serving (api.c, serve.c) --------------------------------------------- */

/* Runs a file of the plugin, once, and leaves what it returned. */
void runner_run_file(lua_State *L, const char *path);

/* Serves one LOAD or CALL; false when the host is gone. */
bool runner_serve_one(struct runner *runner);

/* --- the kit (check.c) ---------------------------------------------------- */

void runner_check_files(lua_State *L);
/* Serves a CALL of the kit's kinds ("file", "case", "used") and fills
 * runner->out; false when it is of another kind. */
bool runner_check_call(lua_State *L, const msgpack_object *body);

/* Packs `text` as a MessagePack string. */
void runner_pack_text(struct buf *out, const char *text, size_t len);

#endif
