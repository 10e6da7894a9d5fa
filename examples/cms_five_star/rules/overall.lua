-- The overall stars from the component stars, by an edition. Gives nil and a
-- reason where there is no rating, else the stars and the steps that led there.
local function within(stars) return math.max(1, math.min(5, stars)) end

local function has(list, stars)
  for _, one in ipairs(list) do
    if one == stars then return true end
  end
  return false
end

return function(edition, home)
  if home.special_focus then return nil, "special_focus" end
  local health = home.health
  if not health then return nil, "no_inspection" end
  local start = home.abuse and math.min(health, edition.abuse_cap) or health
  local stars = start
  local steps = { { step = "health", stars = stars } }

  local function move(step, by)
    stars = within(stars + by)
    steps[#steps + 1] = { step = step, stars = stars }
  end

  local staffing = home.staffing
  if staffing and has(edition.staffing_up, staffing)
    and (not edition.above or staffing > start) then
    move("staffing", 1)
  elseif staffing == 1 then
    move("staffing", -1)
  end
  if home.qm == 5 then move("quality", 1) elseif home.qm == 1 then move("quality", -1) end
  -- One star for the inspection: nothing lifts it by more than one.
  if start == 1 and stars > 2 then
    stars = 2
    steps[#steps + 1] = { step = "one_star_cap", stars = stars }
  end
  return stars, nil, steps
end
