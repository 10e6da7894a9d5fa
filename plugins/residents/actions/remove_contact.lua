return {
  zh = "删除联系人", en = "Remove a contact", permission = "residents.update",
  input = {
    { name = "contact", type = "ref", to = "contact", required = true, zh = "联系人",
      en = "Contact" },
  },
  output = { { name = "contact", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    home.delete("contact", call.input.contact)
    return { contact = call.input.contact }
  end,
}
