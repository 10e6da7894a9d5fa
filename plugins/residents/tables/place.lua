-- Where a resident lives, as told by the events of the beds plugin: a copy,
-- so that people are found by their bed without needing that plugin.
return {
  zh = "床位", en = "Place",
  columns = {
    { name = "resident", type = "ref", to = "resident", required = true, unique = true,
      zh = "老人", en = "Resident" },
    { name = "bed", type = "text", max = 60, required = true, zh = "床位", en = "Bed" },
    { name = "since", type = "instant", required = true, zh = "入住时间", en = "Since" },
  },
}
