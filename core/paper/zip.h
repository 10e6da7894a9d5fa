/* A zip archive in memory, its entries unpacked piece by piece. By minizip,
 * whose functions of files are never given: nothing is opened. One thread. */
#ifndef SONGHE_PAPER_ZIP_H
#define SONGHE_PAPER_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define ZIP_ENTRIES_MAX 4096
#define ZIP_NAME_MAX 200 /* bytes; longer ones are not for us */
#define ZIP_ENTRY_MAX ((uint64_t)64 << 20) /* bytes of one entry, unpacked */
#define ZIP_TOTAL_MAX                                                          \
  ((uint64_t)192 << 20) /* bytes unpacked of one archive                       \
                         */
/* Times as large as it was packed, past ZIP_RATIO_FROM bytes; spreadsheets
 * come to 10 to 60, deflate can do 1032. */
#define ZIP_RATIO_MAX 250
#define ZIP_RATIO_FROM ((uint64_t)1 << 20)

/* One entry. Owned by its archive. */
struct zip_entry {
  char *name;      /* with "/", never checked to be a path: none is made */
  uint64_t offset; /* of its line in the directory */
  uint64_t number; /* its place there */
  uint64_t packed; /* bytes */
  uint64_t size;   /* bytes unpacked, as the archive says */
  bool secret;     /* under a password */
  bool known;      /* stored or deflated */
};

/* Caller's memory, which stays where it is. */
struct zip {
  const char *bytes;
  size_t len;
  size_t at; /* where minizip reads */
  void *file;
  struct zip_entry *entries;
  size_t count;
  const struct zip_entry *open; /* being unpacked, or NULL */
  uint64_t got;                 /* bytes unpacked of it */
  uint64_t total;               /* bytes unpacked of all */
};

/* `bytes` must live until zip_close. ERROR_INPUT with a fault of the file when
 * it is no whole archive or holds too much. */
int zip_open(struct zip *zip, const char *bytes, size_t len, struct error *err);
void zip_close(struct zip *zip);

/* The entry of that name (letters of either case, as OPC has it): 1, 0 when
 * there is none, ERROR_INPUT with a fault when there are two. */
int zip_find(const struct zip *zip, const char *name,
             const struct zip_entry **entry, struct error *err);

/* Begins to unpack; one entry at a time, ended by zip_stop. */
int zip_start(struct zip *zip, const struct zip_entry *entry,
              struct error *err);
/* The next bytes: how many, 0 at the end, when the sum was right, or
 * ERROR_INPUT with a fault. */
int zip_read(struct zip *zip, char *to, size_t room, struct error *err);
void zip_stop(struct zip *zip);

#endif
