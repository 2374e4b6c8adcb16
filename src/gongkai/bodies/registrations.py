"""What `bodies` declares: the acts of administration, the roles a new organ starts with, the guard on codes."""

from gongkai.registry import Event, Permission

REGISTRATIONS = (
    Event(id="bodies.organ_opened", label="机关启用", message="机关在本系统启用。"),
    Event(id="bodies.officer_enrolled", label="人员登记", message="登记工作人员 {number}。"),
    Event(id="bodies.appointment_ended", label="任职终止", message="任职至 {until_on} 止。"),
    Event(id="bodies.officer_appointed", label="任职", message="登记任职，自 {from_on} 起。"),
    Event(
        id="bodies.stand_in_recorded",
        label="代行登记",
        message="登记第 {step} 环节代行，{from_on} 至 {until_on}。",
    ),
    Permission(id="bodies.administer", label="管理人员与岗位", roles=("administrator",)),
)
