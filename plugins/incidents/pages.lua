return {
  incidents = { kind = "list", zh = "不良事件", en = "Incidents", menu = "safety", order = 60,
    query = "list", of = "incident", key = "id", title = "kind", notes = { "resident_name" },
    filters = { "kind", "state", "from", "to" }, record = "incident",
    columns = { "happened", "kind", "severity", "resident", "place", "state" },
    actions = { "report" } },
  incident = { kind = "record", zh = "不良事件", en = "Incident", query = "record", key = "id",
    title = "kind", notes = { "severity", "resident", "happened" },
    sections = {
      { zh = "经过", en = "What happened", columns = { "what", "place", "witnesses", "class",
        "happened", "reported", "reporter_name" } },
      { zh = "告知", en = "Who was told", query = "told",
        columns = { "told", "whom", "name", "channel", "by", "recorded" } },
      { zh = "处理", en = "What was done", columns = { "cause", "measures", "lessons", "closed" } } },
    actions = { { action = "tell", fill = { incident = "id" } } } },
  counts = { kind = "list", zh = "不良事件小结", en = "Incidents in figures", menu = "safety",
    order = 61, query = "counts", filters = { "from", "to" },
    columns = { "kind", "count", "harmed", "open" } },
}
