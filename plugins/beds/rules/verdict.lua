-- Collects what speaks for and against a bed. Force of a reason against:
-- "never" (nobody may), "rule" (only with a written reason), "wish".
return function()
  local verdict = { score = 0, pros = {}, cons = {} }

  function verdict.pro(code, points, zh, en)
    verdict.score = verdict.score + points
    table.insert(verdict.pros, { code = code, zh = zh, en = en })
  end

  function verdict.con(code, points, zh, en)
    verdict.score = verdict.score + points
    table.insert(verdict.cons, { code = code, zh = zh, en = en, force = "wish" })
  end

  function verdict.rule(code, zh, en)
    table.insert(verdict.cons, { code = code, zh = zh, en = en, force = "rule" })
  end

  function verdict.never(code, zh, en)
    table.insert(verdict.cons, { code = code, zh = zh, en = en, force = "never" })
  end

  return verdict
end
