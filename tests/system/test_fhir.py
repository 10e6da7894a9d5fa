#!/usr/bin/env python3
"""FHIR R4 through songhe-paper: the official examples in both forms, the W3C
conformance cases, and files that want to do harm."""
import glob
import io
import json
import os
import re
import sys
import tarfile
import time
import xml.etree.ElementTree as tree

import paper_client as paper

SOURCE = os.environ.get("SONGHE_SOURCE", ".")
DATA = os.path.join(SOURCE, "..", "shared", "data")
EXAMPLES = os.path.join(DATA, "fhir-r4", "examples")
TYPES = ("Patient", "AllergyIntolerance", "Medication", "MedicationRequest",
         "MedicationAdministration", "MedicationStatement")
FHIR = "http://hl7.org/fhir"


# --- the same content? --------------------------------------------------------

def div_key(text):
    """XHTML apart from how it is spelled and spaced."""
    out = io.StringIO()
    tree.canonicalize(text, out=out, strip_text=True)
    return re.sub(r"\s+", " ", out.getvalue())


def with_div_keys(value, key=""):
    if isinstance(value, dict):
        return {k: with_div_keys(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [with_div_keys(v) for v in value]
    if key == "div":
        return div_key(value)
    return value


def exact(text):
    """JSON with every number as its digits."""
    return json.loads(text, parse_float=lambda d: "number " + d,
                      parse_int=lambda d: "number " + d)


def xml_key(element):
    """An element as (name, attributes, children): comments and the space
    between elements say nothing."""
    if element.tag.startswith("{http://www.w3.org/1999/xhtml}"):
        return div_key(tree.tostring(element, encoding="unicode"))
    names = {k: v for k, v in element.attrib.items() if "}" not in k}
    if "value" in names:  # an attribute's line ends are spaces
        names["value"] = re.sub(r"[\r\n\t]", " ", names["value"])
    return element.tag, names, [xml_key(child) for child in element]


# --- the official examples ----------------------------------------------------

def examples():
    if not os.path.isdir(EXAMPLES):
        print("skipped: the official FHIR examples are not here")
        return []
    found = []
    for name in sorted(glob.glob(os.path.join(EXAMPLES, "*.json"))):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if json.loads(text)["resourceType"] in TYPES:
            found.append((name, text))
    return found


def one(data):
    rows = paper.read(data)
    assert len(rows) == 1, [r["type"] for r in rows]
    row = rows[0]
    assert row["faults"] == [], row["faults"]
    assert row["dropped"] == [], row["dropped"]
    return row


def examples_are_the_same_in_both_forms():
    count = 0
    for name, text in examples():
        with open(name[:-5] + ".xml", "rb") as file:
            data = file.read()
        of_json, of_xml = one(text), one(data)
        assert with_div_keys(of_json["resource"]) == with_div_keys(
            of_xml["resource"]), name
        assert of_json["source"] == text.strip(), name

        # JSON -> neutral -> JSON, decimals digit by digit
        back = paper.write(of_json["resource"], "json")
        assert exact(back) == exact(text), name
        # XML -> neutral -> XML
        back = paper.write(of_xml["resource"], "xml")
        assert xml_key(tree.fromstring(back)) == xml_key(
            tree.fromstring(data)), name
        # and across
        across = one(paper.write(of_json["resource"], "xml"))
        assert with_div_keys(across["resource"]) == with_div_keys(
            of_json["resource"]), name
        count += 1
    if count:
        assert count == 63, count
        print(f"{count} examples, each in JSON and XML: one content")


def a_bundle_and_lines_of_json_are_resources_one_by_one():
    found = examples()[:20]
    if not found:
        return
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [
        {"fullUrl": f"urn:example:{i}", "resource": "@@" + str(i)}
        for i in range(len(found))]}
    text = json.dumps(bundle)
    lines = ""
    for i, (_, resource) in enumerate(found):
        text = text.replace(f'"@@{i}"', resource)
        lines += re.sub(r"[\r\n]+", " ", resource) + "\n"
    alone = [one(resource)["resource"] for _, resource in found]
    for data in (text, lines):
        rows = paper.read(data)
        assert [r["resource"] for r in rows] == alone
        assert [r["row"] for r in rows] == list(range(1, len(found) + 1))
    assert paper.read(text)[3]["url"] == "urn:example:3"

    entries = "".join(
        f'<entry><fullUrl value="urn:example:{i}"/><resource>'
        + re.sub(r"^<\?xml.*?\?>", "", open(name[:-5] + ".xml",
                                            encoding="utf-8-sig").read())
        + "</resource></entry>" for i, (name, _) in enumerate(found))
    rows = paper.read(f'<Bundle xmlns="{FHIR}"><type value="collection"/>'
                      f"{entries}</Bundle>")
    assert [with_div_keys(r["resource"]) for r in rows] == [
        with_div_keys(r) for r in alone]
    assert rows[3]["url"] == "urn:example:3"
    assert with_div_keys(one(rows[3]["source"])["resource"]) == with_div_keys(
        rows[3]["resource"])


# --- what is wrong is said, all of it -----------------------------------------

WRONG = {
    "resourceType": "MedicationRequest", "id": "a b", "status": "activ",
    "intent": "order", "colour": "red", "subject": {"reference": "Patient/1"},
    "medicationCodeableConcept": {"text": "A"},
    "medicationReference": {"reference": "#x"},
    "authoredOn": "2026-02-30", "note": {"text": "no list"},
    "dosageInstruction": [{
        "timing": {"repeat": {"frequency": "1", "periodUnit": "day",
                              "when": ["ACX"], "timeOfDay": ["8:00:00"]}},
        "asNeededBoolean": "true", "doseAndRate": []}],
    "substitution": {},
}
SAID = {
    ("id", "value"), ("status", "code"), ("colour", "unknown"),
    ("medicationReference", "choice"), ("authoredOn", "value"),
    ("note", "list"),
    ("dosageInstruction[0].timing.repeat.frequency", "type"),
    ("dosageInstruction[0].timing.repeat.periodUnit", "code"),
    ("dosageInstruction[0].timing.repeat.when[0]", "code"),
    ("dosageInstruction[0].timing.repeat.timeOfDay[0]", "value"),
    ("dosageInstruction[0].asNeededBoolean", "type"),
    ("dosageInstruction[0].doseAndRate", "empty"),
    ("substitution", "empty"),
}


def every_fault_is_said_at_once():
    rows = paper.read(json.dumps(WRONG))
    said = {(f["field"].replace("MedicationRequest.", ""), f["code"])
            for f in rows[0]["faults"]}
    assert said == SAID, said ^ SAID
    assert all(f["zh"] and f["en"] for f in rows[0]["faults"])
    assert "resource" not in rows[0]

    xml = (f'<Patient xmlns="{FHIR}">\n<active value="yes"/>\n<nme/>\n'
           '<gender value="m"/>\n<birthDate value="1940"/>\n'
           '<birthDate value="1941"/>\n<deceasedBoolean/>text\n'
           '<contact/></Patient>')
    faults = {f["field"]: f for f in paper.read(xml)[0]["faults"]}
    assert {k: f["code"] for k, f in faults.items()} == {
        "Patient.active": "value", "Patient.nme": "unknown",
        "Patient.gender": "code", "Patient.birthDate": "many",
        "Patient.deceasedBoolean": "empty", "Patient": "text",
        "Patient.contact[0]": "empty"}, faults
    assert "Line 6" in faults["Patient.birthDate"]["en"]


def decimals_keep_their_digits():
    dose = {"resourceType": "MedicationAdministration", "status": "completed",
            "medicationCodeableConcept": {"text": "A"},
            "subject": {"reference": "Patient/1"},
            "effectiveDateTime": "2026-11-23"}
    for digits in ("0.50", "0.5", "3", "1.000000000000000001", "-0.0",
                   "12345678901234567890", "1e3", "1.5E-2"):
        text = json.dumps(dose | {"dosage": {"dose": {"value": "@"}}})
        row = one(text.replace('"@"', digits))
        kept = row["resource"]["dosage"]["dose"]["value"]
        assert kept == digits, (kept, digits)
        assert f'"value":{digits}}}' in paper.write(row["resource"], "json")
        assert f'value="{digits}"' in paper.write(row["resource"], "xml")
    for bad in (".5", "01.5", "1.", "+1", "0x1", "NaN", '"0.5"'):
        try:
            rows = paper.read(text.replace('"@"', bad))
            assert rows[0]["faults"], bad
        except paper.Refused:
            pass


def what_is_not_handled_is_said():
    rows = paper.read(json.dumps({
        "resourceType": "Bundle", "type": "collection", "entry": [
            {"resource": {"resourceType": "Observation", "status": "final"}},
            {"resource": {"resourceType": "Patient", "gender": "male",
                          "contained": [{"resourceType": "Device"}],
                          "photo": [{"data": "QUJD" * 4000}]}}]}))
    assert [r["dropped"][0]["code"] for r in rows] == ["resource"] * 2
    assert "resource" not in rows[0] and rows[0]["type"] == "Observation"
    assert [d["path"] for d in rows[1]["dropped"]] == [
        "Patient.contained[0]", "Patient.photo[0].data"]
    assert len(rows[1]["source"]) > 16000  # whole, for the reject file


# --- harm ---------------------------------------------------------------------

def refused(data, code=None, seconds=20):
    began = time.monotonic()
    try:
        rows = paper.read(data, seconds)
    except paper.Refused as refusal:
        assert refusal.why["zh"] and refusal.why["en"], refusal.why
        assert code in (None, refusal.why["code"]), refusal.why
        took = time.monotonic() - began
        assert took < 5, took
        return refusal.why
    assert all(r["faults"] for r in rows), rows
    return rows


def hostile_xml_is_refused_quickly():
    body = f'<Patient xmlns="{FHIR}"><gender value="male"/></Patient>'
    laughs = "<!DOCTYPE lolz [" + '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)
    ) + "]>" + body.replace("male", "&a11;")
    refused(laughs, "dtd")
    for outside in ('<!DOCTYPE x SYSTEM "file:///etc/passwd">',
                    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
                    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/">%p;]>'):
        refused(outside + body.replace("male", "&e;"), "dtd")
    refused(body.replace("male", "&e;"), "xml")
    refused(f'<Patient xmlns="{FHIR}">' + "<extension>" * 700_000)
    refused("<a>" * 2_000_000)
    refused(f'<Patient xmlns="{FHIR}" {"a" * 2_000_000}="1"/>', "tag")
    refused(f'<Patient xmlns="{FHIR}" a="{"x" * 2_000_000}"/>', "tag")
    refused(f'<Patient xmlns="{FHIR}" '
            + " ".join(f'a{i}=""' for i in range(100_000)) + "/>", "tag")
    refused(body.replace("male", "ma\0le"))
    refused('<?xml version="1.0" encoding="UTF-16"?>' + body, "encoding")
    refused('<?xml version="1.0" encoding="EBCDIC-CP-US"?>'
            + body.replace("male", "男"), "encoding")
    refused(body.encode("utf-8").replace(b"male", b"\xff\xfe\xfd"))
    refused(body.replace(FHIR, "http://example.org/"), "namespace")
    refused('<x xmlns:xi="http://www.w3.org/2001/XInclude">'
            '<xi:include href="file:///etc/passwd"/></x>', "namespace")
    for end in range(1, len(body), 7):
        refused(body[:end])
    # an encoding that is said and true is read
    gb = ('<?xml version="1.0" encoding="GB18030"?>' + body).replace(
        '<gender value="male"/>', '<name><text value="王秀英"/></name>')
    assert one(gb.encode("gb18030"))["resource"]["name"] == [
        {"text": "王秀英"}]
    wide = gb.replace("GB18030", "UTF-16").encode("utf-16")
    assert one(wide)["resource"]["name"] == [{"text": "王秀英"}]


def hostile_json_is_refused_quickly():
    body = '{"resourceType":"Patient","gender":"male"}'
    refused("{" * 1_000_000)
    refused('{"a":' + "[" * 1_000_000, "long")
    refused('{"resourceType":"Patient","extension":'
            + '[{"url":"u","extension":' * 50 + "[]" + "}]" * 50 + "}")
    refused(body.replace("}", ',"gender":"female"}'), "json")
    refused(body.replace("male", "ma\\u0000le"), "nul")
    refused(body.replace("male", "ma\0le"))
    refused(body + "]", "json")
    refused(body + body[:-1], "json")
    refused(body.replace("male", "\\ud800"), "json")
    refused(body.encode("utf-16"), "encoding")
    refused('{"resourceType":"Bundle","type":"collection","entry":['
            '{"resource":{"resourceType":"Patient"}},{"resource":{]}')
    for end in range(1, len(body)):
        refused(body[:end], "json")
    script = '<div xmlns=\\"http://www.w3.org/1999/xhtml\\">&nbsp;</div>'
    refused(body.replace("}", ',"text":{"status":"generated","div":"'
                         + script + '"}}'))


def broken_by_one_byte_it_still_answers():
    """Any byte of an example changed or cut: an answer, never a crash."""
    found = examples()
    if not found:
        return
    count = 0
    for name, _ in (found[0], found[20], found[40]):
        for form in (".json", ".xml"):
            with open(name[:-5] + form, "rb") as file:
                data = file.read()[:3000]
            for i in range(0, len(data), max(1, len(data) // 12)):
                for byte in (b"", b"<", b'"', b"\x80", b"}"):
                    try:
                        paper.read(data[:i] + byte + data[i + 1:])
                    except paper.Refused:
                        pass
                    count += 1
    print(f"{count} broken files, each answered")


# --- the W3C's cases ----------------------------------------------------------

def conformance_cases_are_told_apart():
    path = os.path.join(DATA, "xml-conformance", "w3c_xmlconf_inline.jsonl")
    if not os.path.exists(path):
        print("skipped: the W3C conformance cases are not here")
        return
    taken = turned = 0
    with open(path, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    for case in cases:
        doc = case["doc"]
        plain = "<!DOCTYPE" not in doc and "<!ENTITY" not in doc
        try:
            paper.read(doc)
            code = "read"
        except paper.Refused as refusal:
            code = refusal.why["code"]
        if not doc.lstrip().startswith("<"):
            continue  # no XML to begin with: taken for a table
        if not plain:
            assert code in ("dtd", "xml", "encoding"), (code, doc)
            turned += 1
        elif case["expect"] == "not-wf":
            assert code in ("xml", "dtd", "encoding"), (code, doc)
            turned += 1
        else:
            # well formed, and then no FHIR: that is what is said
            assert code in ("namespace", "encoding"), (code, doc)
            taken += code == "namespace"
    assert taken + turned > 380, (taken, turned)
    print(f"{len(cases)} cases: {taken} well formed, {turned} refused")


def files_of_attack_all_get_an_answer():
    """Billion laughs in eleven shapes, XInclude, broken encodings, ..."""
    count = 0
    for name in ("libxml2_test_subset", "w3c_xmlconf_files_plexus"):
        path = os.path.join(DATA, "xml-conformance", name + ".tar.xz")
        if not os.path.exists(path):
            print("skipped: the XML test files are not here")
            return
        with tarfile.open(path) as archive:
            for member in archive:
                if not member.name.endswith((".xml", ".ent", ".mod")):
                    continue
                data = archive.extractfile(member).read()
                try:
                    rows = paper.read(data)
                    assert not any("resource" in r for r in rows), member.name
                except paper.Refused:
                    pass
                count += 1
    assert count > 300, count
    print(f"{count} files of attack, each answered")


def a_full_file_fits():
    patient = {"resourceType": "Patient", "name": [{"text": "王秀英"}],
               "identifier": [{"system": "urn:x", "value": "1"}] * 4,
               "birthDate": "1940-05-01", "gender": "female"}
    entry = json.dumps({"resource": patient}, ensure_ascii=False)
    count = (8 << 20) // len(entry.encode()) - 10
    text = ('{"resourceType":"Bundle","type":"collection","entry":['
            + ",".join([entry] * min(count, 19000)) + "]}")
    began = time.monotonic()
    rows = paper.read(text, 60)
    assert len(rows) == min(count, 19000)
    print(f"{len(text.encode()) >> 20} MB, {len(rows)} resources: "
          f"{time.monotonic() - began:.1f} s")
    one_xml = re.sub(r"^<\?xml.*?\?>", "",
                     paper.write(patient, "xml"))
    count = (8 << 20) // (len(one_xml.encode()) + 40) - 10
    rows = paper.read(f'<Bundle xmlns="{FHIR}"><type value="collection"/>'
                      + f"<entry><resource>{one_xml}</resource></entry>"
                      * count + "</Bundle>", 60)
    assert len(rows) == count, (len(rows), count)


TESTS = [
    examples_are_the_same_in_both_forms,
    a_bundle_and_lines_of_json_are_resources_one_by_one,
    every_fault_is_said_at_once, decimals_keep_their_digits,
    what_is_not_handled_is_said, hostile_xml_is_refused_quickly,
    hostile_json_is_refused_quickly, broken_by_one_byte_it_still_answers,
    conformance_cases_are_told_apart, files_of_attack_all_get_an_answer,
    a_full_file_fits,
]

if __name__ == "__main__":
    for test in TESTS:
        if len(sys.argv) > 1 and sys.argv[1] not in test.__name__:
            continue
        test()
        print("ok", test.__name__, flush=True)
