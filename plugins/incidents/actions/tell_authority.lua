return require "lib.tell_duty"("tell_authority", "authority", "记录已报告主管部门",
  "Record that the authority was told")
