"""Taking in a list of books sent through the browser."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from sohotich.engines.guard import Refused
from sohotich.engines.workbook import WorkbookError
from sohotich.foundation.database.errors import UserError
from sohotich.foundation.intake import services as intake
from sohotich.foundation.people.permissions import ActorRequest
from sohotich.register.books.lists import write_list_template
from sohotich.register.ledger.inventory import ListImport
from sohotich.register.ledger.inventory import books_import as register_list
from sohotich.web.book_forms import ListForm

_KINDS = ("xlsx", "ods", "csv")


def import_list(request: ActorRequest, form: ListForm) -> ListImport:
    """Look through the list, or store it when the person asked for that.

    UserError for a file that is no list of books, naming it.
    """
    upload = form.cleaned_data["file"]
    name = str(upload.name)
    try:
        with intake.arrived(name, upload.file) as path:
            intake.check(path, _KINDS)
            return register_list(
                actor=request.actor,
                path=path,
                unit_code=form.cleaned_data["unit_code"],
                dry_run="store" not in request.POST,
                repair=form.cleaned_data["repair"],
            )
    except Refused as error:
        raise UserError(str(error), where=name) from error
    except WorkbookError as error:
        raise UserError(error.message, where=f"{name} {error.where}".strip()) from error


def list_template() -> bytes:
    """The empty list as a workbook."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach-so.xlsx"
        write_list_template(path)
        return path.read_bytes()
