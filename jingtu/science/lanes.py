"""Eight numbers side by side: the arithmetic of :mod:`jingtu.science.kriging_pass`, for numba only.

A compiler finds the sums of several small Cholesky decompositions hard to put side by side; said outright, as vectors
of LLVM, they stay in registers. Works on every processor: LLVM takes several smaller registers where need be.
"""

# mypy: disable-error-code="no-untyped-def, no-untyped-call, call-arg"
# What numba compiles carries its types itself.

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba as nb
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, models, register_model
from numba.np.arrayobj import make_array

WIDTH = 8
VECTOR = ir.VectorType(ir.DoubleType(), WIDTH)
WORDS = ir.VectorType(ir.IntType(64), WIDTH)


class LanesType(types.Type):
    """Eight float64 in one register, as numba's type checker sees them."""

    def __init__(self) -> None:
        super().__init__(name="Lanes8")


LANES = LanesType()


@register_model(LanesType)
class LanesModel(models.PrimitiveModel):
    def __init__(self, manager: Any, fe_type: Any) -> None:
        super().__init__(manager, fe_type, VECTOR)


def _address(context: Any, builder: Any, array_type: Any, array: Any, start: Any) -> Any:
    data = make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [start]), VECTOR.as_pointer())


@intrinsic
def load(typing: Any, array: Any, start: Any) -> Any:
    """The eight numbers of a contiguous array from (flat) position ``start``. Nothing checks the bounds."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        found = builder.load(_address(context, builder, signature.args[0], *given))
        found.align = 8
        return found

    return LANES(array, types.intp), generate


@intrinsic
def store(typing: Any, array: Any, start: Any, lanes: Any) -> Any:
    """Put eight numbers into a contiguous array from (flat) position ``start``. Nothing checks the bounds."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        builder.store(given[2], _address(context, builder, signature.args[0], *given[:2])).align = 8
        return context.get_dummy_value()

    return types.void(array, types.intp, LANES), generate


@intrinsic
def put(typing: Any, array: Any, at: Any, number: Any) -> Any:
    """``array[at] = number``, one at a time.

    An ordinary loop over one lane would be turned into scattering stores, which take several times as long on many
    processors; an atomic store (the same instruction) is left alone. Nothing checks the bounds.
    """

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = make_array(signature.args[0])(context, builder, given[0]).data
        builder.store_atomic(given[2], builder.gep(data, [given[1]]), "unordered", 8)
        return context.get_dummy_value()

    return types.void(array, types.uintp, types.float64), generate


@intrinsic
def add_entry(typing: Any, sums: Any, at: Any, first: Any, second: Any) -> Any:
    """Add 1, ``first`` and ``second`` to the three numbers of ``sums`` from ``at`` in one go; the fourth stays."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        four, index = ir.VectorType(ir.DoubleType(), 4), ir.IntType(32)
        data = make_array(signature.args[0])(context, builder, given[0]).data
        address = builder.bitcast(builder.gep(data, [given[1]]), four.as_pointer())
        entry = ir.Constant(four, [1.0, 0.0, 0.0, 0.0])
        entry = builder.insert_element(entry, given[2], index(1))
        entry = builder.insert_element(entry, given[3], index(2))
        before = builder.load(address)
        before.align = 8
        builder.store(builder.fadd(before, entry), address).align = 8
        return context.get_dummy_value()

    return types.void(sums, types.intp, types.float64, types.float64), generate


@intrinsic
def splat(typing: Any, number: Any) -> Any:
    """The same number eight times."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        lane = builder.insert_element(ir.Constant(VECTOR, ir.Undefined), given[0], ir.IntType(32)(0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
        return builder.shuffle_vector(lane, lane, mask)

    return LANES(types.float64), generate


