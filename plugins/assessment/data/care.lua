-- What a care plan begins with: goals and tasks by level of GB/T 42195-2022,
-- and what prevents each of the nine risks (GB 38600-2019, standards 5.2).
-- No standard lists them: this is the house's own template ("U"), a start
-- that a nurse changes by hand. `from`: the risk from which (1 medium, 2 high). Each
-- high risk is a goal as well; its `source` is what names or asks for it.
local daily = "FREQ=DAILY"
local weekly = "FREQ=WEEKLY"
local monthly = "FREQ=MONTHLY"

local function task(name, zh, en, rule, at, from)
  return { name = name, zh = zh, en = en, rule = rule, at = at, from = from or 1 }
end

local function goal(zh, en, source)
  return { zh = zh, en = en, source = source }
end

local named = "GB 38600-2019 names the risk (standards 5.2 [F:S23]); wording: this house"

local walk = task("activity", "鼓励参加活动和户外走动", "Encourage activities and walks", daily, "15:00")
local pressure = task("blood_pressure", "量血压", "Take the blood pressure", weekly, "07:30")
local wash = task("wash", "协助洗漱和穿衣", "Help with washing and dressing", daily, "06:30")
local bath = task("bath", "协助洗澡", "Help with the bath", weekly, "14:00")
local weight = task("weight", "称体重", "Weigh", monthly, "07:00")
local meals = task("meals", "协助进食并记录进食量", "Help with meals and note what is eaten",
  "FREQ=DAILY;BYHOUR=7,11,17", "07:00")
local turn = task("turn", "每两小时翻身，检查皮肤", "Turn every two hours, look at the skin",
  "FREQ=HOURLY;INTERVAL=2", "00:00")
local mouth = task("mouth", "口腔护理", "Mouth care", "FREQ=DAILY;BYHOUR=7,19", "07:00")
local train = task("train", "自理能力训练", "Training of self-care",
  "FREQ=WEEKLY;BYDAY=MO,WE,FR", "10:00")
local toilet = task("toilet", "定时协助如厕或更换", "Help to the toilet, or change, at set times",
  "FREQ=DAILY;BYHOUR=6,10,14,18,22", "06:00")

return {
  {
    standard = "松鹤照护计划模板", edition = "2026", valid_from = "2020-11-01",
    source = "this house; standards 5.2 for the risks", confidence = "U",
    levels = {
      { goals = { goal("保持现有能力，参加院内活动", "Keep what is there, take part") },
        tasks = { walk, pressure } },
      { goals = { goal("保持自理，减少一项受损", "Stay independent, regain one ability") },
        tasks = { walk, pressure, train, weight } },
      { goals = { goal("在协助下完成日常生活，能力不再下降", "Daily life with help, no further loss") },
        tasks = { wash, bath, train, pressure, weight } },
      { goals = { goal("皮肤完好，不发生压疮", "The skin stays whole"),
          goal("保持残存能力", "Keep what ability is left") },
        tasks = { wash, bath, meals, toilet, mouth, pressure, weight } },
      { goals = { goal("皮肤完好，不发生压疮", "The skin stays whole"),
          goal("舒适、清洁、无呛咳", "Comfortable, clean, without choking") },
        tasks = { wash, bath, meals, toilet, mouth, turn, weight } },
    },
    risks = {
      choking = {
        task("watch", "进餐时看护，食物软烂、小口慢喂", "Watch at meals: soft food, small bites",
          "FREQ=DAILY;BYHOUR=7,11,17", "07:00"),
        task("swallow", "评估吞咽，检查义齿", "Check swallowing and dentures", weekly, "09:00", 2) },
      ingestion = {
        task("room", "检查房间里的药品、过期和非食用物", "Look through the room for medicine and old food",
          weekly, "09:30"),
        task("hand_out", "药品由护士保管，发药看服到口", "Nurses keep the medicine and see it taken",
          daily, "08:00", 2) },
      pressure = {
        task("skin", "检查皮肤，保持床铺干燥", "Look at the skin, keep the bed dry", daily, "07:00"),
        task("turn", "每两小时翻身并记录", "Turn every two hours, write it down",
          "FREQ=HOURLY;INTERVAL=2", "00:00", 2) },
      burn = {
        task("water", "热水由护理员取送，检查取暖用品", "Carers bring hot water; check heaters",
          daily, "08:30") },
      bed_fall = {
        task("rails", "睡前检查床档和床高", "Check bed rails and height before sleep", daily, "20:30"),
        task("night", "夜间加强巡视", "More rounds at night", "FREQ=DAILY;BYHOUR=0,2,4", "00:00", 2) },
      fall = {
        task("way", "检查通道、鞋和助行器", "Check ways, shoes and walker", daily, "08:00"),
        task("exercise", "平衡和力量训练", "Exercise balance and strength",
          "FREQ=WEEKLY;BYDAY=TU,TH", "10:00"),
        task("escort", "如厕和洗澡有人陪同", "Company to toilet and bath", daily, "06:30", 2) },
      harm = {
        task("talk", "谈心，观察情绪", "Talk, watch the mood", "FREQ=WEEKLY;BYDAY=MO,TH", "15:00"),
        task("sharp", "检查并收走尖锐、易燃、有毒物品", "Take away what is sharp, burns or poisons",
          daily, "09:00", 2) },
      straying = {
        task("whereabouts", "交接班清点在岗情况", "Know where they are at each handover",
          "FREQ=DAILY;BYHOUR=7,15,22", "07:00"),
        task("band", "检查防走失手环和联系卡", "Check the wrist band and card", daily, "07:30", 2) },
      activity = {
        task("before", "活动前量血压、问感受", "Pressure and how they feel before activities",
          daily, "14:30") },
    },
    risk_goals = {
      choking = goal("进食不噎、不呛", "Eats without choking", named),
      ingestion = goal("不误食药品、过期和非食用物", "Takes no wrong medicine, old food or other things",
        "GB 38600-2019, 误食: 服药管理、核对发放、检查过期食品 (standards 5.2 [KH])"),
      pressure = goal("不发生新的压疮，原有的在愈合", "No new pressure injury, an old one heals",
        "GB 38600-2019, 压疮: 查皮肤、翻身、保持干燥、记录 (standards 5.2 [KH])"),
      burn = goal("不被热水、热源烫伤", "No burns from hot water or heaters", named),
      bed_fall = goal("不坠床", "Does not fall out of bed", named),
      fall = goal("不跌倒；一旦跌倒不受重伤", "No falls, and no serious harm from one", named),
      harm = goal("不伤自己，也不伤别人", "Harms neither self nor others",
        "GB 38600-2019, 他伤和自伤: 危险物品专人管理、告知相关第三方 (standards 5.2 [KH])"),
      straying = goal("不走失，随时有人知道在哪里", "Does not stray: somebody knows where at any time",
        "GB 38600-2019, 走失: 交接班清点、外出手续 (standards 5.2 [KH])"),
      activity = goal("参加活动不受伤、不发病", "Takes part without injury or attack", named),
    },
  },
}
