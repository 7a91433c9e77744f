"""What must hold of every stored row, as questions that find the rows of which it does not.

Written from what the services promise, and knows nothing of how the province was made. Each
question gives one text for each offending row.
"""

from __future__ import annotations

from typing import Final

# Every change in its order, with what stood before it.
STEPS: Final = """
    CREATE TEMPORARY TABLE steps ON COMMIT DROP AS
    SELECT entry_id, unit_code, action, from_state, to_state, actor_key, actor_name, at,
        campaign_at, reason, campaign_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS shown,
        lag(to_state) OVER w AS before, lag(at) OVER w AS before_at,
        lag(actor_key) OVER w AS before_actor, lead(at) OVER w IS NULL AS last
    FROM ledger_ledgerevent WINDOW w AS (PARTITION BY entry_id ORDER BY at, key)"""

_READINGS: Final = """
    SELECT entry_id, count(*) FILTER (WHERE slot = 1) AS first,
        count(*) FILTER (WHERE slot = 2) AS second,
        count(*) FILTER (WHERE kind = 'decision') AS decided
    FROM records_reading WHERE state = 'complete' GROUP BY entry_id"""

# Parameters: sources, actions, targets (the table of transitions, side by side), returning,
# starts_on, ends_on.
QUESTIONS: Final[tuple[tuple[str, str, str], ...]] = (
    ("state", "Trạng thái là trạng thái sau bước cuối cùng", """
        SELECT e.key FROM ledger_entry e
        LEFT JOIN steps s ON s.entry_id = e.key AND s.last
        WHERE e.state <> coalesce(s.to_state, 'expected')
            OR e.reason <> coalesce(s.reason, '')
            OR e.returned <> coalesce(s.action = ANY (%(returning)s), false)"""),
    ("chain", "Mỗi bước bắt đầu từ trạng thái mà bước trước để lại", """
        SELECT entry_id FROM steps WHERE from_state <> coalesce(before, 'expected')"""),
    ("allowed", "Mỗi bước có trong bảng chuyển trạng thái", """
        SELECT DISTINCT action || ': ' || from_state || ' → ' || to_state FROM steps
        WHERE (from_state, action, to_state) NOT IN (
            SELECT * FROM unnest(%(sources)s::text[], %(actions)s::text[], %(targets)s::text[]))
        """),
    ("order", "Bước sau muộn hơn bước trước", """
        SELECT entry_id FROM steps WHERE before_at >= at"""),
    ("days", "Mọi bước ở trong các ngày của đợt, chưa có bước nào của giờ chưa tới", """
        SELECT entry_id FROM steps
        WHERE shown::date NOT BETWEEN %(starts_on)s AND %(ends_on)s OR at > clock_timestamp()"""),
    ("hours", "Mọi bước trong giờ làm việc", """
        SELECT entry_id FROM steps
        WHERE shown::time NOT BETWEEN '07:30' AND '17:00'
            OR shown::time >= '11:30' AND shown::time < '13:30'"""),
    ("clocks", "Giờ của đợt và giờ máy cách nhau một khoảng không đổi", """
        SELECT 1 FROM steps HAVING max(campaign_at - at) <> min(campaign_at - at)"""),
    ("people", "Người làm có tài khoản và đúng tên", """
        SELECT s.entry_id FROM steps s LEFT JOIN people_user u ON u.key = s.actor_key
        WHERE u.full_name IS DISTINCT FROM s.actor_name"""),
    ("second", "Lần nhập hai do người khác làm", """
        SELECT entry_id FROM steps
        WHERE action LIKE 'key\\_second\\_%%' AND before_actor = actor_key
        UNION ALL
        SELECT a.entry_id FROM records_reading a JOIN records_reading b
            ON b.entry_id = a.entry_id AND b.slot = 2 AND b.by = a.by AND b.state = a.state
        WHERE a.slot = 1 AND a.state = 'complete'"""),
    ("settled", "Người giải quyết tranh chấp không nhập trường hợp đó", """
        SELECT s.entry_id FROM steps s JOIN records_reading r
            ON r.entry_id = s.entry_id AND r.slot > 0 AND r.by = s.actor_key
        WHERE s.action = 'settle'"""),
    ("reviewed", "Người soát xét không nhập, không giải quyết trường hợp đó", """
        SELECT s.entry_id FROM steps s JOIN records_reading r
            ON r.entry_id = s.entry_id AND r.state = 'complete' AND r.by = s.actor_key
        WHERE s.action = 'review'"""),
    ("signed", "Người ký không nhập gì trong sổ", """
        SELECT DISTINCT a.key FROM ledger_bookapproval a
        JOIN records_reading r ON r.book_id = a.book_id AND r.by = a.signer_key"""),
    ("readings", "Số lần nhập còn dùng ứng với trạng thái", f"""
        SELECT e.key FROM ledger_entry e LEFT JOIN ({_READINGS}) r ON r.entry_id = e.key
        WHERE coalesce(r.first, 0) || '/' || coalesce(r.second, 0) <> CASE
            WHEN e.state IN ('expected', 'scanned', 'missing', 'cancelled') THEN '0/0'
            WHEN e.state = 'keyed_once' THEN '1/0' ELSE '1/1' END
            OR e.state = 'disputed' AND r.decided > 0"""),  # noqa: S608
    ("pairs", "Hai lần nhập khác nhau thì có tranh chấp, giống nhau thì không", f"""
        SELECT a.entry_id FROM records_reading a
        JOIN records_reading b ON b.entry_id = a.entry_id AND b.slot = 2 AND b.state = 'complete'
        JOIN ledger_entry e ON e.key = a.entry_id
        JOIN ({_READINGS}) r ON r.entry_id = a.entry_id
        WHERE a.slot = 1 AND a.state = 'complete'
            AND (a.values = b.values AND a.marks = b.marks)
                = (e.state = 'disputed' OR r.decided > 0)"""),  # noqa: S608
    ("times", "Lần nhập xong trước khi chuyển trạng thái, không bắt đầu trước khi có ảnh", """
        SELECT r.entry_id FROM records_reading r
        WHERE r.slot > 0 AND NOT EXISTS (
            SELECT FROM steps s WHERE s.entry_id = r.entry_id AND s.at = r.completed_at
                AND s.before_at <= r.started_at AND s.actor_key = r.by)"""),
    ("records", "Trường hợp đã thống nhất có bản ghi, đúng như hai lần nhập đã cùng ghi", f"""
        SELECT e.key FROM ledger_entry e
        LEFT JOIN records_record c ON c.entry_id = e.key
        LEFT JOIN records_reading a
            ON a.entry_id = e.key AND a.slot = 1 AND a.state = 'complete'
        LEFT JOIN ({_READINGS}) r ON r.entry_id = e.key
        WHERE e.state IN ('agreed', 'reviewed', 'approved', 'exported', 'accepted')
            AND (c.key IS NULL
                OR r.decided = 0 AND (c.values <> a.values OR c.marks <> a.marks))"""),  # noqa: S608
    ("persons", "Mỗi bản ghi nêu ít nhất một người", """
        SELECT c.key FROM records_record c
        WHERE NOT EXISTS (SELECT FROM records_person p WHERE p.record_id = c.key)"""),
    ("numbers", "Sổ có đủ các số khai ở bìa", """
        SELECT b.label FROM books_book b
        CROSS JOIN jsonb_to_recordset(b.runs) AS r(year int, first int, last int)
        LEFT JOIN LATERAL (
            SELECT count(*) AS n, min(number) AS low, max(number) AS high FROM ledger_entry e
            WHERE e.book_id = b.key AND e.year = r.year AND e.suffix = '' AND e.twin = 1) c ON true
        WHERE (c.n, c.low, c.high) IS DISTINCT FROM (r.last - r.first + 1, r.first, r.last)"""),
    ("years", "Không có số nào ngoài các năm của sổ", """
        SELECT e.key FROM ledger_entry e JOIN books_book b ON b.key = e.book_id
        WHERE e.year NOT BETWEEN b.year_from AND b.year_to OR e.unit_code <> b.unit_code"""),
    ("closing", "Sổ đã quét hết có số trường hợp khớp lời khóa sổ", """
        SELECT b.label FROM books_book b JOIN ledger_entry e ON e.book_id = b.key
        GROUP BY b.key
        HAVING b.declared_count <> count(*) FILTER (WHERE e.state <> 'cancelled')
            AND count(*) FILTER (WHERE e.state = 'expected') = 0"""),
    ("approved", "Trường hợp đã duyệt thuộc sổ đang được ký", """
        SELECT e.key FROM ledger_entry e
        LEFT JOIN ledger_bookapproval a ON a.book_id = e.book_id AND a.revoked_at IS NULL
        WHERE (e.state IN ('approved', 'exported', 'accepted')) AND a.key IS NULL
            OR e.state IN ('expected', 'scanned', 'keyed_once', 'disputed') AND a.key IS NOT NULL
        """),
    ("submitted", "Sổ đang được ký thì đã trình ký", """
        SELECT a.key FROM ledger_bookapproval a JOIN books_book b ON b.key = a.book_id
        WHERE a.revoked_at IS NULL AND (b.submitted_at IS NULL OR b.submitted_at > a.signed_at)"""),
    ("packages", "Trường hợp đã chuyển thuộc gói của lần ký đang có hiệu lực", """
        SELECT e.key FROM ledger_entry e
        LEFT JOIN ledger_bookapproval a ON a.book_id = e.book_id AND a.revoked_at IS NULL
        LEFT JOIN transfer_package p ON p.approval_id = a.key
        WHERE (e.state IN ('exported', 'accepted')) AND p.key IS NULL
            OR e.state = 'approved' AND p.key IS NOT NULL"""),
)  # fmt: skip
