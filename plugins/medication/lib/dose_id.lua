-- SQL for whoever looks for one dose: `wanted`, the schedule's row and the day
-- in the id :dose ("12-20261123T080000"), by which the views are quick.
return [[
    wanted as (
      select substr(:dose, 1, instr(:dose, '-') - 1) + 0 as plan,
             substr(:dose, instr(:dose, '-') + 1, 4) || '-' ||
             substr(:dose, instr(:dose, '-') + 5, 2) || '-' ||
             substr(:dose, instr(:dose, '-') + 7, 2) as day
    )]]
