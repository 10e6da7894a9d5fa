/* A data folder with one home and a plugin of the test's own. */
#ifndef SONGHE_TESTS_HOME_FOLDER_H
#define SONGHE_TESTS_HOME_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* after those four: */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "home/host.h"

#define FOLDER_START 1790000000000LL

#ifdef __SANITIZE_THREAD__
/* jansson looks at its own atomic count with a plain read first. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void) {
  return "race:json_decref\nrace:json_incref\n";
}
#endif

struct folder {
  char dir[64];
  char plugins[512];
  struct host *host;
};

static const char folder_plugin[] =
    "return { id = 'box', version = '%s', host = 1, zh = '箱', en = 'Box',\n"
    "  settings = { { name = 'limit', type = 'integer', default = 5, min = 1,"
    " max = 9, zh = 'x', en = 'x' } },\n"
    "  permissions = { ['box.put'] = { roles = { 'manager', 'nurse' }, zh ="
    " '放', en = 'Put' }, ['box.see'] = { roles = { 'manager', 'nurse',"
    " 'inspector' }, zh = '看', en = 'See' } },\n"
    "  tables = { thing = { zh = '物', en = 'Thing', columns = {\n"
    "    { name = 'name', type = 'text', required = true, unique = true, zh ="
    " 'x', en = 'x' },\n"
    "    { name = 'seen', type = 'integer', default = 0, zh = 'x', en = 'x' }"
    " } },\n"
    "    effect = { zh = 'e', en = 'e', columns = { { name = 'event', type ="
    " 'integer', unique = true, zh = 'x', en = 'x' } } } },\n"
    "  actions = {\n"
    "    put = { zh = '放', en = 'Put', permission = 'box.put', input = { {"
    " name = 'name', type = 'text', required = true, zh = 'n', en = 'n' } },\n"
    "      run = function(call, home)\n"
    "        local id = home.insert('thing', { name = call.input.name })\n"
    "        if call.input.name == 'bad' then refuse('name', 'bad', '坏',"
    " 'bad') stop() end\n"
    "        home.publish('put', 'thing:' .. id, { name = call.input.name })\n"
    "        return { id = id, version = '%s', limit = call.settings.limit }\n"
    "      end },\n"
    "    out = { zh = '写', en = 'Write', permission = 'box.put', input = {},\n"
    "      run = function(call, home) home.effect('file', 'note.txt', { text ="
    " 'hello' }) end },\n"
    "    plan = { zh = 'p', en = 'p', permission = 'box.put', input = {},\n"
    "      run = function(call, home) return { id = home.schedule('chore', { at"
    " = time.iso(call.now + 3600000) }) } end },\n"
    "    loop = { zh = '转', en = 'Loop', permission = 'box.put', input = {},\n"
    "      run = function() while true do end end },\n"
    "  },\n"
    "  queries = {\n"
    "    all = { permission = 'box.see', input = {}, columns = { { name ="
    " 'name', type = 'text', zh = 'n', en = 'n' } }, zh = 'q', en = 'q',\n"
    "      sql = [[select name from box_thing order by id]] },\n"
    "    effects = { permission = 'box.see', input = {}, columns = { { name ="
    " 'event', type = 'integer', zh = 'n', en = 'n' } }, zh = 'q', en = 'q',\n"
    "      sql = [[select event from box_effect order by id]] },\n"
    "    count = { permission = 'box.see', input = {}, columns = { { name = "
    "'n',"
    " type = 'integer', zh = 'n', en = 'n' } }, zh = 'q', en = 'q',\n"
    "      run = function(call, home) return { { n = #home.query('all', {}) }"
    " } end },\n"
    "  },\n"
    "  duties = { chore = { zh = 'd', en = 'd', permission = 'box.put', "
    "outcomes ="
    " { { value = 'done', zh = 'd', en = 'd', done = true } }, late = 'PT1H',"
    " missed = 'PT4H' } },\n"
    "  on = { ['box.put'] = function(event, home) home.insert('effect', {"
    " event = event.id }) end },\n"
    "  imports = { things = { zh = 'i', en = 'i', columns = { { header = {"
    " '名称', 'name' }, field = 'name', required = true } }, action = 'put' }"
    " },\n"
    "}\n";

static const char folder_guard[] =
    "return { id = 'guard', version = '1.0.0', host = 1, zh = '守', en ="
    " 'Guard', needs = { 'box' },\n"
    "  before = { ['box.put'] = function(call, home) if call.input.name =="
    " 'never' then fail('不行', 'no') end end } }\n";

static inline void folder_ok(int rc, struct error *err) {
  if (rc < 0)
    fail_msg("%d: %s", rc, err->en != NULL ? err->en : "");
  error_fini(err);
}

static inline void folder_write(struct folder *folder, const char *id,
                                const char *text) {
  char path[256];
  FILE *file;

  snprintf(path, sizeof path, "%s/%s", folder->plugins, id);
  mkdir(path, 0700);
  strcat(path, "/plugin.lua");
  file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static inline void folder_write_box(struct folder *folder,
                                    const char *version) {
  char text[8192];

  snprintf(text, sizeof text, folder_plugin, version, version);
  folder_write(folder, "box", text);
}

static inline void folder_open(struct folder *folder) {
  const char *build = getenv("SONGHE_BUILD");
  char runner[512];
  struct host_options options = {.dir = folder->dir,
                                 .plugins = folder->plugins,
                                 .runner = runner,
                                 .executors = 4};
  struct error err = {0};

  snprintf(runner, sizeof runner, "%s/songhe-runner",
           build != NULL ? build : ".");
  folder_ok(host_open(&options, &folder->host, &err), &err);
}

static inline void folder_init(struct folder *folder) {
  struct storage_home home = {
      .name = "测试", .zone = "Asia/Shanghai", .kind = "private"};
  struct error err = {0};

  memset(folder, 0, sizeof *folder);
  strcpy(folder->dir, "/tmp/songhe-home-XXXXXX");
  assert_non_null(mkdtemp(folder->dir));
  snprintf(folder->plugins, sizeof folder->plugins, "%s/shipped", folder->dir);
  strcat(folder->dir, "/data");
  mkdir(folder->plugins, 0700);
  folder_write_box(folder, "1.0.0");
  folder_write(folder, "guard", folder_guard);
  folder_ok(registry_create(folder->dir, FOLDER_START, &err), &err);
  folder_open(folder);
  folder_ok(host_home_new(folder->host, "h", &home, "boss", &err), &err);
}

static inline void folder_fini(struct folder *folder) {
  char remove[128];

  host_close(folder->host);
  folder->dir[strlen(folder->dir) - 5] = '\0';
  snprintf(remove, sizeof remove, "rm -rf %s", folder->dir);
  assert_int_equal(system(remove), 0);
}

/* Does `name` as `user`; returns the error's code. Result: new reference when
 * `result` is not NULL. */
