#include "paper/zip.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <unzip.h>

#define ZIP_SECRET 1 /* bit of an entry's flags */

/* --- the archive as minizip's file -----------------------------------------
 */

static voidpf zip_io_open(voidpf opaque, const void *name, int mode) {
  (void)name;
  (void)mode;
  return opaque;
}

static uLong zip_io_read(voidpf opaque, voidpf stream, void *to, uLong size) {
  struct zip *zip = opaque;
  size_t left = zip->len - zip->at;
  size_t n = size < left ? size : left;

  (void)stream;
  memcpy(to, zip->bytes + zip->at, n);
  zip->at += n;
  return n;
}

static ZPOS64_T zip_io_tell(voidpf opaque, voidpf stream) {
  (void)stream;
  return ((const struct zip *)opaque)->at;
}

static long zip_io_seek(voidpf opaque, voidpf stream, ZPOS64_T offset,
                        int origin) {
  struct zip *zip = opaque;
  size_t from = origin == ZLIB_FILEFUNC_SEEK_END   ? zip->len
                : origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->at
                                                   : 0;

  (void)stream;
  if (offset > zip->len - from)
    return -1;
  zip->at = from + offset;
  return 0;
}

static int zip_io_close(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static int zip_io_error(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

/* --- faults ----------------------------------------------------------------
 */

static int zip_broken(struct error *err) {
  return error_fault(err, "file", "zip",
                     "工作簿文件不完整或已损坏。请在 Excel 或 WPS 里打开，"
                     "另存一份再导入。",
                     "The workbook is cut short or damaged. Open it in Excel "
                     "or WPS, save it anew and import that.");
}

static int zip_too_large(struct error *err) {
  return error_fault(err, "file", "large",
                     "工作簿解开后太大。请只留要导入的那张表，另存后再导入。",
                     "The workbook is too large when unpacked. Keep only the "
                     "sheet to be imported, save it anew and import that.");
}

/* --- the directory ---------------------------------------------------------
 */

static int zip_keep(struct zip *zip, const unz_file_info64 *info,
                    const char *name) {
  struct zip_entry *entry = &zip->entries[zip->count];
  unz64_file_pos place;

  if (unzGetFilePos64(zip->file, &place) != UNZ_OK)
    return ERROR_INPUT;
  *entry = (struct zip_entry){.name = strdup(name),
                              .offset = place.pos_in_zip_directory,
                              .number = place.num_of_file,
                              .packed = info->compressed_size,
                              .size = info->uncompressed_size,
                              .secret = (info->flag & ZIP_SECRET) != 0,
                              .known = info->compression_method == 0 ||
                                       info->compression_method == Z_DEFLATED};
  if (entry->name == NULL)
    return ERROR_MEMORY;
  for (char *c = entry->name; *c != '\0'; c++)
    *c = *c == '\\' ? '/' : *c; /* as some programs write */
  zip->count++;
  return 0;
}

static int zip_list(struct zip *zip, struct error *err) {
  int at = unzGoToFirstFile(zip->file);
  int rc = 0;

  for (size_t seen = 0; rc == 0 && at == UNZ_OK; seen++) {
    char name[ZIP_NAME_MAX + 1] = "";
    unz_file_info64 info;
    if (seen == ZIP_ENTRIES_MAX)
      return zip_too_large(err);
    if (unzGetCurrentFileInfo64(zip->file, &info, name, ZIP_NAME_MAX, NULL, 0,
                                NULL, 0) != UNZ_OK)
      break;
    if (info.size_filename < ZIP_NAME_MAX)
      rc = zip_keep(zip, &info, name);
    at = unzGoToNextFile(zip->file);
  }
  if (rc == ERROR_MEMORY)
    return rc;
  return rc != 0 || at != UNZ_END_OF_LIST_OF_FILE ? zip_broken(err) : 0;
}

int zip_open(struct zip *zip, const char *bytes, size_t len,
             struct error *err) {
  zlib_filefunc64_def io = {.zopen64_file = zip_io_open,
                            .zread_file = zip_io_read,
                            .ztell64_file = zip_io_tell,
                            .zseek64_file = zip_io_seek,
                            .zclose_file = zip_io_close,
                            .zerror_file = zip_io_error,
                            .opaque = zip};

  *zip = (struct zip){.bytes = bytes, .len = len};
  zip->entries = calloc(ZIP_ENTRIES_MAX, sizeof *zip->entries);
  if (zip->entries == NULL)
    return ERROR_MEMORY;
  zip->file = unzOpen2_64("", &io);
  return zip->file != NULL ? zip_list(zip, err) : zip_broken(err);
}

void zip_close(struct zip *zip) {
  zip_stop(zip);
  if (zip->file != NULL)
    unzClose(zip->file);
  for (size_t i = 0; i < zip->count; i++)
    free(zip->entries[i].name);
  free(zip->entries);
  *zip = (struct zip){0};
}

int zip_find(const struct zip *zip, const char *name,
             const struct zip_entry **entry, struct error *err) {
  int found = 0;

  for (size_t i = 0; i < zip->count; i++) {
    if (strcasecmp(zip->entries[i].name, name) != 0)
      continue;
    if (found++ > 0)
      return error_fault(err, "file", "duplicate",
                         "工作簿里有两个“%s”，不知道该读哪一个。请在 Excel "
                         "里打开，另存一份再导入。",
                         "The workbook holds %s twice: which to read is not "
                         "known. Open it in Excel and save it anew.",
                         name);
    *entry = &zip->entries[i];
  }
  return found;
}

/* --- one entry -------------------------------------------------------------
 */

int zip_start(struct zip *zip, const struct zip_entry *entry,
              struct error *err) {
  unz64_file_pos place = {entry->offset, entry->number};

  zip_stop(zip);
  if (entry->secret)
    return error_fault(err, "file", "password",
                       "工作簿有密码。请去掉密码，另存后再导入。",
                       "The workbook has a password: take it away, save and "
                       "import that.");
  if (!entry->known || unzGoToFilePos64(zip->file, &place) != UNZ_OK ||
      unzOpenCurrentFile(zip->file) != UNZ_OK)
    return zip_broken(err);
  zip->open = entry;
  zip->got = 0;
  return 0;
}

/* More than the archive may unpack to, all in all, or much more than it is. */
static bool zip_is_bomb(const struct zip *zip) {
  return zip->got > ZIP_ENTRY_MAX || zip->total > ZIP_TOTAL_MAX ||
         (zip->got > ZIP_RATIO_FROM &&
          zip->got / ZIP_RATIO_MAX > zip->open->packed);
}

int zip_read(struct zip *zip, char *to, size_t room, struct error *err) {
  int n;

  if (zip->open == NULL)
    return 0;
  n = unzReadCurrentFile(zip->file, to,
                         (unsigned)(room < INT_MAX ? room : INT_MAX));
  if (n < 0)
    return zip_broken(err);
  zip->got += (unsigned)n;
  zip->total += (unsigned)n;
  if (zip_is_bomb(zip))
    return zip_too_large(err);
  if (n == 0) {
    bool whole = zip->got == zip->open->size;
    zip->open = NULL;
    if (unzCloseCurrentFile(zip->file) != UNZ_OK || !whole)
      return zip_broken(err);
  }
  return n;
}

void zip_stop(struct zip *zip) {
  if (zip->open != NULL)
    unzCloseCurrentFile(zip->file);
  zip->open = NULL;
}
