-- Takes over the small list that comes along, for a home without one of its own.
local drugs = require "lib.drugs"

return {
  zh = "采用随附药品目录（不完整）", en = "Take over the list that comes along (partial)",
  permission = "medication.setup", confirm = true, input = {}, deadline_ms = 2000,
  output = {
    { name = "added", type = "integer", zh = "新增", en = "Added" },
    { name = "known", type = "integer", zh = "已有", en = "Known already" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
  },
  run = function(call, home)
    local shipped = call.data.drugs[1]
    local added, known = 0, 0
    for _, entry in ipairs(shipped.drugs) do
      local row = { classes = array {}, high_alert = false, controlled = "none",
        antibiotic = "none", source = shipped.source, edition = shipped.edition }
      for key, value in pairs(entry) do row[key] = value end
      local read = drugs.read(call, row)
      if drugs.find(home, read) then
        known = known + 1
      else
        home.insert("drug", read)
        added = added + 1
      end
    end
    if refused() then stop() end
    drugs.note_list(call, home, "drug", shipped.source, shipped.edition)
    return { added = added, known = known, edition = shipped.edition }
  end,
}
