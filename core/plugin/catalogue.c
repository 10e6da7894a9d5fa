#include "plugin/catalogue.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "plugin/declare.h"

#define CATALOGUE_NAME 61 /* bytes of a plugin's id with its NUL */
#define CATALOGUE_PATH 300

struct plugin_catalogue {
  struct plugin_entry *entries[CATALOGUE_MAX];
  size_t count;
  _Atomic int refs;
};

/* --- entries ---------------------------------------------------------------
 */

struct plugin_entry *plugin_entry_new(json_t *declaration,
                                      struct plugin_source *source) {
  struct plugin_entry *entry = calloc(1, sizeof *entry);

  if (entry == NULL) {
    json_decref(declaration);
    plugin_source_free(source);
    return NULL;
  }
  entry->declaration = declaration;
  entry->source = source;
  entry->id = json_get_text(declaration, "id", "");
  entry->version = json_get_text(declaration, "version", "");
  hash_hex(source->hash, HASH_SIZE, entry->hash);
  atomic_init(&entry->refs, 1);
  return entry;
}

struct plugin_entry *plugin_entry_ref(struct plugin_entry *entry) {
  atomic_fetch_add(&entry->refs, 1);
  return entry;
}

void plugin_entry_unref(struct plugin_entry *entry) {
  if (entry == NULL || atomic_fetch_sub(&entry->refs, 1) != 1)
    return;
  json_decref(entry->declaration);
  plugin_source_free(entry->source);
  error_fini(&entry->why);
  free(entry);
}

/* --- looking up ------------------------------------------------------------
 */

size_t plugin_catalogue_count(const struct plugin_catalogue *cat) {
  return cat->count;
}

struct plugin_entry *plugin_catalogue_at(const struct plugin_catalogue *cat,
                                         size_t index) {
  return index < cat->count ? cat->entries[index] : NULL;
}

struct plugin_entry *plugin_catalogue_plugin(const struct plugin_catalogue *cat,
                                             const char *id) {
  for (size_t i = 0; i < cat->count; i++)
    if (strcmp(cat->entries[i]->id, id) == 0)
      return cat->entries[i];
  return NULL;
}

const json_t *plugin_catalogue_find(const struct plugin_catalogue *cat,
                                    const char *section, const char *name,
                                    struct plugin_entry **entry) {
  const char *dot = strchr(name, '.');
  char id[CATALOGUE_NAME];
  struct plugin_entry *found;
  const json_t *value;

  if (entry != NULL)
    *entry = NULL;
  if (dot == NULL || (size_t)(dot - name) >= sizeof id)
    return NULL;
  snprintf(id, sizeof id, "%.*s", (int)(dot - name), name);
  found = plugin_catalogue_plugin(cat, id);
  if (found == NULL)
    return NULL;
  value =
      json_object_get(json_object_get(found->declaration, section), dot + 1);
  if (value != NULL && entry != NULL)
    *entry = found;
  return value;
}

const json_t *plugin_catalogue_permission(const struct plugin_catalogue *cat,
                                          const char *name) {
  for (size_t i = 0; i < cat->count; i++) {
    const json_t *permissions =
        json_object_get(cat->entries[i]->declaration, "permissions");
    const json_t *found = json_object_get(permissions, name);
    if (found != NULL)
      return found;
  }
  return NULL;
}

int plugin_catalogue_handlers(
    const struct plugin_catalogue *cat, const char *section,
    int (*each)(void *context, struct plugin_entry *entry, const char *pattern),
    void *context) {
  for (size_t i = 0; i < cat->count; i++) {
    json_t *handlers = json_object_get(cat->entries[i]->declaration, section);
    const char *pattern;
    json_t *handler;

    json_object_foreach(handlers, pattern, handler) {
      int rc = each(context, cat->entries[i], pattern);
      if (rc != 0)
        return rc;
    }
  }
  return 0;
}

bool plugin_event_matches(const char *pattern, const char *type) {
  while (*pattern != '\0' && *type != '\0') {
    size_t a = strcspn(pattern, ".");
    size_t b = strcspn(type, ".");

    if (a == 2 && strncmp(pattern, "**", 2) == 0)
      return b > 0;
    if (!(a == 1 && pattern[0] == '*') &&
        (a != b || strncmp(pattern, type, a) != 0))
      return false;
    pattern += a + (pattern[a] == '.');
    type += b + (type[b] == '.');
  }
  return *pattern == *type;
}

