"""By whom documents are reviewed: what is set, who stands there today, and what was set before."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import registry
from gongkai.bodies.models import Appointment, Role, Section
from gongkai.bodies.queries import at_work, post_and_name
from gongkai.bodies.viewer import Viewer
from gongkai.review.actions.set_chain import Scope, end_chain, set_chain
from gongkai.review.chains import HOUSE, Route, chains, route_by, standing_at, standing_chains
from gongkai.review.forms.chains import ChainEndForm, ChainForm
from gongkai.review.models import CHECKS, STAGES, Chain
from gongkai.shell import OfficerRequest, officer_view


@dataclass(frozen=True)
class ShownStep:
    """A step of a chain as the settings show it: who stands there by the rule, and who that is today."""

    stage: str
    check: str
    title: str
    by: str
    people: str


@dataclass(frozen=True)
class ShownChain:
    """A chain as the settings show it."""

    chain: Chain | None
    scope: str
    steps: list[ShownStep]


@require_GET
@officer_view("review.view_chains")
def overview(request: OfficerRequest) -> HttpResponse:
    """The chains that are set today, with those who stand there; what comes, and what was set before."""
    viewer = request.viewer
    standing = standing_chains(viewer, viewer.day)
    general = [chain for chain in standing if not chain.kind and chain.section_id is None]
    shown = [_shown(viewer, chain) for chain in standing]
    every = [(chain, scope_in_words(chain), _words(chain)) for chain in chains(viewer)]
    context = {
        "chains": shown if general else [ShownChain(None, "所有文稿", _steps(viewer, HOUSE)), *shown],
        "coming": [line for line in every if line[0].from_on > viewer.day],
        "before": [line for line in every if line[0].from_on <= viewer.day and line[0] not in standing],
        "may_set": viewer.may("review.set_chain"),
    }
    return render(request, "review/chains.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("review.set_chain")
def set_one(request: OfficerRequest) -> HttpResponse:
    """The form of a chain; it begins with the one that `like` names, else with the steps of the house."""
    viewer = request.viewer
    like = request.GET.get("like", "")
    known = chains(viewer).filter(pk=int(like)).first() if like.isdecimal() and len(like) < 10 else None
    initial = ChainForm.initial_of(known, route_by(known).places or HOUSE.places, _reviewing_roles(viewer))
    form = ChainForm(viewer, request.POST or None, initial={"from_on": viewer.day, **initial})
    made = form.carry_out(
        lambda: set_chain(
            viewer=viewer, scope=form.scope, places=form.places, from_on=form.cleaned_data["from_on"]
        )
    )
    if made is not None:
        messages.success(
            request, f"已设置：{scope_in_words(made)}自 {made.from_on} 起按{STAGES[made.length]}办理。"
        )
        return redirect("review:chains")
    return render(request, "review/chain.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("review.set_chain")
def end_one(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a chain of a kind or section: the more general one applies again."""
    viewer = request.viewer
    found = get_object_or_404(chains(viewer), pk=pk)
    form = ChainEndForm(request.POST or None, initial={"from_on": viewer.day})
    scope = Scope(found.kind, found.section)
    ended = form.carry_out(
        lambda: end_chain(viewer=viewer, scope=scope, from_on=form.cleaned_data["from_on"])
    )
    if ended is not None:
        messages.success(request, f"已取消：{scope_in_words(found)}自 {ended.from_on} 起不再单独规定。")
        return redirect("review:chains")
    context = {"form": form, "scope": scope_in_words(found)}
    return render(request, "review/chain_end.html", context, status=422 if form.is_bound else 200)


def scope_in_words(chain: Chain) -> str:
    """Return for which documents a chain is."""
    kind = registry.one(registry.DocumentKind, chain.kind).label if chain.kind else "所有文稿"
    return f"{chain.section}拟的{kind}" if chain.section else kind


def _reviewing_roles(viewer: Viewer) -> dict[str, int]:
    """The first role that may examine, and the first that may approve."""
    found: dict[str, int] = {}
    for role in Role.objects.filter(organ=viewer.organ_code).order_by("pk"):
        for permission in ("review.examine", "review.approve"):
            if permission in role.permissions:
                found.setdefault(permission, role.pk)
    return found


def _shown(viewer: Viewer, chain: Chain) -> ShownChain:
    return ShownChain(chain, scope_in_words(chain), _steps(viewer, route_by(chain)))


def _steps(viewer: Viewer, route: Route) -> list[ShownStep]:
    names = dict(Role.objects.filter(organ=viewer.organ_code).values_list("pk", "name"))
    everywhere = set(Section.objects.filter(organ=viewer.organ_code).values_list("pk", flat=True))
    shown = [ShownStep(STAGES[1], CHECKS[1], route.title(1), "填表送审的拟稿人本人", "")]
    for number in route.numbers[1:]:
        place = route.place(number)
        role = names.get(place.role or 0, "")
        by = f"{place.post}（{role}）" if place.post else role or "有权限的人员"
        held = standing_at(at_work(viewer), route, number, sections=everywhere)
        people = "、".join(dict.fromkeys(_name(viewer, each, of_section=place.of_section) for each in held))
        shown.append(
            ShownStep(
                STAGES[number],
                CHECKS[number],
                place.title,
                f"{by}，限拟稿科室" if place.of_section else by,
                people,
            )
        )
    return shown


def _name(viewer: Viewer, appointment: Appointment, *, of_section: bool) -> str:
    name = post_and_name(viewer, appointment)
    return f"{name}（{appointment.section}）" if of_section else name


def _words(chain: Chain) -> str:
    """A chain in a row: 拟稿人 → 科室负责人 → 分管领导; of one that ended another that it did."""
    route = route_by(chain)
    return " → ".join(route.title(number) for number in route.numbers) if chain.length else "不再单独规定"
