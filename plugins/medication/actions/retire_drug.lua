-- A drug that is no longer in use stays in the list for what was given.
return {
  zh = "停用药品", en = "Retire a drug", permission = "medication.setup", confirm = true,
  input = { { name = "drug", type = "ref", to = "drug", required = true, zh = "药品",
    en = "Drug" } },
  output = { { name = "drug", type = "id", zh = "药品", en = "Drug" } },
  run = function(call, home)
    local drug = home.get("drug", call.input.drug)
    if not drug.active then
      refuse("drug", "inactive", "这种药已经停用。", "This drug is retired already.")
      stop()
    end
    home.update("drug", drug.id, { active = false })
    return { drug = drug.id }
  end,
}
