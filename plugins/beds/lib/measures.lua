-- What is measured of a room, beside its area, and what a nursing room has.
-- All may be unknown. Clear widths; the gap is between the long sides of beds.
local function metres(name, zh, en)
  return { name = name, type = "decimal", scale = 2, min = "0", max = "100",
    zh = zh .. "（米）", en = en .. " (m)", word = { zh = zh, en = en, unit = "m" } }
end

local function present(name, zh, en)
  return { name = name, type = "boolean", zh = zh, en = en, word = { zh = zh, en = en } }
end

local measures = { words = { area = { zh = "面积", en = "Area" } }, fields = array {
  metres("bed_gap", "床间距", "Gap between beds"),
  metres("passage", "主通道", "Main passage"),
  metres("corridor", "走廊", "Corridor"),
  metres("door", "房门", "Door"),
  { name = "sunlight", type = "decimal", scale = 1, min = "0", max = "24",
    zh = "日照（小时）", en = "Sunlight (h)",
    word = { zh = "冬至日日照", en = "Sunlight at winter solstice", unit = "h" } },
  present("equipment", "护理设备", "Nursing equipment"),
  present("call_bell", "呼叫装置", "Call at the bed"),
} }

for _, field in ipairs(measures.fields) do
  measures.words[field.name], field.word = field.word, nil
end

-- `list` of fields or columns with the measures after them.
function measures.after(list)
  for _, field in ipairs(measures.fields) do list[#list + 1] = field end
  return list
end

return measures
