return require("lib.form_query").query("full_test", "全面检测表", "Full test")
