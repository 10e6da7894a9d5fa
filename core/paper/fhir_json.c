/* FHIR as JSON, in.
 *
 * A first look over the text finds where each resource of a Bundle begins and
 * ends: each is then parsed, checked and sent by itself, so memory holds one
 * at a time and its source as it came. Decimals become marked texts on the
 * way into jansson, which would make binary numbers of them. */
#include <stdlib.h>
#include <string.h>

#include "paper/fhir_inside.h"

#define JSON_SCAN_DEPTH 128
#define JSON_SLICES_MAX 20000

/* A part of the text. */
struct slice {
  size_t from;
  size_t to;
  long line; /* of `from` */
};

struct scan {
  const char *text;
  size_t len;
  size_t at;
  long line;
  int depth;
  bool object[JSON_SCAN_DEPTH];
  bool key;             /* what comes next is a name */
  bool entry;           /* in "entry" of the outermost object */
  bool resource;        /* in "resource" of one of its objects */
  struct slice *slices; /* entry[].resource of the value at hand */
  size_t count;
  struct slice top; /* the outermost value at hand */
  bool nul;         /* an escaped NUL */
};

/* --- finding ---------------------------------------------------------------
 */

/* Past the string that begins here; false when it has no end. */
static bool scan_string(struct scan *scan, size_t *from, size_t *to) {
  *from = ++scan->at;
  while (scan->at < scan->len && scan->text[scan->at] != '"') {
    size_t left = scan->len - scan->at;
    if (scan->text[scan->at] == '\n')
      return false;
    if (scan->text[scan->at] == '\\') {
      scan->nul = scan->nul || (left >= 6 && memcmp(scan->text + scan->at,
                                                    "\\u0000", 6) == 0);
      scan->at++;
    }
    scan->at++;
  }
  if (scan->at >= scan->len)
    return false;
  *to = scan->at++;
  return true;
}

static bool scan_is(const struct scan *scan, size_t from, size_t to,
                    const char *name) {
  return to - from == strlen(name) &&
         memcmp(scan->text + from, name, to - from) == 0;
}

static bool scan_text(struct scan *scan) {
  size_t from, to;

  if (!scan_string(scan, &from, &to))
    return false;
  if (scan->key && scan->depth == 1)
    scan->entry = scan_is(scan, from, to, "entry");
  if (scan->key && scan->depth == 3)
    scan->resource = scan_is(scan, from, to, "resource");
  scan->key = false;
  return true;
}

/* entry[i].resource, of the outermost object */
static bool scan_at_resource(const struct scan *scan) {
  return scan->depth == 4 && scan->entry && scan->resource && scan->object[0] &&
         !scan->object[1] && scan->object[2] && scan->object[3];
}

static bool scan_open(struct scan *scan, bool object) {
  struct slice here = {scan->at, 0, scan->line};

  if (scan->depth == JSON_SCAN_DEPTH)
    return false;
  if (scan->depth == 0)
    scan->top = here;
  scan->object[scan->depth++] = object;
  scan->key = object;
  if (scan_at_resource(scan)) {
    if (scan->count == JSON_SLICES_MAX)
      return false;
    scan->slices[scan->count] = here;
  }
  scan->at++;
  return true;
}

static bool scan_close(struct scan *scan, bool object) {
  scan->at++;
  if (scan->depth == 0 || scan->object[scan->depth - 1] != object)
    return false;
  if (scan_at_resource(scan))
    scan->slices[scan->count++].to = scan->at;
  scan->depth--;
  scan->key = false;
  if (scan->depth == 0)
    scan->top.to = scan->at;
  return true;
}

