/* A look through a sheet before its rows are read: where it begins, which
 * cells are merged (that stands after the rows), what is to be told. */
#include <stdlib.h>
#include <string.h>

#include "paper/table.h"
#include "paper/xlsx_inside.h"

#define SURVEY_ROW_MAX 1048576
#define SURVEY_COLUMN_MAX 16384

bool xlsx_cell_at(const char *text, int *row, int *column) {
  int letters = 0;
  int number = 0;

  for (; *text >= 'A' && *text <= 'Z' && letters <= SURVEY_COLUMN_MAX; text++)
    letters = letters * 26 + (*text - 'A' + 1);
  for (; *text >= '0' && *text <= '9' && number <= SURVEY_ROW_MAX; text++)
    number = number * 10 + (*text - '0');
  *row = number;
  *column = letters - 1;
  return letters > 0 && letters <= SURVEY_COLUMN_MAX && number > 0 &&
         number <= SURVEY_ROW_MAX && (*text == '\0' || *text == ':');
}

static int survey_merge(struct xlsx *book, const xmlNode *node,
                        struct xlsx_survey *survey) {
  const char *ref = xlsx_attribute(node, "ref");
  const char *colon = ref != NULL ? strchr(ref, ':') : NULL;
  struct xlsx_merge merge;

  if (colon == NULL || !xlsx_cell_at(ref, &merge.top, &merge.left) ||
      !xlsx_cell_at(colon + 1, &merge.bottom, &merge.right) ||
      merge.bottom < merge.top || merge.right < merge.left)
    return xlsx_broken(book);
  if (merge.left >= TABLE_CELLS_MAX)
    return 0; /* of no column that is read */
  if (survey->merge_count == XLSX_MERGES_MAX)
    return xlsx_too_large(book);
  buf_append(&survey->merges, &merge, sizeof merge);
  if (survey->merges.failed)
    return ERROR_MEMORY;
  survey->merge_count++;
  return 0;
}

/* Something stands in `row`. */
static void survey_filled(struct xlsx_survey *survey, int row, bool *hidden) {
  if (survey->first == 0)
    survey->first = row;
  survey->last = row;
  if (*hidden && row != survey->first) {
    survey->hidden_row = survey->hidden == 0 ? row : survey->hidden_row;
    survey->hidden++;
  }
  *hidden = false; /* counted */
}

static int survey_node(struct xlsx *book, const xmlNode *node, int *row,
                       bool *hidden, size_t *cells,
                       struct xlsx_survey *survey) {
  if (xlsx_is(node, "row")) {
    int number = xlsx_number(node, "r");
    *row = number >= 0 ? number : *row + 1;
    *hidden = xlsx_true(node, "hidden");
  } else if (xlsx_is(node, "c")) {
    if (*row == 0)
      return xlsx_broken(book);
    return ++*cells > XLSX_CELLS_MAX ? xlsx_too_large(book) : 0;
  } else if (xlsx_is(node, "v") || xlsx_is(node, "t")) {
    survey_filled(survey, *row, hidden);
  } else if (xlsx_is(node, "f")) {
    survey->formula_row = survey->formulas == 0 ? *row : survey->formula_row;
    survey->formulas++;
  } else if (xlsx_is(node, "mergeCell")) {
    return survey_merge(book, node, survey);
  }
  return 0;
}

static int survey_order(const void *left, const void *right) {
  const struct xlsx_merge *a = left;
  const struct xlsx_merge *b = right;

  return a->top != b->top ? (a->top > b->top) - (a->top < b->top)
                          : (a->left > b->left) - (a->left < b->left);
}

static void survey_merges(struct xlsx_survey *survey) {
  const struct xlsx_merge *merges = (const void *)survey->merges.data;

  if (survey->merge_count == 0)
    return;
  qsort(survey->merges.data, survey->merge_count, sizeof *merges, survey_order);
  for (size_t i = 0; i < survey->merge_count; i++) {
    if (merges[i].top <= survey->first || merges[i].bottom == merges[i].top)
      continue;
    if (survey->filled++ == 0)
      survey->shown = merges[i];
  }
}

int xlsx_survey(struct xlsx *book, const char *name,
                struct xlsx_survey *survey) {
  struct xlsx_part part;
  xmlNodePtr node;
  bool hidden = false;
  size_t cells = 0;
  int row = 0;
  int rc = xlsx_part_open(&part, book, name);

  if (rc <= 0)
    return rc < 0 ? rc : xlsx_broken(book);
  while ((rc = xlsx_next(&part, &node)) == 1) {
    rc = survey_node(book, node, &row, &hidden, &cells, survey);
    if (rc != 0)
      break;
  }
  rc = xlsx_part_close(&part, rc);
  if (rc == 0)
    survey_merges(survey);
  return rc;
}

void xlsx_survey_fini(struct xlsx_survey *survey) {
  buf_fini(&survey->merges);
  *survey = (struct xlsx_survey){0};
}

/* --- what is to be told ----------------------------------------------------
 */

static void survey_note(json_t *notes, const char *code, const char *zh,
                        const char *en) {
  json_array_append_new(
      notes, json_pack("{s:s, s:s, s:s}", "code", code, "zh", zh, "en", en));
}

static void survey_note_merged(json_t *notes,
                               const struct xlsx_survey *survey) {
  const struct xlsx_merge *shown = &survey->shown;
  char letters[3] = "";
  char zh[300], en[300];
  int n = 0;

  if (shown->left >= 26) /* of 100 columns: two letters at most */
    letters[n++] = (char)('A' + shown->left / 26 - 1);
  letters[n] = (char)('A' + shown->left % 26);
  snprintf(zh, sizeof zh,
           "有 %zu 处合并的格（如 %s%d 到第 %d 行）：其中每一行都按写有同样"
           "的内容读。",
           survey->filled, letters, shown->top, shown->bottom);
  snprintf(en, sizeof en,
           "Merged cells: %zu (such as %s%d down to row %d). Each row within "
           "is read as if it said the same.",
           survey->filled, letters, shown->top, shown->bottom);
  survey_note(notes, "merged", zh, en);
}

json_t *xlsx_notes(const struct xlsx_survey *survey) {
  json_t *notes = json_array();
  char zh[300], en[300];

  if (survey->filled > 0)
    survey_note_merged(notes, survey);
  if (survey->hidden > 0) {
    snprintf(zh, sizeof zh,
             "有 %zu 行在表格里是隐藏的（如第 %d 行），也一并读了。",
             survey->hidden, survey->hidden_row);
    snprintf(en, sizeof en,
             "Hidden rows: %zu (such as row %d). They were read as well.",
             survey->hidden, survey->hidden_row);
    survey_note(notes, "hidden", zh, en);
  }
  if (survey->formulas > 0) {
    snprintf(zh, sizeof zh,
             "有 %zu 格是公式（如第 %d 行），用的是文件上次保存时的结果。",
             survey->formulas, survey->formula_row);
    snprintf(en, sizeof en,
             "Formulas: %zu (such as in row %d). Their results are as of when "
             "the file was saved.",
             survey->formulas, survey->formula_row);
    survey_note(notes, "formulas", zh, en);
  }
  return notes;
}
