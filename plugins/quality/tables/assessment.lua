-- A self-assessment as it was made. It is never changed: a better one names the
-- one that it supersedes, and both stay.
return {
  zh = "自评", en = "Self-assessment", append_only = true,
  columns = {
    { name = "standard", type = "text", max = 40, required = true, zh = "标准", en = "Standard" },
    { name = "edition", type = "text", max = 40, required = true, zh = "版本", en = "Edition" },
    { name = "from", type = "date", required = true, zh = "从", en = "From" },
    { name = "to", type = "date", required = true, zh = "到", en = "To" },
    { name = "scores", type = "json", required = true, zh = "得分", en = "Scores" },
    { name = "bases", type = "json", required = true, zh = "适用分", en = "Points that apply" },
    { name = "evidence", type = "json", required = true, zh = "各部分依据", en = "Evidence" },
    { name = "facts", type = "json", zh = "记录里的依据", en = "What the records showed" },
    { name = "total", type = "integer", required = true, min = 0, zh = "总分", en = "Total" },
    { name = "level", type = "integer", required = true, min = 0, max = 5, zh = "等级",
      en = "Level" },
    { name = "blocked", type = "json", zh = "暂不评定的原因", en = "Why no level" },
    { name = "supersedes", type = "ref", to = "assessment", zh = "取代", en = "Supersedes" },
    { name = "made", type = "instant", required = true, zh = "自评时间", en = "Made" },
    { name = "by", type = "text", max = 60, required = true, zh = "自评人", en = "By" },
    { name = "note", type = "text", max = 1000, zh = "说明", en = "Note" },
  },
  unique = { { columns = { "supersedes" } } },
}
