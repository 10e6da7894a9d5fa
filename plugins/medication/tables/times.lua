-- Times of a code in this home, or in one care unit (standards 7.2: times are
-- the institution's). Without a row the standard's times hold.
return {
  zh = "给药时间", en = "Times", history = true,
  columns = {
    { name = "code", type = "text", max = 20, required = true, zh = "频次", en = "Frequency" },
    { name = "unit", type = "text", max = 40, required = true, default = "",
      zh = "照料单元（空：全院）", en = "Care unit (empty: the home)" },
    { name = "times", type = "json", required = true, zh = "时间", en = "Times" },
    { name = "weekdays", type = "json", zh = "星期", en = "Weekdays" },
  },
  unique = { { columns = { "code", "unit" } } },
}