/* --- building --------------------------------------------------------------
 */

/* What a catalogue's build keeps in hand. */
struct build {
  struct plugin_catalogue *cat; /* those already in order */
  struct plugin_entry *const *entries;
  size_t count;
  char state[CATALOGUE_MAX]; /* 0 new, 1 being placed, 2 placed */
  struct error *err;
};

static size_t build_index(const struct build *build, const char *id) {
  size_t i = 0;

  while (i < build->count && strcmp(build->entries[i]->id, id) != 0)
    i++;
  return i;
}

/* Places what `index` needs before it. */
static void build_place(struct build *build, size_t index) {
  struct plugin_entry *entry = build->entries[index];
  json_t *need;
  size_t i;

  build->state[index] = 1;
  json_array_foreach(json_object_get(entry->declaration, "needs"), i, need) {
    const char *id = json_string_value(need);
    size_t other = build_index(build, id);

    if (other == build->count)
      error_fault(build->err, entry->id, "missing",
                  "插件 %s 需要插件 %s，但没有安装它。",
                  "Plugin %s needs plugin %s, which is not there.", entry->id,
                  id);
    else if (build->state[other] == 1)
      error_fault(build->err, entry->id, "circle",
                  "插件 %s 和 %s 互相需要，成了一个圈。",
                  "Plugins %s and %s need each other in a circle.", entry->id,
                  id);
    else if (build->state[other] == 0)
      build_place(build, other);
  }
  build->state[index] = 2;
  build->cat->entries[build->cat->count++] = plugin_entry_ref(entry);
}

static void build_check_twice(struct build *build) {
  for (size_t i = 0; i < build->count; i++)
    if (build_index(build, build->entries[i]->id) != i)
      error_fault(build->err, build->entries[i]->id, "twice",
                  "插件 %s 出现了两次。", "Plugin %s is there twice.",
                  build->entries[i]->id);
}

/* A name of another plugin must exist there. */
static void build_check_name(const struct build *build,
                             const struct plugin_entry *entry, const char *path,
                             const char *section, const char *name) {
  char where[CATALOGUE_PATH];

  if (name == NULL || strchr(name, '.') == NULL ||
      strncmp(name, "core.", 5) == 0 ||
      plugin_catalogue_find(build->cat, section, name, NULL) != NULL)
    return;
  snprintf(where, sizeof where, "%s: %s", entry->id, path);
  error_fault(build->err, where, "unknown", "%s 里没有“%s”。",
              "%s has no \"%s\".", section, name);
}

/* A page may point to a plugin that is not there: that part is not shown. */
static void build_check_link(const struct build *build,
                             const struct plugin_entry *entry, const char *path,
                             const char *section, const char *name) {
  char id[CATALOGUE_NAME];

  if (name == NULL || strchr(name, '.') == NULL)
    return;
  snprintf(id, sizeof id, "%.*s", (int)strcspn(name, "."), name);
  if (plugin_catalogue_plugin(build->cat, id) != NULL)
    build_check_name(build, entry, path, section, name);
}

static void build_check_page(const struct build *build,
                             const struct plugin_entry *entry, const char *path,
                             const json_t *page) {
  static const char *const links[][2] = {{"query", "queries"},
                                         {"search", "queries"},
                                         {"action", "actions"},
                                         {"record", "pages"},
                                         {"of", "tables"}};
  static const char *const lists[] = {"actions", "row_actions", "page_actions"};
  json_t *item;
  size_t i;

  for (size_t l = 0; l < sizeof links / sizeof *links; l++)
    build_check_link(build, entry, path, links[l][1],
                     json_get_text(page, links[l][0], NULL));
  for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
    json_array_foreach(json_object_get(page, lists[l]), i, item)
        build_check_link(build, entry, path, "actions",
                         json_is_string(item)
                             ? json_string_value(item)
                             : json_get_text(item, "action", NULL));
  }
  json_array_foreach(json_object_get(page, "sections"), i, item)
      build_check_link(build, entry, path, "queries",
                       json_get_text(item, "query", NULL));
}

