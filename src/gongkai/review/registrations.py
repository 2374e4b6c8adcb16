"""What `review` declares."""

from gongkai.registry import Event, NavigationEntry
from gongkai.review.buttons import ACTS, WAITING
from gongkai.review.guards import GUARDS

REGISTRATIONS = (
    *GUARDS,
    *ACTS,
    WAITING,
    Event(id="review.submitted", label="送审", message="第 {number} 版填写保密审查表并送审。"),
    Event(id="review.examined", label="审核", message="第 {number} 版经科室负责人审核同意。"),
    Event(id="review.approved", label="审批", message="第 {number} 版经分管领导审批，可以公开。"),
    Event(id="review.returned", label="退回", message="第 {number} 版在第 {step} 环节退回。"),
    Event(id="review.released", label="公开", message="第 {number} 版公开于 {address}。"),
    Event(id="review.withdrawn", label="撤回", message="第 {number} 版自 {address} 撤回。"),
    NavigationEntry(
        id="review.queue",
        group="政府信息管理",
        label="审查",
        url_name="review:queue",
        permission="review.view",
    ),
)
