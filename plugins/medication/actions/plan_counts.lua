-- Puts the duties about the stock on the days that the settings say.
local stock_watch = require "lib.stock_watch"

return {
  zh = "按设置安排盘点", en = "Plan the counts", permission = "medication.check_stock",
  input = {},
  output = { { name = "planned", type = "boolean", zh = "已安排", en = "Planned" } },
  run = function(call, home)
    stock_watch.keep(call, home)
    return { planned = true }
  end,
}
