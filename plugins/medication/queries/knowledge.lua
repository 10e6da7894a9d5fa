-- Which lists the checks rest on, their editions, and that those that come along
-- are partial.
return {
  zh = "用药知识", en = "What the checks know", permission = "medication.read",
  input = {},
  columns = {
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "what", type = "text", zh = "内容", en = "What" },
    { name = "what_en", type = "text", zh = "内容（英文）", en = "What" },
    { name = "source", type = "text", max = 400, zh = "来源", en = "Source" },
    { name = "source_en", type = "text", max = 400, zh = "来源（英文）", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "edition_en", type = "text", zh = "版本（英文）", en = "Edition" },
    { name = "entries", type = "integer", zh = "条数", en = "Entries" },
    { name = "partial", type = "boolean", zh = "不完整", en = "Partial" },
    { name = "confidence", type = "text", zh = "可信程度", en = "Confidence" },
    { name = "imported", type = "instant", zh = "导入时间", en = "Imported" },
    { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  },
  run = function(call, home)
    local rows = array {}
    local function shipped(key, what, what_en, entries)
      local list = call.data[key][1]
      rows[#rows + 1] = { key = key, what = what, what_en = what_en, source = list.source,
        source_en = list.source_en, edition = list.edition,
        edition_en = list.edition:gsub("（不完整）", " (partial)"), entries = #entries,
        partial = true, confidence = list.confidence, tone = "late" }
    end
    shipped("substances", "成分", "Ingredients", call.data.substances[1].substances)
    shipped("drug_classes", "类别", "Classes", call.data.drug_classes[1].classes)
    shipped("interactions", "相互作用", "Interactions", call.data.interactions[1].pairs)
    shipped("elderly", "老年人慎用", "Caution in old people", call.data.elderly[1].cautions)
    shipped("daily_max", "每日最大量", "Daily maxima", call.data.daily_max[1].maxima)
    shipped("prescription_days", "处方天数", "Days of a prescription",
      call.data.prescription_days[1].lengths)
    shipped("drugs", "药品", "Drugs", call.data.drugs[1].drugs)
    local own = call.data.drugs[1]
    for _, list in ipairs(home.query("imported_lists", {})) do
      local drugs = list.kind == "drug"
      rows[#rows + 1] = { key = list.kind .. ":" .. list.id,
        what = drugs and "药品" or "相互作用", what_en = drugs and "Drugs" or "Interactions",
        source = list.source, edition = list.edition, entries = list.entries,
        source_en = list.source == own.source and own.source_en or nil,
        edition_en = list.edition:gsub("（不完整）", " (partial)"), partial = drugs,
        imported = list.imported, tone = "plain" }
    end
    return rows
  end,
}
