-- The days of one kind of prescription, where the home is told otherwise; nothing
-- said: those of the table again.
return {
  zh = "设置处方天数", en = "Set the days of a prescription", permission = "medication.setup",
  input = {
    { name = "key", type = "text", min = 1, max = 40, required = true, zh = "种类", en = "Kind" },
    { name = "days", type = "integer", min = 1, max = 366, zh = "最多天数（不填：照随附表）",
      en = "Days at most (empty: the table's)" },
    { name = "source", type = "text", min = 2, max = 200, zh = "依据（文件名、文号）",
      en = "Source" },
  },
  output = { { name = "key", type = "text", zh = "种类", en = "Kind" } },
  run = function(call, home)
    local key, known = call.input.key, false
    for _, each in ipairs(call.data.prescription_days[1].lengths) do
      known = known or each.key == key
    end
    if not known then
      refuse("key", "unknown", "没有“" .. key .. "”这种处方。", "There is no kind \"" .. key .. "\".")
    end
    if call.input.days and not call.input.source then
      refuse("source", "required", "与随附表不同，请写明依据。",
        "It differs from the table: say by which rule.")
    end
    if refused() then stop() end
    local row = home.find("length", { key = key })[1]
    local set = { days = call.input.days or null, source = call.input.days and call.input.source
      or null }
    if row then
      home.update("length", row.id, set)
    else
      home.insert("length", { key = key, days = call.input.days, source = call.input.source })
    end
    return { key = key }
  end,
}
