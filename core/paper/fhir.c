#include "paper/fhir.h"

#include <string.h>

#include "base/json.h"
#include "base/pack.h"
#include "paper/fhir_inside.h"

#define SOURCE_CHUNK 16384 /* bytes of one text of a row's source */

int fhir_prepare(void) {
  int rc = fhir_table_open();

  return rc == 0 ? fhir_xml_prepare() : rc;
}

enum fhir_format fhir_recognise(const char *text, size_t len) {
  size_t at = 0;

  while (at < len && memchr(" \t\r\n", text[at], 4) != NULL)
    at++;
  if (at == len)
    return FHIR_NONE;
  if (text[at] == '<')
    return FHIR_XML;
  return text[at] == '{' ? FHIR_JSON : FHIR_NONE;
}

static json_t *emit_source(const char *source, size_t len) {
  json_t *chunks = json_array();

  while (len > 0) {
    size_t n = len < SOURCE_CHUNK ? len : SOURCE_CHUNK;
    while (n < len && ((unsigned char)source[n] & 0xc0) == 0x80)
      n--; /* not within a character */
    json_array_append_new(chunks, json_stringn(source, n));
    source += n;
    len -= n;
  }
  return chunks;
}

/* More than a call takes: said here, where the row is known. */
static bool emit_fits(const json_t *resource) {
  struct buf packed;
  bool fits;

  buf_init(&packed);
  fits = pack_write(&packed, resource) == 0 && packed.len <= FHIR_RESOURCE_MAX;
  buf_fini(&packed);
  return fits;
}

int fhir_emit(struct fhir *fhir, const char *format, const char *type,
              const char *url, json_t *resource, const char *source,
              size_t source_len) {
  json_t *row =
      json_pack("{s:I, s:I, s:s, s:s*}", "row", (json_int_t)fhir->row, "line",
                (json_int_t)fhir->line, "format", format, "type", type);
  int rc;

  if (resource != NULL && json_array_size(fhir->faults) == 0 &&
      !emit_fits(resource))
    fhir_fault(fhir, "large", "这份资源超过 %d KB，放不下。",
               "This resource is over %d KB: too large.",
               FHIR_RESOURCE_MAX >> 10);
  if (url != NULL && strlen(url) <= 200)
    json_object_set_new(row, "url", json_string(url));
  if (resource != NULL && json_array_size(fhir->faults) == 0)
    json_object_set(row, "resource", resource);
  json_decref(resource);
  json_object_set_new(row, "source", emit_source(source, source_len));
  json_object_set_new(row, "faults", fhir->faults);
  json_object_set_new(row, "dropped", fhir->dropped);
  fhir->faults = json_array();
  fhir->dropped = json_array();
  rc = fhir->sink(fhir->context, row);
  return rc;
}

static void fhir_begin(struct fhir *fhir, struct error *err) {
  *fhir = (struct fhir){
      .err = err, .faults = json_array(), .dropped = json_array()};
  buf_init(&fhir->path);
}

static void fhir_end(struct fhir *fhir) {
  buf_fini(&fhir->path);
  json_decref(fhir->faults);
  json_decref(fhir->dropped);
}

int fhir_read(const char *text, size_t len, enum fhir_format format,
              enum text_encoding found, fhir_row *sink, void *context,
              struct error *err) {
  struct fhir fhir;
  int rc;

  if (format == FHIR_JSON && found != TEXT_UTF8)
    return error_fault(err, "file", "encoding", "JSON 文件必须是 UTF-8 编码。",
                       "A JSON file must be in UTF-8.");
  fhir_begin(&fhir, err);
  fhir.sink = sink;
  fhir.context = context;
  fhir.trim = true;
  rc = format == FHIR_JSON ? fhir_json_read(&fhir, text, len)
                           : fhir_xml_read(&fhir, text, len, found);
  if (rc == 0 && fhir.row == 0)
    rc = error_fault(err, "file", "empty", "文件里没有 FHIR 资源。",
                     "The file holds no FHIR resource.");
  if (rc == ERROR_MEMORY)
    error_fault(err, "file", "memory", "文件太大，请分成几份。",
                "The file is too large; split it.");
  fhir_end(&fhir);
  return rc == ERROR_MEMORY ? ERROR_INPUT : rc;
}

