"""What the docstrings of the science say holds: every example is run, every public function has one to read."""

import ast
import doctest
from importlib import import_module
from pathlib import Path

import pytest

SCIENCE = Path(__file__).resolve().parents[1]
MODULES = sorted(path.stem for path in SCIENCE.glob("*.py") if path.stem != "__init__")


def documented(name):
    """Name and docstring of everything in a module, compiled functions and methods too."""
    tree = ast.parse((SCIENCE / f"{name}.py").read_text(encoding="utf-8"))
    kinds = (ast.Module, ast.FunctionDef, ast.ClassDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [(getattr(node, "name", name), ast.get_docstring(node)) for node in found]


def examples(name):
    return [(of, text) for of, text in documented(name) if text and ">>>" in text]


@pytest.mark.parametrize("name", [name for name in MODULES if examples(name)])
def test_every_example_holds(name):
    module, runner = import_module(f"jingtu.science.{name}"), doctest.DocTestRunner()
    for of, text in examples(name):
        runner.run(doctest.DocTestParser().get_doctest(text, dict(vars(module)), of, name, 0))
    assert runner.tries > 0
    assert runner.failures == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_says_what_it_gives(name):
    tree = ast.parse((SCIENCE / f"{name}.py").read_text(encoding="utf-8"))
    compiled = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list}
    silent = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not ast.get_docstring(node)]
    assert [one for one in silent if not one.startswith("_") and one not in compiled] == []
