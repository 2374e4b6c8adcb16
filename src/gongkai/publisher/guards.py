"""What the database refuses of deliveries, whoever asks: another organ's, a second sending, a result after the end."""

from gongkai.registry import Guard, Refusal

# NEW's delivery, as d, is of the same organ.
OF_THE_ORGAN = (
    "SELECT 1 FROM publisher_delivery AS d WHERE d.id = NEW.delivery_id AND d.organ_id = NEW.organ_id"
)
WITHDRAWN = (
    "EXISTS (SELECT 1 FROM review_release AS r JOIN papers_version AS v ON v.id = r.approval_id"
    " JOIN papers_version AS e ON e.document_id = v.document_id JOIN review_release AS x ON x.approval_id = e.id"
    " JOIN review_withdrawal AS w ON w.release_id = x.id WHERE r.id = NEW.release_id AND x.id >= r.id)"
)

# The result s was not found wrong.
HOLDS = "NOT EXISTS (SELECT 1 FROM publisher_resultcorrection AS k WHERE k.result_id = s.id)"
OVER = (
    "EXISTS (SELECT 1 FROM publisher_deliveryresult AS s WHERE s.delivery_id = NEW.delivery_id"
    f" AND s.outcome IN ('succeeded', 'dropped') AND {HOLDS})"
)

CHOICE_GUARD = Guard(
    id="publisher.ChannelChoice",
    refusals=(
        Refusal(
            code="CHOICE_OF_ANOTHER",
            condition="NOT EXISTS (SELECT 1 FROM proactive_channel AS c"
            " WHERE c.id = NEW.channel_id AND c.organ_id = NEW.organ_id AND NOT c.own_site)"
            " OR NEW.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM papers_document AS d"
            " WHERE d.id = NEW.document_id AND d.organ_id = NEW.organ_id AND d.kind = NEW.kind)",
            message="发布渠道应是本机关的其他渠道，文稿应是本机关的；由本系统发布的网站不用选。",
        ),
    ),
)
DELIVERY_GUARD = Guard(
    id="publisher.Delivery",
    refusals=(
        Refusal(
            code="DELIVERY_OF_ANOTHER",
            condition="NOT EXISTS (SELECT 1 FROM proactive_channel AS c"
            " WHERE c.id = NEW.channel_id AND c.organ_id = NEW.organ_id AND NOT c.own_site)"
            " OR NOT EXISTS (SELECT 1 FROM review_release AS r"
            " WHERE r.id = NEW.release_id AND r.organ_id = NEW.organ_id)"
            " OR NEW.of_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM publisher_delivery AS d"
            " WHERE d.id = NEW.of_id AND d.organ_id = NEW.organ_id AND d.channel_id = NEW.channel_id)",
            message="渠道发布应是本机关公开的文稿，发往本机关的其他渠道。",
        ),
        Refusal(
            code="DELIVERY_OF_WHAT_WAS_WITHDRAWN",
            condition=f"NEW.purpose <> 'withdraw' AND {WITHDRAWN}",
            message="文稿已撤回公开，不能再发往渠道。",
        ),
    ),
)
ATTEMPT_GUARD = Guard(
    id="publisher.DeliveryAttempt",
    refusals=(
        Refusal(
            code="ATTEMPT_OF_ANOTHER", condition=f"NOT EXISTS ({OF_THE_ORGAN})", message="应由本机关发送。"
        ),
        Refusal(
            code="ATTEMPT_AFTER_THE_END",
            condition=OVER,
            message="这一项已经办完，不能再发送。",
        ),
        Refusal(
            code="ATTEMPT_WHILE_UNKNOWN",
            condition="EXISTS (SELECT 1 FROM publisher_deliveryattempt AS a"
            " WHERE a.delivery_id = NEW.delivery_id AND NOT EXISTS (SELECT 1 FROM publisher_deliveryresult AS s"
            f" WHERE s.attempt_id = a.id AND s.outcome = 'failed' AND {HOLDS}))",
            message="上一次发送的结果还不清楚，查明没有发出之后才能再发送。",
        ),
        Refusal(
            code="ATTEMPT_OF_WHAT_WAS_WITHDRAWN",
            condition="EXISTS (SELECT 1 FROM publisher_delivery AS d WHERE d.id = NEW.delivery_id"
            f" AND d.purpose <> 'withdraw' AND {WITHDRAWN.replace('NEW.release_id', 'd.release_id')})",
            message="文稿已撤回公开，不能再发送。",
        ),
    ),
)
RESULT_GUARD = Guard(
    id="publisher.DeliveryResult",
    refusals=(
        Refusal(
            code="RESULT_OF_ANOTHER",
            condition=f"NOT EXISTS ({OF_THE_ORGAN})"
            " OR NEW.attempt_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM publisher_deliveryattempt AS a"
            " WHERE a.id = NEW.attempt_id AND a.delivery_id = NEW.delivery_id)",
            message="结果应是本机关这一项渠道发布的。",
        ),
        Refusal(
            code="RESULT_AFTER_THE_END",
            condition=OVER,
            message="这一项已经办完，不能再登记结果。",
        ),
        Refusal(
            code="RESULT_WITHOUT_PLACE",
            condition="NEW.outcome = 'succeeded' AND NEW.address = '' AND NEW.place = ''"
            " AND EXISTS (SELECT 1 FROM publisher_delivery AS d"
            " WHERE d.id = NEW.delivery_id AND d.purpose <> 'withdraw')",
            message="发布成功的，应写明网址或者期次版面。",
        ),
        Refusal(
            code="RESULT_BEFORE_RELEASE",
            condition="NEW.done_on > NEW.recorded_on OR EXISTS (SELECT 1 FROM publisher_delivery AS d"
            " JOIN review_release AS r ON r.id = d.release_id"
            " WHERE d.id = NEW.delivery_id AND r.released_on > NEW.done_on)",
            message="日期不能早于本机关网站公开之日，也不能晚于登记之日。",
        ),
    ),
)
CORRECTION_GUARD = Guard(
    id="publisher.ResultCorrection",
    refusals=(
        Refusal(
            code="CORRECTION_OF_ANOTHER",
            condition="NOT EXISTS (SELECT 1 FROM publisher_deliveryresult AS s WHERE s.id = NEW.result_id"
            " AND s.organ_id = NEW.organ_id AND s.recorded_on <= NEW.corrected_on"
            " AND s.outcome IN ('succeeded', 'dropped'))",
            message="更正的应是本机关已登记的完成或者不再办理。",
        ),
        Refusal(
            code="CORRECTION_OF_WHAT_WAS_CHANGED_SINCE",
            condition="EXISTS (SELECT 1 FROM publisher_deliveryresult AS o JOIN publisher_delivery AS d"
            " ON d.of_id = o.delivery_id JOIN publisher_deliveryresult AS s ON s.delivery_id = d.id"
            f" WHERE o.id = NEW.result_id AND o.outcome = 'succeeded' AND s.outcome = 'succeeded' AND {HOLDS})",
            message="此后又在渠道上更换或者撤下过，请先更正后一项。",
        ),
    ),
)

GUARDS = (CHOICE_GUARD, DELIVERY_GUARD, ATTEMPT_GUARD, RESULT_GUARD, CORRECTION_GUARD)
