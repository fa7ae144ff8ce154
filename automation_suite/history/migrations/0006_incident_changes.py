import django.db.models.deletion
from django.db import migrations, models


def fill_in_open_incidents(apps, _schema):
    """An incident that was open before had one job, and somebody was told of it when it was opened."""
    seen = set()
    for incident in apps.get_model("automation_history", "Incident").objects.filter(closed_at__isnull=True):
        incident.told_at = incident.last_told_at = incident.opened_at
        if incident.job in seen:
            incident.closed_at = incident.last_seen_at
        else:
            seen.add(incident.job)
            incident.affected.create(job=incident.job, since=incident.opened_at)
        incident.save()
    # A message was for all of these addresses together; now each has its own.
    messages = apps.get_model("automation_history", "Message").objects
    messages.filter(recipient="NOTIFY_URLS", sent_at__isnull=True).update(recipient="NOTIFY_URLS 1")


class Migration(migrations.Migration):

    dependencies = [
        ('automation_history', '0005_outside_check'),
    ]

    operations = [
        migrations.CreateModel(
            name='AffectedJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=100)),
                ('since', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='IncidentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('opened', 'Opened'), ('changed', 'Changed'), ('joined', 'Joined'), ('left', 'Left'), ('recovered', 'Recovered'), ('repeated', 'Repeated'), ('escalated', 'Escalated'), ('acknowledged', 'Acknowledged'), ('snoozed', 'Snoozed'), ('woken', 'Woken'), ('closed', 'Closed')], max_length=12)),
                ('job', models.CharField(blank=True, max_length=100)),
                ('sentence', models.TextField(blank=True)),
                ('told', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Maintenance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(blank=True, max_length=100)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='incident',
            name='one_open_incident',
        ),
        migrations.AddField(
            model_name='incident',
            name='acknowledged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='comes_and_goes',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='incident',
            name='escalated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='last_told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='money',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='next_step',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='snoozed_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['opened_at'], name='incident_open'),
        ),
        migrations.AddField(
            model_name='affectedjob',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affected', to='automation_history.incident'),
        ),
        migrations.AddField(
            model_name='incidentchange',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='automation_history.incident'),
        ),
        migrations.AddField(
            model_name='message',
            name='change',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='automation_history.incidentchange'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('change__isnull', False)), fields=('change', 'channel', 'recipient'), name='one_message_a_change'),
        ),
        migrations.AddIndex(
            model_name='affectedjob',
            index=models.Index(fields=['job', '-since'], name='affected_job_since'),
        ),
        migrations.AddConstraint(
            model_name='affectedjob',
            constraint=models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('job',), name='one_open_incident_a_job'),
        ),
        # The last step: PostgreSQL changes no table while rows of it are being written.
        migrations.RunPython(fill_in_open_incidents, migrations.RunPython.noop),
    ]
