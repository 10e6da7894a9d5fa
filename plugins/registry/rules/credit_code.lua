-- What is wrong with a unified social credit code (GB 32100-2015), nil when it is
-- sound: { code, zh, en }.
local letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
local organisation = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

local function wrong(code, zh, en) return { code = code, zh = zh, en = en } end

-- The check character of the eight before it (GB 11714).
local function organisation_check(text)
  local weights, sum = { 3, 7, 9, 10, 5, 8, 4, 2 }, 0
  for i = 1, 8 do
    sum = sum + weights[i] * (organisation:find(text:sub(i, i), 1, true) - 1)
  end
  local check = 11 - sum % 11
  return check == 10 and "X" or check == 11 and "0" or tostring(check)
end

local function code_check(text)
  local weight, sum = 1, 0
  for i = 1, 17 do
    sum = sum + weight * (letters:find(text:sub(i, i), 1, true) - 1)
    weight = weight * 3 % 31
  end
  local at = (31 - sum % 31) % 31
  return letters:sub(at + 1, at + 1)
end

return function(code)
  if #code ~= 18 then
    return wrong("length", "统一社会信用代码是 18 位，写了 " .. #code .. " 位。",
      "A credit code has 18 characters; this has " .. #code .. ".")
  end
  for i = 1, 18 do
    local one = code:sub(i, i)
    if not letters:find(one, 1, true) then
      return wrong("letter", "第 " .. i .. " 位“" .. one .. "”不会出现在信用代码里（没有 I、O、S、V、Z）。",
        "Character " .. i .. ", \"" .. one .. "\", is in no credit code (no I, O, S, V, Z).")
    end
  end
  if organisation_check(code:sub(9, 16)) ~= code:sub(17, 17) then
    return wrong("organisation", "第 17 位（主体标识码的校验位）不对，请核对第 9 至 17 位。",
      "Character 17, the check of the organisation's part, is wrong: look at 9 to 17.")
  elseif code_check(code) ~= code:sub(18, 18) then
    return wrong("check", "第 18 位校验位不对，请逐位核对。",
      "Character 18, the check, is wrong: compare each character.")
  end
end
