-- Somebody who may be on duty in the control room.
return {
  zh = "消防设施操作员", en = "Controller", history = true,
  columns = {
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "person", type = "integer", unique = true, zh = "人员编号（登录用）",
      en = "Number of the person" },
    { name = "certificate", type = "text", min = 1, max = 60, required = true, unique = true,
      zh = "证书编号", en = "Certificate" },
    { name = "valid_to", type = "date", zh = "有效期到", en = "Valid to" },
  },
  share = { "name", "certificate", "valid_to" },
}
