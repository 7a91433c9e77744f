from django.apps import AppConfig


class SchemaFormsConfig(AppConfig):
    name = "sohotich.foundation.schema_forms"
    label = "schema_forms"
    verbose_name = "Biểu nhập theo loại sổ"
