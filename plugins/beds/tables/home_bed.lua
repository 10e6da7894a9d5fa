-- 家庭养老床位: a bed in a person's own home that this home cares for. It is
-- never counted among the beds of the house.
return {
  zh = "家庭养老床位", en = "Home bed", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "address", type = "text", min = 1, required = true, personal = "resident",
      zh = "地址", en = "Address" },
    { name = "starts", type = "instant", required = true, zh = "开始", en = "From" },
    { name = "ends", type = "instant", zh = "结束", en = "To" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
  },
  no_overlap = {
    { key = "resident", from = "starts", to = "ends",
      zh = "这位老人在这段时间已经有家庭养老床位。",
      en = "This resident already has a home bed in that time." },
  },
}
