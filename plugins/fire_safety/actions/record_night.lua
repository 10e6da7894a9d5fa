return require "lib.patrol_action" ("patrol_night", "记录夜间巡查", "Record a night patrol")
