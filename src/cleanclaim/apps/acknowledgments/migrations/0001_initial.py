import django.db.models.deletion
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('claims', '0001_initial'),
        ('exchange', '0001_initial'),
        ('practices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acknowledgment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='TA1, 999, 277CA', max_length=6)),
                ('code', models.CharField(blank=True, help_text='A, E, P, R', max_length=1)),
                ('summary', models.CharField(max_length=300)),
                ('received_at', models.DateTimeField()),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgments', to='claims.batch')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgments', to='exchange.exchangefile')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'batch'], name='acknowledgment_batch')],
            },
        ),
        migrations.CreateModel(
            name='ClaimAnswered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('patient_control_number', models.CharField(max_length=50)),
                ('source_code', models.CharField(blank=True, help_text='PR payer, AY clearinghouse', max_length=3)),
                ('category', models.CharField(max_length=3)),
                ('status', models.CharField(blank=True, max_length=5)),
                ('entity', models.CharField(blank=True, max_length=3)),
                ('is_rejection', models.BooleanField()),
                ('words', models.CharField(max_length=300)),
                ('payer_claim_control_number', models.CharField(blank=True, max_length=50)),
                ('received_at', models.DateTimeField()),
                ('acknowledgment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='acknowledgments.acknowledgment')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='claims.claim')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'claim', '-received_at'], name='answered_claim'), models.Index(condition=models.Q(('is_rejection', True)), fields=['practice', 'received_at'], name='answered_rejection')],
            },
        ),
    ]
