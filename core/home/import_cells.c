/* Headings and cells of a table as spreadsheets save them. What a spreadsheet
 * only writes otherwise (wide digits, 2026/1/5) is read as what it says; what
 * it has spoilt (5.00E+17, a date as 46027) is refused with what to do. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/calendar.h"
#include "base/json.h"
#include "home/import_inside.h"

#define CELLS_PART_MAX 24 /* bytes of a date that is shown in part */

/* --- characters ------------------------------------------------------------
 */

/* A wide form of ASCII (U+FF01..U+FF5E) at `text`, as ASCII; 0: none. */
static char cells_narrow(const char *text) {
  const unsigned char *at = (const unsigned char *)text;

  if (at[0] != 0xef || (at[1] != 0xbc && at[1] != 0xbd))
    return '\0';
  if (at[1] == 0xbc && at[2] >= 0x81 && at[2] <= 0xbf)
    return (char)(at[2] - 0x81 + '!');
  if (at[1] == 0xbd && at[2] >= 0x80 && at[2] <= 0x9e)
    return (char)(at[2] - 0x80 + '`');
  return '\0';
}

static bool cells_is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

/* Wide digits and letters become plain ones; with `all` wide marks as well. */
static void cells_widths(const char *text, bool all, struct buf *out) {
  while (*text != '\0') {
    char narrow = cells_narrow(text);
    if (narrow != '\0' && (all || cells_is_word(narrow))) {
      buf_byte(out, narrow);
      text += 3;
    } else {
      buf_byte(out, *text++);
    }
  }
}

/* A number or date that somebody typed in wide digits, marks and all. */
static bool cells_is_wide_number(const char *text) {
  bool digits = false;

  while (*text != '\0') {
    char narrow = cells_narrow(text);
    if (narrow == '\0' && (*text & 0x80) != 0)
      return false;
    digits = digits || (narrow >= '0' && narrow <= '9');
    text += narrow != '\0' ? 3 : 1;
  }
  return digits;
}

/* --- headings --------------------------------------------------------------
 */

/* How many bytes of white space stand here: also wide, fixed, of no width. */
static size_t cells_space(const char *text) {
  static const char *const wide[] = {"\xe3\x80\x80", "\xc2\xa0", "\xe2\x80\x8b",
                                     "\xef\xbb\xbf"};

  if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r')
    return 1;
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (strncmp(text, wide[i], strlen(wide[i])) == 0)
      return strlen(wide[i]);
  return 0;
}

/* A heading without spaces, line breaks and marks such as * or （必填）. */
static char *cells_heading(const char *text) {
  static const char *const marks[] = {"*",    "(必填)", "（必填）", "必填)",
                                      "(㎡)", "(m²)",   "(m2)",     "(平方米)"};
  struct buf wide;
  struct buf out;
  char *name;
  char *plain;

  buf_init(&wide);
  buf_init(&out);
  for (size_t space; *text != '\0'; text += space > 0 ? space : 1)
    if ((space = cells_space(text)) == 0)
      buf_byte(&wide, *text);
  plain = buf_take(&wide);
  if (plain != NULL)
    cells_widths(plain, true, &out);
  free(plain);
  name = buf_take(&out);
  for (size_t i = 0; name != NULL && i < sizeof marks / sizeof *marks; i++) {
    size_t len = strlen(name);
    size_t mark = strlen(marks[i]);
    if (len > mark && strcmp(name + len - mark, marks[i]) == 0)
      name[len - mark] = '\0';
  }
  return name;
}

static bool cells_same_heading(const char *declared, const char *heading) {
  char *name = declared != NULL ? cells_heading(declared) : NULL;
  bool same = name != NULL && strcasecmp(name, heading) == 0;

  free(name);
  return same;
}

static bool cells_header_is(const json_t *headers, const char *heading) {
  json_t *item;
  size_t i;

  if (json_is_string(headers))
    return cells_same_heading(json_string_value(headers), heading);
  json_array_foreach(headers, i, item) {
    if (cells_same_heading(json_string_value(item), heading))
      return true;
  }
  return false;
}

static void cells_read_heading(struct import *import, const char *text,
                               int64_t number) {
  char *heading = cells_heading(text);
  json_t *found = json_null();
  json_t *column;
  size_t i;

  json_array_foreach(json_object_get(import->declared, "columns"), i, column) {
    if (heading != NULL &&
        cells_header_is(json_object_get(column, "header"), heading))
      found = column;
  }
  if (json_is_object(found) &&
      json_find(import->columns, "field", json_get_text(found, "field", "")) !=
          NULL)
    import_fault(import, number, json_get_text(found, "field", ""), "duplicate",
                 "表头里这一列出现了两次（或两种叫法），请只留一列。",
                 "The header row has this column twice, perhaps under two "
                 "names: keep one.");
  if (json_is_null(found) && heading != NULL && heading[0] != '\0')
    json_array_append_new(import->unused, json_string(text));
  if (heading == NULL || heading[0] == '\0')
    found = json_false();
  json_array_append(import->columns, found);
  free(heading);
}

