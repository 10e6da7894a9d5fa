-- The incident that a duty is about. A step is taken once.
return function(call, home, state)
  if call.supersedes then
    fail("这一步已经生效，不能更正。请在下一步里写明。",
      "This step has taken effect and is not corrected. Say so in the next one.")
  end
  local row = home.get("incident", math.tointeger(call.duty.subject:match("^incident:(%d+)$")))
  if state and row.state ~= state then
    fail("这件事已经不在这一步。请刷新。", "The incident is past this step. Refresh.")
  end
  return row
end
