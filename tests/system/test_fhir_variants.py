#!/usr/bin/env python3
"""FHIR as other systems write it: what changes the meaning of the rest is
refused, what can't be carried over is listed, nothing comes in by half."""
import json

from api_client import Host, run

OAK = "/api/v1/homes/oak"
TIMING = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"
UCUM = "http://unitsofmeasure.org"
GONE = object()


def bring_in(person, data, more=""):
    text = data if isinstance(data, (str, bytes)) else json.dumps(data)
    return person.post(f"{OAK}/imports?kind=fhir{more}", text,
                       kind="application/octet-stream")


def bundle(*resources, kind="collection"):
    entries = [r if "resource" in r else {"resource": r} for r in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def patient(**more):
    return {"resourceType": "Patient", "id": "p1", "gender": "female",
            "name": [{"family": "王", "given": ["秀英"]}],
            "birthDate": "1940-05-01",
            "identifier": [{"system": "urn:hospital", "value": "MR-1"}]} | more


def dosage(**more):
    made = {"timing": {"repeat": {"frequency": 2, "period": 1,
                                  "periodUnit": "d"}},
            "route": {"text": "口服"},
            "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "片"}}]}
    made |= more
    return {k: v for k, v in made.items() if v is not GONE}


def request(**more):
    made = {"resourceType": "MedicationRequest", "id": "m1", "status": "active",
            "intent": "order", "medicationCodeableConcept": {"text": "甲药"},
            "subject": {"reference": "Patient/p1"},
            "dosageInstruction": [dosage()]} | more
    return {k: v for k, v in made.items() if v is not GONE}


def home(host):
    mary = host.owner("mary")
    answer = bring_in(mary, patient(), "&source=h1").json
    assert answer["accepted"] == 1, answer
    return mary

def drug(mary, name):
    done = mary.post(f"{OAK}/actions/medication.add_drug",
                     {"name": name, "ingredients": [name], "form": "tablet",
                      "unit": "tablet", "source": "test", "edition": "1"})
    assert done.status == 200, done


class Orders:
    """Brings in one request after the other, each of a drug of its own."""

    def __init__(self, mary):
        self.mary, self.count = mary, 0

    def try_(self, **more):
        self.count += 1
        name = f"药{self.count}号"
        drug(self.mary, name)
        self.drug = name
        made = request(**{"id": f"m{self.count}",
                          "medicationCodeableConcept": {"text": name}} | more)
        return bring_in(self.mary, bundle(made), "&source=h1").json

    def taken(self, **more):
        answer = self.try_(**more)
        assert (answer["accepted"], answer["faults"]) == (1, []), answer
        paths = sorted(note["path"] for note in answer["left_out"])
        rows = self.mary.get(f"{OAK}/queries/medication.orders?resident=1")
        return next(row for row in rows.json
                    if row["drug_name"] == self.drug), paths

    def refused(self, *fields, **more):
        answer = self.try_(**more)
        assert answer["accepted"] == 0, answer
        assert {f["field"] for f in answer["faults"]} == set(fields), answer


def repeat(**more):
    return {"timing": {"repeat": more}}


# --- what changes the meaning of the rest -------------------------------------

def modifiers_are_refused_wherever_they_stand():
    rude = [{"url": "http://x/not", "valueBoolean": True}]
    inside = {"resourceType": "Medication", "id": "a", "code": {"text": "甲药"}}
    top = "MedicationRequest."
    with Host() as host:
        orders = Orders(home(host))
        orders.refused(top + "modifierExtension", modifierExtension=rude)
        orders.refused(top + "implicitRules", implicitRules="http://x/rules")
        orders.refused(top + "dosageInstruction[0].modifierExtension",
                       dosageInstruction=[dosage(modifierExtension=rude)])
        orders.refused(top + "dosageInstruction[0].timing.modifierExtension",
                       dosageInstruction=[dosage(timing={
                           "modifierExtension": rude,
                           "repeat": {"frequency": 1, "period": 1,
                                      "periodUnit": "d"}})])
        orders.refused(top + "contained[0].modifierExtension",
                       contained=[inside | {"modifierExtension": rude}])
        orders.refused(top + "status", status="entered-in-error")
        orders.refused(top + "doNotPerform", doNotPerform=True)
        xml = ('<Patient xmlns="http://hl7.org/fhir"><id value="x3"/>'
               '<modifierExtension url="http://x"><valueBoolean value="true"/>'
               '</modifierExtension><name><text value="钱三"/></name>'
               '<gender value="male"/><birthDate value="1940-01-01"/></Patient>')
        answer = bring_in(orders.mary, xml).json
        assert [f["field"] for f in answer["faults"]] == [
            "Patient.modifierExtension"], answer
        for more, field in (({"active": False}, "Patient.active"),
                            ({"link": [{"type": "replaced-by", "other": {
                                "reference": "Patient/p1"}}]},
                             "Patient.link[0]")):
            answer = bring_in(orders.mary, patient(id="p7", identifier=[
                {"system": "urn:hospital", "value": "MR-7"}], **more)).json
            assert [f["field"] for f in answer["faults"]] == [field], answer
        wrong = {"resourceType": "Medication", "id": "me",
                 "status": "entered-in-error", "code": {"text": "甲药"}}
        answer = bring_in(orders.mary, wrong).json
        assert answer["faults"][0]["field"] == "Medication.status", answer


# --- doses and times ------------------------------------------------------------

def doses_and_times_are_exact_or_refused():
    field = "MedicationRequest.dosageInstruction[0]."
    with Host() as host:
        orders = Orders(home(host))

        def dose(**more):
            return {"dosageInstruction": [dosage(doseAndRate=[more])]}

        def times(**more):
            return {"dosageInstruction": [dosage(**repeat(**more))]}

        order, _ = orders.taken(**dose(doseQuantity={
            "value": 0.50, "unit": "mg", "system": UCUM, "code": "mg"}))
        assert order["amount"] == "0.5", order
        orders.refused(field + "doseAndRate", **dose(doseQuantity={
            "value": 5, "unit": "g", "system": UCUM, "code": "mg"}))
        orders.refused(field + "doseAndRate", **dose(doseRange={
            "low": {"value": 1, "unit": "片"}, "high": {"value": 2}}))
        orders.refused(field + "doseAndRate", **dose(doseQuantity={
            "unit": "片", "_value": {"extension": [{
                "url": "http://hl7.org/fhir/StructureDefinition/"
                       "data-absent-reason", "valueCode": "unknown"}]}}))
        order, _ = orders.taken(**times(frequency=2, period=1,
                                        periodUnit="wk"))
        assert order["often"] == "biw 周一、四 08:00", order
        order, _ = orders.taken(**times(
            frequency=1, period=1, periodUnit="d",
            dayOfWeek=["fri", "mon"], timeOfDay=["07:30:00"]))
        assert order["often"] == "biw 周一、五 07:30", order
        order, _ = orders.taken(**times(
            frequency=2, period=1, periodUnit="d",
            boundsPeriod={"start": "2026-11-23", "end": "2026-11-30"}))
        assert order["ends"].startswith("2026-11-30T23:59:59"), order
        # once a week in the morning is not each morning
        for more in ({"frequency": 1, "period": 1, "periodUnit": "wk",
                      "when": ["MORN"]},
                     {"frequency": 1, "period": 2, "periodUnit": "wk",
                      "dayOfWeek": ["mon"]},
                     {"when": ["AC"], "offset": 45},
                     {"frequency": 1, "period": 1, "periodUnit": "d",
                      "boundsPeriod": {"start": "2026-11"}},
                     {"frequency": 1, "period": 1, "periodUnit": "d",
                      "count": 1},
                     {"timeOfDay": [None, "08:00:00"], "_timeOfDay": [
                         {"extension": [{"url": "http://x",
                                         "valueCode": "unknown"}]}, None]}):
            orders.refused(field + "timing", **times(**more))
        orders.refused(field + "timing", dosageInstruction=[dosage(
            timing={"code": {"coding": [{"system": TIMING, "code": "BID"}]},
                    "repeat": {"frequency": 3, "period": 1,
                               "periodUnit": "d"}})])
        orders.refused("MedicationRequest.dosageInstruction",
                       dosageInstruction=[dosage(sequence=1),
                                          dosage(sequence=2)])
        order, left = orders.taken(dosageInstruction=[dosage(
            asNeededCodeableConcept={"text": "疼痛"},
            maxDosePerPeriod={
                "numerator": {"value": 4, "unit": "片"},
                "denominator": {"value": 24, "system": UCUM, "code": "h"}},
            **repeat(frequency=1, period=4, periodMax=6, periodUnit="h"))])
        assert order["often"] == "prn", order
        assert left == [field + "timing.repeat.periodMax"], left


def two_halves_that_differ_are_refused():
    """Whoever reads one half only gives another dose, or by another way."""
    field = "MedicationRequest.dosageInstruction[0]."
    snomed = "http://snomed.info/sct"

    def coded(code, **more):
        return {"timing": {"code": {"coding": [{"system": TIMING, "code": code}]},
                           "repeat": more}}

    def way(text, code):
        return {"route": {"text": text,
                          "coding": [{"system": snomed, "code": code}]}}

    with Host() as host:
        orders = Orders(home(host))
        for text, code in (("口服", "47625008"), ("静脉注射", "26643006")):
            orders.refused(field + "route",
                           dosageInstruction=[dosage(**way(text, code))])
        order, left = orders.taken(
            dosageInstruction=[dosage(**way("by mouth", "26643006"))])
        assert left == [field + "route.text"], left
        daily = {"frequency": 1, "period": 1, "periodUnit": "d"}
        for code in ("PM", "Q2H", "MO"):
            orders.refused(field + "timing",
                           dosageInstruction=[dosage(**coded(code, **daily))])
        order, left = orders.taken(dosageInstruction=[dosage(
            **coded("Q2H", frequency=1, period=2, periodUnit="h"))])
        assert (order["often"], left) == ("每隔 2 小时", []), (order, left)
        most = {"numerator": {"value": 4, "unit": "片"},
                "denominator": {"value": 1, "unit": "d"}}
        for code, taken in (("Q4H", True), ("Q6H", False), ("PM", False)):
            needed = {"reasonCode": [{"text": "疼痛"}], "dosageInstruction": [
                dosage(asNeededBoolean=True, maxDosePerPeriod=most, **coded(
                    code, frequency=1, period=4, periodUnit="h"))]}
            if taken:
                orders.taken(**needed)
            else:
                orders.refused(field + "timing", **needed)
        orders.refused(field + "maxDosePerAdministration", dosageInstruction=[
            dosage(maxDosePerAdministration={"value": 0.5, "unit": "片"})])
        orders.refused(field + "maxDosePerLifetime", dosageInstruction=[
            dosage(maxDosePerLifetime={"value": 10, "unit": "片"})])


def what_is_past_or_not_said_is_no_order():
    absent = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/"
                                    "data-absent-reason",
                             "valueCode": "unknown"}]}
    with Host() as host:
        orders = Orders(home(host))
        # a single dose of 2020 is none of today
        orders.refused("start", dosageInstruction=[dosage(
            timing={"event": ["2020-11-24T10:00:00+08:00"]})])
        orders.refused("MedicationRequest.status", status=GONE, _status=absent)
        orders.refused("MedicationRequest.intent", intent=GONE, _intent=absent)
        _, left = orders.taken(intent="reflex-order")
        assert left == ["MedicationRequest.intent"], left
        # an end with a time is that time, an end without one is the whole day
        for end, wanted in (("2026-11-30T00:00:00+08:00", "2026-11-30T00:00:01"),
                            ("2026-11-30", "2026-11-30T23:59:59")):
            order, _ = orders.taken(dosageInstruction=[dosage(**repeat(
                frequency=1, period=1, periodUnit="d",
                boundsPeriod={"end": end}))])
            assert order["ends"].startswith(wanted), order
        given = {"resourceType": "MedicationAdministration", "id": "soon",
                 "status": "completed", "subject": {"reference": "Patient/p1"},
                 "medicationCodeableConcept": {"text": "丙药"},
                 "effectiveDateTime": "2030-11-01T08:00:00+08:00"}
        answer = bring_in(orders.mary, given, "&source=h1").json
        assert [f["code"] for f in answer["faults"]] == ["future"], answer