/* One cell where two columns at least are required: a title above the table,
 * or columns kept apart by a mark that is not known. */
static bool cells_is_title(const struct import *import, const json_t *cells) {
  size_t filled = 0;
  size_t required = 0;
  json_t *item;
  size_t i;

  json_array_foreach(cells, i, item) filled += json_string_length(item) > 0;
  json_array_foreach(json_object_get(import->declared, "columns"), i, item)
      required += json_get_bool(item, "required", false);
  return filled == 1 && required > 1;
}

void import_read_headers(struct import *import, const json_t *row) {
  int64_t number = json_get_int(row, "row", 1);
  json_t *cell;
  json_t *column;
  size_t i;

  if (cells_is_title(import, json_object_get(row, "cells"))) {
    import_fault(import, number, "", "header",
                 "这一行只有一格，不像表头。请删去表头上面的标题行；"
                 "各列之间要用逗号、分号或制表符隔开。",
                 "This row has one cell only and is hardly the header row. "
                 "Delete any title above it; commas, semicolons or tabs keep "
                 "columns apart.");
    return;
  }
  json_array_foreach(json_object_get(row, "cells"), i, cell) {
    const char *text = json_string_value(cell);
    cells_read_heading(import, text != NULL ? text : "", number);
  }
  json_array_foreach(json_object_get(import->declared, "columns"), i, column) {
    const char *field = json_get_text(column, "field", "");
    if (json_get_bool(column, "required", false) &&
        json_find(import->columns, "field", field) == NULL)
      import_fault(import, number, field, "header", "表头缺少这一列。",
                   "The header row lacks this column.");
  }
}

/* What stands under no heading is in no field and would be lost: likely the
 * comma of a text without quotes has moved the rest of the row. */
bool import_too_wide(struct import *import, const json_t *row) {
  const json_t *cells = json_object_get(row, "cells");
  size_t count = json_array_size(import->columns);
  char zh[300];
  char en[300];
  size_t i = 0;

  while (i < json_array_size(cells) &&
         (json_string_length(json_array_get(cells, i)) == 0 ||
          (i < count && !json_is_false(json_array_get(import->columns, i)))))
    i++;
  if (i >= json_array_size(cells))
    return false;
  snprintf(zh, sizeof zh,
           "第 %zu 列没有表头，这一行却在那里有内容，可能是前面某一格里的逗号"
           "没有用引号括住。请改正，或给那一列加上表头。",
           i + 1);
  snprintf(en, sizeof en,
           "Column %zu has no heading, yet this row has something there: "
           "likely a comma in a cell before it is not within quotes. Mend it, "
           "or give the column a heading.",
           i + 1);
  import_fault(import, json_get_int(row, "row", 0), "", "columns", zh, en);
  return true;
}

/* "One of these is wanted", in the words that a table may use for `field`.
 * Both to be freed, NULL: no memory. */
static void cells_choices(const json_t *field, char **zh, char **en) {
  struct buf of_zh;
  struct buf of_en;
  json_t *value;
  size_t i;

  buf_init(&of_zh);
  buf_init(&of_en);
  buf_text(&of_zh, "要填其中之一：");
  buf_text(&of_en, "One of these is wanted: ");
  json_array_foreach(json_object_get(field, "values"), i, value) {
    const char *name = json_get_text(value, "value", "");
    buf_printf(&of_zh, "%s%s", i > 0 ? "、" : "",
               json_get_text(value, "zh", name));
    buf_printf(&of_en, "%s%s", i > 0 ? ", " : "",
               json_get_text(value, "en", name));
  }
  buf_text(&of_zh, "。");
  buf_text(&of_en, ".");
  *zh = buf_take(&of_zh);
  *en = buf_take(&of_en);
}

void import_refused(struct import *import, int64_t row,
                    const struct error_fault *fault, const json_t *field) {
  char *zh = NULL;
  char *en = NULL;

  if (import->format == NULL && strcmp(fault->code, "choice") == 0 &&
      json_object_get(field, "values") != NULL)
    cells_choices(field, &zh, &en);
  import_fault(import, row, fault->field, fault->code,
               zh != NULL ? zh : fault->zh, en != NULL ? en : fault->en);
  free(zh);
  free(en);
}

/* --- what a spreadsheet has spoilt -----------------------------------------
 */

static size_t cells_digits(const char *text) {
  return strspn(text, "0123456789");
}

