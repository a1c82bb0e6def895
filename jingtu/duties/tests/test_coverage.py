"""Every duty is declared once, asked of facts that can answer it, tested, and written down."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jingtu.duties import law
from jingtu.duties.catalogue import DUTIES
from jingtu.duties.consequences import Choice
from jingtu.duties.duty import Label
from jingtu.duties.facts.subjects import SUBJECTS
from jingtu.duties.law import DATA
from jingtu.duties.occurrence import State
from jingtu.duties.telling import word

ROOT = Path(__file__).resolve().parents[3]


def test_every_duty_of_the_collection_is_declared_once():
    declared = Counter(duty.id for duty in DUTIES)
    assert set(declared) == set(law.TEXTS)
    assert [id_ for id_, number in declared.items() if number > 1] == []


def test_every_duty_is_asked_of_a_kind_of_subject_that_can_be_given():
    assert {duty.subject for duty in DUTIES} <= set(SUBJECTS.values())


def test_schema_map_of_facts_and_coverage_are_as_the_declarations_say():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "duty_docs.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_every_fact_that_a_duty_needs_has_its_field():
    with (ROOT / "docs" / "facts-map.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["name"], row["duties"], row["subject"]) for row in rows if not row["fields"]] == []
    mapped = {(row["name"], duty) for row in rows for duty in row["duties"].split(";")}
    assert {(name, text.id) for text in law.TEXTS.values() for name in text.needs} == mapped


def test_every_frequent_fact_of_the_vocabulary_is_mapped_under_one_of_its_names(shared):
    with (shared / "domain" / "facts_vocabulary.csv").open(encoding="utf-8-sig", newline="") as lines:
        vocabulary = list(csv.DictReader(lines))
    with (ROOT / "docs" / "facts-map.csv").open(encoding="utf-8", newline="") as lines:
        mapped = {(row["name"], duty) for row in csv.DictReader(lines) for duty in row["duties"].split(";")}
    duties = {duty for _, duty in mapped}
    for row in vocabulary:
        for duty in row["used_by_duties"].split(";"):
            assert duty in duties, (row["name"], duty)


@pytest.mark.parametrize("key", sorted(SUBJECTS))
def test_the_schema_of_each_kind_names_every_field_in_both_languages(key):
    schema = json.loads((ROOT / "docs" / "schema" / f"{key}.json").read_text(encoding="utf-8"))
    assert schema["additionalProperties"] is False
    for record in (schema, *schema["$defs"].values()):
        assert all(" / " in one["description"] for one in record["properties"].values())


def test_every_duty_has_a_clause_test():
    text = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line[2:8] in law.TEXTS]
    assert len(lines) == len(law.TEXTS)
    assert [line[2:8] for line in lines if line.endswith("| — |")] == []


def test_every_parameter_that_a_deadline_names_is_declared_with_its_default():
    with (DATA / "parameters.csv").open(encoding="utf-8", newline="") as lines:
        declared = {row["name"]: row["default"] for row in csv.DictReader(lines)}
    named = {}
    for text in law.TEXTS.values():
        for part in text.deadline.split("PARAM(")[1:]:
            name, _, rest = part.partition(")")
            default = rest.removeprefix(" default ").split(",")[0].split(")")[0] if rest.startswith(" default ") else ""
            named[name] = default.split(";")[0].strip()
    assert named == declared


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("group", "words"), [("state", State), ("label", Label), ("choice", Choice)])
def test_every_state_label_and_choice_has_its_words(language, group, words):
    assert all(word(group, one.value, language) for one in words)
