"""What is asked before a calculation: where its data come from, and its settings as their kind declares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jingtu.assessment.matching import CONDITION_ONLY
from jingtu.substances import SUBSTANCES
from jingtu_web.common.models import Place, User
from jingtu_web.common.scope import visible_places
from jingtu_web.deliveries import queries as deliveries
from jingtu_web.desk import asked
from jingtu_web.desk.measured_words import named, substance_name
from jingtu_web.registers.samples import queries
from jingtu_web.registers.samples.models import Medium
from jingtu_web.runs.declared import Form, Kind, Setting, Substances
from jingtu_web.runs.rows import Narrowed

REGISTER, FILE = "register", "file"
ALL = [("", gettext_lazy("全部"))]
LARGEST_SEED = 2**31 - 1
SEED = 20180525


class RunForm(forms.Form):
    """Settings of a kind, each under its own key with the prefix ``set_``."""

    note = forms.CharField(
        label=gettext_lazy("说明"), max_length=200, required=False, help_text=gettext_lazy("自己辨认用，可不填。")
    )
    county = forms.ModelChoiceField(Place.objects.none(), label=gettext_lazy("所属县"), empty_label=None)

    def __init__(self, kind: Kind, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)  # type: ignore[misc]
        self.kind = kind
        counties = self.fields["county"]
        counties.queryset = deliveries.counties(user)  # type: ignore[attr-defined]
        counties.initial = counties.queryset.first()  # type: ignore[attr-defined]
        if kind.substances is not Substances.NONE:
            self._ask_for_rows(user)
        if kind.substances is Substances.FIXED:
            for name in ("substance", "medium", "land_use"):
                del self.fields[name]
        if kind.units:
            self.fields["units"] = _units()
        for setting in kind.settings:
            self.fields[f"set_{setting.key}"] = FIELDS[setting.form](setting)
        if kind.draws:
            seed = forms.IntegerField(label=_("随机种子"), min_value=0, max_value=LARGEST_SEED, initial=SEED)
            seed.help_text = _("相同的种子得到相同的结果。")
            self.fields["seed"] = seed

    def _ask_for_rows(self, user: User) -> None:
        several = self.kind.substances is Substances.SEVERAL
        choice = forms.MultipleChoiceField if several else forms.ChoiceField
        towns = visible_places(user).filter(level=Place.Level.TOWNSHIP)
        sources = [(REGISTER, _("已入库的检测结果")), (FILE, _("上传文件（不入库）"))]
        self.fields |= {
            "source": forms.ChoiceField(
                label=_("数据来源"), choices=sources, initial=REGISTER, widget=forms.RadioSelect
            ),
            "file": forms.FileField(
                label=_("检测结果文件"),
                required=False,
                max_length=255,
                widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv,.tsv,.txt,.parquet"}),
                help_text=_("选择“上传文件”时填写；格式与数据交付相同。"),
            ),
            "clean_only": forms.BooleanField(label=_("只用无错误的行"), required=False),
            "substance": choice(
                label=_("检测项目"),
                choices=_substances(user),
                help_text=_("按住 Ctrl 可选多项。") if several else "",
            ),
            "medium": forms.ChoiceField(
                label=_("样品类型"), choices=[*ALL, *Medium.choices], required=False, initial=Medium.SOIL
            ),
            "land_use": forms.ChoiceField(
                label=_("土地利用"), choices=[*ALL, *named("land_use").items()], required=False
            ),
            "place": forms.ModelChoiceField(
                towns, label=_("乡镇"), required=False, empty_label=_("全部"), help_text=_("仅用于已入库的结果。")
            ),
            "on": forms.DateField(
                label=_("限值日期"),
                initial=asked.today,
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                help_text=_("与这一天现行的限值比较。"),
            ),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("source") == FILE and not given.get("file"):
            self.add_error("file", _("请选择文件，或改用已入库的检测结果。"))
        return given

    def settings(self) -> dict[str, Any]:
        return {one.key: self.cleaned_data[f"set_{one.key}"] for one in self.kind.settings}

    def narrowed(self) -> Narrowed:
        given = self.cleaned_data
        substance = given.get("substance", self.kind.feeds)
        substances = (substance,) if isinstance(substance, str) else tuple(sorted(substance))
        place = given["place"] if given["source"] == REGISTER else None
        return Narrowed(substances, given.get("medium", ""), given.get("land_use", ""), place)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page lays them out: data, then settings."""
        data = [self[name] for name in self.fields if not name.startswith("set_") and name not in LAST]
        settings = [name for name in self.fields if name.startswith("set_")]
        others = [self[name] for name in (*settings, *LAST) if name in self.fields]
        return [(_("数据"), data), (_("参数"), others)]


LAST = ("seed", "note")


def _units() -> forms.FileField:
    return forms.FileField(
        label=_("评价单元清单"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".gpkg,.geojson,.json,.zip,.kml,.kmz,.xlsx,.xls,.csv"}),
        help_text=_(
            "带“单元编码”的边界文件（GeoPackage、GeoJSON、压缩的 Shapefile、KML），或与结果文件编码对应的清单表。"
            "不上传：结果文件中没有编码的，只给出点位类别。"
        ),
    )


def _substances(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Those of which there are results first, and of these the contaminants."""
    measured = queries.standing(queries.scope_of(user))["substance"].drop_nulls().unique(maintain_order=True)
    mine = [(key, substance_name(key)) for key in sorted(measured, key=CONDITION_ONLY.__contains__)]
    others = [(key, substance_name(key)) for key in SUBSTANCES if key not in set(measured)]
    return [(name, group) for name, group in ((_("已有结果"), mine), (_("其他"), others)) if group]


def _label(setting: Setting) -> str:
    return _("{name}（{unit}）").format(name=setting.label, unit=setting.unit) if setting.unit else str(setting.label)


def _usual(setting: Setting) -> dict[str, Any]:
    return {
        "label": _label(setting),
        "help_text": setting.help,
        "required": setting.required,
        "initial": setting.default,
    }


def _number(setting: Setting) -> forms.Field:
    number = forms.FloatField(**_usual(setting), min_value=setting.least, max_value=setting.most)
    number.widget.attrs["step"] = "any"
    return number


def _whole(setting: Setting) -> forms.Field:
    least, most = (None if one is None else int(one) for one in (setting.least, setting.most))
    return forms.IntegerField(**_usual(setting), min_value=least, max_value=most)


def _choice(setting: Setting) -> forms.Field:
    return forms.ChoiceField(**_usual(setting), choices=list(setting.choices()))


def _text(setting: Setting) -> forms.Field:
    return forms.CharField(**_usual(setting), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)


FIELDS: Mapping[Form, Callable[[Setting], forms.Field]] = {
    Form.NUMBER: _number,
    Form.WHOLE: _whole,
    Form.CHOICE: _choice,
    Form.TEXT: _text,
}