/* 5.00E+17: the digits that are not shown are lost. */
static bool cells_is_scientific(const char *text) {
  size_t at = cells_digits(text);

  if (at != 1)
    return false;
  if (text[at] == '.')
    at += 1 + cells_digits(text + at + 1);
  if ((text[at] != 'E' && text[at] != 'e') || text[at + 1] != '+')
    return false;
  at += 2;
  return cells_digits(text + at) > 0 && text[at + cells_digits(text + at)] == 0;
}

/* Spreadsheets keep 15 digits of a number and write noughts for the rest. */
static bool cells_is_cut(const char *text) {
  size_t len = cells_digits(text);

  return len >= 17 && text[len] == '\0' && strspn(text + 15, "0") == len - 15;
}

/* #N/A, #REF!, #NAME?, #SPILL! and such, or a cell that was too narrow. */
static bool cells_is_error(const char *text) {
  size_t len = strlen(text);

  if (strcmp(text, "#N/A") == 0 || strcmp(text, "#GETTING_DATA") == 0)
    return true;
  if (len >= 3 && strspn(text, "#") == len)
    return true;
  return text[0] == '#' && len > 2 &&
         (text[len - 1] == '!' || text[len - 1] == '?') &&
         strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/0") == len - 2;
}

/* A day counted from 1899-12-30, with or without a part of a day. */
static bool cells_is_serial(const char *text) {
  size_t whole = cells_digits(text);

  if (whole == 0 || whole > 6)
    return false;
  if (text[whole] == '.')
    whole += 1 + cells_digits(text + whole + 1);
  return text[whole] == '\0';
}

static bool cells_is_time(const char *type) {
  return strcmp(type, "date") == 0 || strcmp(type, "instant") == 0;
}

/* True when the cell is of no use: the fault says why. */
static bool cells_spoilt(struct import *import, int64_t row, const char *field,
                         const char *type, const char *text) {
  if (cells_is_error(text))
    import_fault(import, row, field, "formula",
                 "这里是表格软件的错误值，请改成真正的内容。",
                 "This is an error value of the spreadsheet: put what it "
                 "should say.");
  else if (cells_is_scientific(text))
    import_fault(import, row, field, "mangled",
                 "这个号码被表格软件改成了科学计数，原来的数字已经丢失。"
                 "请把这一列设成“文本”，重新填写后再导出。",
                 "The spreadsheet has turned this number into scientific "
                 "notation and lost its digits. Set the column to Text, type "
                 "it again, save again.");
  else if (strcmp(type, "text") == 0 && cells_is_cut(text))
    import_fault(import, row, field, "mangled",
                 "第 15 位以后都是 0，多半被表格软件截断了。"
                 "请把这一列设成“文本”，对照证件重新填写；"
                 "若号码确实如此，请在页面上登记。",
                 "All digits after the 15th are 0: the spreadsheet has likely "
                 "cut them. Set the column to Text and type it again from the "
                 "card; if it really is so, enter it on its page.");
  else if (cells_is_time(type) && cells_is_serial(text))
    import_fault(import, row, field, "serial",
                 "这是表格软件里日期的序号。请把这一列设成日期格式"
                 "（如 2026-01-05）再导出。",
                 "This is a spreadsheet's day number. Format the column as a "
                 "date (such as 2026-01-05) and save again.");
  else if (strcmp(type, "instant") == 0 && text[cells_digits(text)] == '\0')
    import_fault(import, row, field, "type",
                 "要填日期或时间，例如 2026-01-05 或 2026-01-05 08:30。",
                 "A date or a time is wanted, such as 2026-01-05 or "
                 "2026-01-05 08:30.");
  else
    return false;
  return true;
}

/* --- dates -----------------------------------------------------------------
 */

/* A number of one to `most` digits, moving *text past it; -1: none. */
static int cells_number(const char **text, size_t most) {
  size_t len = cells_digits(*text);
  int number = 0;

  if (len == 0 || len > most)
    return -1;
  for (size_t i = 0; i < len; i++)
    number = number * 10 + ((*text)[i] - '0');
  *text += len;
  return number;
}

/* Past one of the marks (words apart by |), if it stands here. */
static bool cells_mark(const char **text, const char *const *marks) {
  for (; *marks != NULL; marks++)
    if (strncmp(*text, *marks, strlen(*marks)) == 0) {
      *text += strlen(*marks);
      return true;
    }
  return false;
}

static const char *const cells_year[] = {"年", "/", "-", ".", NULL};
static const char *const cells_month[] = {"月", "/", "-", ".", NULL};
static const char *const cells_day[] = {"日", "号", NULL};
static const char *const cells_hour[] = {"时", "点", ":", NULL};
static const char *const cells_minute[] = {"分", ":", NULL};
static const char *const cells_second[] = {"秒", NULL};

