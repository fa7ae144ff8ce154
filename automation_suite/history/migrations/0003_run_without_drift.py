from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("automation_history", "0002_run_found")]

    operations = [
        # What of a run's sightings is drift follows from `found`.
        migrations.RemoveField(model_name="run", name="drift"),
    ]
