-- An order's day of review: a duty like others asks for it. It belongs to the course, so
-- that a change of the order neither loses nor doubles it.
local reviews = {}

local function outlives(order)
  return not order.ends or time.date(order.ends) >= order.review
end

-- A stop asks nobody any more; the day stays, for when the stop is taken back.
function reviews.rest(home, course)
  if not course.review then return end
  home.stop(course.review, 0)
  home.update("course", course.id, { review = null })
  course.review = nil
end

local function forget(home, course)
  reviews.rest(home, course)
  if not course.review_on then return end
  home.update("course", course.id, { review_on = null })
  course.review_on = nil
end

function reviews.ask(call, home, course, order, day)
  local at = math.max(time.at(day, "09:00"), call.now - call.now % 1000)
  course.review = home.schedule("review_order", { subject = "resident:" .. course.resident,
    at = at, data = { order = order.id, course = course.id } })
  course.review_on = day
  home.update("course", course.id, { review = course.review, review_on = day })
end

-- A planned stop was taken back.
function reviews.wake(call, home, course, order)
  if not course.review and course.review_on then
    reviews.ask(call, home, course, order, course.review_on)
  end
end

-- `old`: the version that was asked about before, or nil. A day that stands as it was is
-- not asked for again once it was answered.
function reviews.follow(call, home, course, order, old)
  if not order.review then return end
  local same = old and old.review == order.review and outlives(old)
  if same and outlives(order) then return end
  forget(home, course)
  if outlives(order) then reviews.ask(call, home, course, order, order.review) end
end

return reviews
