return require "lib.tell_duty"("tell_family", "family", "记录已告诉家属",
  "Record that the family was told")
