/* Zip archives whose entries are stored as they are, made in memory. Tests
 * and fuzz targets only. */
#ifndef SONGHE_TESTS_STORED_ZIP_H
#define SONGHE_TESTS_STORED_ZIP_H

#include <stdint.h>
#include <string.h>

#include "base/buf.h"

struct stored_zip {
  struct buf bytes;
  struct buf directory;
  uint16_t count;
};

static inline uint32_t stored_sum(const char *data, size_t len) {
  uint32_t sum = ~UINT32_C(0);

  for (size_t i = 0; i < len; i++) {
    sum ^= (unsigned char)data[i];
    for (int bit = 0; bit < 8; bit++)
      sum = (sum >> 1) ^ (UINT32_C(0xedb88320) & (0 - (sum & 1)));
  }
  return ~sum;
}

static inline void stored_number(struct buf *out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; i++)
    buf_byte(out, (char)(value >> (8 * i)));
}

static inline void stored_common(struct buf *out, const char *name,
                                 const char *data, size_t len) {
  stored_number(out, 20, 2);
  stored_number(out, 0, 4); /* flags, stored */
  stored_number(out, 0, 4); /* time */
  stored_number(out, stored_sum(data, len), 4);
  stored_number(out, (uint32_t)len, 4);
  stored_number(out, (uint32_t)len, 4);
  stored_number(out, (uint32_t)strlen(name), 2);
  stored_number(out, 0, 2);
}

static inline void stored_add(struct stored_zip *zip, const char *name,
                              const char *data, size_t len) {
  uint32_t at = (uint32_t)zip->bytes.len;

  buf_append(&zip->bytes, "PK\x03\x04", 4);
  stored_common(&zip->bytes, name, data, len);
  buf_text(&zip->bytes, name);
  buf_append(&zip->bytes, data, len);
  buf_append(&zip->directory, "PK\x01\x02", 4);
  stored_number(&zip->directory, 20, 2);
  stored_common(&zip->directory, name, data, len);
  for (int i = 0; i < 10; i++)
    buf_byte(&zip->directory, 0); /* comment, disk, attributes */
  stored_number(&zip->directory, at, 4);
  buf_text(&zip->directory, name);
  zip->count++;
}

static inline void stored_end(struct stored_zip *zip) {
  uint32_t at = (uint32_t)zip->bytes.len;

  buf_append(&zip->bytes, zip->directory.data, zip->directory.len);
  buf_append(&zip->bytes, "PK\x05\x06\0\0\0\0", 8);
  stored_number(&zip->bytes, zip->count, 2);
  stored_number(&zip->bytes, zip->count, 2);
  stored_number(&zip->bytes, (uint32_t)zip->directory.len, 4);
  stored_number(&zip->bytes, at, 4);
  stored_number(&zip->bytes, 0, 2);
  buf_fini(&zip->directory);
}

#define STORED_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STORED_OFFICE                                                          \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STORED_PACKAGE                                                         \
  "http://schemas.openxmlformats.org/package/2006/relationships"
#define STORED_RELATION(id, type, target)                                      \
  "<Relationship Id=\"" id "\" Type=\"" STORED_OFFICE "/" type                 \
  "\" Target=\"" target "\"/>"

/* A workbook of one sheet, whose XML is given; format 1 is a date, 2 a month
 * and day; shared text 0 is "甲". */
static inline void stored_book(struct stored_zip *zip, const char *sheet,
                               size_t len) {
  static const char *const parts[][2] = {
      {"_rels/.rels",
       "<Relationships xmlns=\"" STORED_PACKAGE "\">" STORED_RELATION(
           "a", "officeDocument", "xl/workbook.xml") "</Relationships>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships xmlns=\"" STORED_PACKAGE
       "\">" STORED_RELATION("a", "worksheet", "worksheets/sheet1.xml")
           STORED_RELATION("b", "styles", "styles.xml") STORED_RELATION(
               "c", "sharedStrings", "../xl/./strings.xml")
               STORED_RELATION("d", "theme", "../../x.xml") "</Relationships>"},
      {"xl/workbook.xml",
       "<workbook xmlns=\"" STORED_MAIN "\" xmlns:r=\"" STORED_OFFICE
       "\"><sheets><sheet name=\"A &amp; B\" r:id=\"a\"/></sheets></workbook>"},
      {"xl/styles.xml",
       "<styleSheet xmlns=\"" STORED_MAIN
       "\"><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d\"/>"
       "</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/>"
       "<xf numFmtId=\"58\"/></cellXfs></styleSheet>"},
      {"xl/strings.xml",
       "<sst xmlns=\"" STORED_MAIN "\"><si><t>甲</t></si><si><t/></si></sst>"}};

  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    stored_add(zip, parts[i][0], parts[i][1], strlen(parts[i][1]));
  stored_add(zip, "xl/worksheets/sheet1.xml", sheet, len);
  stored_end(zip);
}

#endif
