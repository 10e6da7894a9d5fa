return require("lib.form_query").query("monthly_check", "防火检查表", "Fire check")
