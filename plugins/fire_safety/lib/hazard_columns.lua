-- What is told of a hazard: for the list and for the record.
local c = require "lib.columns"
local enums = require "data.enums"

local list = c.of("id", c.ref("hazard", "hazard", "隐患", "Hazard"),
  c.enum("kind", enums.hazard_group, "类别", "Group"), c.text("what", "隐患", "Hazard"),
  "building", "floor", "place", c.enum("source", enums.hazard_source, "来源", "Source"),
  c.text("found_by_name", "发现人", "Found by"), c.instant("found_at", "发现时间", "Found"),
  "recorded", c.enum("state", enums.hazard_state, "状态", "State"),
  c.enum("level", enums.hazard_level, "等级", "Level"),
  c.json("grounds", "符合条目", "Items it falls under"), c.text("edition", "判定标准", "Judged by"),
  c.text("measures", "整改措施", "Measures"), c.text("interim", "防范措施", "Precautions"),
  c.text("owner", "责任人", "Owner"), c.date("deadline", "整改期限", "Deadline"),
  c.text("fixed_by_name", "整改人", "Put right by"), c.instant("fixed_at", "整改完成", "Put right"),
  c.text("proof", "整改证明", "Proof"),
  { name = "photo", type = "file", zh = "照片", en = "Picture" },
  { name = "proof_file", type = "file", zh = "整改照片", en = "Picture of it" },
  c.text("accepted_by_name", "验收人", "Accepted by"),
  c.instant("accepted_at", "验收时间", "Accepted"), c.instant("closed_at", "销号时间", "Closed"),
  c.instant("escalated", "上报时间", "Escalated"), "duty", "version",
  c.boolean("blocks", "阻止评定合格", "Keeps from passing"), "tone", "actions")

local sql = [[
  select h.id, h.id as hazard, h.kind, h.what, h.building, h.floor, h.place, h.source,
         h.found_by_name, h.found_at, h.recorded, h.state, h.level, h.grounds, h.edition,
         h.measures, h.interim, h.owner, h.deadline, h.fixed_by_name, h.fixed_at, h.proof,
         h.photo, h.proof_file, h.accepted_by_name, h.accepted_at, h.closed_at, h.escalated,
         d.duty, d.version,
         h.level = 'major' and h.state not in ('closed', 'dismissed') as blocks,
         case when h.state in ('closed', 'dismissed') then 'free'
              when h.level = 'major' then 'alarm'
              when h.deadline < today() and h.state = 'planned' then 'alarm'
              when h.escalated is not null then 'late' else 'reserved' end as tone,
         case h.state when 'found' then '["judge"]' when 'judged' then '["plan_hazard"]'
                      when 'planned' then '["fix"]' when 'fixed' then '["accept"]'
                      when 'accepted' then '["close"]' else '[]' end as actions
  from fire_safety_hazard h
  left join own_duty_open d on d.schedule = h.schedule
]]

return { list = list, sql = sql }