# --- who, by whom, in which form --------------------------------------------------

def references_in_every_form():
    uuid = "urn:uuid:11111111-1111-4111-8111-111111111111"
    with Host() as host:
        orders = Orders(home(host))
        orders.taken(subject={"identifier": {"system": "urn:hospital",
                                             "value": "MR-1"}})
        orders.taken(subject={"reference": "Patient/p1", "display": "王秀英"})
        for text in ("http://other/Patient/p1", "Patient/p1/_history/2",
                     "Patient/p2", "#p1", "Group/p1"):
            orders.refused("MedicationRequest.subject",
                           subject={"reference": text})
        order, left = orders.taken(
            contained=[{"resourceType": "Practitioner", "id": "d",
                        "name": [{"family": "李", "given": ["医师"]}],
                        "gender": "male"}],
            requester={"reference": "#d"})
        assert order["prescriber"] == "李医师", order
        assert left == ["MedicationRequest.contained[0].gender",
                        "MedicationRequest.contained[0].id",
                        "MedicationRequest.contained[0].resourceType"], left
        order, left = orders.taken(requester={"reference": "Practitioner/9"})
        assert not order.get("prescriber"), order
        assert left == ["MedicationRequest.requester"], left
        drug(orders.mary, "乙药")
        answer = bring_in(orders.mary, bundle(
            {"fullUrl": uuid, "resource": patient(
                id="p9", birthDate="1941-01-01", name=[{"text": "李四"}],
                identifier=[{"system": "urn:hospital", "value": "MR-9"}])},
            {"resource": request(
                medicationCodeableConcept=GONE, subject={"reference": uuid},
                contained=[{"resourceType": "Medication", "id": "a",
                            "code": {"text": "乙药"}}],
                medicationReference={"reference": "#a"})})).json
        assert (answer["accepted"], answer["left_out"]) == (2, []), answer
        # two resources, one after the other on lines of their own
        lines = "\n".join(json.dumps(patient(
            id=f"n{i}", birthDate=f"1942-01-0{i}", name=[{"text": f"赵{i}"}],
            identifier=[{"system": "urn:hospital", "value": f"N-{i}"}]))
            for i in (1, 2))
        assert bring_in(orders.mary, lines).json["accepted"] == 2


