"""The command line: one file per noun, loaded only when it is named."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from sohotich.cli.lazy import LazyGroup
from sohotich.cli.output import show_usage_error

# name → module; each module has a click command or group called `command`.
COMMANDS = {
    "account": "sohotich.cli.account",
    "audit": "sohotich.cli.audit",
    "backup": "sohotich.cli.backup",
    "book": "sohotich.cli.book",
    "campaign": "sohotich.cli.campaign",
    "check": "sohotich.cli.check",
    "date": "sohotich.cli.date",
    "demo": "sohotich.cli.demo",
    "filename": "sohotich.cli.filename",
    "forecast": "sohotich.cli.forecast",
    "ledger": "sohotich.cli.ledger",
    "migrate": "sohotich.cli.migrate",
    "name": "sohotich.cli.name",
    "package": "sohotich.cli.package",
    "pages": "sohotich.cli.pages",
    "pdf": "sohotich.cli.pdf",
    "policy": "sohotich.cli.policy",
    "recognise": "sohotich.cli.recognise",
    "report": "sohotich.cli.report",
    "restore": "sohotich.cli.restore",
    "sample": "sohotich.cli.sample",
    "scan": "sohotich.cli.scan",
    "search": "sohotich.cli.search",
    "serve": "sohotich.cli.serve",
    "workbook": "sohotich.cli.workbook",
    "worker": "sohotich.cli.worker",
}


@click.command(
    cls=LazyGroup,
    modules=COMMANDS,
    help="sohotich: số hóa sổ hộ tịch, từ quyển sổ giấy đến cơ sở dữ liệu.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="sohotich", prog_name="sohotich", message="%(prog)s %(version)s")
def group() -> None:
    pass


def _leave_a_closed_folder() -> None:
    """Every process of ours begins here, by its path; root's is closed to the service's user."""
    try:
        is_open = os.access(Path.cwd(), os.X_OK)
    except FileNotFoundError:
        is_open = False
    if not is_open:
        os.chdir("/")


def main() -> None:
    """Run the command line: exit 0 done, 1 done with errors found, 2 bad input or usage."""
    _leave_a_closed_folder()
    try:
        sys.exit(group.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        show_usage_error(error)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)
