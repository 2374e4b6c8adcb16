"""Whom the unit consults: the seats that are set, when each must be asked, who answers there today."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.queries import post_and_name
from gongkai.bodies.viewer import Viewer
from gongkai.review.actions.set_seat import close_seat, set_seat
from gongkai.review.forms.seats import SeatEndForm, SeatForm
from gongkai.review.models import Seat
from gongkai.review.seats import held_by, rule_in_words, seats, standing_seats
from gongkai.shell import OfficerRequest, officer_view


@dataclass(frozen=True)
class ShownSeat:
    """A seat as the settings show it."""

    seat: Seat
    by: str
    people: str
    rules: list[str]


@require_GET
@officer_view("review.view_chains")
def overview(request: OfficerRequest) -> HttpResponse:
    """The seats as they stand today, what comes, and what was set before."""
    viewer = request.viewer
    standing = standing_seats(viewer, viewer.day)
    every = list(seats(viewer))
    now = {seat.pk for seat in standing}
    context = {
        "seats": [_shown(viewer, seat) for seat in standing],
        "coming": [seat for seat in every if seat.from_on > viewer.day],
        "before": [seat for seat in every if seat.from_on <= viewer.day and seat.pk not in now],
        "may_set": viewer.may("review.set_chain"),
    }
    return render(request, "review/seats.html", context)


def _shown(viewer: Viewer, seat: Seat) -> ShownSeat:
    people = (
        "" if seat.by_letter else "、".join(post_and_name(viewer, each) for each in held_by(viewer, seat))
    )
    role = seat.role.name if seat.role else ""
    inside = f"{seat.post}（{role}）" if seat.post else role
    return ShownSeat(
        seat=seat,
        by=f"发函：{seat.addressee}" if seat.by_letter else inside,
        people="" if seat.by_letter else people or "没有人在岗",
        rules=[rule_in_words(rule) for rule in seat.rules.all()],
    )


@require_http_methods(["GET", "POST"])
@officer_view("review.set_chain")
def set_one(request: OfficerRequest) -> HttpResponse:
    """The form of a seat; it begins with the one that `like` names."""
    viewer = request.viewer
    like = request.GET.get("like", "")
    known = seats(viewer).filter(pk=int(like)).first() if like.isdecimal() and len(like) < 10 else None
    names = dict.fromkeys(seats(viewer).values_list("name", flat=True))
    form = SeatForm(viewer, request.POST or None, names=names, initial=SeatForm.initial_of(known))
    made = form.carry_out(
        lambda: set_seat(
            viewer=viewer, place=form.said, cases=form.cases, from_on=form.cleaned_data["from_on"]
        )
    )
    if made is not None:
        messages.success(request, f"已设置：{made.name}，自 {made.from_on} 起。")
        return redirect("review:seats")
    return render(request, "review/seat.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("review.set_chain")
def close_one(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a seat from a day on."""
    viewer = request.viewer
    found = get_object_or_404(seats(viewer), pk=pk)
    form = SeatEndForm(request.POST or None)
    closed = form.carry_out(
        lambda: close_seat(viewer=viewer, seat=found, from_on=form.cleaned_data["from_on"])
    )
    if closed is not None:
        messages.success(request, f"已取消：{closed.name}自 {closed.from_on} 起不再设置。")
        return redirect("review:seats")
    context = {"form": form, "seat": found}
    return render(request, "review/seat_end.html", context, status=422 if form.is_bound else 200)
