import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('automation_history', '0006_incident_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sku', models.CharField(max_length=50, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('description', models.TextField(blank=True)),
                ('condition', models.CharField(max_length=20)),
                ('condition_words', models.TextField(blank=True)),
                ('category', models.CharField(blank=True, max_length=200)),
                ('brand', models.CharField(blank=True, max_length=100)),
                ('aspects', models.JSONField(default=dict)),
                ('tags', models.JSONField(default=list)),
                ('materials', models.JSONField(default=list)),
                ('cost', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('list_price', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('floor_price', models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ('currency', models.CharField(default='USD', max_length=3)),
                ('weight_grams', models.PositiveIntegerField(null=True)),
                ('size_mm', models.JSONField(default=list)),
                ('place', models.CharField(blank=True, max_length=100)),
                ('gtin', models.CharField(blank=True, max_length=14)),
                ('bought_on', models.DateField(null=True)),
                ('notes', models.TextField(blank=True)),
                ('kept_back', models.PositiveIntegerField(default=0)),
                ('platforms', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('archived_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('platform', models.CharField(max_length=40)),
                ('account', models.CharField(max_length=100)),
                ('kind', models.CharField(default='listing', max_length=20)),
                ('listing_id', models.CharField(max_length=100)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('quantity', models.PositiveIntegerField(default=0)),
                ('by_hand', models.BooleanField(default=False)),
                ('seen_at', models.DateTimeField()),
                ('listed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='automation_inventory.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('platform', 'account', 'listing_id'), name='one_listing_each_number')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('place', models.CharField(max_length=500)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='automation_inventory.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'position'), name='one_photo_each_position')],
            },
        ),
        migrations.CreateModel(
            name='StockEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('bought', 'Bought'), ('sold', 'Sold'), ('cancelled', 'Cancelled'), ('returned', 'Returned'), ('counted', 'Counted'), ('lost', 'Lost')], max_length=10)),
                ('change', models.IntegerField()),
                ('platform', models.CharField(blank=True, max_length=40)),
                ('account', models.CharField(blank=True, max_length=100)),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='automation_inventory.item')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stock_events', to='automation_history.run')),
            ],
            options={
                'indexes': [models.Index(fields=['item', 'at'], name='event_by_item')],
            },
        ),
    ]
