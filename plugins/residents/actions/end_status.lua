return {
  zh = "结束身份或待遇", en = "End an entitlement", permission = "residents.status",
  input = {
    { name = "status", type = "ref", to = "status", required = true, zh = "身份",
      en = "Entitlement" },
    { name = "to", type = "date", required = true, zh = "到期日", en = "Expires on" },
    { name = "note", type = "text", max = 500, zh = "原因", en = "Reason" },
  },
  output = { { name = "status", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local input = call.input
    local row = home.get("status", input.status)
    if input.to <= row.starts then
      refuse("to", "order", "到期日要在生效日（" .. row.starts .. "）之后。",
        "It must expire after it begins (" .. row.starts .. ").")
      stop()
    end
    home.update("status", row.id, { ends = input.to, note = input.note })
    home.publish("status_ended", "resident:" .. row.resident,
      { resident = row.resident, kind = row.kind })
    return { status = row.id }
  end,
}
