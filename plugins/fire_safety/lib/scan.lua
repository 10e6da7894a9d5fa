-- From a scanned or typed code to the thing it stands on; refused with the
-- reason when there is none.
local labels = require "lib.labels"

local scan = {}

local function refuse_unknown(call, field, code)
  local read = labels.read(code)
  if not read then
    refuse(field, "unreadable", "这不是一个完整的标签码：" .. code .. "。请重新扫码，或照标签再输一次。",
      "This is no whole label code: " .. code .. ". Scan again or type it as printed.")
  elseif read.home ~= call.settings.home_code then
    refuse(field, "other_home", "这是别家机构（" .. read.home .. "）的标签，不是本院的。",
      "This label belongs to another home (" .. read.home .. ").")
  else
    refuse(field, "unknown_code", "本院没有登记这个标签：" .. code .. "。",
      "Nothing with this label is registered here: " .. code .. ".")
  end
end

-- The row of `which` ("equipment" or "point") with this label, or nil after
-- a refusal.
function scan.find(call, home, which, code, field)
  code = labels.tidy(code)
  local found = home.find(which, { label = code })[1]
  if found then return found end
  local other = which == "point" and "equipment" or "point"
  if home.find(other, { label = code })[1] then
    refuse(field, "wrong_thing", which == "point" and "这是器材的标签，不是巡查点的。"
      or "这是巡查点的标签，不是器材的。",
      which == "point" and "This label is on equipment, not on a patrol point."
      or "This label is on a patrol point, not on equipment.")
  else
    refuse_unknown(call, field, code)
  end
  return nil
end

-- The label of a row that was just inserted.
function scan.label(call, home, which, id)
  local label = labels.make(call.settings.home_code, which == "point" and "P" or "E", id)
  home.update(which, id, { label = label })
  return label
end

-- Labels need the home's code first.
function scan.need_home_code(call)
  if not labels.valid_home(call.settings.home_code) then
    refuse("", "home_code", "请先在设置里填本院代码（2 至 8 个大写字母或数字），标签要用。",
      "Set the home's code first (2 to 8 capitals or digits): labels need it.")
    stop()
  end
end

return scan
