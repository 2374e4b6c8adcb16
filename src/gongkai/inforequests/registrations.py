"""What `inforequests` declares."""

from gongkai.inforequests.actions.recount import CAUSES, recount_after
from gongkai.inforequests.books import BOOKS
from gongkai.inforequests.buttons import PERMISSIONS
from gongkai.inforequests.guards import GUARDS
from gongkai.inforequests.home import HOME
from gongkai.inforequests.ledger_file import IMPORTER
from gongkai.inforequests.letters.home import HOME as LETTERS_HOME
from gongkai.inforequests.letters.kinds import LETTER_KINDS
from gongkai.inforequests.measures import MEASURES
from gongkai.inforequests.registers import REGISTERS
from gongkai.registry import Event, Follower, NavigationEntry
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *GUARDS,
    *guards_of(BOOKS),
    *MEASURES,
    *REGISTERS,
    IMPORTER,
    *(book.importer for book in BOOKS),
    *PERMISSIONS,
    *HOME,
    *LETTERS_HOME,
    *LETTER_KINDS,
    Event(id="inforequests.registered", label="登记申请", message="登记申请，{arrived_on} 到达。"),
    Event(
        id="inforequests.receipt_confirmed",
        label="确定收到申请之日",
        message="确定收到申请之日为 {received_on}。",
    ),
    Event(id="inforequests.answered", label="答复", message="作出答复，成文日期 {decided_on}。"),
    Event(id="inforequests.letter_written", label="拟制信函", message="拟制{title}，第 {number} 版。"),
    Event(
        id="inforequests.letter_served", label="送达", message="{title}：{method}，{handed_over_on} 送出。"
    ),
    Event(
        id="inforequests.letter_taken_back", label="作废送达登记", message="{title}：作废最后登记的{what}。"
    ),
    Event(id="inforequests.letter_arrived", label="签收", message="{title}于 {received_on} 签收。"),
    Event(id="inforequests.letter_answered", label="回复", message="{title}：{responded_on} {answer}。"),
    Event(id="inforequests.entered", label="登记信息处理费", message="登记 {count} 条。"),
    Event(id="inforequests.corrected", label="更正", message="以记录 {to} 更正记录 {from}。"),
    Event(id="inforequests.voided", label="作废", message="以记录 {to} 作废记录 {from}。"),
    Event(
        id="inforequests.deadlines_moved",
        label="期限变动",
        message="台账第 {cause} 条使 {number} 件在办申请的答复期限变动。",
    ),
    Follower(id="inforequests.recount", label="重算在办申请的答复期限", events=CAUSES, follow=recount_after),
    NavigationEntry(
        id="inforequests.register",
        group="依申请公开",
        label="登记申请",
        url_name="inforequests:register",
        permission="inforequests.register",
    ),
)
