return {
  board = {
    kind = "board", zh = "床位总览", en = "Bed board", icon = "bed", order = 10, query = "board",
    groups = { "building", "floor", "unit", "room" },
    card = {
      id = "bed", title = "label", name = "name", detail = { "age", "sex" }, level = "care_level",
      state = "state", tone = "tone", days = "days",
      flags = { "fall", "allergy", "isolation", "oxygen", "dnr" },
      fill = { bed = "bed", resident = "resident" },
    },
    filters = { "state", "kind", "class" },
    actions = { "assign", "admit", "reserve", "cancel_reservation", "transfer", "swap", "leave",
      "hospital", "return", "discharge", "death", "clean", "block", "unblock" },
    record = "bed",
  },
  bed = {
    kind = "record", zh = "床位", en = "Bed", query = "board", key = "bed", title = "label",
    sections = {
      { zh = "现在", en = "Now", fields = { "label", "room", "kind", "class", "state", "name",
        "since", "trial_until", "planned_end", "expected", "reserved_for", "reserved_from",
        "condition_note" } },
      { zh = "入住记录", en = "Stays", query = "stays", input = { bed = "bed" } },
    },
    actions = { "change_bed", "retire_bed" },
  },
  waitlist = {
    kind = "list", zh = "轮候名单", en = "Waiting list", icon = "queue", order = 11,
    query = "waitlist", actions = { "apply" },
    columns = { "place", "name", "age", "care_level", "rank", "reasons", "applied", "wanted" },
  },
  propose = {
    kind = "list", zh = "床位建议", en = "Proposals", icon = "match", order = 12,
    query = "propose", columns = { "place", "name", "rank", "fitting", "beds", "unmet" },
  },
  alarms = {
    kind = "list", zh = "床位提醒", en = "Alarms", icon = "alarm", order = 13,
    query = "alarms", columns = { "name", "since", "zh" },
  },
  census = {
    kind = "list", zh = "在住统计", en = "Census", icon = "chart", order = 14, query = "census",
    columns = { "kind", "class", "beds", "occupied", "on_leave", "in_hospital", "admitted",
      "left" },
  },
  faults = {
    kind = "list", zh = "不符合标准的房间", en = "Rooms below the standard", icon = "ruler",
    order = 15, query = "faults", columns = { "unit", "room", "zh", "standard" },
  },
  home_beds = {
    kind = "list", zh = "家庭养老床位", en = "Home beds", icon = "house", order = 16,
    query = "home_beds", columns = { "name", "age", "address", "starts" },
    actions = { "open_home_bed", "close_home_bed" },
  },
}
