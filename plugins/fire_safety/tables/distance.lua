-- How far a walk it is between two points, in metres; `a` has the smaller id.
return {
  zh = "两点距离", en = "Distance", history = true,
  columns = {
    { name = "a", type = "ref", to = "point", required = true, zh = "一点", en = "One" },
    { name = "b", type = "ref", to = "point", required = true, zh = "另一点", en = "Other" },
    { name = "metres", type = "integer", min = 0, max = 5000, required = true, zh = "米",
      en = "Metres" },
  },
  unique = { { columns = { "a", "b" } } },
}
