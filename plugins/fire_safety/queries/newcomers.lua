-- New staff; who works without a passed training is named.
local c = require "lib.columns"

return {
  zh = "新员工", en = "New staff", permission = "fire_safety.read", input = {},
  columns = c.of("id", c.text("name", "姓名", "Name"), c.text("post", "岗位", "Post"),
    c.date("starts", "上岗日期", "First day"), c.instant("passed", "培训合格", "Passed"), "duty",
    "version", "tone", "actions"),
  sql = [[
    select n.id, n.name, n.post, n.starts, n.passed, d.duty, d.version,
           case when n.passed is not null and local_date(n.passed) <= n.starts then 'free'
                when n.starts <= today() then 'alarm' else 'reserved' end as tone,
           iif(d.duty is null, '[]', '["train_newcomer"]') as actions
    from fire_safety_newcomer n left join own_duty_open d on d.schedule = n.schedule
    order by n.starts desc, n.id desc
  ]],
}
