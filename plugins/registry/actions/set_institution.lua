-- Writes the institution's file: what is not given stays as it is.
local fields = require "lib.fields"

local function check(call, input)
  local wrong = call.rules.credit_code(input.credit_code)
  local body = call.data.bodies.prefix[input.credit_code:sub(1, 2)]
  if wrong then
    refuse("credit_code", wrong.code, wrong.zh, wrong.en)
  elseif input.body and body and body ~= input.body then
    refuse("body", "prefix", "信用代码开头是 " .. input.credit_code:sub(1, 2)
      .. "，和填的单位类型不符。", "The credit code begins with " .. input.credit_code:sub(1, 2)
      .. ", which is another kind of body.")
  end
  for _, name in ipairs { "founded", "opened", "filed" } do
    if input[name] and input[name] > call.today then
      refuse(name, "future", "日期不能在将来。", "The date can't be in the future.")
    end
  end
  for _, fee in ipairs { "nursing", "bed", "meals", "deposit" } do
    local low, high = input[fee .. "_low"], input[fee .. "_high"]
    if low and high and decimal.cmp(high, low) < 0 then
      refuse(fee .. "_high", "order", "最高不能低于最低。", "The highest is below the lowest.")
    end
  end
  if refused() then stop() end
end

-- The end of the n-th day from Monday to Friday.
local function working_days_after(day, n)
  while n > 0 do
    day = date.add(day, 1)
    if date.parts(day).weekday <= 5 then n = n - 1 end
  end
  return day
end

return { zh = "填写机构信息", en = "Write the institution's file", permission = "registry.keep",
  input = fields.institution, output = fields.of("id"),
  run = function(call, home)
    local row = {}
    for _, field in ipairs(fields.institution) do row[field.name] = call.input[field.name] end
    check(call, row)
    local known = home.find("institution", { only = 1 })[1]
    local id = known and known.id
    if known then
      home.update("institution", id, row)
    else
      row.only = 1
      id = home.insert("institution", row)
    end
    if row.opened and not row.filed and not (known and known.filed) then
      home.schedule("file_home", { key = "filing", subject = "institution:" .. id,
        at = working_days_after(row.opened, call.settings.filing_days) .. "T17:00:00" })
    end
    return { id = id }
  end }
