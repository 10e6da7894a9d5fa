#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "paper/fhir_inside.h"

size_t fhir_path_name(struct fhir *fhir, const char *name) {
  size_t mark = fhir->path.len;

  if (mark > 0)
    buf_byte(&fhir->path, '.');
  buf_text(&fhir->path, name);
  return mark;
}

size_t fhir_path_index(struct fhir *fhir, size_t index) {
  size_t mark = fhir->path.len;

  buf_printf(&fhir->path, "[%zu]", index);
  return mark;
}

void fhir_path_back(struct fhir *fhir, size_t mark) {
  fhir->path.len = mark;
}

/* Text that was cut within a character loses its last bytes. */
static json_t *path_text(char *text, size_t size, int written) {
  size_t len = strlen(text);

  if (written >= (int)size) {
    while (len > 0 && (text[len - 1] & 0xc0) == 0x80)
      len--;
    if (len > 0)
      len--;
  }
  return json_stringn(text, len);
}

static json_t *path_note(struct fhir *fhir, const char *place, const char *code,
                         const char *zh, const char *en, va_list args) {
  size_t len = fhir->path.len < 300 ? fhir->path.len : 300;
  json_t *note = json_object();
  char text[400];
  va_list again;
  int n = 0;

  va_copy(again, args);
  json_object_set_new(note, place,
                      len > 0 ? json_stringn(fhir->path.data, len)
                              : json_string(""));
  json_object_set_new(note, "code", json_string(code));
  if (fhir->line > 0)
    n = snprintf(text, sizeof text, "第 %ld 行：", fhir->line);
  n += vsnprintf(text + n, sizeof text - (size_t)n, zh, args);
  json_object_set_new(note, "zh", path_text(text, sizeof text, n));
  n = 0;
  if (fhir->line > 0)
    n = snprintf(text, sizeof text, "Line %ld: ", fhir->line);
  n += vsnprintf(text + n, sizeof text - (size_t)n, en, again);
  json_object_set_new(note, "en", path_text(text, sizeof text, n));
  va_end(again);
  return note;
}

void fhir_fault(struct fhir *fhir, const char *code, const char *zh,
                const char *en, ...) {
  va_list args;

  /* one stays, so that the resource counts as faulty */
  if (fhir->told++ >= FHIR_FAULTS_MAX && json_array_size(fhir->faults) > 0)
    return;
  va_start(args, en);
  json_array_append_new(fhir->faults,
                        path_note(fhir, "field", code, zh, en, args));
  va_end(args);
}

void fhir_drop(struct fhir *fhir, const char *code, const char *zh,
               const char *en, ...) {
  va_list args;

  va_start(args, en);
  json_array_append_new(fhir->dropped,
                        path_note(fhir, "path", code, zh, en, args));
  va_end(args);
}

void fhir_unknown(struct fhir *fhir, const char *name) {
  size_t mark;

  /* a name that is no name would only spoil the path */
  if (strlen(name) >= FHIR_NAME_MAX)
    name = "?";
  mark = fhir_path_name(fhir, name);
  fhir_fault(fhir, "unknown", "FHIR R4 的这个位置没有这个元素。",
             "FHIR R4 has no such element here.");
  fhir_path_back(fhir, mark);
}

bool fhir_deeper(struct fhir *fhir) {
  if (fhir->depth < FHIR_DEPTH_MAX) {
    fhir->depth++;
    return true;
  }
  fhir_fault(fhir, "depth", "嵌套超过 %d 层。", "Nested deeper than %d.",
             FHIR_DEPTH_MAX);
  return false;
}
