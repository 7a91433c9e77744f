from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "sohotich.register.search"
    label = "search"
    verbose_name = "Tìm kiếm"

    def ready(self) -> None:
        from sohotich.foundation.pages import navigation

        navigation.register_search(
            navigation.SearchBox(page="search", offer="search_offer", permission="record.search")
        )
