-- The legal place of an applicant: the first group whose grounds all hold.
-- Gives rank (1 is first), group (its code) and reasons, each { code, zh, en }.
local function holds(group, grounds)
  for _, need in ipairs(group.needs) do
    if not grounds[need] then return false end
  end
  return true
end

local function reasons_of(group, grounds, edition)
  local reasons = {
    { code = group.code, zh = "第 " .. group.rank .. " 位次：" .. group.zh,
      en = "Rank " .. group.rank .. ": " .. group.en },
  }
  for _, need in ipairs(group.needs) do
    local name, proof = edition.grounds[need], grounds[need]
    reasons[#reasons + 1] = { code = need, zh = name.zh .. "（" .. proof.zh .. "）",
      en = name.en .. " (" .. proof.en .. ")" }
  end
  return reasons
end

return function(grounds, edition)
  for _, group in ipairs(edition.groups) do
    if holds(group, grounds) then
      return { rank = group.rank, group = group.code,
        reasons = reasons_of(group, grounds, edition) }
    end
  end
end
