-- Which clause asks for each duty, and how sure that is.
return {
  patrol_day = "GB/T 40248-2021 7.3.4；61号令第25条",
  patrol_night = "GB/T 40248-2021 7.3.5（养老院每夜，间隔不超过2小时）",
  patrol_review = "GB/T 40248-2021 7.3.6；61号令第25条（主管人员签名）",
  monthly_check = "GB/T 40248-2021 7.3.7；61号令第26条",
  equipment_check = "GB 55036-2022；GB 50444（每月检查，公众聚集等场所每半月）",
  service = "GB 55036-2022；灭火器维修年限",
  scrap = "GB 55036-2022；灭火器报废年限",
  control_log = "GB 25506-2010、GB 25201-2010（每2小时记录）",
  handover = "GB 25201-2010（每班不超过8小时，交接班检查）",
  full_test = "消防法第16条（每年至少一次全面检测）",
  fire_drill = "61号令第40条（重点单位每半年，其他每年）",
  training = "GB 38600-2019；61号令第36条（至少每半年）",
  new_staff = "GB 38600-2019；61号令第36条（上岗前）",
  plan_review = "GB 38600-2019；民发〔2025〕32号",
  plan_drill = "GB 38600-2019（预案每年至少演练一次）",
  hazard = "消防法；61号令第30至34条；民办发〔2023〕13号",
}
