-- The bed board: every bed of the house, who is in it, what is the matter.
-- Reservation, occupancy and condition are kept apart; `state` is what the
-- card shows. One statement; with `at`, as it was recorded then.
local columns = require "lib.columns"
local enums = require "data.enums"

-- What can be done, in the order of the page, and where.
local untaken = "(reserved_from is null or reserved_from > now())"
local offers = {
  { "assign", "stay is null and condition is null and " .. untaken },
  { "admit", "stay is null and condition is null and reserved_from is not null" },
  { "reserve", "stay is null and coalesce(condition, 'cleaning') = 'cleaning' and " .. untaken },
  { "cancel_reservation", "reserved_from is not null" },
  { "transfer", "stay is not null" },
  { "swap", "occupancy = 'in'" },
  { "leave", "occupancy = 'in'" },
  { "hospital", "occupancy in ('in', 'leave')" },
  { "return", "occupancy in ('leave', 'hospital')" },
  { "discharge", "stay is not null" },
  { "death", "stay is not null" },
  { "confirm_trial", "trial_until is not null" },
  { "extend", "planned_end is not null" },
  { "clean", "condition = 'cleaning'" },
  { "block", "coalesce(condition, 'cleaning') = 'cleaning'" },
  { "unblock", "condition in ('isolated', 'out_of_order')" },
}

local parts = {}
for i, offer in ipairs(offers) do
  parts[i] = ("iif(%s, ',\"%s\"', '')"):format(offer[2], offer[1])
end
local offered = "'[' || substr(" .. table.concat(parts, " || ") .. ", 2) || ']'"

return {
  zh = "床位总览", en = "Bed board", permission = "beds.read", at = true,
  input = {},
  columns = columns.of("bed", "bed_name", "building", "floor", "floor_number", "unit", "room",
    "kind", "class",
    { name = "state", type = "enum", values = enums.state, zh = "状态", en = "State" },
    "tone",
    { name = "occupancy", type = "enum", zh = "占用", en = "Occupancy", values = {
      { value = "empty", zh = "无人", en = "Empty" }, { value = "in", zh = "在院", en = "In" },
      { value = "leave", zh = "请假", en = "On leave" },
      { value = "hospital", zh = "住院", en = "In hospital" } } },
    { name = "condition", type = "enum", values = enums.condition, zh = "床况",
      en = "Condition" },
    { name = "condition_note", type = "text", zh = "床况说明", en = "Note on the bed" },
    { name = "reserved_resident", type = "ref", to = "residents.resident", zh = "预定的老人",
      en = "Reserved for" },
    { name = "reserved_for", type = "text", zh = "预定给", en = "Reserved for" },
    { name = "reserved_later", type = "text", zh = "以后才预定，之前可短住",
      en = "Reserved later, free for a short stay until then" },
    { name = "reserved_from", type = "instant", zh = "预定从", en = "Reserved from" },
    "stay", "resident", "resident_name", "sex", "age", "care_level",
    { name = "since", type = "instant", zh = "入院时间", en = "Admitted" },
    { name = "days", type = "integer", zh = "已住天数", en = "Days in" },
    { name = "planned_end", type = "instant", zh = "计划离开", en = "Planned end" },
    { name = "trial_until", type = "date", zh = "试住到", en = "Trial until" },
    { name = "expected", type = "instant", zh = "预计返回", en = "Expected back" },
    { name = "flags", type = "json", zh = "注意", en = "Beware of" },
    "actions"),
  sql = [[
    with
    lived as (
      select s.id, s.bed, s.resident, s.admitted, s.ends, s.trial, s.trial_until,
             r.name as resident_name, r.sex, r.born, r.care_level, r.fall_risk, r.oxygen, r.dnr,
             r.infection in ('suspected', 'contagious') as isolation,
             a.kind as absence, a.expected
      from beds_stay s
      join residents_resident r on r.id = s.resident
      left join beds_absence a
        on a.resident = s.resident and a.ends is null
      where s.state = 'active'
    ),
    next_stay as (
      select s.bed, min(s.starts) as starts from beds_stay s
      where s.state = 'planned' group by s.bed
    ),
    reserved as (
      select s.bed, s.resident, s.starts, r.name
      from next_stay n
      join beds_stay s on s.bed = n.bed and s.starts = n.starts and s.state = 'planned'
      join residents_resident r on r.id = s.resident
    ),
    troubled as (
      select bed, kind, note from beds_condition where ends is null
    ),
    allergic as (
      select distinct resident from residents_allergy
      where ended is null or ended > today()
    ),
    seen as (
      select b.id as bed, b.label as bed_name, g.name as building, f.name as floor,
             f.number as floor_number, u.name as unit, m.name as room, b.kind, b.class,
             case when c.kind = 'out_of_order' then 'out_of_order'
                  when c.kind = 'isolated' then 'isolated'
                  when l.absence = 'hospital' then 'in_hospital'
                  when l.absence = 'leave' then 'on_leave'
                  when l.id is not null then 'occupied'
                  when c.kind = 'cleaning' then 'cleaning'
                  when v.bed is not null then 'reserved'
                  else 'free' end as state,
             case when l.id is null then 'empty'
                  else coalesce(l.absence, 'in') end as occupancy,
             c.kind as condition, c.note as condition_note,
             v.resident as reserved_resident, v.name as reserved_for, v.starts as reserved_from,
             case when v.starts > now() then local_date(v.starts) || ' ' || v.name end
               as reserved_later,
             l.id as stay, l.resident, l.resident_name, l.sex, age(l.born, today()) as age,
             l.care_level, l.admitted as since, (now() - l.admitted) / 86400000 as days,
             l.ends as planned_end,
             case when l.trial = 'running' then l.trial_until end as trial_until,
             l.expected,
             '[' || substr(iif(l.fall_risk, ',"fall"', '')
                           || iif(k.resident is not null, ',"allergy"', '')
                           || iif(l.isolation, ',"isolation"', '')
                           || iif(l.oxygen, ',"oxygen"', '')
                           || iif(l.dnr, ',"dnr"', ''), 2) || ']' as flags
      from beds_bed b
      join beds_room m on m.id = b.room
      join beds_unit u on u.id = m.unit
      join beds_floor f on f.id = u.floor
      join beds_building g on g.id = f.building
      left join lived l on l.bed = b.id
      left join reserved v on v.bed = b.id
      left join troubled c on c.bed = b.id
      left join allergic k on k.resident = l.resident
      where (b.opened is null or b.opened <= today()) and (b.retired is null or b.retired > today())
    )
    select *,
           case state when 'on_leave' then 'away' when 'in_hospital' then 'away'
                      when 'out_of_order' then 'blocked' else state end as tone,
           ]] .. offered .. [[ as actions
    from seen
    order by building, floor_number, unit, room, bed_name
  ]],
}
