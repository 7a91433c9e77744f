from django.urls import path

from sohotich.oversight.staffing.views import attendance, helpers, machines, overview, team

app_name = "staffing"
_UNIT = "luc-luong/<slug:unit>/"
urlpatterns = [
    path("luc-luong/", overview.home, name="home"),
    path("luc-luong/thanh-vien/<uuid:key>/", team.member, name="member"),
    path("luc-luong/thanh-vien/<uuid:key>/thoi/", team.leave, name="member-leave"),
    path("luc-luong/nguoi/<uuid:key>/", helpers.helper, name="helper"),
    path("luc-luong/nguoi/<uuid:key>/bo/", helpers.remove, name="helper-remove"),
    path("luc-luong/may/<uuid:key>/", machines.machine, name="machine"),
    path("luc-luong/may/<uuid:key>/sua/", machines.edit, name="machine-edit"),
    path("luc-luong/may/<uuid:key>/hong/", machines.broken, name="machine-broken"),
    path("luc-luong/may/<uuid:key>/tinh-trang/", machines.state, name="machine-state"),
    path("luc-luong/may/<uuid:key>/cho-muon/", machines.lend, name="machine-lend"),
    path("luc-luong/may/<uuid:key>/nhan-lai/", machines.back, name="machine-back"),
    path(_UNIT, overview.unit, name="unit"),
    path(f"{_UNIT}to-cong-tac/", team.team, name="team"),
    path(f"{_UNIT}to-cong-tac/them/", team.add, name="team-add"),
    path(f"{_UNIT}to-cong-tac/bang/", team.sheet, name="team-sheet"),
    path(f"{_UNIT}to-cong-tac/bang/mau.xlsx", team.template, name="team-template"),
    path(f"{_UNIT}nguoi-huy-dong/", helpers.people, name="helpers"),
    path(f"{_UNIT}nguoi-huy-dong/them/", helpers.add, name="helper-add"),
    path(f"{_UNIT}nguoi-huy-dong/bang/", helpers.sheet, name="helper-sheet"),
    path(f"{_UNIT}nguoi-huy-dong/bang/mau.xlsx", helpers.template, name="helper-template"),
    path(f"{_UNIT}ca/", attendance.day, name="attendance"),
    path(f"{_UNIT}ca/gio-cong/", attendance.whole, name="totals"),
    path(f"{_UNIT}ca/ghi/", attendance.mark, name="mark"),
    path(f"{_UNIT}may-moc/", machines.machines, name="machines"),
    path(f"{_UNIT}may-moc/them/", machines.add, name="machine-add"),
]
