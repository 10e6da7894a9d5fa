-- Does a room meet the building standard (JGJ 450)? Faults as { code, zh, en }.
-- room: area (decimal text or nil), kinds (array, one a bed).
local function fault(code, zh, en)
  return { code = code, zh = zh, en = en }
end

local function least_area(count, edition)
  if count == 1 then return edition.area_single end
  if count == 2 then return edition.area_double end
  return decimal.mul(edition.area_per_bed, tostring(count))
end

local function most_beds(kinds, edition)
  local most = 0
  for _, kind in ipairs(kinds) do
    local limit = edition.beds_per_room[kind]
    if most == 0 or limit < most then most = limit end
  end
  return most
end

return function(room, edition)
  local faults, count = {}, #room.kinds
  if count == 0 then return faults end
  local least = least_area(count, edition)
  if not room.area then
    faults[1] = fault("area_unknown", "没有登记面积，无法核对。", "The area is not on record.")
  elseif decimal.cmp(room.area, least) < 0 then
    faults[1] = fault("area", count .. " 张床至少要 " .. least .. " 平方米，实际 " .. room.area .. "。",
      count .. " beds need " .. least .. " m², the room has " .. room.area .. ".")
  end
  local most = most_beds(room.kinds, edition)
  if count > most then
    faults[#faults + 1] = fault("beds", "这类房间最多 " .. most .. " 张床，实际 " .. count .. " 张。",
      "Such a room holds at most " .. most .. " beds, it has " .. count .. ".")
  end
  return faults
end
