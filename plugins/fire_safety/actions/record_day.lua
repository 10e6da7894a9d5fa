return require "lib.patrol_action" ("patrol_day", "记录日间巡查", "Record a day patrol")
