-- What the contract says of duties, one small action for each sentence.
local name = { name = "name", type = "text", zh = "名称", en = "Name" }
local record = {
  { name = "duty", type = "text", required = true, zh = "事项", en = "Duty" },
  { name = "outcome", type = "text", required = true, zh = "结果", en = "Outcome" },
  { name = "at", type = "instant", zh = "时间", en = "At" },
  { name = "reason", type = "text", zh = "原因", en = "Reason" },
  { name = "supersedes", type = "integer", zh = "更正", en = "Corrects" },
  { name = "version", type = "integer", zh = "版本", en = "Version" },
  { name = "pulse", type = "integer", zh = "脉搏", en = "Pulse" },
}
local open = {
  { name = "duty", type = "text", zh = "事项", en = "Duty" },
  { name = "kind", type = "text", zh = "种类", en = "Kind" },
  { name = "schedule", type = "integer", zh = "日程", en = "Schedule" },
  { name = "subject", type = "text", zh = "对象", en = "Subject" },
  { name = "data", type = "json", zh = "内容", en = "Data" },
  { name = "due", type = "instant", zh = "应做", en = "Due" },
  { name = "state", type = "text", zh = "状态", en = "State" },
  { name = "held_because", type = "text", zh = "原因", en = "Why held" },
}
local done = {
  { name = "duty", type = "text", zh = "事项", en = "Duty" },
  { name = "kind", type = "text", zh = "种类", en = "Kind" },
  { name = "outcome", type = "text", zh = "结果", en = "Outcome" },
  { name = "outcome_id", type = "integer", zh = "编号", en = "Id" },
  { name = "person_name", type = "text", zh = "谁", en = "Who" },
  { name = "second_name", type = "text", zh = "第二签名", en = "Second" },
  { name = "at", type = "instant", zh = "时间", en = "At" },
  { name = "facts", type = "json", zh = "内容", en = "Facts" },
  { name = "round", type = "integer", zh = "次", en = "Round" },
  { name = "newest", type = "boolean", zh = "有效", en = "Effective" },
}

return {
  id = "chores", version = "1.0.0", host = 1, zh = "杂务", en = "Chores",
  permissions = {
    ["chores.do"] = { roles = { "manager", "nurse" }, zh = "做", en = "Do" },
  },
  duties = {
    chore = { zh = "杂务", en = "Chore", permission = "chores.do", late = "PT1H", missed = "PT4H",
      outcomes = { { value = "done", zh = "已做", en = "Done", done = true },
                   { value = "skipped", zh = "未做", en = "Skipped", reason = true } },
      fields = { { name = "pulse", type = "integer", min = 20, max = 250, zh = "脉搏", en = "Pulse" },
                 { name = "due_was", type = "instant", zh = "应做", en = "Due" },
                 { name = "witness", type = "text", zh = "见证", en = "Witness" } } },
  },
  actions = {
    plan = { zh = "安排", en = "Plan", permission = "chores.do", input = { name,
        { name = "at", type = "text", zh = "时间", en = "At" },
        { name = "late", type = "text", zh = "迟", en = "Late" },
        { name = "second", type = "boolean", default = false, zh = "双签", en = "Second" } },
      run = function(call, home)
        local spec = { at = call.input.at, subject = "thing:7", data = { name = call.input.name },
          windows = { late = call.input.late } }
        if call.input.second then spec.second_signer = { outcomes = { "done" } } end
        return { schedule = home.schedule("chore", spec) }
      end },
    record = { zh = "记录", en = "Record", permission = "chores.do", records = "chore", input = record,
      run = function(call)
        if call.input.pulse and call.input.pulse < 50 then
          refuse("pulse", "slow", "脉搏太慢。", "The pulse is too slow.")
          stop()
        end
        return { was = call.duty, at = time.iso(call.happened_at), facts = { pulse = call.input.pulse, due_was = call.duty.due,
          witness = call.second and call.second.name } }
      end },
    at_once = { zh = "马上", en = "At once", permission = "chores.do", records = "chore", opens = true,
      input = { { name = "outcome", type = "text", required = true, zh = "结果", en = "Outcome" },
                { name = "twice", type = "boolean", default = false, zh = "两次", en = "Twice" } },
      run = function(call, home)
        local spec = call.input.twice and { rule = "FREQ=DAILY;COUNT=2", start = time.iso(call.now) }
          or { at = time.iso(call.happened_at) }
        return { schedule = home.schedule("chore", spec) }
      end },
    -- What a plugin might try to make a record by itself.
    forge = { zh = "伪造", en = "Forge", permission = "chores.do",
      input = { { name = "how", type = "text", zh = "办法", en = "How" },
                { name = "duty", type = "text", zh = "事项", en = "Duty" } },
      run = function(call, home)
        local row = { duty = call.input.duty, outcome = "done", person = call.person.id }
        if call.input.how == "publish" then
          home.publish("duty.done", "schedule:1", row)
        else
          home.insert(call.input.how, row)
        end
      end },
    hold = { zh = "暂停", en = "Hold", permission = "chores.do",
      input = { { name = "schedule", type = "integer", zh = "日程", en = "Schedule" } },
      run = function(call, home) home.hold(call.input.schedule, call.now, nil, "away") end },
    release = { zh = "恢复", en = "Release", permission = "chores.do",
      input = { { name = "schedule", type = "integer", zh = "日程", en = "Schedule" } },
      run = function(call, home) home.release(call.input.schedule, call.now) end },
  },
  queries = {
    open = { zh = "未办", en = "Open", permission = "chores.do", columns = open,
      sql = [[select d.duty, d.kind, d.schedule, d.subject, d.data, d.due, d.state, d.held_because
              from own_duty_open d order by d.due]] },
    done = { zh = "已办", en = "Done", permission = "chores.do", columns = done,
      sql = [[select d.duty, d.kind, d.outcome, d.outcome_id, d.person_name, d.second_name, d.at, d.facts, d.round,
                     d.newest
              from own_duty_done d where d.slot >= day_slot('2026-01-01') order by d.outcome_id]] },
  },
}
