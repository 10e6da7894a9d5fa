#include "base/pack.h"

#include <msgpack.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

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

int pack_read(const void *bytes, size_t len, json_t **out) {
  msgpack_unpacked unpacked;
  size_t at = 0;
  msgpack_unpack_return rc;

  *out = NULL;
  msgpack_unpacked_init(&unpacked);
  rc = msgpack_unpack_next(&unpacked, bytes, len, &at);
  if (rc == MSGPACK_UNPACK_SUCCESS && at == len)
    *out = pack_to_json(&unpacked.data, 0);
  msgpack_unpacked_destroy(&unpacked);
  return *out != NULL ? 0 : ERROR_INPUT;
}
