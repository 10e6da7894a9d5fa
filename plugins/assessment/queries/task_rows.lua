-- Care tasks as they are kept, with the rule that says how often.
local enums = require "data.enums"
local fields = require "lib.fields"
local words = require "lib.words"

return {
  zh = "照护任务（原样）", en = "Care tasks as kept", permission = "assessment.care_read",
  input = fields.of("resident?"),
  columns = fields.of("id", { name = "task", type = "id", zh = "任务", en = "Task" }, "resident",
    "resident_name", { name = "text", type = "text", max = 300, zh = "任务", en = "Task" },
    { name = "text_en", type = "text", max = 300, zh = "任务（英文）", en = "Task" },
    { name = "origin", type = "enum", values = enums.origin, zh = "来源", en = "Comes from" },
    { name = "risk", type = "text", zh = "风险", en = "Risk" },
    { name = "rule", type = "text", zh = "重复规则", en = "Recurrence" },
    { name = "starts", type = "text", zh = "开始", en = "From" },
    { name = "state", type = "enum", values = enums.task, zh = "状态", en = "State" },
    { name = "ended_because", type = "text", max = 300, zh = "结束原因", en = "Ended because" },
    { name = "ended_because_en", type = "text", max = 300, zh = "结束原因（英文）",
      en = "Ended because" },
    "tone", "actions"),
  sql = [[
    select t.id, t.id as task, t.resident, r.name as resident_name, t.text,
           ]] .. words.care_en("t.text") .. [[ as text_en, t.origin, t.risk,
           t.rule, t.starts,
           iif(t.state = 'active' and t.schedule is null, 'waiting', t.state) as state,
           ]] .. words.zh("t.ended_because") .. [[ as ended_because,
           ]] .. words.en("t.ended_because") .. [[ as ended_because_en,
           case when t.state <> 'active' then 'blocked' when t.schedule is null then 'reserved'
                else 'plain' end as tone,
           iif(t.state = 'active', '["end_task"]', '[]') as actions
    from assessment_task t join residents_resident r on r.id = t.resident
    where :resident is null and t.state = 'active' or t.resident = :resident
    order by r.name, t.resident, t.state, t.origin, t.starts, t.id
    limit 5000
  ]],
}
