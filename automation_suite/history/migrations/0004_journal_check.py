from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("automation_history", "0003_run_without_drift")]

    operations = [
        migrations.CreateModel(
            name="JournalCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=100, unique=True)),
                ("sequence", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
