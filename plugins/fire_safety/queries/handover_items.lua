return require("lib.form_query").query("handover", "交接班表", "Handover")
