-- How long each kind of record must be kept, and what is there.
local c = require "lib.columns"
local dates = require "lib.dates"
local edition_on = require "lib.edition"
local kinds = require "data.kinds"

return {
  zh = "记录保存", en = "Retention", permission = "fire_safety.read", input = {},
  columns = c.of("duty_kind", c.integer("years", "至少保存（年）", "Years at least"),
    c.integer("records", "记录数", "Records"), c.instant("oldest", "最早一条", "Oldest"),
    c.date("keep_from", "必须保存从", "Must be kept from"), "standard"),
  run = function(call, home)
    local edition, rows, held = edition_on(call.data.retention, call.today), array {}, {}
    for _, row in ipairs(home.query("held", {})) do held[row.kind] = row end
    for _, kind in ipairs(kinds) do
      local years = edition.years[kind.value]
      if years then
        local row = held[kind.value] or {}
        rows[#rows + 1] = { kind = kind.value, years = years, records = row.records or 0,
          oldest = row.oldest, keep_from = dates.add_years(call.today, -years),
          standard = edition.standard }
      end
    end
    return rows
  end,
}
