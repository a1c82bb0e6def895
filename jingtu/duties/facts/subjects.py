"""The kinds of subjects, by the key under which a file of facts lists them."""

from jingtu.duties.facts.government import GovernmentBody
from jingtu.duties.facts.key_unit import KeyUnit
from jingtu.duties.facts.subject import Subject

SUBJECTS: dict[str, type[Subject]] = {
    "key_unit": KeyUnit,
    "government": GovernmentBody,
}
