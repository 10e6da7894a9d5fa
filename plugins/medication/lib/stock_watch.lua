-- The duties about the stock: counting it each week, looking for what expires
-- each month. They begin with the first medicine received and follow the
-- settings when something is received or the manager says so.
local stock_watch = {}

local days = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" }

local function wanted(call)
  local weekday = call.settings.count_weekday
  local weekly = weekday > 0 and "FREQ=WEEKLY;BYDAY=" .. days[weekday] or nil
  return { count_stock = weekly, check_expiry = "FREQ=MONTHLY;BYMONTHDAY=1" }
end

local function begin(call, home, kind, rule)
  return home.schedule(kind, { subject = "stock:" .. kind, rule = rule,
    start = date.add(call.today, 1) .. "T" .. call.settings.count_time .. ":00" })
end

function stock_watch.keep(call, home)
  for kind, rule in pairs(wanted(call)) do
    local key = rule .. " " .. call.settings.count_time
    local row = home.find("stock_duty", { kind = kind })[1]
    if not row then
      home.insert("stock_duty", { kind = kind, rule = key,
        schedule = begin(call, home, kind, rule) })
    elseif row.rule ~= key then
      if row.schedule then home.stop(row.schedule, call.now - call.now % 1000) end
      home.update("stock_duty", row.id, { rule = key, schedule = begin(call, home, kind, rule) })
    end
  end
  local count = home.find("stock_duty", { kind = "count_stock" })[1]
  if call.settings.count_weekday == 0 and count and count.schedule then
    home.stop(count.schedule, call.now - call.now % 1000)
    home.update("stock_duty", count.id, { rule = "-", schedule = null })
  end
end

return stock_watch
