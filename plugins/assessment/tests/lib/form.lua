-- Answers written short, and steps that several files of tests share.
local form = {}

local codes = {}
for part, count in ipairs { 8, 4, 9, 5 } do
  for i = 1, count do codes[#codes + 1] = "B." .. part .. "." .. i end
end

-- GB/T 42195-2022: 26 digits in the order of the standard, spaces ignored.
function form.gbt(digits, more)
  local answers, i = {}, 0
  for digit in digits:gmatch("%d") do
    i = i + 1
    answers[codes[i]] = tonumber(digit)
  end
  local input = { standard = "GB/T 42195-2022", answers = answers }
  for key, value in pairs(more or {}) do input[key] = value end
  return input
end

local living = { 10, 10, 5, 10, 10, 10, 15, 15, 10, 5 }

local function spread(answers, prefix, tops, sum, step)
  for i, top in ipairs(tops) do
    local take = math.min(top, sum)
    answers[prefix .. i], sum = take - take % step, sum - (take - take % step)
  end
  assert(sum == 0, "no such sum")
end

-- 37号: answers with these sums of the three parts.
function form.ltc(a, b, c, more)
  local answers = {}
  spread(answers, "D", living, a, 5)
  spread(answers, "R", { 4, 4, 4, 4 }, b, 1)
  spread(answers, "G", { 4, 4, 4 }, c, 1)
  local input = { standard = "YBBF-2021-37", answers = answers }
  for key, value in pairs(more or {}) do input[key] = value end
  return input
end

form.rows = {
  "44444444 4443 444444112 22434", "44344444 4443 444444112 22434",
  "22233442 3332 443344112 11212", "22233442 3332 443344111 11212",
  "22122222 2221 233233111 11201", "22122222 2221 233233101 11201",
  "11011221 1110 222122111 11101", "11011221 1110 222122101 11101",
  "00000000 0000 000000000 00000",
}
form.rows[19] = "33233333 3332 333333110 11212"

form.two = { { name = "赵护士", background = "nursing" }, { name = "钱社工",
  background = "social_work" } }

function form.person(name, more)
  local input = { name = name, sex = "female", born = "1940-05-01" }
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "residents.register", input = input }
end

-- Steps for resident 1 and bed 1, of somebody who lives here.
function form.living(steps)
  local all = { form.person("王秀英"),
    { do_ = "beds.import_bed", input = { floor = "1楼", room = "101", bed = "101-1",
      kind = "general" } },
    { do_ = "beds.assign", input = { resident = 1, bed = 1 } } }
  for _, step in ipairs(steps) do all[#all + 1] = step end
  return all
end

-- A completed GB/T assessment of resident 1.
function form.complete(digits, more, gives)
  local input = form.gbt(digits, { resident = 1, assessors = form.two })
  for key, value in pairs(more or {}) do input[key] = value end
  return { do_ = "assessment.complete", input = input, gives = gives }
end

-- A completed assessment of the nine risks of resident 1 that found none.
function form.safe() return form.risky {} end

function form.risky(more)
  local answers = {}
  for _, group in ipairs((require "data.safety").groups) do
    for _, item in ipairs(group.items) do answers[item.code] = more[item.code] or 0 end
  end
  return { do_ = "assessment.complete", input = { resident = 1, standard = "GB 38600-2019",
    answers = answers, assessors = { form.two[1] } } }
end

function form.refused(step, ...)
  return { do_ = step.do_, input = step.input, refused = { ... } }
end

function form.score(input, gives)
  return { ask = "assessment.score", input = input, gives = gives }
end

return form
