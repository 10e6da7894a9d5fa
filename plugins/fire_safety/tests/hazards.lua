-- The loop of a hazard with every refusal.
local house = require "tests.lib.house"
local act, refused, ask = house.act, house.refused, house.ask

local finder, boss, fixer, other = { "caregiver" }, { "manager" }, { "social_worker" }, { "nurse" }

local found = house.steps(
  act("report_hazard", { kind = "fire", what = "二楼通道堆放杂物", place = "二楼东" },
    { as = finder, gives = { hazard = 1 } }),
  ask("hazards", {}, 1, { { state = "found", found_by_name = nil, actions = { "judge" } } },
    { save = "h" }))

local judged = house.steps(found,
  act("judge", { hazard = 1, duty = "$h.1.duty", outcome = "ordinary" }, { as = boss }),
  ask("hazards", {}, 1, { { state = "judged", level = "ordinary" } }, { save = "h" }))

local planned = house.steps(judged,
  act("plan_hazard", { hazard = 1, duty = "$h.1.duty", outcome = "done", measures = "清理通道",
    owner = "后勤", deadline = "2026-11-25" }, { as = boss }),
  ask("hazards", {}, 1, { { state = "planned", deadline = "2026-11-25" } }, { save = "h" }))

local fixed = house.steps(planned,
  act("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done", proof = "已清理，见照片" },
    { as = fixer }),
  ask("hazards", {}, 1, { { state = "fixed" } }, { save = "h" }))

local accepted = house.steps(fixed,
  act("accept", { hazard = 1, duty = "$h.1.duty", outcome = "accepted" }, { as = other }),
  ask("hazards", {}, 1, { { state = "accepted" } }, { save = "h" }))

