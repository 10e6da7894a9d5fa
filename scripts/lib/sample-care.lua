-- Medicines and assessments of a few people of the sample home, so that the round, the
-- sheets and the care plans have something to show. Takes what the rest of the sample
-- home is made with: command(call, input), day(offset), who(bed's label).
local folder = arg[0]:match("^.*/") or "./"

-- --- medicines ---------------------------------------------------------------------

-- The list that comes along is loaded into an empty one: a drug's number is its place.
local function drug_numbers()
  local plain = { type = type, array = function(list) return list end, copy = function(row)
    local made = {}
    for key, value in pairs(row) do made[key] = value end
    return made
  end }
  local list = assert(loadfile(folder .. "../../plugins/medication/data/drugs.lua", "t", plain))()
  local numbers = {}
  for i, drug in ipairs(list[1].drugs) do numbers[drug.name] = i end
  return numbers
end

-- bed, drug, amount, unit, frequency, more
local orders = {
  { "205-1", "苯磺酸氨氯地平片", "1", "tablet", "qd", { indication = "高血压" } },
  { "205-1", "盐酸二甲双胍片", "0.5", "g", "tid",
    { meal = "with", times = { "07:00", "11:30", "17:30" }, indication = "糖尿病" } },
  { "206-1", "酒石酸美托洛尔片", "0.5", "tablet", "bid",
    { indication = "心率快", conditions = { { sign = "pulse", below = "60" } } } },
  { "206-1", "阿托伐他汀钙片", "1", "tablet", "qn", { indication = "高血脂" } },
  { "207-1", "甘精胰岛素注射液", "12", "iu", "hs", { route = "sc", indication = "糖尿病" } },
  { "207-1", "对乙酰氨基酚片", "1", "tablet", "prn",
    { prn = { reason = "疼痛", min_interval = 360, max_doses = 3 } } },
  { "303-1", "盐酸多奈哌齐片", "1", "tablet", "hs", { indication = "阿尔茨海默病" } },
  { "303-1", "多巴丝肼片", "0.5", "tablet", { every = "PT6H" }, { indication = "帕金森病" } },
  { "306-2", "苯磺酸氨氯地平片", "1", "tablet", "qm", { indication = "高血压" } },
}

local kept = { { "205-1", "苯磺酸氨氯地平片", "28" }, { "206-1", "阿托伐他汀钙片", "5" },
  { "303-1", "多巴丝肼片", "40" } }

local function medicines(command, day, who)
  local numbers, agreed = drug_numbers(), {}
  command("medication.load_drugs", {})
  for _, each in ipairs(orders) do
    local resident = who(each[1])
    if not agreed[resident] then
      command("medication.sign_consent", { resident = resident, signer = "家属",
        relation = "child", signed = day(-30), document = "服药管理协议 " .. resident .. " 号" })
      agreed[resident] = true
    end
    local input = { resident = resident, drug = numbers[each[2]], route = "po",
      dose = { amount = each[3], unit = each[4] }, frequency = each[5], prescriber = "蒋文",
      document = "医嘱单 " .. resident .. " 号" }
    for key, value in pairs(each[6]) do input[key] = value end
    command("medication.order", input)
  end
  for _, each in ipairs(kept) do
    command("medication.receive", { resident = who(each[1]), drug = numbers[each[2]],
      lot = "示例1", expiry = day(300), quantity = each[3], from = "家属" })
  end
  command("medication.give_prn", { order = 6, reason = "腰痛" })
end

-- --- assessments ---------------------------------------------------------------------

-- Answers of GB/T 42195-2022 in its order that come to each level of ability.
local answers_of = { [0] = "444444444443444444112" .. "22434", "222334423332443344112" .. "11212",
  "221222222221233233111" .. "11201", "110112211110222122111" .. "11101",
  "110112211110222122101" .. "11101" }
local parts = { 8, 4, 9, 5 }

local function answers(level)
  local made, at = {}, 0
  for part, count in ipairs(parts) do
    for i = 1, count do
      at = at + 1
      made["B." .. part .. "." .. i] = tonumber(answers_of[level]:sub(at, at))
    end
  end
  return made
end

local assessors = { { name = "陈静", background = "nursing" },
  { name = "卫红", background = "social_work" } }

local function assessments(command, day, who, level)
  for i, label in ipairs { "205-1", "206-1", "207-1", "306-2" } do
    command("assessment.complete", { resident = who(label), standard = "GB/T 42195-2022",
      base_date = day(-2 * i), answers = answers(level(label)), assessors = assessors,
      provider = "家属", relation = "child" })
  end
  command("assessment.begin", { resident = who("208-2"), standard = "GB/T 42195-2022",
    base_date = day(0), provider = "家属", relation = "child" })
end

return function(command, day, who, level)
  medicines(command, day, who)
  assessments(command, day, who, level)
end
