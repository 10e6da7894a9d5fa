-- How the overall rating is put together (Five-Star Quality Rating System,
-- Technical Users' Guide). `staffing_up` are the staffing stars that add one;
-- `above`: only when they exceed the health inspection's.
return {
  { standard = "CMS Five-Star", edition = "2020-2022", valid_from = "2012-02-01",
    valid_to = "2022-07-01", staffing_up = { 4, 5 }, above = true, abuse_cap = 2,
    source = "Technical Users' Guide; 274 of 274 rated homes of Virginia, May 2022",
    confidence = "F" },
  { standard = "CMS Five-Star", edition = "2022-07", valid_from = "2022-07-01",
    staffing_up = { 5 }, above = false, abuse_cap = 2,
    source = "Technical Users' Guide, July 2022; 20 of 20 of a sample of July 2026",
    confidence = "F" },
}
