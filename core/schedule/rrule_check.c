#include "schedule/rrule.h"

/* What RFC 5545 3.3.10 and RFC 7529 4 say MUST NOT be, by name of the part
 * that has to go. */

static bool has(const struct rrule *rule, unsigned parts) {
  return (rule->has & parts) != 0;
}

static void check_ends(const struct rrule *rule, struct error *err) {
  if (!has(rule, RRULE_FREQ))
    error_fault(err, "FREQ", "required",
                "缺少 FREQ，请写明多久一次，例如 FREQ=DAILY。",
                "FREQ is missing; say how often, such as FREQ=DAILY.");
  if (has(rule, RRULE_COUNT) && has(rule, RRULE_UNTIL))
    error_fault(err, "COUNT", "with-until",
                "COUNT 和 UNTIL 不能同时写，请只留一个。",
                "COUNT and UNTIL exclude each other; keep one of them.");
  if (has(rule, RRULE_SKIP) && !has(rule, RRULE_RSCALE))
    error_fault(err, "SKIP", "without-rscale",
                "写 SKIP 时必须同时写 RSCALE=GREGORIAN。",
                "SKIP needs RSCALE=GREGORIAN beside it.");
}

static void check_days(const struct rrule *rule, struct error *err) {
  bool yearly = rule->freq == RRULE_YEARLY;
  if (rule->ordinal && !yearly && rule->freq != RRULE_MONTHLY)
    error_fault(err, "BYDAY", "ordinal-freq",
                "只有 FREQ=MONTHLY 或 YEARLY 时 BYDAY 才能带序号（如 1MO）。",
                "BYDAY may have numbers (1MO) only with FREQ=MONTHLY or "
                "YEARLY.");
  if (rule->ordinal && has(rule, RRULE_BYWEEKNO))
    error_fault(err, "BYDAY", "ordinal-weekno",
                "写了 BYWEEKNO 时，BYDAY 不能带序号。",
                "BYDAY may have no numbers beside BYWEEKNO.");
  if (has(rule, RRULE_BYMONTHDAY) && rule->freq == RRULE_WEEKLY)
    error_fault(err, "BYMONTHDAY", "freq", "FREQ=WEEKLY 时不能写 BYMONTHDAY。",
                "BYMONTHDAY can't stand with FREQ=WEEKLY.");
  if (has(rule, RRULE_BYYEARDAY) &&
      (rule->freq == RRULE_DAILY || rule->freq == RRULE_WEEKLY ||
       rule->freq == RRULE_MONTHLY))
    error_fault(err, "BYYEARDAY", "freq",
                "FREQ=DAILY、WEEKLY 或 MONTHLY 时不能写 BYYEARDAY。",
                "BYYEARDAY can't stand with FREQ=DAILY, WEEKLY or MONTHLY.");
  if (has(rule, RRULE_BYWEEKNO) && !yearly)
    error_fault(err, "BYWEEKNO", "freq", "只有 FREQ=YEARLY 时才能写 BYWEEKNO。",
                "BYWEEKNO can stand only with FREQ=YEARLY.");
}

void rrule_check(const struct rrule *rule, struct error *err) {
  const unsigned others = RRULE_BYSECOND | RRULE_BYMINUTE | RRULE_BYHOUR |
                          RRULE_BYDAY | RRULE_BYMONTHDAY | RRULE_BYYEARDAY |
                          RRULE_BYWEEKNO | RRULE_BYMONTH;
  check_ends(rule, err);
  if (has(rule, RRULE_FREQ))
    check_days(rule, err);
  if (has(rule, RRULE_BYSETPOS) && !has(rule, others))
    error_fault(err, "BYSETPOS", "alone",
                "BYSETPOS 必须和别的 BY… 部分一起写。",
                "BYSETPOS needs another BY... part beside it.");
}
