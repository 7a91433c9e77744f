from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "sohotich.register.books"
    label = "books"
    verbose_name = "Sổ hộ tịch"
