from django.urls import path

from sohotich.oversight.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("dieu-hanh/", views.board, name="home"),
    path("dieu-hanh/toi/", views.mine, name="mine"),
    path("dieu-hanh/<slug:unit>/", views.board, name="unit"),
    path("dieu-hanh/<slug:unit>/bang/<slug:table>/", views.table, name="table"),
    path("dieu-hanh/<slug:unit>/nguoi/", views.people, name="people"),
    path("dieu-hanh/<slug:unit>/nguoi/<uuid:person>/", views.person, name="person"),
]