/* The next outermost value: 1; 0 at the end; -1 when it is no JSON. */
static int scan_next(struct scan *scan) {
  bool good = true;

  scan->count = 0;
  scan->top.to = 0;
  while (good && scan->at < scan->len && scan->top.to == 0) {
    char c = scan->text[scan->at];
    if (c == '{' || c == '[') {
      good = scan_open(scan, c == '{');
    } else if (c == '}' || c == ']') {
      good = scan_close(scan, c == '}');
    } else if (c == '"') {
      good = scan->depth > 0 && scan_text(scan);
    } else {
      scan->line += c == '\n';
      if (c == ',')
        scan->key = scan->depth > 0 && scan->object[scan->depth - 1];
      good = scan->depth > 0 || strchr(" \t\r\n", c) != NULL;
      scan->at++;
    }
  }
  if (!good || (scan->depth > 0 && scan->top.to == 0))
    return -1;
  return scan->top.to > 0 ? 1 : 0;
}

/* --- parsing ---------------------------------------------------------------
 */

/* A number with a point or exponent, or with more digits than an integer
 * takes, becomes a marked text; others stay. */
static size_t json_copy_number(struct buf *out, const char *text, size_t len) {
  size_t n = 0;
  bool real = false;

  while (n < len && strchr("+-.eE0123456789", text[n]) != NULL &&
         text[n] != '\0') {
    real = real || strchr(".eE", text[n]) != NULL;
    n++;
  }
  real = real || n > 18 || (n == 2 && memcmp(text, "-0", 2) == 0);
  if (real)
    buf_text(out, "\"\\u0000");
  buf_append(out, text, n);
  if (real)
    buf_byte(out, '"');
  return n;
}

/* A part of the text with its decimals as texts and each of `slices` as its
 * number. */
static void json_copy_part(struct buf *out, const char *text,
                           const struct slice *part, const struct slice *slices,
                           size_t count) {
  size_t next = 0;

  for (size_t at = part->from; at < part->to;) {
    size_t from = at;
    if (next < count && at == slices[next].from) {
      buf_printf(out, "%zu", next);
      at = slices[next++].to;
    } else if (text[at] == '"') {
      for (at++; at < part->to && text[at] != '"'; at++)
        at += text[at] == '\\';
      at = at < part->to ? at + 1 : part->to;
      buf_append(out, text + from, at - from);
    } else if (text[at] == '-' || (text[at] >= '0' && text[at] <= '9')) {
      at += json_copy_number(out, text + at, part->to - at);
    } else {
      buf_byte(out, text[at++]);
    }
  }
}

