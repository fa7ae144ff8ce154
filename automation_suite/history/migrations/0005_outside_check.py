from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("automation_history", "0004_journal_check")]

    operations = [
        migrations.CreateModel(
            name="OutsideCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, unique=True)),
                ("at", models.DateTimeField()),
                ("problem", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
            ],
        ),
    ]
