-- Utilisation for any past time, by day, kind and class, or month.
local columns = require "lib.columns"
local enums = require "data.enums"
local not_future = require "lib.not_future"
local past_kinds = require "lib.past_kinds"

local choices = { { value = "all", zh = "全院", en = "The whole home" } }
for _, list in ipairs { enums.kind, enums.class } do
  for _, each in ipairs(list) do choices[#choices + 1] = each end
end

local group_keys = {
  day = function() return "all" end,
  kind = function(time) return time.kind end,
  class = function(time) return time.class end,
}

local function by_bed(rows)
  local lists = {}
  for _, row in ipairs(rows) do
    lists[row.bed] = lists[row.bed] or {}
    table.insert(lists[row.bed], row)
  end
  return lists
end

-- Beds and stays by what the bed was at the time: one that was changed counts
-- in one group up to that day, and in another from it.
local function grouped(house, by)
  local key_of, groups, names = group_keys[by] or group_keys.day, {}, {}
  for _, bed in ipairs(house.beds) do
    for _, time in ipairs(past_kinds.times(bed, house.former[bed.bed])) do
      local key = key_of(time)
      if not groups[key] then
        groups[key] = { beds = {}, spans = {} }
        names[#names + 1] = key
      end
      table.insert(groups[key].beds, { opened = time.starts, retired = time.ends })
      for _, span in ipairs(house.spans[bed.bed] or {}) do
        table.insert(groups[key].spans,
          past_kinds.within({ starts = span.first, ends = span.gone }, time))
      end
    end
  end
  table.sort(names)
  return groups, names
end

local function percent_of(occupied, bed_days)
  if bed_days == 0 then return "0" end
  return decimal.div(tostring(occupied * 100), tostring(bed_days), 2)
end

local function row(group, label, bed_days, occupied)
  return { group = group, period = label, bed_days = bed_days, occupied = occupied,
    percent = percent_of(occupied, bed_days) }
end

-- One row for each run of days with the same label.
local function summed(name, days, label_of)
  local rows, label, beds, occupied = {}, nil, 0, 0
  for _, day in ipairs(days) do
    local here = label_of(day.date)
    if label and here ~= label then
      rows[#rows + 1], beds, occupied = row(name, label, beds, occupied), 0, 0
    end
    label, beds, occupied = here, beds + day.beds, occupied + day.occupied
  end
  if label then rows[#rows + 1] = row(name, label, beds, occupied) end
  return rows
end

local labels = {
  day = function(day) return day end,
  month = function(day) return day:sub(1, 7) end,
  whole = function() return "" end,
}

return {
  zh = "床位使用率", en = "Utilisation", permission = "beds.read",
  input = {
    { name = "from", type = "date", required = true, zh = "从", en = "From" },
    { name = "to", type = "date", required = true, zh = "到（含）", en = "To (included)" },
    { name = "by", type = "enum", default = "day", zh = "分组", en = "Grouped by", values = {
      { value = "day", zh = "全院", en = "Whole house" },
      { value = "kind", zh = "类型", en = "Kind" },
      { value = "class", zh = "服务类别", en = "Class" } } },
    { name = "each", type = "enum", default = "day", zh = "时段", en = "Period", values = {
      { value = "day", zh = "每天", en = "Day" },
      { value = "month", zh = "每月", en = "Month" },
      { value = "whole", zh = "合计", en = "Total" } } },
  },
  columns = columns.of(
    { name = "group", type = "enum", values = choices, zh = "分组", en = "Group" },
    { name = "period", type = "text", zh = "时段", en = "Period" },
    { name = "bed_days", type = "integer", zh = "床日", en = "Bed-days" },
    { name = "occupied", type = "integer", zh = "占用床日", en = "Occupied bed-days" },
    { name = "percent", type = "decimal", scale = 2, unit = "%", zh = "使用率", en = "Utilisation" }),
  run = function(call, home)
    local input, rows = call.input, array {}
    not_future(call, "to")
    if input.to < input.from then
      refuse("to", "order", "结束日期在开始日期之前。", "The last day is before the first.")
    elseif date.diff(input.to, input.from) > 3660 then
      refuse("to", "range", "最多查十年。", "Ten years at most.")
    end
    if refused() then stop() end

    local groups, names = grouped({ beds = home.query("beds", {}),
      spans = by_bed(home.query("spans", { from = input.from, to = input.to })),
      former = by_bed(home.query("past_kinds", {})) }, input.by)
    for _, name in ipairs(names) do
      local group = groups[name]
      local days = call.rules.occupancy(group.beds, group.spans, input.from, input.to)
      for _, each in ipairs(summed(name, days, labels[input.each or "day"])) do
        rows[#rows + 1] = each
      end
    end
    return rows
  end,
}
