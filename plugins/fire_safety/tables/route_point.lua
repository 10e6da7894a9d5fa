return {
  zh = "路线上的点", en = "Point of a route", history = true,
  columns = {
    { name = "route", type = "ref", to = "route", required = true, zh = "路线", en = "Route" },
    { name = "point", type = "ref", to = "point", required = true, zh = "巡查点", en = "Point" },
    { name = "position", type = "integer", min = 1, required = true, zh = "次序", en = "Position" },
  },
  unique = { { columns = { "route", "point" },
    zh = "这个点已经在路线上。", en = "This point is on the route already." } },
}
