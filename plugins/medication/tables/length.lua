-- Days that one prescription may hold here, where the home is told otherwise
-- than data/prescription_days.lua.
return {
  zh = "本院处方天数", en = "Days of a prescription here",
  history = true,
  columns = {
    { name = "key", type = "text", min = 1, max = 40, required = true, unique = true,
      zh = "种类", en = "Kind" },
    { name = "days", type = "integer", min = 1, max = 366, zh = "最多天数", en = "Days at most" },
    { name = "source", type = "text", max = 200, zh = "依据", en = "Source" },
  },
}
