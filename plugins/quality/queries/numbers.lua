-- Beds in use today by kind and class, and how many are lived in.
local function number(name, zh, en) return { name = name, type = "integer", zh = zh, en = en } end

return {
  zh = "床位数字", en = "Beds in figures", permission = "quality.read",
  columns = { number("beds", "床位", "Beds"), number("nursing", "护理型", "Nursing"),
    number("inclusive", "普惠", "Inclusive"), number("lived", "在住", "Lived in") },
  sql = [[
    select count(*) as beds, sum(b.kind in ('nursing', 'dementia')) as nursing,
      sum(b.class in ('basic', 'inclusive')) as inclusive,
      sum(exists (select 1 from beds_stay s where s.bed = b.id and s.state = 'active')) as lived
    from beds_bed b
    where (b.opened is null or b.opened <= today())
      and (b.retired is null or b.retired > today()) ]],
}
