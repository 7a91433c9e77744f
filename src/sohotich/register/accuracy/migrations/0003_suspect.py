from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accuracy', '0002_looks_planned'),
    ]

    operations = [
        migrations.AddField(
            model_name='look',
            name='suspect',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='lookplan',
            name='suspect',
            field=models.JSONField(default=list),
        ),
    ]
