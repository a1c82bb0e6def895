"""Which entry a row means, how surely, and why."""

import shapely

from jingtu.access.matching import DOUBTFUL, SURE, Likeness, Matcher, Standing, said_by
from jingtu.access.model import Entry, Kind
from jingtu.access.space import Register
from jingtu.intake.outlines import OutlineRow
from jingtu.problems import Where, attention

HERE = shapely.box(113.0500, 36.1000, 113.0530, 36.1030)
THERE = shapely.box(113.1500, 36.1000, 113.1530, 36.1030)


def entry(number: int = 1, **said) -> Entry:
    return Entry(id=str(number), kind=said.pop("kind", Kind.CONTROL_LIST), **said)


def found(row_outline=None, entries=(), *, moved=False, place="", **values):
    problems = (attention("outlines.zone_wrong", zone=37, likely=38),) if moved else ()
    row = OutlineRow(Where(), values, {}, row_outline, problems)
    return Matcher(Register(entries)).matches(said_by(row, place))


def reasons(match) -> set[Likeness]:
    return {part.likeness for part in match.parts}


class TestSureMatches:
    def test_a_real_overlap(self):
        [match] = found(HERE, [entry(outline=HERE), entry(2, outline=THERE)])
        assert match.score == 1.0
        assert match.hit.share_asked > 0.99

    def test_an_equal_code(self):
        [match] = found(entries=[entry(code="9999012260001")], code="9999012260001")
        assert reasons(match) == {Likeness.CODE}
        assert match.standing is Standing.TAKEN

    def test_a_whole_name_that_one_site_bears(self):
        [match] = found(entries=[entry(name="红星化工厂")], name="沃川县红星化工有限公司")
        assert match.score == SURE

    def test_a_former_name_on_either_side(self):
        [one] = found(entries=[entry(name="锦绣花园", former_names=("红星化工厂",))], name="红星化工厂")
        [other] = found(entries=[entry(name="红星化工厂")], name="锦绣花园", former_name="红星化工厂")
        assert reasons(one) == reasons(other) == {Likeness.FORMER_NAME}
        assert one.standing is Standing.TAKEN
        assert other.standing is Standing.TAKEN

    def test_a_credit_code_and_a_similar_name_together(self):
        known = entry(name="红星精细化工新材料厂", credit_code="91999901MA0000001X")
        [match] = found(entries=[known], name="红星精细化工新材料科技厂", credit_code="91999901ma0000001x")
        assert reasons(match) == {Likeness.CREDIT_CODE, Likeness.NAME_LIKE}
        assert match.standing is Standing.TAKEN


class TestDoubtfulMatches:
    def test_a_credit_code_alone_for_an_enterprise_may_have_several_sites(self):
        [match] = found(entries=[entry(credit_code="91999901MA0000001X")], credit_code="91999901MA0000001X")
        assert DOUBTFUL <= match.score < SURE

    def test_an_address_alone(self):
        [match] = found(entries=[entry(address="沃川县城关镇工业路12号")], address="城关镇工业路１２号")
        assert reasons(match) == {Likeness.ADDRESS}
        assert match.standing is Standing.DOUBTFUL

    def test_one_name_on_two_sites_of_one_register(self):
        both = [entry(1, name="红星化工厂"), entry(2, name="红星化工厂地块")]
        matches = found(entries=both, name="红星化工厂")
        assert len(matches) == 2
        assert all(match.has(Likeness.AMBIGUOUS) and match.standing is Standing.DOUBTFUL for match in matches)

    def test_the_address_tells_two_sites_of_one_name_apart(self):
        both = [entry(1, name="红星化工厂", address="工业路12号"), entry(2, name="红星化工厂", address="河滨路3号")]
        first, *others = found(entries=both, name="红星化工厂", address="工业路12号")
        assert first.entry.id == "1"
        assert first.standing is Standing.TAKEN
        assert {match.standing for match in others} == {Standing.DOUBTFUL}

    def test_an_equal_code_whose_outlines_lie_apart(self):
        [match] = found(THERE, [entry(code="9999012260001", name="红星化工厂", outline=HERE)],
                        code="9999012260001", name="红星化工厂")  # fmt: skip
        assert match.has(Likeness.APART)
        assert DOUBTFUL <= match.score < SURE

    def test_an_outline_moved_to_another_zone_until_something_else_speaks_for_it(self):
        [alone] = found(HERE, [entry(outline=HERE)], moved=True)
        [named] = found(HERE, [entry(outline=HERE, name="红星化工厂")], moved=True, name="红星化工厂")
        assert alone.standing is Standing.DOUBTFUL
        assert named.standing is Standing.TAKEN


def test_the_place_of_a_row_is_its_code_or_a_name_that_one_division_has():
    def place(text: str) -> str:
        return said_by(OutlineRow(Where(), {"place": text}, {}), "999901").place

    assert place("140404") == place("上党区") == place("140404 上党区") == "140404"
    assert place("鼓楼区") == "999901"  # several cities have one


class TestNoMatches:
    def test_a_homonym_whose_outline_lies_elsewhere(self):
        [match] = found(THERE, [entry(name="红星化工厂", outline=HERE)], name="红星化工厂")
        assert match.standing is Standing.REJECTED
        assert reasons(match) == {Likeness.NAME, Likeness.APART}

    def test_a_homonym_of_another_county(self):
        assert found(entries=[entry(name="沃川县红星化工厂")], name="高平市红星化工厂") == ()
        [match] = found(entries=[entry(name="红星化工厂", place="140581")], place="999901", name="红星化工厂")
        assert match.standing is Standing.REJECTED

    def test_another_number(self):
        assert found(entries=[entry(name="红星化工第一分厂")], name="红星化工第二分厂") == ()
        assert found(entries=[entry(address="工业路12号")], address="工业路21号") == ()

    def test_a_boundary_contact(self):
        beside = shapely.box(113.0530, 36.1000, 113.0560, 36.1030)
        assert found(beside, [entry(outline=HERE)]) == ()

    def test_a_name_that_names_nothing(self):
        assert found(entries=[entry(name="化工厂")], name="化工厂") == ()


def test_an_outline_of_the_same_shape_some_hundred_metres_off_is_pointed_out():
    shifted = shapely.affinity.translate(HERE, 0.0045, 0.0)
    [match] = found(shifted, [entry(code="9999012260001", outline=HERE)], code="9999012260001")
    assert match.has(Likeness.SHIFTED)
    assert not match.has(Likeness.APART)


def test_the_surest_match_comes_first():
    entries = [entry(1, address="城关镇工业路12号"), entry(2, code="7")]
    assert [match.entry.id for match in found(entries=entries, address="城关镇工业路12号", code="7")] == ["2", "1"]
