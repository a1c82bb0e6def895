"""Problems in words, in the language of the page."""

from __future__ import annotations

import json

from django import template

from jingtu.problems import Problem, Where
from jingtu_web.desk.problem_groups import language

register = template.Library()


@register.filter
def what(problem: Problem) -> str:
    return problem.what(language())


@register.filter
def why(problem: Problem) -> str:
    return problem.why(language())


@register.filter
def remedy(problem: Problem) -> str:
    return problem.remedy(language())


@register.filter
def place(problem: Problem) -> str:
    return problem.where.text(language())


@register.filter
def cell_words(problem: Problem) -> str:
    """The place inside the file: on its own page the file need not be named again."""
    where = problem.where
    return Where("", where.sheet, where.cell, where.page, where.line).text(language())


@register.filter
def cell_query(problem: Problem) -> str:
    return json.dumps({"sheet": problem.where.sheet, "cell": problem.where.cell}, ensure_ascii=False)
