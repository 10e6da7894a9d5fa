-- Somebody's result in a training.
return {
  zh = "培训成绩", en = "Mark", append_only = true,
  columns = {
    { name = "training", type = "ref", to = "training", required = true, zh = "培训",
      en = "Training" },
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "score", type = "integer", min = 0, max = 100, required = true, zh = "成绩",
      en = "Score" },
    { name = "passed", type = "boolean", required = true, zh = "合格", en = "Passed" },
  },
  unique = { { columns = { "training", "name" } } },
}
