-- The entitlements that a file can hold, with the edition they come from.
local edition_on = require "lib.edition"

return {
  zh = "身份类别", en = "Kinds of entitlement", permission = "residents.read",
  input = {},
  columns = {
    { name = "value", type = "text", zh = "代码", en = "Code" },
    { name = "zh", type = "text", zh = "中文", en = "Chinese" },
    { name = "en", type = "text", zh = "英文", en = "English" },
    { name = "standard", type = "text", zh = "依据", en = "Standard" },
  },
  run = function(call)
    local edition = edition_on(call.data.statuses, call.today)
    local standard = edition.standard .. " " .. edition.edition
    local rows = array {}
    for i, kind in ipairs(edition.kinds) do
      rows[i] = { value = kind.value, zh = kind.zh, en = kind.en, standard = standard }
    end
    return rows
  end,
}
