-- A point that was reached in a round.
return {
  zh = "到点", en = "Scan", append_only = true,
  columns = {
    { name = "round", type = "ref", to = "round", required = true, zh = "巡查", en = "Round" },
    { name = "point", type = "ref", to = "point", required = true, zh = "巡查点", en = "Point" },
    { name = "at", type = "instant", required = true, zh = "到点时间", en = "At" },
    { name = "recorded", type = "instant", required = true, zh = "记录时间", en = "Recorded" },
    { name = "person", type = "integer", required = true, zh = "记录人编号", en = "Person" },
    { name = "hazard", type = "ref", to = "hazard", zh = "隐患", en = "Hazard" },
    { name = "note", type = "text", max = 500, zh = "说明", en = "Note" },
  },
  unique = { { columns = { "round", "point" },
    zh = "这个点在这一次巡查里已经到过。", en = "This point was reached in this round already." } },
}
