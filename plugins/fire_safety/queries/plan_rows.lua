local c = require "lib.columns"

return {
  zh = "预案", en = "Plans", permission = "fire_safety.read", input = {},
  columns = c.of(c.ref("plan", "plan", "预案", "Plan"), c.text("risk", "风险", "Risk"),
    c.text("text", "预案", "Plan"), { name = "file", type = "file", zh = "文件", en = "File" },
    c.date("reviewed", "上次评审", "Reviewed"), c.instant("drilled", "上次演练", "Drilled")),
  sql = [[
    select p.id as plan, p.risk, p.text, p.file, p.reviewed,
           (select max(d.ended) from fire_safety_drill d
            where d.risk = p.risk and d.state = 'held') as drilled
    from fire_safety_plan p
  ]],
}
