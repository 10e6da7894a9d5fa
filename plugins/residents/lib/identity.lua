-- Checks who a person is and makes the columns that follow from it. Faults
-- are added with refuse(); the caller stops.
local edition_on = require "lib.edition"

local oldest = 130 -- years; the oldest person known lived 122

local function refuse_taken(home, number, own)
  for _, other in ipairs(home.find("resident", { id_number = number })) do
    if other.id ~= own then
      refuse("id_number", "duplicate",
        "这个身份证号已经登记给" .. other.name .. "（编号 " .. other.id .. "）。请打开那份档案。",
        "This ID number is already on file for " .. other.name .. " (number " .. other.id
        .. "). Open that file instead.")
    end
  end
end

local function check_number(call, home, person, own)
  local number = person.id_number:upper():gsub("%s", "")
  local edition = edition_on(call.data.id_number, call.today)
  local fault = call.rules.id_number(number, person, edition)
  if fault then
    refuse("id_number", fault.code, fault.zh, fault.en)
  else
    refuse_taken(home, number, own)
  end
  return number
end

-- What shows nothing or turns writing round: two such names look the same, or
-- like none. Controls, U+200B-200F, U+202A-202E, U+2060-206F, U+FEFF.
local function has_hidden(name)
  return name:find("%c") or name:find("\xe2\x80[\x8b-\x8f\xaa-\xae]")
    or name:find("\xe2\x81[\xa0-\xaf]") or name:find("\u{feff}")
end

-- `person`: name, sex, born, id_number; `own`: id of the file, if there is one.
return function(call, home, person, own)
  local name = person.name:gsub("\u{3000}", " "):match("^%s*(.-)%s*$")
  if name == "" then
    refuse("name", "empty", "请填写姓名。", "Enter the name.")
  elseif has_hidden(name) then
    refuse("name", "hidden", "姓名里有换行或看不见的字符，多半是粘贴带进来的。请重新输入。",
      "The name holds a line break or a character that can't be seen, likely from pasting."
      .. " Type it again.")
  end
  if person.born > call.today then
    refuse("born", "future", "出生日期在今天之后。请核对。", "The birth date is after today. Check it.")
  elseif date.age(person.born, call.today) > oldest then
    refuse("born", "early", "按这个出生日期已超过 " .. oldest .. " 岁。请核对年份。",
      "That birth date makes the person older than " .. oldest .. ". Check the year.")
  end
  local row = { name = name, initials = call.rules.initials(name), sex = person.sex,
    born = person.born }
  if person.id_number then
    row.id_number = check_number(call, home, person, own)
    row.id_tail = row.id_number:sub(-4)
  end
  return row
end
