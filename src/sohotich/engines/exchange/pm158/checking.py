"""The dry run: everything that speaks against a package, told before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from sohotich.domain.naming import NamingError, PdfName, parse_pdf_name, parse_quyen_so, parse_so
from sohotich.domain.workflow import STATES
from sohotich.engines.exchange.pm158.model import (
    READY,
    PackageEntry,
    PackageFinding,
    PackageInput,
    Severity,
)
from sohotich.engines.exchange.pm158.names import registration_date
from sohotich.engines.guard import Refused, inspect


def check_package(
    package: PackageInput, checked: Callable[[], None] = lambda: None
) -> list[PackageFinding]:
    """Look at every entry, file, name and count; errors keep the package from being written.

    `checked` hears of each entry once it was looked at.

    The PDFs are opened and summed (they lie on this machine's disk), nothing is written.
    """
    findings: list[PackageFinding] = []
    for entry in package.present:
        findings += _check_entry(entry, package)
        checked()
    findings += _check_names(package.present)
    findings += _check_numbers(package)
    findings += _check_approval(package)
    findings += _check_cover(package)
    findings += _check_template(package)
    return findings


def _check_entry(entry: PackageEntry, package: PackageInput) -> Iterator[PackageFinding]:
    if entry.state not in READY:
        known = STATES.get(entry.state)
        state = known.label if known else entry.state
        message = f"Số {entry.label} chưa được duyệt (đang: {state})."
        if package.signer is not None:
            message += " Sổ đã ký: mở lại sổ, làm xong số này rồi trình ký lại."
        yield _at(entry, "Q13", "error", message)
    if not any(entry.values.values()):
        yield _at(entry, "Q18", "error", f"Số {entry.label} có tệp PDF nhưng chưa có dữ liệu.")
    else:
        yield from _check_record(entry, package)
        yield from _check_columns(entry, package)
    yield from _check_pdf(entry, package)


def _check_record(entry: PackageEntry, package: PackageInput) -> Iterator[PackageFinding]:
    """Q15: the record against the ledger's number and book, the name against the record."""
    book = package.book.name
    try:
        number = parse_so(entry.values.get("so", ""))
        volume = parse_quyen_so(entry.values.get("quyenSo", ""))
    except NamingError as error:
        yield _at(entry, "Q15", "error", f"Số {entry.label}: {error.message}")
    else:
        if _same(number) != _same(entry.number):
            wrong = entry.values["so"]
            message = f"Dữ liệu ghi số đăng ký {wrong}, khác số {entry.label} của sổ."
            yield _at(entry, "Q15", "error", message)
        if (volume.volume, volume.year_from, volume.year_to) != (
            book.volume,
            book.year_from,
            book.year_to,
        ):
            wrong = entry.values["quyenSo"]
            message = f"Số {entry.label}: dữ liệu ghi quyển số {wrong}, khác sổ {book.text()}."
            yield _at(entry, "Q15", "error", message)
    yield from _check_name(entry, package)


def _check_name(entry: PackageEntry, package: PackageInput) -> Iterator[PackageFinding]:
    try:
        name = parse_pdf_name(entry.pdf_name, package.options.pattern)
    except NamingError as error:
        yield _at(entry, "Q15", "error", f"Số {entry.label}: {error.message}")
        return
    for part in _name_differences(name, entry, package):
        message = f"Tên tệp {entry.pdf_name} khác dữ liệu của số {entry.label} ở {part}."
        yield _at(entry, "Q15", "error", message)


def _name_differences(name: PdfName, entry: PackageEntry, package: PackageInput) -> Iterator[str]:
    number = (name.number, name.year, name.suffix)
    if name.book != package.book.name:
        yield "sổ (loại, năm, quyển)"
    if (*number, name.repeat) != (*_same(entry.number), entry.repeat):
        yield "số đăng ký"
    if name.date != registration_date(entry.values):
        yield "ngày đăng ký"


def _same(number: tuple[int, int, str]) -> tuple[int, int, str]:
    return (number[0], number[1], number[2].lower())


def _check_columns(entry: PackageEntry, package: PackageInput) -> Iterator[PackageFinding]:
    version = package.options.version
    kind = package.book.record_type
    kept = {column.field.key for column in kind.columns(version) if column.field} | kind.kept_back
    lost = sorted(key for key, value in entry.values.items() if value and key not in kept)
    if lost:
        message = f"Số {entry.label}: mẫu bản {version} không có cột {', '.join(lost)}."
        yield _at(entry, "P03", "error", message)


def _check_pdf(entry: PackageEntry, package: PackageInput) -> Iterator[PackageFinding]:
    """Q17 and Q18: there is a file, it is a PDF, within the cap, and the one that was approved."""
    if entry.pdf is None:
        yield _at(entry, "Q18", "error", f"Số {entry.label} chưa có tệp PDF.")
        return
    try:
        facts = inspect(entry.pdf)
    except Refused as refused:
        message = f"Số {entry.label}: tệp {entry.pdf_name}: {refused.message}."
        yield _at(entry, "Q17", "error", message)
        return
    if facts.kind != "pdf":
        message = f"Số {entry.label}: tệp {entry.pdf_name} không phải PDF ({facts.kind})."
        yield _at(entry, "Q17", "error", message)
    cap = package.options.max_bytes
    if facts.bytes > cap:
        message = (
            f"Số {entry.label}: tệp {entry.pdf_name} nặng {_dotted(facts.bytes)} byte, "
            f"quá {_dotted(cap)} byte."
        )
        yield _at(entry, "Q17", "error", message)
    if entry.pdf_sha256 and entry.pdf_sha256 != facts.sha256:
        message = f"Số {entry.label}: tệp PDF không phải là tệp đã được duyệt."
        yield _at(entry, "P02", "error", message)


def _check_names(entries: Iterable[PackageEntry]) -> Iterator[PackageFinding]:
    """Q16: two entries of one name; the receiver unpacks on Windows, where case does not count."""
    by_name: dict[str, list[PackageEntry]] = defaultdict(list)
    for entry in entries:
        by_name[entry.pdf_name.casefold()].append(entry)
    for same in by_name.values():
        for entry in same[1:]:
            message = f"Tên tệp {entry.pdf_name} trùng giữa số {same[0].label} và {entry.label}."
            yield _at(entry, "Q16", "error", message)


def _check_numbers(package: PackageInput) -> Iterator[PackageFinding]:
    """Q18: numbers twice, gaps in the series of a year, and the count of the closing line."""
    if not package.present:
        yield PackageFinding("Q18", "error", "Sổ chưa có trường hợp nào để đóng gói.")
    for label, count in Counter(entry.label for entry in package.entries).items():
        if count > 1:
            message = f"Số {label} có {count} lần trong sổ mà chưa đánh dấu viết trùng."
            yield PackageFinding("Q18", "error", message, number=label)
    for year, first, last in _gaps(package.entries):
        shown = f"{first}/{year}" if first == last else f"{first}/{year} đến {last}/{year}"
        message = f"Thiếu số {shown}: không có trường hợp, cũng chưa ghi lý do thiếu."
        yield PackageFinding("Q18", "warning", message, number=f"{first}/{year}")
    yield from _check_declared(package)


def _gaps(entries: Iterable[PackageEntry]) -> Iterator[tuple[int, int, int]]:
    by_year: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        by_year[entry.number.year].add(entry.number.number)
    for year, numbers in sorted(by_year.items()):
        for before, after in pairwise(sorted(numbers)):
            if after > before + 1:
                yield year, before + 1, after - 1


def _check_declared(package: PackageInput) -> Iterator[PackageFinding]:
    declared, found = package.book.declared, len(package.entries)
    if declared is not None and declared != found:
        message = (
            f"Lời khóa sổ ghi {_dotted(declared)} trường hợp, sổ đang có {_dotted(found)} số "
            f"({_dotted(len(package.present))} có dữ liệu, {_dotted(len(package.lacking))} "
            "thiếu hoặc hủy)."
        )
        yield PackageFinding("Q18", "warning", message)


def _check_template(package: PackageInput) -> Iterator[PackageFinding]:
    """P04: nobody knows yet whether the receiver takes a template that is only proposed."""
    version = package.book.record_type.version(package.options.version)
    if version.standing.warning:
        yield PackageFinding("P04", "warning", version.standing.warning)


def _check_approval(package: PackageInput) -> Iterator[PackageFinding]:
    """P01: the book was signed, and for exactly this content."""
    if package.signer is None:
        yield PackageFinding("P01", "error", "Sổ chưa được ký duyệt.")
    elif package.signer.content_sha256 != package.content.sha256:
        message = "Nội dung của sổ đã thay đổi sau khi ký duyệt. Mở lại, soát xét và duyệt lại sổ."
        yield PackageFinding("P01", "error", message)


def _check_cover(package: PackageInput) -> Iterator[PackageFinding]:
    if package.cover is None:
        return
    try:
        kind = inspect(package.cover).kind
    except Refused as refused:
        yield PackageFinding("Q17", "error", f"Tệp bìa sổ: {refused.message}.")
        return
    if kind != "pdf":
        yield PackageFinding("Q17", "error", f"Tệp bìa sổ không phải PDF ({kind}).")


def _at(entry: PackageEntry, rule: str, severity: Severity, message: str) -> PackageFinding:
    return PackageFinding(rule, severity, message, entry.label, entry.key, entry.pdf_name)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