def what_stands_beside_a_value_is_told():
    away = {"extension": [{"url": "http://x", "valueString": "x"}]}
    with Host() as host:
        mary = home(host)
        number = [{"system": "urn:hospital", "value": "MR-4"}]
        answer = bring_in(mary, patient(
            id="p4", identifier=number, birthDate="1944-04-04",
            _birthDate=away, name=[{"family": "赵", "given": [None, "六"],
                                    "_given": [away, None]}])).json
        assert answer["accepted"] == 1, answer
        assert sorted(n["path"] for n in answer["left_out"]) == [
            "Patient._birthDate", "Patient.name[0]._given"], answer
        names = [r["name"] for r in
                 mary.get(f"{OAK}/queries/residents.list").json]
        assert "赵六" in names, names
        gone = patient(id="p5", _birthDate=away)
        del gone["birthDate"]
        answer = bring_in(mary, gone).json
        assert answer["faults"][0]["field"] == "Patient.birthDate", answer
        system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-"
        answer = bring_in(mary, {
            "resourceType": "AllergyIntolerance", "id": "al1",
            "patient": {"reference": "Patient/p1"}, "code": {"text": "花生"},
            "clinicalStatus": {"coding": [{"system": system + "clinical",
                                           "code": "active"}]},
            "verificationStatus": {"coding": [{
                "system": system + "verification", "code": "unconfirmed"}]}},
            "&source=h1").json
        assert answer["accepted"] == 1, answer
        assert [n["path"] for n in answer["left_out"]] == [
            "AllergyIntolerance.verificationStatus"], answer


