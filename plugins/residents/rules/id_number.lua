-- 公民身份号码 (GB 11643): 18 characters, division, birth date, sequence with
-- sex, check digit. Gives nil, or what is wrong and what to do.
local month_days = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_day(year, month, day)
  if year < 1850 or month < 1 or month > 12 or day < 1 then return false end
  local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  local last = (month == 2 and leap) and 29 or month_days[month]
  return day <= last
end

local function contains(list, value)
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

local function check_digit(number, edition)
  local sum = 0
  for i, weight in ipairs(edition.weights) do
    sum = sum + weight * (number:byte(i) - 48)
  end
  local place = sum % 11 + 1
  return edition.check_digits:sub(place, place)
end

local function fault(code, zh, en)
  return { code = code, zh = zh, en = en }
end

local function form(number, edition)
  if not number:match("^%d+[%dX]$") or #number ~= 18 then
    return fault("id_form", "身份证号要 18 位：17 位数字，最后一位是数字或 X。请对照证件再输一次。",
      "An ID number has 18 places: 17 digits, then a digit or X. Check it against the card.")
  end
  if not contains(edition.provinces, tonumber(number:sub(1, 2))) then
    return fault("id_division", "身份证号开头的地区代码不存在。请核对前 6 位。",
      "The region at the start of the ID number does not exist. Check digits 1 to 6.")
  end
  local year, month, day = number:match("^%d%d%d%d%d%d(%d%d%d%d)(%d%d)(%d%d)")
  if not is_day(tonumber(year), tonumber(month), tonumber(day)) then
    return fault("id_date", "身份证号里的出生日期不存在。请核对第 7 到 14 位。",
      "The birth date in the ID number does not exist. Check digits 7 to 14.")
  end
  if check_digit(number, edition) ~= number:sub(18) then
    return fault("id_check", "身份证号的校验位不对，多半有一位输错了。请对照证件再输一次。",
      "The check digit of the ID number is wrong: one digit is likely mistyped. Check the card.")
  end
end

local function agrees(number, person)
  local year, month, day = number:match("^%d%d%d%d%d%d(%d%d%d%d)(%d%d)(%d%d)")
  local born = year .. "-" .. month .. "-" .. day
  if person.born and person.born ~= born then
    return fault("id_born", "身份证号里的出生日期是 " .. born .. "，和填写的 " .. person.born
      .. " 不一致。请核对哪一个错了。",
      "The ID number says born " .. born .. ", the form says " .. person.born
      .. ". Check which is wrong.")
  end
  local sex = (number:byte(17) - 48) % 2 == 1 and "male" or "female"
  if person.sex and person.sex ~= sex then
    return fault("id_sex", "身份证号第 17 位表示性别为" .. (sex == "male" and "男" or "女")
      .. "，和填写的性别不一致。请核对哪一个错了。",
      "Digit 17 of the ID number says " .. sex
      .. ", the form says otherwise. Check which is wrong.")
  end
end

return function(number, person, edition)
  return form(number, edition) or agrees(number, person)
end