static json_t *json_part(struct fhir *fhir, const char *text,
                         const struct slice *part, const struct slice *slices,
                         size_t count) {
  json_error_t why;
  struct buf out;
  json_t *value;

  buf_init(&out);
  json_copy_part(&out, text, part, slices, count);
  value = json_loadb(out.data != NULL ? out.data : "", out.len,
                     JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
  buf_fini(&out);
  if (value == NULL)
    error_fault(fhir->err, "file", "json", "第 %ld 行附近不是正确的 JSON：%s。",
                "Near line %ld this is not correct JSON: %s.",
                part->line + why.line - 1, why.text);
  return value;
}

static const char *json_type_name(const json_t *object) {
  const char *name = json_string_value(json_object_get(object, "resourceType"));

  return name != NULL ? name : "";
}

/* --- a Bundle and others ---------------------------------------------------
 */

static int json_resource(struct fhir *fhir, const char *text,
                         const struct slice *part, const char *url) {
  json_t *object = json_part(fhir, text, part, NULL, 0);
  const char *name = json_type_name(object);
  json_t *resource = NULL;
  size_t mark;
  int rc;

  if (object == NULL)
    return ERROR_INPUT;
  mark = fhir->path.len;
  fhir->path.len = 0;
  fhir_path_name(fhir, *name != '\0' ? name : "?");
  fhir->row++;
  resource = fhir_check_resource(fhir, object);
  fhir->line = part->line;
  rc = fhir_emit(fhir, "json", name, url, resource, text + part->from,
                 part->to - part->from);
  fhir->line = 0;
  fhir->path.len = mark;
  json_decref(object);
  return rc;
}

static int json_entry(struct fhir *fhir, const struct scan *scan, size_t index,
                      json_t *entry) {
  const json_t *number = json_object_get(entry, "resource");
  size_t mark = fhir_path_index(fhir, index);
  const char *url = json_string_value(json_object_get(entry, "fullUrl"));
  const struct slice *slice = NULL;
  json_t *checked;
  int rc = 0;

  if (json_is_integer(number) && json_integer_value(number) >= 0 &&
      (size_t)json_integer_value(number) < scan->count) {
    slice = &scan->slices[json_integer_value(number)];
    json_object_del(entry, "resource");
  }
  if (!json_is_object(entry)) {
    fhir_fault(fhir, "type", "这里要一个对象。", "This must be an object.");
  } else if (json_object_size(entry) > 0 || slice == NULL) {
    checked = fhir_check_object(fhir, fhir_type("Bundle.Entry"), entry);
    json_decref(checked);
  }
  fhir_path_back(fhir, mark);
  if (slice != NULL)
    rc = json_resource(fhir, scan->text, slice, url);
  else if (json_array_size(fhir->faults) > 0)
    rc = fhir_emit(fhir, "json", "Bundle", NULL, NULL, "", 0);
  return rc;
}

static int json_bundle(struct fhir *fhir, const struct scan *scan,
                       json_t *shell) {
  json_t *entries = json_incref(json_object_get(shell, "entry"));
  json_t *entry;
  size_t mark = fhir_path_name(fhir, "Bundle");
  size_t i;
  int rc = 0;

  if (json_is_array(entries))
    json_object_del(shell, "entry");
  json_decref(fhir_check_object(fhir, fhir_resource("Bundle"), shell));
  if (json_array_size(fhir->faults) > 0)
    rc = fhir_emit(fhir, "json", "Bundle", NULL, NULL, "", 0);
  fhir_path_name(fhir, "entry");
  json_array_foreach(entries, i, entry) {
    if (rc == 0)
      rc = json_entry(fhir, scan, i, entry);
  }
  fhir_path_back(fhir, mark);
  json_decref(entries);
  return rc;
}

static int json_value(struct fhir *fhir, const struct scan *scan) {
  json_t *shell =
      json_part(fhir, scan->text, &scan->top, scan->slices, scan->count);
  int rc;

  if (shell == NULL)
    return ERROR_INPUT;
  if (strcmp(json_type_name(shell), "Bundle") == 0)
    rc = json_bundle(fhir, scan, shell);
  else
    rc = json_resource(fhir, scan->text, &scan->top, NULL);
  json_decref(shell);
  return rc;
}

/* What is wrong with a text that has no end or no order: jansson knows. */
static int json_broken(struct fhir *fhir, const struct scan *scan) {
  struct slice rest = {scan->top.from, scan->len, scan->top.line};
  json_t *value = NULL;

  if (scan->depth >= JSON_SCAN_DEPTH || scan->count >= JSON_SLICES_MAX)
    return error_fault(fhir->err, "file", "long",
                       "这个文件嵌套太深或资源太多，请分成几份。",
                       "This file is nested too deep or holds too many "
                       "resources: split it.");
  if (scan->top.to > 0)
    rest = (struct slice){scan->top.to, scan->len, scan->line};
  value = json_part(fhir, scan->text, &rest, NULL, 0);
  if (value != NULL) {
    json_decref(value);
    error_fault(fhir->err, "file", "json", "第 %ld 行附近不是正确的 JSON。",
                "Near line %ld this is not correct JSON.", scan->line);
  }
  return ERROR_INPUT;
}

int fhir_json_read(struct fhir *fhir, const char *text, size_t len) {
  struct scan scan = {.text = text, .len = len, .line = 1};
  int more = 0;
  int rc = 0;

  scan.slices = calloc(JSON_SLICES_MAX, sizeof *scan.slices);
  if (scan.slices == NULL)
    return ERROR_MEMORY;
  while (rc == 0 && (more = scan_next(&scan)) == 1) {
    if (scan.nul)
      rc =
          error_fault(fhir->err, "file", "nul", "文字里有不能用的字符（NUL）。",
                      "A text holds a character that may not be there (NUL).");
    else
      rc = json_value(fhir, &scan);
  }
  if (rc == 0 && more < 0)
    rc = json_broken(fhir, &scan);
  free(scan.slices);
  return rc;
}
