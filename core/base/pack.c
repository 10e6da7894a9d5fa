#include "base/pack.h"

#include <msgpack.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define PACK_NODES_MAX 1000000 /* of one value that is written shared */

static int pack_sink(void *data, const char *bytes, size_t len) {
  struct buf *buf = data;

  buf_append(buf, bytes, len);
  return buf->failed ? -1 : 0;
}

static int pack_value(msgpack_packer *packer, const json_t *value, int depth);

static int pack_array(msgpack_packer *packer, const json_t *array, int depth) {
  json_t *item;
  size_t i;
  int rc = msgpack_pack_array(packer, json_array_size(array));

  json_array_foreach(array, i, item) {
    if (rc == 0)
      rc = pack_value(packer, item, depth + 1);
  }
  return rc;
}

static int pack_compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int pack_object(msgpack_packer *packer, json_t *object, int depth) {
  size_t count = json_object_size(object);
  const char **keys = malloc((count + 1) * sizeof *keys);
  const char *key;
  json_t *item;
  size_t n = 0;
  int rc;

  if (keys == NULL)
    return ERROR_MEMORY;
  json_object_foreach(object, key, item) keys[n++] = key;
  qsort(keys, n, sizeof *keys, pack_compare);
  rc = msgpack_pack_map(packer, n);
  for (size_t i = 0; i < n && rc == 0; i++) {
    rc = msgpack_pack_str_with_body(packer, keys[i], strlen(keys[i]));
    if (rc == 0)
      rc = pack_value(packer, json_object_get(object, keys[i]), depth + 1);
  }
  free(keys);
  return rc;
}

static int pack_value(msgpack_packer *packer, const json_t *value, int depth) {
  if (depth > JSON_DEPTH_MAX || value == NULL)
    return ERROR_INPUT;
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    return pack_object(packer, (json_t *)(uintptr_t)value, depth);
  case JSON_ARRAY:
    return pack_array(packer, value, depth);
  case JSON_STRING:
    return msgpack_pack_str_with_body(packer, json_string_value(value),
                                      json_string_length(value));
  case JSON_INTEGER:
    return msgpack_pack_int64(packer, json_integer_value(value));
  case JSON_TRUE:
    return msgpack_pack_true(packer);
  case JSON_FALSE:
    return msgpack_pack_false(packer);
  case JSON_NULL:
    return msgpack_pack_nil(packer);
  default:
    return ERROR_INPUT;
  }
}

int pack_write(struct buf *buf, const json_t *value) {
  msgpack_packer packer;
  int rc;

  msgpack_packer_init(&packer, buf, pack_sink);
  rc = pack_value(&packer, value, 0);
  if (buf->failed)
    return ERROR_MEMORY;
  return rc < 0 ? (rc == ERROR_MEMORY ? rc : ERROR_INPUT) : 0;
}

static json_t *pack_to_json(const msgpack_object *object, int depth);

static json_t *pack_to_array(const msgpack_object_array *from, int depth) {
  json_t *array = json_array();

  for (uint32_t i = 0; i < from->size; i++) {
    json_t *item = pack_to_json(&from->ptr[i], depth + 1);
    if (item == NULL || json_array_append_new(array, item) != 0) {
      json_decref(array);
      return NULL;
    }
  }
  return array;
}

static json_t *pack_to_object(const msgpack_object_map *from, int depth) {
  json_t *object = json_object();

  for (uint32_t i = 0; i < from->size; i++) {
    const msgpack_object_str *key = &from->ptr[i].key.via.str;
    bool good = from->ptr[i].key.type == MSGPACK_OBJECT_STR;

    /* a NUL would cut the key short, a repeated one would hide a value */
    good = good && memchr(key->ptr, 0, key->size) == NULL &&
           json_object_getn(object, key->ptr, key->size) == NULL;
    if (!good ||
        json_object_setn_new(object, key->ptr, key->size,
                             pack_to_json(&from->ptr[i].val, depth + 1)) != 0) {
      json_decref(object);
      return NULL;
    }
  }
  return object;
}

static json_t *pack_to_json(const msgpack_object *object, int depth) {
  if (depth > JSON_DEPTH_MAX)
    return NULL;
  switch (object->type) {
  case MSGPACK_OBJECT_NIL:
    return json_null();
  case MSGPACK_OBJECT_BOOLEAN:
    return json_boolean(object->via.boolean);
  case MSGPACK_OBJECT_POSITIVE_INTEGER:
    return object->via.u64 > INT64_MAX
               ? NULL
               : json_integer((json_int_t)object->via.u64);
  case MSGPACK_OBJECT_NEGATIVE_INTEGER:
    return json_integer(object->via.i64);
  case MSGPACK_OBJECT_STR: /* jansson refuses what is not UTF-8 */
    return json_stringn(object->via.str.ptr, object->via.str.size);
  case MSGPACK_OBJECT_ARRAY:
    return pack_to_array(&object->via.array, depth);
  case MSGPACK_OBJECT_MAP:
    return pack_to_object(&object->via.map, depth);
  default:
    return NULL;
  }
}

static json_t *pack_whole(const msgpack_object *object) {
  return pack_to_json(object, 0);
}

/* One value that fills the bytes, as `build` makes it. */
static int pack_unpack(const void *bytes, size_t len,
                       json_t *(*build)(const msgpack_object *object),
                       json_t **out) {
  msgpack_unpacked unpacked;
  size_t at = 0;
  msgpack_unpack_return rc;

  *out = NULL;
  msgpack_unpacked_init(&unpacked);
  rc = msgpack_unpack_next(&unpacked, bytes, len, &at);
  if (rc == MSGPACK_UNPACK_SUCCESS && at == len)
    *out = build(&unpacked.data);
  msgpack_unpacked_destroy(&unpacked);
  return *out != NULL ? 0 : ERROR_INPUT;
}

