"""The kinds of subjects, by the key under which a file of facts lists them, and their names."""

from dataclasses import dataclass

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.subject import Subject


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a kind of subject."""

    zh: str
    en: str


SUBJECTS: dict[str, type[Subject]] = {
    "key_unit": KeyUnit,
    "government": GovernmentBody,
}
TITLES = {
    "key_unit": Title("重点监管单位", "key regulated unit"),
    "government": Title("政府及其部门", "government"),
}
