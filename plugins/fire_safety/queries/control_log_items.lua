return require("lib.form_query").query("control_log", "值班记录表", "Control-room log")
