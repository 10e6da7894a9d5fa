-- What two people overrode for the orders of a resident that are in force.
return {
  zh = "已破例的核对", en = "Checks overridden for orders in force", permission = "medication.read",
  input = { { name = "resident", type = "ref", to = "residents.resident", required = true,
    zh = "老人", en = "Resident" } },
  columns = {
    { name = "for_order", type = "integer", zh = "医嘱", en = "Order" },
    { name = "code", type = "text", zh = "核对项", en = "Check" },
    { name = "key", type = "text", zh = "对象", en = "About" },
  },
  sql = [[
    select x.for_order, x.code, x.key
    from medication_course c
    join medication_check_override x on x.for_order = c.current
    where c.resident = :resident and x.stage = 'order'
  ]],
}
