from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "sohotich.pipeline.review"
    label = "review"
    verbose_name = "Soát xét"
