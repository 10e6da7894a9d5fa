-- After an import: the items of a part must come to its points. A part without
-- items is scored as a whole.
local items = require "lib.items"

return {
  zh = "核对细项分值", en = "Check the sums of the items", permission = "quality.assess",
  input = {},
  run = function(call, home)
    for _, edition in ipairs(call.data.editions) do
      local by_part = items.of(home, edition)
      for _, part in ipairs(edition.parts) do
        local sum = 0
        for _, item in ipairs(by_part[part.part] or {}) do sum = sum + item.points end
        if by_part[part.part] and sum ~= part.points then
          refuse("points", "sum", part.zh .. "各项合计 " .. sum .. " 分，标准是 " .. part.points .. " 分。",
            "The items of " .. part.en .. " come to " .. sum .. " points; the standard has "
              .. part.points .. ".")
        end
      end
    end
    if refused() then stop() end
  end,
}
