-- Who is on leave or in hospital, as the beds told: tasks that are added meanwhile
-- are held like those that stood when it began.
return {
  zh = "外出", en = "Away",
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, unique = true,
      zh = "老人", en = "Resident" },
    { name = "starts", type = "instant", required = true, zh = "离开", en = "Left" },
    { name = "why", type = "text", max = 60, required = true, zh = "原因", en = "Why" },
  },
}
