from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "sohotich.foundation.connect"
    label = "connect"
    verbose_name = "Kết nối máy với máy"

    def ready(self) -> None:
        from sohotich.foundation.connect.identity import actor_by_token_key
        from sohotich.foundation.people.actors import also_found_by

        also_found_by(actor_by_token_key)
