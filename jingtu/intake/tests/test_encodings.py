"""Bytes to text, and never a guess that destroys characters."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingtu.intake.encodings import decode
from jingtu.problems import Refused

TEXT = "样品编号,镉(mg/kg),备注\nS1,0.3,青石镇水田\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_chinese_text_survives_every_encoding_in_use(encoding):
    decoded = decode(TEXT.encode(encoding), file="a.csv")
    assert decoded.text == TEXT
    assert bool(decoded.problems) == (not encoding.startswith("utf-8"))


def test_big5_is_not_mistaken_for_gb18030():
    text = "採樣點編號,鎘,鉛\n土壤汙染防治行動計畫\n"
    assert decode(text.encode("big5")).text == text


def test_a_western_micro_sign_is_not_read_as_an_ideograph():
    assert decode("sample,Cd µg/kg\n".encode("cp1252")).text == "sample,Cd µg/kg\n"


def test_plain_ascii_needs_no_remark():
    assert decode(b"id,Cd_mg_kg\n").problems == ()


def test_text_saved_in_the_wrong_encoding_is_pointed_out_with_its_line():
    broken = "样品编号\n" + "镉".encode().decode("cp1252", "replace") + "\ufffd"
    [problem] = decode(broken.encode("utf-8")).problems
    assert problem.code == "intake.mojibake"
    assert problem.where.line == 2


def test_bytes_of_no_encoding_are_refused():
    with pytest.raises(Refused, match="UTF-8"):
        decode(b"\xff\xff\xfe\x81 \x81\x20\xff")


@given(st.binary(max_size=200))
def test_no_bytes_crash_it(data):
    with contextlib.suppress(Refused):
        assert decode(data).encoding


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200))
def test_utf_8_comes_back_as_it_was(text):
    assert decode(text.encode("utf-8")).text == text.removeprefix("\ufeff")
