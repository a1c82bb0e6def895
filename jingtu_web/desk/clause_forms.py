"""Forms of the clause page: what was done, and what the reader should have found."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jingtu_web.desk import asked
from jingtu_web.plans import labels
from jingtu_web.plans.actions import Recorded
from jingtu_web.plans.models import ClauseBody, Correction, Deadline, ProgressNote, Target

EVIDENCE_LIMIT = 20_000_000  # bytes
EVIDENCE_KINDS = ("pdf", "doc", "docx", "xls", "xlsx", "wps", "et", "ofd", "jpg", "jpeg", "png", "zip", "txt", "csv")
FAR = Decimal(10) ** 15


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that a plan can mean."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(_("年份应在2000至2100年之间。请核对后重填。"))
        return day


def plain_number(text: str) -> str:
    """Decimal text as plain as it can be written; full-width digits and a trailing per cent sign are understood."""
    clean = unicodedata.normalize("NFKC", text).strip().removesuffix("%").strip().replace(",", "")
    if not clean:
        return ""
    try:
        number = Decimal(clean)
    except InvalidOperation as reason:
        raise forms.ValidationError(_("“%(text)s”不是数值。请只填数字，例如 93.5。"), params={"text": text}) from reason
    if not number.is_finite() or abs(number) >= FAR or len(clean) > 40:
        raise forms.ValidationError(_("“%(text)s”超出可记录的范围。请核对后重填。"), params={"text": text})
    return f"{number:f}"


class NumberField(forms.CharField):
    def clean(self, value: Any) -> str:
        return plain_number(super().clean(value))


class ProgressForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"))
    on = forms.DateField(label=_("日期"), widget=DayInput())
    due = forms.TypedChoiceField(label=_("对应时限"), required=False, coerce=date.fromisoformat, empty_value=None)
    target = forms.ModelChoiceField(label=_("指标"), required=False, queryset=Target.objects.none())
    value = NumberField(label=_("数值"), required=False, max_length=40)
    text = forms.CharField(label=_("情况说明"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    evidence = forms.FileField(label=_("佐证材料"), required=False)

    def __init__(self, *args: Any, targets: Any, days: Sequence[date], may_close: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ProgressNote.Kind.choices if may_close else [ProgressNote.Kind.choices[0]]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        whole = [("", _("整项任务"))]
        self.fields["due"].choices = whole + [(day.isoformat(), labels.day_words(day)) for day in days]  # type: ignore[attr-defined]
        self.fields["target"].queryset = targets  # type: ignore[attr-defined]
        if not days:
            del self.fields["due"]
        if not targets:
            del self.fields["target"], self.fields["value"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > asked.today():
            raise forms.ValidationError(_("日期晚于今天。请填写实际发生的日期。"))
        if day.year < 2000:
            raise forms.ValidationError(_("日期早于2000年。请核对年份。"))
        return day

    def clean_evidence(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["evidence"]
        if file is None:
            return None
        if (file.size or 0) > EVIDENCE_LIMIT:
            raise forms.ValidationError(_("文件超过 20 MB。请压缩或分次上传。"))
        if (file.name or "").rpartition(".")[2].lower() not in EVIDENCE_KINDS:
            kinds = "、".join(EVIDENCE_KINDS)
            raise forms.ValidationError(_("不接收这种文件。可上传：%(kinds)s。"), params={"kinds": kinds})
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("target")) != bool(data.get("value")) and "value" not in self.errors:
            raise forms.ValidationError(_("指标和数值须一并填写。"))
        return data

    def recorded(self) -> Recorded:
        data = self.cleaned_data
        file = data.get("evidence")
        return Recorded(
            kind=data["kind"],
            on=data["on"],
            text=data["text"],
            due=data.get("due"),
            target=data.get("target"),
            value=data.get("value", ""),
            evidence=(file.name, file.read()) if file else None,
        )


class EntryForm(forms.Form):
    """One entry of a list that is corrected. Left without ``main``, the entry is dropped."""

    main = ""
    no = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def entry(self) -> dict[str, Any] | None:
        data = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in self.cleaned_data.items()
        }
        return data if data.get(self.main) else None


class BodyForm(EntryForm):
    main = "name"
    name = forms.CharField(label=_("单位"), required=False, max_length=120)
    role = forms.ChoiceField(label=_("分工"), choices=ClauseBody.Role.choices)


# One of these makes a deadline of the kind: 动工前 has an event and no day, 2021—2025年 a period.
NEEDED = {"by": ("date", "event"), "during": ("date", "period", "event"), "every": ("period",)}
ASK = {"date": _("请填写日期。"), "period": _("请选择周期。")}


class DeadlineForm(EntryForm):
    main = "kind"
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", "—"), *Deadline.Kind.choices])
    date = DayField(label=_("日期"), required=False)
    period = forms.ChoiceField(label=_("周期"), required=False, choices=[("", "—"), *labels.PERIODS.items()])
    event = forms.CharField(label=_("起算事件"), required=False, max_length=200)
    phrase = forms.CharField(label=_("原文"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.initial.get("period")
        if period and period not in labels.PERIODS:
            self.fields["period"].choices = [*self.fields["period"].choices, (period, period)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = NEEDED.get(data.get("kind", ""), ())
        # An entry left as the reader found it may say less: 定期 has no period.
        if self.has_changed() and needed and not any(data.get(name) for name in needed) and not self.errors:
            self.add_error(needed[0], ASK[needed[0]])
        return data


class TargetForm(EntryForm):
    main = "quantity"
    quantity = forms.CharField(label=_("指标"), required=False, max_length=200)
    comparator = forms.ChoiceField(label=_("比较"), choices=Target.Comparator.choices)
    value = NumberField(label=_("目标值"), required=False, max_length=40)
    unit = forms.CharField(label=_("计量单位"), required=False, max_length=40)
    by = DayField(label=_("完成时限"), required=False)
    reference = forms.CharField(label=_("参照"), required=False, max_length=200)
    phrase = forms.CharField(label=_("原文"), required=False, max_length=300)


class TitleForm(forms.Form):
    title = forms.CharField(label=_("任务名称"), max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


EntrySet = forms.BaseFormSet
LISTS: dict[str, type[EntrySet]] = {
    Correction.Field.BODIES: forms.formset_factory(BodyForm, extra=2, max_num=80, validate_max=True),
    Correction.Field.DEADLINES: forms.formset_factory(DeadlineForm, extra=2, max_num=40, validate_max=True),
    Correction.Field.TARGETS: forms.formset_factory(TargetForm, extra=2, max_num=40, validate_max=True),
}


def entries(formset: EntrySet, before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The corrected list. What the form does not show (where a body was inherited from) stays with its entry."""
    known = {entry["no"]: entry for entry in before}
    filled = [entry for form in formset if (entry := form.entry())]
    return [_kept(known.get(entry["no"], {}), entry) for entry in filled]


def _kept(known: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """A body that was renamed is another body: its looked-up name goes."""
    if known.get("name") != entry.get("name"):
        known = {key: value for key, value in known.items() if key != "canonical"}
    return {**known, **entry, "no": entry["no"] if known else None}
