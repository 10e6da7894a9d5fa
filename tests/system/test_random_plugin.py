#!/usr/bin/env python3
"""A plugin that does as it likes: random rows, overlapping, in wrong states,
into other people's tables, forged events. Eight clients drive it; whatever it
does, storage's rules hold and beds are as they were."""
import os
import threading

from api_client import Host, run

OAK = "/api/v1/homes/oak"
ROUNDS = 40
CLIENTS = 8
PLUGIN = r'''
local function die(state) return (state * 1103515245 + 12345) % 2147483648 end

return {
  id = "chaos", version = "1.0.0", host = 1, needs = { "beds" },
  zh = "捣乱", en = "Chaos",
  tables = { stay = { zh = "入住", en = "Stay", columns = {
      { name = "bed", type = "integer", required = true, min = 1, max = 5, zh = "床", en = "Bed" },
      { name = "starts", type = "instant", required = true, zh = "从", en = "From" },
      { name = "ends", type = "instant", zh = "到", en = "To" },
      { name = "state", type = "enum", required = true, zh = "状态", en = "State", values = {
        { value = "planned", zh = "计划", en = "Planned" }, { value = "active", zh = "在", en = "Active" },
        { value = "ended", zh = "结束", en = "Ended" }, { value = "cancelled", zh = "取消", en = "Cancelled" } } } },
    no_overlap = { { key = "bed", from = "starts", to = "ends", where = { state = { "planned", "active", "ended" } },
      zh = "有人", en = "Taken" } },
    transitions = { state = { initial = { "planned", "active" }, planned = { "active", "cancelled" },
      active = { "ended" } } } } },
  permissions = { ["chaos.all"] = { roles = { "manager" }, zh = "捣乱", en = "Chaos" } },
  queries = { overlaps = { zh = "重叠", en = "Overlaps", permission = "chaos.all",
      columns = { { name = "n", type = "integer", zh = "数", en = "Count" } },
      sql = [[ select count(*) as n from chaos_stay a join chaos_stay b on a.bed = b.bed and a.id < b.id
        where a.state <> 'cancelled' and b.state <> 'cancelled'
        and a.starts < coalesce(b.ends, 9e18) and b.starts < coalesce(a.ends, 9e18) ]] },
    rows = { zh = "行", en = "Rows", permission = "chaos.all",
      columns = { { name = "n", type = "integer", zh = "数", en = "Count" } },
      sql = [[ select count(*) as n from chaos_stay ]] } },
  actions = { throw = { zh = "捣乱", en = "Throw", permission = "chaos.all",
    input = { { name = "seed", type = "integer", required = true, zh = "种子", en = "Seed" } },
    output = { { name = "done", type = "integer", zh = "成", en = "Done" } },
    run = function(call, home)
      local state, done = call.input.seed, 0
      local function roll(n) state = die(state) return state // 65536 % n end
      local states = { "planned", "active", "ended", "cancelled" }
      local moves = {
        function()
          local from = call.now + roll(200) * 3600000
          home.insert("stay", { bed = 1 + roll(6), starts = from,
            ends = roll(4) > 0 and from + (roll(40) - 4) * 3600000 or nil, state = states[1 + roll(4)] })
        end,
        function() home.update("stay", 1 + roll(60), { state = states[1 + roll(4)] }) end,
        function() home.update("stay", 1 + roll(60), { ends = call.now + roll(300) * 3600000, bed = 1 + roll(5) }) end,
        function() home.insert("beds.stay", { bed = 1, resident = 1, starts = call.now, state = "active" }) end,
        function() home.update("beds.bed", 1, { name = "x" }) end,
        function() home.publish("beds.assigned", "resident:1", { forged = true }) end,
      }
      for _ = 1, 6 do
        if pcall(moves[1 + roll(#moves)]) then done = done + 1 end
      end
      if roll(5) == 0 then error("enough") end
      return { done = done }
    end } },
}
'''


def install(host):
    folder = os.path.join(host.data, "homes", "oak", "plugins", "chaos")
    os.makedirs(folder)
    with open(os.path.join(folder, "plugin.lua"), "w") as file:
        file.write(PLUGIN)


def nothing_it_does_breaks_a_rule():
    with Host() as host:
        host.stop()
        install(host)
        host.start()
        mary = host.owner("mary")
        board = mary.get(OAK + "/queries/beds.board").raw
        codes, lock = {}, threading.Lock()

        def client(number):
            person = host.owner("mary")
            for i in range(ROUNDS):
                got = person.post(OAK + "/actions/chaos.throw",
                                  {"seed": number * 1000 + i * 7 + 1})
                with lock:
                    codes[got.status] = codes.get(got.status, 0) + 1

        threads = [threading.Thread(target=client, args=(n,))
                   for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rows = mary.get(OAK + "/queries/chaos.rows").json[0]["n"]
        print(f"{codes}, {rows} rows kept")
        assert rows > 5 and codes.get(200, 0) > 20, codes
        assert mary.get(OAK + "/queries/chaos.overlaps").json[0]["n"] == 0
        assert mary.get(OAK + "/queries/beds.board").raw == board
        forged = mary.get(OAK + "/queries/core.events?type=beds.**").json
        assert forged == [], forged
        verdict = mary.get(OAK + "/queries/core.verify").json
        assert verdict["ok"], verdict


run([nothing_it_does_breaks_a_rule])
