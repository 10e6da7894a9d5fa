-- Columns of a spreadsheet of beds, by the headings and words that homes use.
local function column(field, required, header, values)
  return { field = field, required = required, header = array(header), values = values }
end

local kinds = {
  ["护理型"] = "nursing", ["护理"] = "nursing", ["护理型床位"] = "nursing",
  ["普通"] = "general", ["普通型"] = "general", ["自理"] = "general",
  ["失智"] = "dementia", ["失智专区"] = "dementia", ["认知症"] = "dementia",
  ["喘息"] = "respite", ["短期"] = "respite", ["隔离"] = "isolation",
}
local classes = {
  ["基本"] = "basic", ["兜底"] = "basic", ["基本兜底"] = "basic", ["普惠"] = "inclusive",
  ["市场"] = "market", ["市场化"] = "market",
}
local yes = { ["是"] = "true", ["有"] = "true", ["√"] = "true", ["否"] = "false",
  ["无"] = "false", ["没有"] = "false" }
local sexes = { ["男"] = "male", ["女"] = "female" }

return {
  beds = {
    zh = "床位", en = "Beds", action = "import_bed",
    columns = {
      column("building", false, { "楼栋", "楼", "building" }),
      column("floor", true, { "楼层", "层", "floor" }),
      column("unit", false, { "照料单元", "单元", "unit" }),
      column("room", true, { "房间", "房间号", "room" }),
      column("bed", true, { "床号", "床位", "床位号", "bed" }),
      column("kind", false, { "类型", "床位类型", "kind" }, kinds),
      column("class", false, { "服务类别", "类别", "class" }, classes),
      column("area", false, { "房间面积", "面积", "area" }),
      column("bed_gap", false, { "床间距", "床长边间距", "bed_gap" }),
      column("passage", false, { "主通道", "室内主通道", "passage" }),
      column("corridor", false, { "走廊", "走廊净宽", "corridor" }),
      column("door", false, { "门宽", "房门净宽", "door" }),
      column("sunlight", false, { "日照", "冬至日照", "sunlight" }),
      column("equipment", false, { "护理设备", "equipment" }, yes),
      column("call_bell", false, { "呼叫", "呼叫装置", "call_bell" }, yes),
      column("sex", false, { "只住", "性别", "sex" }, sexes),
      column("opened", false, { "启用日期", "opened" }),
    },
  },
  stays = {
    zh = "在住老人", en = "Who lives where", action = "import_stay",
    columns = {
      column("id_number", false, { "身份证号", "id_number" }),
      column("name", false, { "姓名", "name" }),
      column("bed", true, { "床号", "床位", "bed" }),
      column("from", true, { "入住时间", "入住日期", "from" }),
      column("to", false, { "计划离开", "to" }),
      column("purpose", false, { "用途", "purpose" }, { ["长住"] = "long", ["喘息"] = "respite" }),
      column("note", false, { "说明", "备注", "note" }),
    },
  },
}
