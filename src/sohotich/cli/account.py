"""`sohotich account`: the first accounts of an installation; later ones are made on the screen."""

from __future__ import annotations

from pathlib import Path

import click

from sohotich.cli.attach import database_running, home_option, refuse_if_not_migrated, told
from sohotich.cli.output import DONE, emit, json_option, refuse


@click.group("account", help="Tài khoản: tạo người dùng đầu tiên, đặt lại mật khẩu.")
def command() -> None:
    pass


@command.command(
    "create",
    help="Tạo tài khoản và in mật khẩu một lần. Ai mở được thư mục dữ liệu thì tạo được.",
)
@click.argument("username", metavar="USERNAME")
@click.option("--name", "full_name", required=True, help="Họ và tên.")
@click.option("--title", default="", help="Chức danh, in trên biên bản.")
@click.option("--role", required=True, help="Vai trò, ví dụ quan_tri, cong_chuc_ho_tich.")
@click.option("--unit", required=True, metavar="MÃ", help="Mã đơn vị, ví dụ 27 hoặc 09508.")
@home_option
@json_option
def create(
    username: str,
    full_name: str,
    title: str,
    role: str,
    unit: str,
    home: Path | None,
    as_json: bool,
) -> int:
    with database_running(home), told():
        refuse_if_not_migrated()
        from django.db import transaction

        from sohotich.foundation.database.clock import campaign
        from sohotich.foundation.people.accounts import create_user, grant_role
        from sohotich.foundation.people.actors import service_actor

        if campaign() is None:
            # Units and roles hold on campaign dates; without one today's units would count.
            refuse("Chưa đặt đợt số hóa. Đặt bằng `sohotich campaign set` rồi làm lại.")
        actor = service_actor("installer")
        with transaction.atomic():
            made = create_user(actor=actor, username=username, full_name=full_name, title=title)
            grant_role(actor=actor, user=made.user, role=role, unit_code=unit)
        result = {"username": made.user.username, "password": made.password}
    emit(result, as_json, lambda: f"{result['username']}  {result['password']}")
    return DONE


@command.command("password", help="Đặt lại mật khẩu và in mật khẩu mới một lần.")
@click.argument("username", metavar="USERNAME")
@home_option
@json_option
def password(username: str, home: Path | None, as_json: bool) -> int:
    with database_running(home), told():
        refuse_if_not_migrated()
        from sohotich.foundation.people.accounts import reset_password
        from sohotich.foundation.people.actors import service_actor
        from sohotich.foundation.people.models import User

        user = User.objects.filter(username=username.strip().lower()).first()
        if user is None:
            refuse(f"Không có tài khoản “{username}”.")
        new = reset_password(actor=service_actor("installer"), user=user)
        result = {"username": user.username, "password": new}
    emit(result, as_json, lambda: f"{result['username']}  {result['password']}")
    return DONE
