-- Duties that a home has as a whole. `months`: the setting that names the
-- months; asked for on the first of the month, late and missed within it.
return {
  { kind = "monthly_check", rule = "FREQ=MONTHLY;BYMONTHDAY=1", clock = "08:00" },
  { kind = "patrol_review", rule = "FREQ=DAILY", clock = "09:00" },
  { kind = "full_test", months = "test_months", clock = "08:00" },
  { kind = "fire_drill", months = "drill_months", clock = "08:00" },
  { kind = "training", months = "training_months", clock = "08:00" },
}