static inline int folder_do(struct folder *folder, const char *user,
                            const char *name, const char *key, json_t *input,
                            json_t **result, struct storage_receipt *receipt) {
  struct host_call call = {.home = "h",
                           .name = name,
                           .input = input,
                           .key = key,
                           .who = {.user = user, .station = "test"}};
  struct host_reply reply;
  int code;

  host_do_wait(folder->host, &call, &reply);
  code = reply.err.code;
  if (code != 0 && getenv("SONGHE_TEST_LOUD") != NULL)
    printf("%s: %s\n", name, reply.err.en != NULL ? reply.err.en : "-");
  if (result != NULL)
    *result = json_incref(reply.result);
  if (receipt != NULL)
    *receipt = reply.receipt;
  host_reply_fini(&reply);
  json_decref(input);
  return code;
}

static inline int folder_ask(struct folder *folder, const char *user,
                             const char *name, json_t **rows) {
  struct host_call call = {
      .home = "h", .name = name, .who = {.user = user, .station = "test"}};
  struct host_reply reply;
  int code;

  host_ask_wait(folder->host, &call, &reply);
  code = reply.err.code;
  if (code != 0 && getenv("SONGHE_TEST_LOUD") != NULL)
    printf("%s: %s\n", name, reply.err.en != NULL ? reply.err.en : "-");
  if (rows != NULL)
    *rows =
        code == 0 ? json_loadb(reply.text.data, reply.text.len, 0, NULL) : NULL;
  host_reply_fini(&reply);
  return code;
}

static inline size_t folder_count(struct folder *folder, const char *name) {
  json_t *rows = NULL;
  size_t count;

  assert_int_equal(folder_ask(folder, "boss", name, &rows), 0);
  count = json_array_size(rows);
  json_decref(rows);
  return count;
}

#endif
