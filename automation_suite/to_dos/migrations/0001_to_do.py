import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('automation_history', '0006_incident_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToDo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('platform', models.CharField(max_length=40)),
                ('account', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('prepared', models.TextField(blank=True)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('job', models.CharField(max_length=100)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(db_index=True, null=True)),
                ('done_by', models.CharField(blank=True, max_length=100)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='to_dos', to='automation_history.run')),
            ],
        ),
    ]
