from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sohotich.web"
    label = "web"
    verbose_name = "Trang chung"

    def ready(self) -> None:
        from sohotich.foundation.pages.navigation import NavItem, register
        from sohotich.web.counts import books_open

        register(NavItem("Việc hôm nay", "home", "home", "page.home", 10, short="Hôm nay"))
        register(NavItem("Sổ", "books", "book", "book.view", 20, count=books_open, short="Sổ"))