def _operation(arity: int, build: Callable[[Any, Any], Any]) -> Any:
    """An operation on ``arity`` vectors; ``build(builder, operands)`` writes it in LLVM."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return build(builder, given)

    signature = LANES(*[LANES] * arity)
    if arity == 1:
        return intrinsic(lambda typing, a: (signature, generate))
    if arity == 2:
        return intrinsic(lambda typing, a, b: (signature, generate))
    if arity == 3:
        return intrinsic(lambda typing, a, b, c: (signature, generate))
    return intrinsic(lambda typing, a, b, c, d: (signature, generate))


def _llvm(name: str, builder: Any, operands: Any) -> Any:
    kind = ir.FunctionType(VECTOR, [VECTOR] * len(operands))
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.{name}.v{WIDTH}f64"), operands)


def _power_of_two(builder: Any, operands: Any) -> Any:
    number, exponent = (builder.bitcast(one, WORDS) for one in operands)
    shifted = builder.shl(exponent, ir.Constant(WORDS, [52] * WIDTH))
    return builder.bitcast(builder.add(number, shifted), VECTOR)


add = _operation(2, lambda builder, given: builder.fadd(*given))
subtract = _operation(2, lambda builder, given: builder.fsub(*given))
multiply = _operation(2, lambda builder, given: builder.fmul(*given))
divide = _operation(2, lambda builder, given: builder.fdiv(*given))
root = _operation(1, lambda builder, given: _llvm("sqrt", builder, given))
round_up = _operation(1, lambda builder, given: _llvm("ceil", builder, given))
least = _operation(2, lambda builder, given: _llvm("minnum", builder, given))
greatest = _operation(2, lambda builder, given: _llvm("maxnum", builder, given))
multiply_add = _operation(3, lambda builder, given: _llvm("fma", builder, given))
"""``a * b + c``, rounded once."""
multiply_from = _operation(3, lambda builder, g: _llvm("fma", builder, [builder.fneg(g[0]), g[1], g[2]]))
"""``c - a * b``, rounded once."""
up_to = _operation(4, lambda builder, g: builder.select(builder.fcmp_ordered("<=", g[0], g[1]), g[2], g[3]))
"""``c`` where ``a <= b``, else ``d``."""
scale_by_bits = _operation(2, _power_of_two)
"""``a * 2**n``, n standing in the lowest bits of ``b``; see :func:`decay`."""

ROUNDER = 6755399441055744.0
"""1.5 · 2⁵²: added to a number, it pushes the nearest whole number into the lowest bits."""
PER_LN2 = 1.4426950408889634
LN2_HIGH, LN2_LOW = 0.6931471803691238, 1.9082149292705877e-10
"""ln 2 in two parts, so that a multiple of it is subtracted without loss."""


@nb.njit(nogil=True, forceinline=True)
def decay(x):
    """exp(-x) for x >= 0, to about 1e-15 of it; below 1e-304 it stays there."""
    x = subtract(splat(0.0), least(x, splat(700.0)))
    rounded = multiply_add(x, splat(PER_LN2), splat(ROUNDER))
    whole = subtract(rounded, splat(ROUNDER))
    rest = multiply_from(whole, splat(LN2_LOW), multiply_from(whole, splat(LN2_HIGH), x))
    power = splat(1 / 479001600)
    power = multiply_add(power, rest, splat(1 / 39916800))
    power = multiply_add(power, rest, splat(1 / 3628800))
    power = multiply_add(power, rest, splat(1 / 362880))
    power = multiply_add(power, rest, splat(1 / 40320))
    power = multiply_add(power, rest, splat(1 / 5040))
    power = multiply_add(power, rest, splat(1 / 720))
    power = multiply_add(power, rest, splat(1 / 120))
    power = multiply_add(power, rest, splat(1 / 24))
    power = multiply_add(power, rest, splat(1 / 6))
    power = multiply_add(power, rest, splat(0.5))
    power = multiply_add(power, rest, splat(1.0))
    power = multiply_add(power, rest, splat(1.0))
    return scale_by_bits(power, rounded)
