"""A task written into a small plan, and read back."""

from jingtu.plans import read_text

HEAD = "沃川县2024年土壤污染防治工作方案\n一、主要任务\n"


def units(text: str):
    return [unit for unit in read_text(HEAD + text).units if unit.kind == "task"]
