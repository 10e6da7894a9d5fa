-- Somebody who is trained before the first day at work.
return {
  zh = "新员工", en = "New staff", history = true,
  columns = {
    { name = "name", type = "text", min = 1, max = 60, required = true, zh = "姓名", en = "Name" },
    { name = "post", type = "text", max = 60, zh = "岗位", en = "Post" },
    { name = "starts", type = "date", required = true, zh = "上岗日期", en = "First day" },
    { name = "passed", type = "instant", zh = "培训合格", en = "Passed" },
    { name = "schedule", type = "integer", zh = "排程", en = "Schedule" },
  },
}