return {
  { name = "found, judged, planned, put right, accepted, closed", steps = house.steps(accepted,
    act("close", { hazard = 1, duty = "$h.1.duty", outcome = "done" }, { as = boss }),
    ask("hazards", {}, 0),
    ask("hazards", { all = true }, 1, { { state = "closed", tone = "free" } }),
    ask("hazard_steps", { hazard = 1 }, 6, { { state = "found" }, { state = "judged" },
      { state = "planned" }, { state = "fixed" }, { state = "accepted" }, { state = "closed" } }),
    house.count("fix_hazard", "done", 1), house.count("close_hazard", "done", 1)) },

  { name = "steps come in their order", steps = house.steps(found,
    refused("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done", proof = "好了" },
      { "kind" }),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "major" }, { "grounds" }),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "major",
      grounds = { "nonsense" } }, { "unknown" }),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "ordinary",
      grounds = { "no_watch" } }, { "is_major" }),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "ordinary" }, {},
      { as = { "caregiver" } })) },

  { name = "the finder can't call it nothing", steps = house.steps(
    act("report_hazard", { kind = "gas", what = "闻到燃气味" }, { as = boss }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "none", reason = "没有" },
      { "finder" }, { as = boss }),
    refused("judge", { hazard = 1, duty = "$h.1.duty", outcome = "none" }, { "reason" },
      { as = { "safety_officer" } }),
    act("judge", { hazard = 1, duty = "$h.1.duty", outcome = "none", reason = "是厨房做饭" },
      { as = { "safety_officer" } }),
    ask("hazards", { state = "dismissed" }, 1)) },

  { name = "a deadline in the past is refused", steps = house.steps(judged,
    refused("plan_hazard", { hazard = 1, duty = "$h.1.duty", outcome = "done",
      measures = "清理", owner = "后勤", deadline = "2026-11-22" }, { "deadline", "past" },
      { as = boss }),
    act("plan_hazard", { hazard = 1, duty = "$h.1.duty", outcome = "done", measures = "清理",
      owner = "后勤", deadline = "2026-11-23" }, { as = boss })) },

  { name = "nobody accepts what is their own", steps = house.steps(planned,
    refused("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done" }, { "proof" }),
    act("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done", proof = "已清理" },
      { as = other }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    refused("accept", { hazard = 1, duty = "$h.1.duty", outcome = "accepted" }, { "fixer" },
      { as = other }),
    refused("accept", { hazard = 1, duty = "$h.1.duty", outcome = "rejected", reason = "没清完" },
      { "deadline" }, { as = boss }),
    act("accept", { hazard = 1, duty = "$h.1.duty", outcome = "rejected", reason = "没清完",
      deadline = "2026-11-26" }, { as = boss }),
    ask("hazards", {}, 1, { { state = "planned", deadline = "2026-11-26" } })) },

  { name = "the finder neither accepts nor closes", steps = house.steps(
    act("report_hazard", { kind = "food", what = "留样不足" }, { as = boss }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("judge", { hazard = 1, duty = "$h.1.duty", outcome = "ordinary" }, { as = boss }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("plan_hazard", { hazard = 1, duty = "$h.1.duty", outcome = "done", measures = "补留样",
      owner = "厨房", deadline = "2026-11-25" }, { as = boss }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done", proof = "已补" },
      { as = fixer }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    refused("accept", { hazard = 1, duty = "$h.1.duty", outcome = "accepted" }, { "finder" },
      { as = boss }),
    act("accept", { hazard = 1, duty = "$h.1.duty", outcome = "accepted" }, { as = other }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    refused("close", { hazard = 1, duty = "$h.1.duty", outcome = "done" }, { "finder" },
      { as = boss }),
    act("close", { hazard = 1, duty = "$h.1.duty", outcome = "done" },
      { as = { "safety_officer" } })) },

  { name = "a major hazard blocks until it is closed", steps = house.steps(found,
    ask("blocking", {}, 0),
    act("judge", { hazard = 1, duty = "$h.1.duty", outcome = "major", grounds = { "no_watch" } },
      { as = boss }),
    ask("blocking", {}, 1, { { hazard = 1, kind = "fire", grounds = { "no_watch" } } }),
    ask("hazards", {}, 1, { { level = "major", blocks = true, tone = "alarm" } },
      { save = "h" }),
    refused("plan_hazard", { hazard = 1, duty = "$h.1.duty", outcome = "done",
      measures = "恢复值班", owner = "院长", deadline = "2026-11-24" }, { "interim" }),
    act("plan_hazard", { hazard = 1, duty = "$h.1.duty", outcome = "done", measures = "恢复值班",
      interim = "院长带班", owner = "院长", deadline = "2026-11-24" }, { as = boss }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done", proof = "排班表" },
      { as = fixer }),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("accept", { hazard = 1, duty = "$h.1.duty", outcome = "accepted" }, { as = other }),
    ask("blocking", {}, 1),
    ask("hazards", {}, 1, nil, { save = "h" }),
    act("close", { hazard = 1, duty = "$h.1.duty", outcome = "done" }, { as = boss }),
    ask("blocking", {}, 0)) },

  { name = "a late step goes up to the manager", steps = house.steps(planned,
    { tick = "2026-11-25T23:59:00+08:00" },
    house.count("escalation", "open", 0),
    { tick = "2026-11-26T00:01:00+08:00" },
    house.duty("escalation", "e"),
    ask("hazards", {}, 1, { { tone = "alarm" } }, { save = "h" }),
    house.count("fix_hazard", "late", 1),
    refused("decide", { duty = "$e.1.duty", outcome = "decided", reason = "催办" }, {},
      { as = { "safety_officer" } }),
    refused("decide", { duty = "$e.1.duty", outcome = "decided" }, { "reason" }, { as = boss }),
    act("decide", { duty = "$e.1.duty", outcome = "decided", reason = "催办，明天完成" },
      { as = boss }),
    { tick = "2026-11-27T00:01:00+08:00" },
    house.count("fix_hazard", "missed", 1),
    act("fix", { hazard = 1, duty = "$h.1.duty", outcome = "done", proof = "已清理" },
      { as = fixer }),
    house.count("fix_hazard", "done", 1)) },

  { name = "the list of major hazards has its edition", steps = house.steps(
    ask("majors", {}, 15, { { key = "building_danger", edition = "2023", confidence = "F:S24" } }),
    { ask = "fire_safety.majors", input = { date = "2023-11-26" },
      refused = { "not_in_force" } }) },
}
