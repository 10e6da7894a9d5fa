-- One row of CMS's file. "NA", "." and nothing mean that there is no rating.
local missing = { [""] = true, NA = true, ["."] = true, ["N/A"] = true }
local yes = { Y = true, YES = true, TRUE = true, T = true, ["1"] = true }

local function clean(text)
  text = (text or ""):match("^%s*(.-)%s*$")
  return not missing[text:upper()] and text or nil
end

local function stars(input, name)
  local text = clean(input[name])
  if not text then return nil end
  local value = tonumber(text)
  if not value or value ~= math.floor(value) or value < 1 or value > 5 then
    refuse(name, "stars", "星级应为 1 到 5，写的是“" .. text .. "”。",
      "Stars are 1 to 5; this says \"" .. text .. "\".")
    return nil
  end
  return math.tointeger(value)
end

local function date_of(text)
  text = clean(text)
  if not text then return nil end
  if date.valid(text:sub(1, 10)) then return text:sub(1, 10) end
  local month, day, year = text:match("^(%d%d?)/(%d%d?)/(%d+)$")
  if not year then return nil end
  year = #year == 2 and "20" .. year or year
  return date.from(math.tointeger(year), math.tointeger(month), math.tointeger(day))
end

local function text(name, zh, en, required)
  return { name = name, type = "text", max = 300, required = required, zh = zh, en = en }
end

return {
  zh = "导入机构", en = "Import a facility", permission = "cms_five_star.import",
  input = { text("ccn", "编号", "CCN", true), text("name", "名称", "Name"),
    text("overall", "总评", "Overall"), text("health", "检查", "Health inspection"),
    text("staffing", "人员", "Staffing"), text("qm", "质量", "Quality measures"),
    text("special_focus", "重点监管", "Special focus"), text("abuse", "虐待标记", "Abuse icon"),
    text("published", "公布日期", "Published") },
  output = { { name = "id", type = "id" } },
  run = function(call, home)
    local input = call.input
    local published = call.today
    if clean(input.published) then
      published = date_of(input.published)
      if not published then
        refuse("published", "date", "没有这个日期：" .. input.published,
          "There is no such date: " .. input.published)
      end
    end
    local focus = clean(input.special_focus)
    local row = { ccn = input.ccn, name = clean(input.name), published = published,
      overall = stars(input, "overall"), health = stars(input, "health"),
      staffing = stars(input, "staffing"), qm = stars(input, "qm"),
      -- A candidate for special focus keeps its ratings.
      special_focus = focus ~= nil and focus:lower():find("candidate", 1, true) == nil
        and not (focus:upper() == "N" or focus:upper() == "FALSE" or focus:upper() == "NO"),
      abuse = yes[(clean(input.abuse) or ""):upper()] or false }
    if refused() then stop() end
    return { id = home.insert("facility", row) }
  end,
}
