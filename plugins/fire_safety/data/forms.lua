-- The questions of each check. `group`: which group of hazards a "wrong"
-- belongs to. `scrap`: an extinguisher with this is scrapped at once.
local function item(key, group, zh, en, scrap)
  return { key = key, group = group, zh = zh, en = en, scrap = scrap }
end

local in_place = item("in_place", "fire", "在规定位置，标识清楚，取用方便，无遮挡",
  "In its place, marked, within reach, not hidden")
local intact = item("intact", "fire", "外观完好，部件齐全", "Intact and complete")

local extinguisher = {
  in_place,
  item("pressure", "fire", "压力指针在绿区（二氧化碳称重合格）", "Pressure in the green (CO2: weight right)"),
  item("seal", "fire", "铅封、保险销完好", "Seal and pin whole"),
  item("hose", "fire", "喷管、喷嘴无裂纹堵塞", "Hose and nozzle sound"),
  item("rust", "fire", "锈蚀面积不超过筒体三分之一", "Rust on at most a third of the body", true),
  item("shape", "fire", "筒体无明显变形、机械损伤", "Body not deformed", true),
  item("solder", "fire", "筒体无锡焊、铜焊或补缀痕迹", "No soldered repair", true),
  item("burnt", "fire", "未被火烧过", "Never burnt", true),
  item("maker", "fire", "有生产厂名称和出厂年月", "Maker and date readable", true),
  item("flat", "fire", "筒底不是平底", "Bottom is not flat", true),
}

return {
  {
    standard = "GB/T 40248-2021；GB 25506-2010；GB 25201-2010；GB 55036-2022", edition = "2022",
    valid_from = "2022-03-01", source = "standards 6.2-6.4", confidence = "F:S27, F:S28, F:S30",
    monthly_check = {
      item("fire_use", "fire", "用火、动火作业符合规定", "Use of fire in order"),
      item("electric_use", "electric", "用电正常，无私拉乱接、大功率电器",
        "Electricity in order, no private wiring"),
      item("gas_use", "gas", "燃气管路、阀门、报警器正常", "Gas pipes, valves and alarm in order"),
      item("exits", "fire", "安全出口、疏散通道、消防车道畅通", "Exits, ways out and fire lane free"),
      item("signs", "fire", "疏散指示标志、应急照明完好", "Exit signs and emergency lights work"),
      item("doors", "fire", "常闭防火门关闭，防火卷帘下无物品", "Fire doors shut, shutters free"),
      item("equipment", "fire", "消防设施、器材在位有效", "Equipment in place and working"),
      item("posts", "fire", "重点岗位人员在岗，会报警、会灭火、会疏散", "Key staff at their posts and able"),
      item("control_room", "fire", "消防控制室值班、设备运行正常", "Control room manned, panel in order"),
      item("ebikes", "fire", "室内无电动自行车停放、充电，床上无人吸烟",
        "No e-bikes indoors, nobody smokes in bed"),
      item("hazards", "fire", "上次的隐患已整改", "Hazards of last time put right"),
      item("records", "fire", "巡查、值班、维保记录齐全", "Records of patrols, duty and upkeep complete"),
    },
    full_test = {
      item("alarm", "fire", "火灾自动报警系统", "Alarm system"),
      item("sprinklers", "fire", "自动喷水灭火系统", "Sprinklers"),
      item("hydrants", "fire", "消火栓系统和消防水泵", "Hydrants and pumps"),
      item("smoke", "fire", "防烟排烟系统", "Smoke control"),
      item("doors", "fire", "防火门、防火卷帘", "Fire doors and shutters"),
      item("lights", "fire", "应急照明和疏散指示（后备不少于1小时）", "Emergency lights (an hour at least)"),
      item("broadcast", "fire", "消防应急广播和专用电话", "Emergency broadcast and telephone"),
      item("power", "electric", "消防电源和电气火灾监控", "Fire power and electrical monitoring"),
      item("linkage", "fire", "联动控制", "Interlocks"),
    },
    control_log = {
      item("panel", "fire", "报警控制器正常，无火警、无故障", "Panel normal: no alarm, no fault"),
      item("linkage_auto", "fire", "联动控制器处于自动（或手动有人值守）",
        "Interlock on automatic, or manual and manned"),
      item("sprinkler_auto", "fire", "自动喷水和联动卷帘处于自动",
        "Sprinklers and interlocked shutters on automatic"),
      item("power", "electric", "主电、备电正常", "Mains and battery normal"),
    },
    handover = {
      item("panel", "fire", "自检、消音、复位功能正常", "Self-test, silence and reset work"),
      item("faults", "fire", "未处理的火警、故障、屏蔽已交接", "Open alarms, faults, isolations handed over"),
      item("keys", "fire", "钥匙、工具、对讲、手电在位", "Keys, tools, radios, lamps in place"),
      item("log", "fire", "值班记录已写全", "The log is complete"),
    },
    equipment = {
      water = extinguisher, powder = extinguisher, clean_gas = extinguisher, co2 = extinguisher,
      hydrant = { in_place, intact, item("water", "fire", "有水，压力正常", "Water and pressure"),
        item("hose", "fire", "水带、水枪齐全", "Hose and nozzle there") },
      hose_reel = { in_place, intact, item("water", "fire", "有水，转动灵活", "Water, turns easily") },
      alarm_panel = { intact, item("self_test", "fire", "自检正常", "Self-test passes") },
      detector = { intact, item("responds", "fire", "试验能报警", "Responds to a test") },
      sprinkler = { intact, item("valve", "fire", "阀门开启，压力正常", "Valves open, pressure right"),
        item("automatic", "fire", "处于自动", "On automatic") },
      emergency_light = { intact, item("lights", "fire", "断电能亮", "Lights without mains") },
      exit_sign = { intact, item("lights", "fire", "常亮，方向正确", "Lit, points the right way") },
      fire_door = { intact, item("closes", "fire", "能自行关闭，常闭门关闭", "Closes by itself, is shut") },
      fire_shutter = { intact, item("free", "fire", "下方无物品", "Nothing below"),
        item("moves", "fire", "升降正常", "Moves") },
      exit = { item("free", "fire", "畅通，无堵塞", "Free"),
        item("opens", "fire", "不上锁，能从里面打开", "Not locked, opens from inside"),
        item("sign", "fire", "标志完好", "Its sign is whole") },
      control_room = { item("manned", "fire", "有人值班，持证上岗", "Manned by certified people"),
        item("phone", "fire", "外线电话畅通", "The telephone works") },
    },
  },
}