static void build_check_pages(const struct build *build,
                              const struct plugin_entry *entry) {
  json_t *pages = json_object_get(entry->declaration, "pages");
  char path[CATALOGUE_PATH];
  const char *name;
  json_t *page;

  json_object_foreach(pages, name, page) {
    snprintf(path, sizeof path, "pages.%s", name);
    build_check_page(build, entry, path, page);
  }
}

static void build_check_refs(const struct build *build,
                             const struct plugin_entry *entry, const char *path,
                             const json_t *fields) {
  json_t *field;
  size_t i;

  json_array_foreach(fields, i, field) build_check_name(
      build, entry, path, "tables", json_get_text(field, "to", NULL));
}

static void build_check_entry(const struct build *build,
                              const struct plugin_entry *entry) {
  json_t *tables = json_object_get(entry->declaration, "tables");
  json_t *actions = json_object_get(entry->declaration, "actions");
  json_t *before = json_object_get(entry->declaration, "before");
  char path[CATALOGUE_PATH];
  const char *name;
  json_t *item;

  json_object_foreach(tables, name, item) {
    snprintf(path, sizeof path, "tables.%s", name);
    build_check_refs(build, entry, path, json_object_get(item, "columns"));
  }
  json_object_foreach(actions, name, item) {
    snprintf(path, sizeof path, "actions.%s", name);
    build_check_refs(build, entry, path, json_object_get(item, "input"));
  }
  json_object_foreach(before, name, item) {
    snprintf(path, sizeof path, "before.%s", name);
    build_check_name(build, entry, path, "actions", name);
  }
  build_check_pages(build, entry);
}

/* a_b with table c and a with table b_c would both be a_b_c in SQL. */
static void build_check_sql(const struct build *build) {
  json_t *seen = json_object();

  for (size_t i = 0; i < build->cat->count; i++) {
    const struct plugin_entry *entry = build->cat->entries[i];
    json_t *tables = json_object_get(entry->declaration, "tables");
    char sql[CATALOGUE_PATH];
    const char *name;
    json_t *table;

    json_object_foreach(tables, name, table) {
      snprintf(sql, sizeof sql, "%s_%s", entry->id, name);
      if (json_object_get(seen, sql) != NULL)
        error_fault(build->err, entry->id, "twice",
                    "两个插件都有名为 %s 的表。",
                    "Two plugins have a table that is %s in SQL.", sql);
      json_object_set_new(seen, sql, json_true());
    }
  }
  json_decref(seen);
}

int plugin_catalogue_build(struct plugin_entry *const *entries, size_t count,
                           struct plugin_catalogue **out, struct error *err) {
  struct build build = {.entries = entries, .count = count, .err = err};
  size_t before = err->fault_count;

  *out = NULL;
  if (count > CATALOGUE_MAX)
    return error_set(err, ERROR_INPUT, "插件太多（最多 %d 个）。",
                     "Too many plugins (%d at most).", CATALOGUE_MAX);
  build.cat = calloc(1, sizeof *build.cat);
  if (build.cat == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  atomic_init(&build.cat->refs, 1);
  build_check_twice(&build);
  for (size_t i = 0; i < count && err->fault_count == before; i++)
    if (build.state[i] == 0)
      build_place(&build, i);
  if (err->fault_count == before) {
    for (size_t i = 0; i < count; i++)
      build_check_entry(&build, entries[i]);
    build_check_sql(&build);
  }
  if (err->fault_count > before) {
    plugin_catalogue_unref(build.cat);
    return error_set(err, ERROR_INPUT, "这些插件不能一起使用。",
                     "These plugins can't be used together.");
  }
  *out = build.cat;
  return 0;
}

struct plugin_catalogue *plugin_catalogue_ref(struct plugin_catalogue *cat) {
  atomic_fetch_add(&cat->refs, 1);
  return cat;
}

void plugin_catalogue_unref(struct plugin_catalogue *cat) {
  if (cat == NULL || atomic_fetch_sub(&cat->refs, 1) != 1)
    return;
  for (size_t i = 0; i < cat->count; i++)
    plugin_entry_unref(cat->entries[i]);
  free(cat);
}
