-- The legal place of an applicant: the first group whose grounds all hold.
-- Gives rank (1 is first), group (its code), standard (what names the group)
-- and reasons, each { code, zh, en }; among them what kept the applicant from
-- a better rank, where one ground was wanting and `missing` says why.
local function holds(group, grounds)
  for _, need in ipairs(group.needs) do
    if not grounds[need] then return false end
  end
  return true
end

local function reasons_of(group, grounds, edition)
  local by = group.by
  local reasons = {
    { code = group.code, zh = "第 " .. group.rank .. " 位次：" .. group.zh
        .. (by and "（依据：" .. by.standard .. "，" .. by.edition .. "）" or ""),
      en = "Rank " .. group.rank .. ": " .. group.en .. (by and " (" .. by.en .. ")" or "") },
  }
  for _, need in ipairs(group.needs) do
    local name, proof = edition.grounds[need], grounds[need]
    if proof.zh then
      reasons[#reasons + 1] = { code = need, zh = name.zh .. "（" .. proof.zh .. "）",
        en = name.en .. " (" .. proof.en .. ")" }
    end
  end
  return reasons
end

-- Why the one ground that a group wants is not there; nil when more is wanting.
local function wanting(group, grounds, missing)
  local why
  for _, need in ipairs(group.needs) do
    if not grounds[need] then
      if why or not missing[need] then return nil end
      why = missing[need]
    end
  end
  return why
end

local function add_wanting(reasons, found, grounds, edition, missing)
  for _, group in ipairs(edition.groups) do
    local why = group.rank < found.rank and wanting(group, grounds, missing)
    if why then
      reasons[#reasons + 1] = { code = "not_" .. group.code,
        zh = "未按“" .. group.zh .. "”排：" .. why.zh .. "。",
        en = "Not placed as \"" .. group.en .. "\": " .. why.en .. "." }
    end
  end
end

return function(grounds, edition, missing)
  for _, group in ipairs(edition.groups) do
    if holds(group, grounds) then
      local reasons, by = reasons_of(group, grounds, edition), group.by or edition
      add_wanting(reasons, group, grounds, edition, missing)
      return { rank = group.rank, group = group.code, reasons = reasons,
        standard = by.standard .. "，" .. by.edition }
    end
  end
end