int pack_read(const void *bytes, size_t len, json_t **out) {
  return pack_unpack(bytes, len, pack_whole, out);
}

/* --- writing what is equal once ---------------------------------------------
 */

struct share {
  struct buf nodes; /* those written, one after the other */
  json_t *seen;     /* a node's bytes: its number */
};

static int64_t share_value(struct share *share, const json_t *value, int depth);

/* The number of a node, which may be known. */
static int64_t share_node(struct share *share, const json_t *node) {
  json_int_t count = (json_int_t)json_object_size(share->seen);
  const json_t *known;
  struct buf bytes;
  int rc;

  buf_init(&bytes);
  rc = pack_write(&bytes, node);
  if (rc == 0 && count >= PACK_NODES_MAX)
    rc = ERROR_INPUT;
  known = rc == 0 ? json_object_getn(share->seen, bytes.data, bytes.len) : NULL;
  if (known != NULL)
    count = json_integer_value(known);
  else if (rc == 0) {
    buf_append(&share->nodes, bytes.data, bytes.len);
    if (json_object_setn_new_nocheck(share->seen, bytes.data, bytes.len,
                                     json_integer(count)) != 0)
      rc = ERROR_MEMORY;
  }
  buf_fini(&bytes);
  return rc == 0 ? count : rc;
}

/* A node that holds the numbers of its parts. */
static int64_t share_parts(struct share *share, const json_t *value,
                           int depth) {
  json_t *node = json_is_array(value) ? json_array() : json_object();
  const char *key;
  json_t *item;
  int64_t at = 0;
  size_t i;

  json_array_foreach(value, i, item) {
    if (at >= 0)
      at = share_value(share, item, depth + 1);
    json_array_append_new(node, json_integer(at));
  }
  json_object_foreach((json_t *)(uintptr_t)value, key, item) {
    if (at >= 0)
      at = share_value(share, item, depth + 1);
    json_object_set_new_nocheck(node, key, json_integer(at));
  }
  if (at >= 0)
    at = share_node(share, node);
  json_decref(node);
  return at;
}

/* The number of the value's node; a negative error code. */
static int64_t share_value(struct share *share, const json_t *value,
                           int depth) {
  if (depth > JSON_DEPTH_MAX || value == NULL)
    return ERROR_INPUT;
  return json_is_array(value) || json_is_object(value)
             ? share_parts(share, value, depth)
             : share_node(share, value);
}

int pack_write_shared(struct buf *buf, const json_t *value) {
  struct share share = {.seen = json_object()};
  int64_t last = share_value(&share, value, 0);
  msgpack_packer packer;

  if (last >= 0) {
    msgpack_packer_init(&packer, buf, pack_sink);
    msgpack_pack_array(&packer, json_object_size(share.seen));
    buf_append(buf, share.nodes.data, share.nodes.len);
  }
  if (buf->failed || share.nodes.failed)
    last = ERROR_MEMORY;
  buf_fini(&share.nodes);
  json_decref(share.seen);
  return last < 0 ? (int)last : 0;
}

/* --- reading it -------------------------------------------------------------
 */

/* The node that `number` names, among the `count` before; NULL: none. */
static json_t *share_get(json_t *const *nodes, uint32_t count,
                         const msgpack_object *number) {
  return number->type == MSGPACK_OBJECT_POSITIVE_INTEGER &&
                 number->via.u64 < count
             ? nodes[number->via.u64]
             : NULL;
}

static json_t *share_read_array(json_t *const *nodes, uint32_t count,
                                const msgpack_object_array *from) {
  json_t *array = json_array();

  for (uint32_t i = 0; i < from->size; i++)
    if (json_array_append(array, share_get(nodes, count, &from->ptr[i])) != 0) {
      json_decref(array);
      return NULL;
    }
  return array;
}

static json_t *share_read_object(json_t *const *nodes, uint32_t count,
                                 const msgpack_object_map *from) {
  json_t *object = json_object();

  for (uint32_t i = 0; i < from->size; i++) {
    const msgpack_object_str *key = &from->ptr[i].key.via.str;
    if (from->ptr[i].key.type != MSGPACK_OBJECT_STR ||
        memchr(key->ptr, 0, key->size) != NULL ||
        json_object_setn(object, key->ptr, key->size,
                         share_get(nodes, count, &from->ptr[i].val)) != 0) {
      json_decref(object);
      return NULL;
    }
  }
  return object;
}

static json_t *share_read_node(json_t *const *nodes, uint32_t count,
                               const msgpack_object *from) {
  if (from->type == MSGPACK_OBJECT_ARRAY)
    return share_read_array(nodes, count, &from->via.array);
  if (from->type == MSGPACK_OBJECT_MAP)
    return share_read_object(nodes, count, &from->via.map);
  return pack_to_json(from, 0);
}

static json_t *share_read_all(const msgpack_object *root) {
  uint32_t size = root->type == MSGPACK_OBJECT_ARRAY ? root->via.array.size : 0;
  json_t **nodes = calloc((size_t)size + 1, sizeof(json_t *));
  json_t *value = NULL;
  uint32_t made = 0;

  while (nodes != NULL && made < size) {
    nodes[made] = share_read_node(nodes, made, &root->via.array.ptr[made]);
    if (nodes[made] == NULL)
      break;
    made++;
  }
  if (made > 0 && made == size)
    value = json_incref(nodes[size - 1]);
  for (uint32_t i = 0; i < made; i++)
    json_decref(nodes[i]);
  free(nodes);
  return value;
}

int pack_read_shared(const void *bytes, size_t len, json_t **out) {
  return pack_unpack(bytes, len, share_read_all, out);
}
