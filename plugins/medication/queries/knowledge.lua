-- Which lists the checks rest on, their editions, and that those that come along
-- are partial.
return {
  zh = "用药知识", en = "What the checks know", permission = "medication.read",
  input = {},
  columns = {
    { name = "key", type = "text", zh = "编号", en = "Key" },
    { name = "what", type = "text", zh = "内容", en = "What" },
    { name = "source", type = "text", max = 400, zh = "来源", en = "Source" },
    { name = "edition", type = "text", zh = "版本", en = "Edition" },
    { name = "entries", type = "integer", zh = "条数", en = "Entries" },
    { name = "partial", type = "boolean", zh = "不完整", en = "Partial" },
    { name = "confidence", type = "text", zh = "可信程度", en = "Confidence" },
    { name = "imported", type = "instant", zh = "导入时间", en = "Imported" },
    { name = "tone", type = "text", zh = "提示色", en = "Tone" },
  },
  run = function(call, home)
    local rows = array {}
    local function shipped(key, what, entries)
      local list = call.data[key][1]
      rows[#rows + 1] = { key = key, what = what, source = list.source, edition = list.edition,
        entries = #entries, partial = true, confidence = list.confidence, tone = "late" }
    end
    shipped("substances", "成分 / ingredients", call.data.substances[1].substances)
    shipped("drug_classes", "类别 / classes", call.data.drug_classes[1].classes)
    shipped("interactions", "相互作用 / interactions", call.data.interactions[1].pairs)
    shipped("elderly", "老年人慎用 / caution in old people", call.data.elderly[1].cautions)
    shipped("daily_max", "每日最大量 / daily maxima", call.data.daily_max[1].maxima)
    shipped("drugs", "药品 / drugs", call.data.drugs[1].drugs)
    for _, list in ipairs(home.query("imported_lists", {})) do
      rows[#rows + 1] = { key = list.kind .. ":" .. list.id, what = list.kind == "drug"
        and "药品 / drugs" or "相互作用 / interactions", source = list.source,
        edition = list.edition, entries = list.entries, partial = list.kind == "drug",
        imported = list.imported, tone = "plain" }
    end
    return rows
  end,
}