def what_has_no_place_is_told_to_the_last_code():
    """A number in use before an old one; and each leaf that goes nowhere."""
    role = "http://terminology.hl7.org/CodeSystem/v2-0131"
    kinds = "http://terminology.hl7.org/CodeSystem/v2-0203"
    rich = patient(
        id="p6", birthDate="1946-06-06",
        name=[{"use": "usual", "text": "陈大文", "family": "陈",
               "given": ["大文", "小名"]}],
        identifier=[{"use": "usual", "system": "urn:hospital", "value": "MR-6",
                     "type": {"coding": [{"system": kinds, "code": "MR"}]}}],
        telecom=[{"system": "phone", "value": "111", "use": "old"},
                 {"system": "phone", "value": "222", "use": "home"},
                 {"system": "phone", "value": "333", "rank": 1}],
        address=[{"use": "old", "text": "旧街 1 号"},
                 {"use": "home", "text": "新街 2 号", "city": "重庆"}],
        contact=[{"name": {"text": "刘三"}, "telecom": [
                     {"system": "phone", "value": "444"}],
                  "relationship": [{"text": "老板", "coding": [
                      {"system": role, "code": "E"}]}]},
                 {"name": {"text": "赵四"}, "telecom": [
                     {"system": "email", "value": "a@b"}]}])
    with Host() as host:
        mary = home(host)
        answer = bring_in(mary, rich, "&source=h1").json
        assert answer["accepted"] == 1, answer
        assert sorted(n["path"][8:] for n in answer["left_out"]) == [
            "address[0]", "address[1].city", "address[1].use", "contact[0]."
            "relationship[0].coding", "contact[1]", "identifier[0].type",
            "identifier[0].use", "name[0].family", "name[0].given",
            "name[0].use", "telecom[0]", "telecom[1]", "telecom[2].rank"], answer
        out = mary.get(f"{OAK}/reports/residents.fhir",
                       Accept="application/fhir+json").json
        made = next(e["resource"] for e in out["entry"]
                    if "444" in json.dumps(e))
        assert (made["telecom"][0]["value"], made["address"][0]["text"]) == (
            "333", "新街 2 号"), made
        allergy = {"resourceType": "AllergyIntolerance", "id": "al2",
                   "patient": {"reference": "Patient/p6"},
                   "criticality": "low", "code": {"text": "虾"},
                   "verificationStatus": {"coding": [{
                       "system": "http://terminology.hl7.org/CodeSystem/"
                                 "allergyintolerance-verification",
                       "code": "confirmed"}]}}
        answer = bring_in(mary, allergy, "&source=h1").json
        assert sorted(n["path"] for n in answer["left_out"]) == [
            "AllergyIntolerance.criticality",
            "AllergyIntolerance.verificationStatus"], answer
        answer = bring_in(mary, allergy, "&source=h1").json
        assert [f["code"] for f in answer["faults"]] == ["duplicate"], answer
        _, left = Orders(mary).taken(
            identifier=[{"use": "official", "system": "http://rx",
                         "value": "77"}],
            requester={"reference": "Practitioner/9", "display": "李医师"})
        assert left == ["MedicationRequest.identifier[0].system",
                        "MedicationRequest.identifier[0].use",
                        "MedicationRequest.requester.reference"], left


