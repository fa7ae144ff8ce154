from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("automation_history", "0001_history")]

    operations = [
        migrations.AddField(model_name="run", name="found", field=models.JSONField(default=list)),
    ]
