"""Facts of how a place governs its soil work: reports, assessments, meetings, training, plans, emergencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from jingtu.duties.facts.government_cases import DamageCase, DetentionCase, TransferredCase
from jingtu.duties.facts.government_supervision import (
    Campaign,
    InspectionIssue,
    LaggingTask,
    ListedSupervision,
    SeriousProblem,
    Summons,
    UnmetTask,
)
from jingtu.duties.facts.subject import Days, Yearly, fact, several


class Theme(StrEnum):
    """世界地球日 04-22 / 世界环境日 06-05 / 全国土地日 06-25 / 世界土壤日 12-05."""

    EARTH_DAY = "earth_day"
    ENVIRONMENT_DAY = "environment_day"
    LAND_DAY = "land_day"
    SOIL_DAY = "soil_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The assessment of one region against its targets for a year (目标责任考核)."""

    year: int = fact("考核年度", "year assessed", names="year", default=0)
    region_code: str = fact("被考核地区代码", "division code of the region", names="region.code", default="")
    score: Decimal | None = fact("得分", "score", names="score")
    assessed_on: date | None = fact("考核结果日", "result settled")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodAssessment:
    """A task of source control taken into the assessment of grain and food safety of a year, and into the letters."""

    year: int = fact("考核年度", "year", default=0)
    task_id: str = fact("任务标识", "task", names="task.id", default="")
    score: Decimal | None = fact("得分", "score", names="score")
    included_on: date | None = fact("纳入考核和责任书日", "taken into assessment and letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One joint meeting of departments (联席会议)."""

    held_on: date | None = fact("召开日", "held", names="meeting.date")
    issues: tuple[str, ...] = several("议定事项", "matters decided", names="issues")
    clues: tuple[str, ...] = several("通报的线索", "clues reported", names="clues")


@dataclass(frozen=True, slots=True, kw_only=True)
class CadreTraining:
    """One training of leading cadres with soil pollution as a topic (党政领导干部培训)."""

    held_on: date | None = fact("培训日", "held", names="training.date")
    audience: str = fact("培训对象", "audience", names="audience", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeEvent:
    """One event of publicity on a theme day."""

    theme: Theme | None = fact("主题日", "theme day")
    held_on: date | None = fact("活动日", "held", names="event.date")
    photos: tuple[str, ...] = several("活动照片", "photos", names="photo")


@dataclass(frozen=True, slots=True, kw_only=True)
class DividedTask:
    """One line of the division of work (任务分解表)."""

    task_id: str = fact("任务标识", "task", names="task.id", default="")
    department: str = fact("责任部门", "department", names="dept", default="")
    due_on: date | None = fact("完成时限", "to be done by", names="due", planned=True)
    progress: str = fact("进展", "progress as reported", names="status", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReport:
    """The progress report of a year to the district (治理与修复进展), and its passing on to the city."""

    year: int = fact("年度", "year", names="year", default=0)
    reported_on: date | None = fact("向区政府报告日", "reported to the district", names="report.date")
    forwarded_on: date | None = fact("区政府上报市日", "passed on to the city", names="forward.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentScheme:
    """Measures and dates of one department under a plan (细化方案)."""

    department: str = fact("部门", "department", names="dept.id", default="")
    detailed_on: date | None = fact("细化方案日", "settled", names="detail.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """An action plan of the place with its task list (目标任务清单和措施)."""

    id: str = fact("计划文号", "number of the plan", default="")
    issued_on: date | None = fact("印发日", "issued", names="plan.date")
    filed_on: date | None = fact("报市备案日", "filed with the city", names="filing.date")
    schemes: tuple[DepartmentScheme, ...] | None = fact("各部门细化方案", "schemes of the departments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One cell of the supervision grid (监管网格)."""

    id: str = fact("网格编号", "number of the cell", names="grid.id", default="")
    inspector: str = fact("监管人员", "inspector", names="inspector", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernmentEmergencyPlan:
    """One edition of the emergency plan of the place (突发环境事件应急预案)."""

    made_on: date | None = fact("编制（修订）日", "made or revised", names="plan.date")
    covers_soil: bool | None = fact("含突发土壤污染", "covers soil pollution")
    drilled_on: Days = several("演练日", "days of drills", names="drill.date")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityList:
    """One edition of the key areas, industries and pollutants of supervision."""

    made_on: date | None = fact("确定日", "settled")
    areas: tuple[str, ...] = several("重点区域", "areas", names="area.list")
    industries: tuple[str, ...] = several("重点行业", "industries", names="industry.list")
    pollutants: tuple[str, ...] = several("重点污染物", "pollutants", names="pollutant.list")


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceWork:
    """Governance of soil work."""

    congress_reports: tuple[Yearly, ...] | None = fact(
        "向人大报告", "reports to the people's congress, by the year they are about", names="year report.date"
    )
    assessments: tuple[Assessment, ...] | None = fact("目标责任考核", "assessments against targets")
    food_assessments: tuple[FoodAssessment, ...] | None = fact(
        "粮食安全、食品安全考核和责任书", "tasks taken into the assessment of grain and food safety"
    )
    summonses: tuple[Summons, ...] = several("约谈", "summonses")
    lagging_tasks: tuple[LaggingTask, ...] = several("滞后任务", "tasks that lag")
    listed_supervisions: tuple[ListedSupervision, ...] = several("挂牌督办", "listed supervisions")
    serious_problems: tuple[SeriousProblem, ...] = several("严重环境问题", "serious environmental problems")
    unmet_tasks: tuple[UnmetTask, ...] = several("未完成任务", "tasks not fulfilled")
    inspection_issues: tuple[InspectionIssue, ...] | None = fact("督察问题", "issues of inspections")
    campaigns: tuple[Campaign, ...] | None = fact("专项执法行动", "special enforcement campaigns")
    transferred_cases: tuple[TransferredCase, ...] = several("涉嫌犯罪案件", "suspected crimes")
    detention_cases: tuple[DetentionCase, ...] = several("行政拘留案件", "cases for detention")
    damage_cases: tuple[DamageCase, ...] = several(
        "公益诉讼和损害赔偿案件", "cases of public-interest litigation and damage"
    )
    meetings: tuple[Meeting, ...] | None = fact("联席会议", "joint meetings")
    cadre_trainings: tuple[CadreTraining, ...] | None = fact("党政领导干部培训", "trainings of leading cadres")
    enforcement_trained_on: Days | None = fact(
        "执法人员培训日", "days of training of enforcement officers", names="training.date"
    )
    grids: tuple[Grid, ...] = several("监管网格", "supervision grid")
    theme_events: tuple[ThemeEvent, ...] | None = fact("主题日宣传", "publicity on theme days")
    divided_tasks: tuple[DividedTask, ...] = several("任务分解", "division of work")
    self_evaluated_on: Days | None = fact("自评估日", "days of self-evaluation")
    progress_reports: tuple[ProgressReport, ...] | None = fact("治理修复进展报告", "progress reports")
    plans: tuple[ActionPlan, ...] = several("行动计划", "action plans")
    emergency_plans: tuple[GovernmentEmergencyPlan, ...] | None = fact("应急预案", "emergency plans")
    priority_lists: tuple[PriorityList, ...] | None = fact(
        "重点区域、行业和污染物", "key areas, industries and pollutants"
    )
    research_projects: tuple[str, ...] = several("研究和产业项目", "research and industry projects", names="project.id")
