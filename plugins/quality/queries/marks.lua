local fields = require "lib.fields"

return {
  zh = "等级", en = "Levels", permission = "quality.read",
  columns = fields.of("id", "level_name", fields.make("awarded", "date", "公布日期", "Announced"),
    fields.make("holds_to", "date", "有效至", "Holds until"), "document", "state", "tone"),
  sql = [[
    select m.id, m.level || '' as level_name, m.awarded, m.holds_to, m.document,
      iif(m.holds_to > today(), 'valid', 'expired') as state,
      iif(m.holds_to > today(), 'free', 'late') as tone
    from quality_mark m order by m.awarded desc ]],
}