/* The faults of a tree that was to be written. */
static void write_refuse(const json_t *notes, const char *place,
                         struct error *err) {
  json_t *note;
  size_t i;

  json_array_foreach(notes, i, note) {
    error_fault(err, json_get_text(note, place, ""),
                json_get_text(note, "code", ""), "%s%.0s", "%.0s%s",
                json_get_text(note, "zh", ""), json_get_text(note, "en", ""));
  }
}

/* Checks `tree` and tells its faults; NULL when there are any. */
static json_t *write_check(struct fhir *fhir, const struct fhir_type *type,
                           const json_t *tree, struct error *err) {
  json_t *checked = type != NULL ? fhir_check_object(fhir, type, tree)
                                 : fhir_check_resource(fhir, tree);

  if (json_array_size(fhir->faults) + json_array_size(fhir->dropped) == 0)
    return checked;
  write_refuse(fhir->faults, "field", err);
  write_refuse(fhir->dropped, "path", err);
  json_decref(checked);
  return NULL;
}

int fhir_write(const json_t *resource, enum fhir_format format, struct buf *out,
               struct error *err) {
  const char *name = json_get_text(resource, "resourceType", NULL);
  struct fhir fhir;
  json_t *checked;
  int rc = ERROR_INPUT;

  fhir_begin(&fhir, err);
  fhir.neutral = true;
  fhir_path_name(&fhir, name != NULL ? name : "?");
  checked = write_check(&fhir, NULL, resource, err);
  if (checked != NULL && format == FHIR_XML)
    rc = fhir_xml_write(fhir_resource(name), checked, out);
  else if (checked != NULL)
    rc = fhir_json_write(fhir_resource(name), checked, out);
  json_decref(checked);
  fhir_end(&fhir);
  return rc;
}

static int write_entry(const json_t *entry, size_t index,
                       enum fhir_format format, struct buf *out,
                       struct error *err) {
  const struct fhir_type *type = fhir_type("Bundle.Entry");
  struct fhir fhir;
  json_t *checked;

  fhir_begin(&fhir, err);
  fhir.neutral = true;
  fhir_path_name(&fhir, "Bundle.entry");
  fhir_path_index(&fhir, index);
  checked = write_check(&fhir, type, entry, err);
  if (checked != NULL && format == FHIR_XML) {
    fhir_xml_put("entry", type, checked, out);
  } else if (checked != NULL) {
    buf_text(out, index > 0 ? ",\n" : "\n");
    fhir_json_put(type, checked, out);
  }
  json_decref(checked);
  fhir_end(&fhir);
  return checked != NULL ? 0 : ERROR_INPUT;
}

static json_t *write_line(const char *line, size_t len, struct error *err) {
  json_t *tree = json_loadb(line, len, JSON_REJECT_DUPLICATES, NULL);

  if (tree == NULL)
    error_fault(err, "file", "memory", "内容太大或者不对，没有写成。",
                "This is too large or not correct: nothing was written.");
  return tree;
}

int fhir_write_lines(const char *text, size_t len, enum fhir_format format,
                     fhir_flush *flush, void *context, struct error *err) {
  const char *end = text + len;
  const char *tail = format == FHIR_XML ? "</Bundle>\n" : "]}\n";
  size_t cut = format == FHIR_XML ? strlen(tail) : 2; /* what closes it */
  struct buf out;
  int rc = 0;

  buf_init(&out);
  for (size_t index = 0; rc == 0 && text < end; index++) {
    const char *stop = memchr(text, '\n', (size_t)(end - text));
    size_t n = (size_t)((stop != NULL ? stop : end) - text);
    json_t *tree = write_line(text, n, err);
    bool more = text + n + 1 < end;
    if (tree == NULL)
      rc = ERROR_INPUT;
    else if (index == 0)
      rc = fhir_write(tree, format, &out, err);
    else
      rc = write_entry(tree, index - 1, format, &out, err);
    if (rc == 0 && index == 0 && more) { /* its entries go inside */
      out.len -= cut;
      buf_text(&out, format == FHIR_XML ? "" : ",\"entry\":[");
    } else if (rc == 0 && index > 0 && !more) {
      buf_text(&out, tail);
    }
    if (rc == 0)
      rc = out.failed ? ERROR_MEMORY : flush(context, &out);
    json_decref(tree);
    text += n + 1;
  }
  buf_fini(&out);
  return rc;
}
