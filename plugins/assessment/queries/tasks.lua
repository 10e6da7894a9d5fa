-- Care tasks of one resident, or those of all that go on; how often in words.
local often = require "lib.often"
local rows = require "queries.task_rows"

local columns = array {}
for _, column in ipairs(rows.columns) do
  if column.name == "starts" then
    columns[#columns + 1] = { name = "often", type = "text", zh = "多久一次", en = "How often" }
    columns[#columns + 1] = { name = "often_en", type = "text", zh = "多久一次（英文）",
      en = "How often" }
    column = { name = "starts", type = "date", zh = "开始", en = "From" }
  end
  columns[#columns + 1] = column
end

return {
  zh = "照护任务", en = "Care tasks", permission = rows.permission, input = rows.input,
  columns = columns,
  run = function(call, home)
    local tasks = home.query("task_rows", { resident = call.input.resident })
    for _, task in ipairs(tasks) do
      task.often, task.often_en = often.of(task.rule, task.starts)
      task.starts = task.starts:sub(1, 10)
    end
    return tasks
  end,
}
