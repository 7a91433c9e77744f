from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "sohotich.register.images"
    label = "images"
    verbose_name = "Ảnh quét"
