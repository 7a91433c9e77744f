from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "sohotich.register.books"
    label = "books"
    verbose_name = "Sổ hộ tịch"

    def ready(self) -> None:
        from sohotich.foundation.jobs.subjects import name_subjects
        from sohotich.register.books.labels import book_labels

        name_subjects("book", book_labels)
