-- The complaint that a duty is about. A step is taken once: what it did is not
-- taken back by a correction.
return function(call, home, state)
  local id = math.tointeger(call.duty.subject:match("^complaint:(%d+)$"))
  local complaint = home.get("complaint", id)
  if call.supersedes then
    fail("这一步已经生效，不能更正。请在投诉里写说明。",
      "This step has taken effect and is not corrected. Write a note on the complaint.")
  elseif complaint.state ~= state then
    fail("这件投诉已经不在这一步。请刷新。", "The complaint is past this step. Refresh.")
  end
  return complaint
end