/* 2026/1/5, 2026.1.5, 2026年1月5日, 20260105. */
static bool cells_read_date(const char **text, int *year, int *month,
                            int *day) {
  if (cells_digits(*text) == 8) {
    int all = cells_number(text, 8);
    *year = all / 10000;
    *month = all / 100 % 100;
    *day = all % 100;
    return true;
  }
  if (cells_digits(*text) != 4)
    return false;
  *year = cells_number(text, 4);
  if (!cells_mark(text, cells_year))
    return false;
  *month = cells_number(text, 2);
  if (*month < 0 || !cells_mark(text, cells_month))
    return false;
  *day = cells_number(text, 2);
  cells_mark(text, cells_day);
  return *day >= 0;
}

/* 8:30, 8:30:05, 8时30分; nothing: midnight. */
static bool cells_read_time(const char **text, int *hour, int *minute,
                            int *second) {
  *hour = *minute = *second = 0;
  if (**text == '\0')
    return true;
  *hour = cells_number(text, 2);
  if (*hour < 0 || !cells_mark(text, cells_hour))
    return false;
  if (**text == '\0')
    return true;
  *minute = cells_number(text, 2);
  if (*minute < 0)
    return false;
  if (!cells_mark(text, cells_minute) || **text == '\0')
    return true;
  *second = cells_number(text, 2);
  cells_mark(text, cells_second);
  return *second >= 0;
}

/* As the field takes it; false: it is no such date, the field will say so. */
static bool cells_date(const char *text, const char *type, char out[32]) {
  int year, month, day, hour, minute, second;
  int64_t days;

  if (!cells_read_date(&text, &year, &month, &day))
    return false;
  text += strspn(text, " T");
  if (!cells_read_time(&text, &hour, &minute, &second) || *text != '\0' ||
      hour > 23 || minute > 59 || second > 59)
    return false;
  snprintf(out, 32, "%04d-%02d-%02d", year, month, day);
  if (calendar_parse_date(out, 10, &days) != 0)
    return false;
  if (hour + minute + second == 0)
    return true;
  snprintf(out + 10, 22, "T%02d:%02d:%02d", hour, minute, second);
  return strcmp(type, "instant") == 0;
}

/* --- one cell --------------------------------------------------------------
 */

bool import_cell_marked(struct import *import, int64_t row, const char *name,
                        const char *text, const char *mark) {
  const char *shown = strlen(text) <= CELLS_PART_MAX ? text : "?";
  char zh[400], en[400];

  if (strcmp(mark, "unsaved") == 0) {
    import_fault(import, row, name, "formula",
                 "这里是公式，文件里没有算好的结果。请在 Excel 或 WPS "
                 "里打开、保存一次，再导入。",
                 "This is a formula without its result. Open the file in Excel "
                 "or WPS, save it once and import it again.");
    return true;
  }
  if (strcmp(mark, "part") != 0)
    return false;
  snprintf(zh, sizeof zh,
           "表格软件把这里存成了日期，只显示一部分（%s）。若本来是编号"
           "（如 3-5），请把这一列设成“文本”重新填写；若是日期，请写全"
           "年月日。",
           shown);
  snprintf(en, sizeof en,
           "The spreadsheet has made this a date and shows a part of it "
           "(%s). If it was a number such as 3-5, set the column to Text "
           "and type it again; if it is a date, show its year, month and day.",
           shown);
  import_fault(import, row, name, "mangled", zh, en);
  return true;
}

/* Text that was written as ="..." or '... so that it stays text. */
static char *cells_unwrap(const char *text) {
  size_t len = strlen(text);

  if (len >= 3 && text[0] == '=' && text[1] == '"' && text[len - 1] == '"')
    return strndup(text + 2, len - 3);
  return strdup(text[0] == '\'' && cells_digits(text + 1) > 0 ? text + 1
                                                              : text);
}

json_t *import_cell(struct import *import, const json_t *field, int64_t row,
                    const char *name, const char *text) {
  const char *type = json_get_text(field, "type", "text");
  bool words = strcmp(type, "text") == 0 || strcmp(type, "json") == 0;
  char *plain = cells_unwrap(text);
  struct buf out;
  char date[32];
  json_t *value = NULL;
  char *read;

  buf_init(&out);
  if (plain != NULL)
    cells_widths(plain, !words || cells_is_wide_number(plain), &out);
  free(plain);
  read = buf_take(&out);
  if (read == NULL || cells_spoilt(import, row, name, type, read)) {
    free(read);
    return NULL;
  }
  value = json_string(
      cells_is_time(type) && cells_date(read, type, date) ? date : read);
  free(read);
  return value;
}
