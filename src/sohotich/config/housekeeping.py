"""What the worker tidies once a minute."""

from sohotich.foundation.administration.backup.schedule import backup_when_due
from sohotich.foundation.audit.housekeeping import audit_seal
from sohotich.foundation.connect.services import answers_forget
from sohotich.foundation.files.store import forget_drafts
from sohotich.foundation.intake.services import forget_arrivals
from sohotich.foundation.jobs.worker import Chore
from sohotich.foundation.people.accounts import accounts_close_ended
from sohotich.foundation.people.sessions import sessions_clear_expired
from sohotich.foundation.worklists.services import expire
from sohotich.oversight.dashboards.outlooks import outlooks_keep
from sohotich.oversight.dashboards.quality import quality_keep
from sohotich.oversight.difficulties.keeping import difficulties_keep
from sohotich.oversight.facts.services import facts_keep
from sohotich.oversight.public_page.services import public_page_keep
from sohotich.oversight.reports.closing import periods_close
from sohotich.oversight.reports.mail import reminders_send
from sohotich.pipeline.workbooks.services import sendings_forget
from sohotich.register.search.dictionary import names_keep

CHORES: tuple[Chore, ...] = (
    expire,
    sessions_clear_expired,
    accounts_close_ended,
    forget_drafts,
    forget_arrivals,
    answers_forget,
    sendings_forget,
    audit_seal,
    backup_when_due,
    # New names are found by their parts and with a slip within a minute.
    names_keep,
    difficulties_keep,
    # Before the reports close: what they freeze is what the ledger says then.
    facts_keep,
    periods_close,
    reminders_send,
    # What everybody may see never runs ahead of what was reported.
    public_page_keep,
    # What the boards show of the figures, after them.
    quality_keep,
    outlooks_keep,
)