def xml_in_every_dress():
    names = 'xmlns="http://hl7.org/fhir"'
    person = ('<{0}name><{0}text value="钱{1}"/></{0}name><{0}gender '
              'value="male"/><{0}birthDate value="194{1}-01-01"/>')
    good = (f'<f:Patient xmlns:f="http://hl7.org/fhir"><!-- c -->'
            f'{person.format("f:", 1)}</f:Patient>',
            f'<?xml version="1.0"?><?a b?>\n<Patient {names}>'
            f'{person.format("", 2)}<!-- end --></Patient>\n')
    rude = (f'<Patient {names}><![CDATA[hi]]>{person.format("", 3)}</Patient>',
            f'<Patient {names} xmlns:o="urn:o" o:a="1">{person.format("", 4)}'
            '</Patient>')
    broken = (f'<Patient {names}>{person.format("", 5)}',
              '<Patient xmlns="http://hl7.org/fhir/r5"><id value="a"/>'
              '</Patient>', b'<Patient xmlns="http://hl7.org/fhir">\xff')
    with Host() as host:
        mary = home(host)
        for text in good:
            assert bring_in(mary, text).json["accepted"] == 1, text
        for text in rude:
            assert bring_in(mary, text).json["rejected"] == 1, text
        for text in broken:
            assert bring_in(mary, text).status == 422, text
        deep = ('{"resourceType":"Patient","extension":['
                + '{"url":"http://x","extension":[' * 60 + "]}" * 60 + "]}")
        assert bring_in(mary, deep).json["accepted"] == 0
        assert bring_in(mary, b'{"resourceType":"\xff"}').status == 422


def what_was_not_given_elsewhere_says_so():
    with Host() as host:
        mary = home(host)
        done = {"resourceType": "MedicationAdministration", "id": "ma1",
                "status": "not-done", "subject": {"reference": "Patient/p1"},
                "medicationCodeableConcept": {"text": "丙药"},
                "effectiveDateTime": "2026-11-01T08:00:00+08:00",
                "statusReason": [{"text": "呕吐"}]}
        answer = bring_in(mary, done, "&source=h1").json
        assert answer["accepted"] == 1, answer
        assert [n["path"] for n in answer["left_out"]] == [
            "MedicationAdministration.statusReason"], answer
        rows = mary.get(f"{OAK}/queries/medication.outside?resident=1").json
        assert [row["status"] for row in rows] == ["not-done"], rows


if __name__ == "__main__":
    run([modifiers_are_refused_wherever_they_stand,
         doses_and_times_are_exact_or_refused,
         two_halves_that_differ_are_refused,
         what_is_past_or_not_said_is_no_order,
         references_in_every_form,
         what_stands_beside_a_value_is_told,
         what_has_no_place_is_told_to_the_last_code,
         xml_in_every_dress,
         what_was_not_given_elsewhere_says_so])
