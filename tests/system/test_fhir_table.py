#!/usr/bin/env python3
"""The table of FHIR's elements in core/paper/fhir_types.h against the official
schemas: every element, its order, how often, its types."""
import os
import re
import xml.etree.ElementTree as tree

SOURCE = os.environ.get("SONGHE_SOURCE", ".")
XSD = os.path.join(SOURCE, "..", "shared", "data", "fhir-r4", "xsd")
NAME = "{http://www.w3.org/2001/XMLSchema}"

def facts():
    path = os.path.join(SOURCE, "core", "paper", "fhir_types.h")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    names = {}
    for name, body in re.findall(
            r"#define (FHIR_\w+)\s((?:.*\\\n)*.*)", text):
        names[name] = "".join(re.findall(r'"([^"]*)"', body))
    table = text[text.index("fhir_facts[] = {"):]
    table = re.sub(r"/\*.*?\*/", "", table, flags=re.S)
    result = {}
    for name, base, rest in re.findall(
            r'\{"([\w.]+)",\s*"(\w*)",([^}]*)\}', table):
        parts = re.findall(r'"([^"]*)"|(FHIR_\w+)', rest)
        result[name] = (base, "".join(names[m] if m else s for s, m in parts))
    return result


def of_fact(text):
    out = []
    for word in text.split():
        stem, sign, kinds = re.match(r"([\w\[\]]+)([!?*+])(.*)", word).groups()
        kinds, _, codes = kinds.partition("=")
        for kind in kinds.split("|"):
            name = stem
            if stem.endswith("[x]"):
                name = stem[:-3] + kind[0].upper() + kind[1:]
            out.append((name, sign, kind, codes.split(",") if codes else []))
    return out


def of_schema(kind):
    extension = kind.find(f".//{NAME}extension")
    holder = extension if extension is not None else kind
    base = extension.get("base") if extension is not None else ""
    out = []

    def add(element, lowest, most):
        many = most == "unbounded"
        sign = {(True, True): "+", (True, False): "!",
                (False, True): "*", (False, False): "?"}[lowest != "0", many]
        name = element.get("name") or element.get("ref").split(":")[1]
        out.append((name, sign, element.get("type") or "xhtml"))
    sequence = holder.find(NAME + "sequence")
    for part in sequence if sequence is not None else []:
        lowest, most = part.get("minOccurs", "1"), part.get("maxOccurs", "1")
        if part.tag == NAME + "choice":
            for element in part.findall(NAME + "element"):
                add(element, lowest, most)
        elif part.tag == NAME + "element":
            add(part, lowest, most)
    attributes = [a.get("name") for a in holder.findall(NAME + "attribute")]
    return base, out, attributes


def main():
    if not os.path.isdir(XSD):
        print("skipped: the official FHIR schemas are not here")
        return
    schemas, lists = {}, {}
    for name in ("fhir-base.xsd", "fhir-single.xsd"):
        root = tree.parse(os.path.join(XSD, name)).getroot()
        for kind in root.findall(NAME + "complexType"):
            schemas[kind.get("name")] = kind
        for kind in root.findall(NAME + "simpleType"):
            lists[kind.get("name")] = [
                value.get("value") for value in kind.iter(NAME + "enumeration")]
    alias = {"ResourceContainer": "ANY"}
    checked = 0
    for name, (base, text) in facts().items():
        schema_base, wanted, attributes = of_schema(schemas[name])
        got = of_fact(text)
        if name in ("Age", "Count", "Distance", "Duration"):
            assert schema_base == "Quantity" and not wanted, name
            continue
        if name == "Extension":
            assert attributes == ["url"]
            got = got[1:]
        if name == "Element":
            assert attributes == ["id"]
            got = got[1:]
        assert [g[0] for g in got] == [w[0] for w in wanted], (name, [
            (g, w) for g, w in zip(got, wanted) if g[0] != w[0]][:3])
        for (element, sign, kind, codes), (_, schema_sign, schema_kind) in zip(
                got, wanted):
            where = f"{name}.{element}"
            assert sign == schema_sign, (where, sign, schema_sign)
            known = lists.get(schema_kind + "-list")
            if known and codes + [kind] != ["code"]:
                # the schema gives MedicationStatement the codes of Medication;
                # the standard's page has its own
                assert where == "MedicationStatement.status" or (
                    kind == "code" and sorted(codes) == sorted(known)), (
                        where, codes, known)
            elif known:  # a set that homes may add to
                assert where == "Expression.language", where
            elif schema_kind + "-primitive" in lists and kind != schema_kind:
                assert kind == "string", (where, kind, schema_kind)
            else:
                assert kind == alias.get(schema_kind, schema_kind), where
        # inner elements of a datatype extend Element in the standard; the
        # schemas say BackboneElement of three of them
        if name not in ("Dosage.DoseAndRate", "Timing.Repeat"):
            assert base == schema_base, (name, base, schema_base)
        checked += 1
    assert checked > 60, checked
    print(f"ok {checked} types are as in the schemas")


if __name__ == "__main__":
    main()
