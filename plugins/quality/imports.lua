-- The table of items as homes are given it. After all rows the sums are looked at:
-- a part that does not come to its points takes the whole file back.
local function column(field, required, header, values)
  return { field = field, required = required, header = array(header), values = values }
end

return {
  items = { zh = "等级评定细项", en = "Items of the standard", action = "import_item",
    after = "check_items",
    columns = {
      column("standard", false, { "标准", "standard" }),
      column("edition", false, { "版本", "edition" }),
      column("part", true, { "部分", "part" }),
      column("code", true, { "编号", "序号", "code" }),
      column("name", true, { "内容", "细项", "评定内容", "name" }),
      column("points", true, { "分值", "标准分", "points" }),
      column("fact", false, { "记录依据", "fact" }),
      column("effort", false, { "人日", "effort" }),
    } },
}
