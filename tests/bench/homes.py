"""Tables of a made-up home of any size, as people would bring them in."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(i):
    body = f"5001521940{i % 12 + 1:02}{i % 28 + 1:02}{i // 28 % 500 * 2 + 1:03}"
    return body + "10X98765432"[sum(map(lambda d, w: int(d) * w, body,
                                        WEIGHTS)) % 11]


def home_of(count, empty_every=12):
    """Kind of import -> rows: beds, and a resident in each but every so many."""
    beds = [("building", "floor", "unit", "room", "bed")]
    people = [("姓名", "性别", "出生日期", "身份证号")]
    stays = [("id_number", "bed", "from")]
    for i in range(count):
        room = f"{i // 100 + 1}{i // 4 % 25 + 1:02}"
        bed = f"{room}-{i % 4 + 1}"
        beds.append(("A", i // 100 + 1, f"U{i // 50}", room, bed))
        if empty_every == 0 or i % empty_every < empty_every - 1:
            people.append((f"王{i}", "男", f"1940-{i % 12 + 1:02}-{i % 28 + 1:02}",
                           id_number(i)))
            stays.append((id_number(i), bed, "2026-01-05T09:00:00+08:00"))
    return {"beds.beds": beds, "residents.residents": people, "beds.stays": stays}
