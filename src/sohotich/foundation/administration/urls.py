from django.urls import path

from sohotich.foundation.administration.views import account, jobs, people, policies

app_name = "administration"
urlpatterns = [
    path("tai-khoan/", account.account, name="account"),
    path("quan-tri/nguoi-dung/", people.people, name="people"),
    path("quan-tri/nguoi-dung/them/", people.add, name="people-add"),
    path("quan-tri/nguoi-dung/<uuid:key>/", people.person, name="person"),
    path("quan-tri/nguoi-dung/<uuid:key>/vai-tro/", people.grant, name="person-grant"),
    path("quan-tri/nguoi-dung/<uuid:key>/thu-hoi/", people.revoke, name="person-revoke"),
    path("quan-tri/nguoi-dung/<uuid:key>/mat-khau/", people.password, name="person-password"),
    path("quan-tri/nguoi-dung/<uuid:key>/khoa/", people.active, name="person-active"),
    path("quan-tri/quy-dinh/", policies.policies_list, name="policies"),
    path("quan-tri/quy-dinh/<str:name>/", policies.policy, name="policy"),
    path("viec-nen/", jobs.jobs, name="jobs"),
    path("viec-nen/<uuid:key>/", jobs.job, name="job"),
    path("viec-nen/<uuid:key>/dung/", jobs.cancel, name="job-cancel"),
    path("viec-nen/<uuid:key>/lai/", jobs.retry, name="job-retry"),
    path("api/v1/jobs/<uuid:key>/", jobs.job_state, name="job-state"),
]
