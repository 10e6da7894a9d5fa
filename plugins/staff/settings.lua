-- How many residents one carer may have on duty. The final figures of the
-- standards were not found: these are the draft's, for the home to set.
local function per(name, default, zh, en)
  return { name = name, type = "integer", min = 1, max = 200, default = default, required = true,
    zh = zh .. "（征求意见稿，待核实）", en = en .. " (draft, to be confirmed)" }
end

return {
  per("per_able", 50, "每名护理员照护能力完好老人", "Able residents to a carer"),
  per("per_mild", 40, "每名护理员照护轻度失能老人", "Mildly impaired to a carer"),
  per("per_moderate", 25, "每名护理员照护中度失能老人", "Moderately impaired to a carer"),
  per("per_severe", 10, "每名护理员照护重度及完全失能老人", "Severely impaired to a carer"),
  { name = "beds_per_social_worker", type = "integer", min = 1, max = 1000, default = 100,
    required = true, zh = "几张床应有一名社会工作者", en = "Beds for which there is a social worker" },
  { name = "ratio_times", type = "text", max = 60, default = "10:00 18:00 02:00", required = true,
    zh = "每天在哪些钟点看配比（每班一个）", en = "Clock times at which ratios are looked at (one a shift)" },
  { name = "remind_days", type = "integer", min = 1, max = 365, default = 30, required = true,
    unit = "day", zh = "证书到期前多少天提醒", en = "Days before a certificate ends to renew it" },
}
