#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runner/runner.h"

const char runner_key_files, runner_key_loaded, runner_key_env,
    runner_key_declaration, runner_key_rules, runner_key_array,
    runner_key_refusal, runner_key_home;

struct runner *runner_of(lua_State *L) {
  return *(struct runner **)lua_getextraspace(L);
}

void runner_push_key(lua_State *L, const char *key) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, key);
}

void runner_set_key(lua_State *L, const char *key) {
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

/* Lua's allocator with a hard cap: over it Lua collects once and tries again
 * before it gives up with a memory error. */
static void *runner_alloc(void *data, void *old, size_t had, size_t want) {
  struct runner_memory *memory = data;
  void *to;

  if (old == NULL)
    had = 0;
  if (want == 0) {
    memory->used -= had;
    free(old);
    return NULL;
  }
  if (memory->fail_at > 0 && --memory->fail_at == 0) {
    memory->fail_at = 1; /* stays empty, or the retry would hide it */
    return NULL;
  }
  if (want > had && memory->used - had + want > memory->cap)
    return NULL;
  to = realloc(old, want);
  if (to != NULL)
    memory->used += want - had;
  return to;
}

static int runner_panic(lua_State *L) {
  (void)L;
  _exit(71);
}

int runner_init(struct runner *runner, int fd) {
  memset(runner, 0, sizeof *runner);
  runner->fd = fd;
  runner->memory.cap = RUNNER_HEAP;
  runner->zone_count = 1;
  wire_init(&runner->wire);
  msgpack_unpacked_init(&runner->unpacked);
  runner->L = lua_newstate(runner_alloc, &runner->memory);
  if (runner->L == NULL)
    return -1;
  lua_atpanic(runner->L, runner_panic);
  *(struct runner **)lua_getextraspace(runner->L) = runner;
  lua_pushcfunction(runner->L, runner_open_environment);
  if (lua_pcall(runner->L, 0, 0, 0) != LUA_OK)
    return -1;
  return 0;
}

void runner_fini(struct runner *runner) {
  if (runner->L != NULL) {
    lua_settop(runner->L, 0);
    lua_gc(runner->L, LUA_GCCOLLECT, 0);
    lua_close(runner->L);
  }
  msgpack_unpacked_destroy(&runner->unpacked);
  wire_fini(&runner->wire);
  buf_fini(&runner->out);
  buf_fini(&runner->text);
  buf_fini(&runner->faults);
  memset(runner, 0, sizeof *runner);
}
