
import django.db.models.deletion
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('claims', '0001_initial'),
        ('exchange', '0001_initial'),
        ('ledger', '0001_initial'),
        ('practices', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField()),
                ('amount', models.BigIntegerField()),
                ('lines', models.PositiveIntegerField()),
                ('outcome', models.CharField(blank=True, choices=[('paid', 'Payer pays all of it'), ('partly_paid', 'Payer pays part of it'), ('upheld', 'Payer stays with its amount'), ('given_up', 'Given up')], help_text='Empty: not answered', max_length=12)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('agreed', models.BigIntegerField(default=0, help_text='What the payer said it will pay')),
                ('why', models.CharField(blank=True, max_length=300)),
                ('settled_on', models.DateField(blank=True, help_text='The day what was agreed had come', null=True)),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Remittance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(help_text='Which ST of the file, from 1')),
                ('payer_name', models.CharField(blank=True, max_length=60)),
                ('trace_number', models.CharField(help_text='TRN02', max_length=50)),
                ('originator', models.CharField(blank=True, help_text='TRN03', max_length=20)),
                ('method', models.CharField(help_text='BPR04', max_length=3)),
                ('amount', models.BigIntegerField(help_text='BPR02')),
                ('paid_on', models.DateField(help_text='BPR16', null=True)),
                ('payment_key', models.CharField(max_length=160)),
                ('state', models.CharField(default='received', max_length=20)),
                ('problem', models.TextField(blank=True, help_text='Why it is held: the sums that do not hold')),
                ('claim_count', models.PositiveIntegerField(default=0)),
                ('received_at', models.DateTimeField()),
                ('is_paper', models.BooleanField(default=False, help_text='Typed from a paper EOB; its check comes by the lockbox')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remittances', to='exchange.exchangefile')),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remittances', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='remittances.remittance')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', '-received_at', '-id'], name='remittance_recent'), models.Index(fields=['practice', 'state', '-received_at', '-id'], name='remittance_state'), models.Index(fields=['practice', 'trace_number'], name='remittance_trace', opclasses=['int8_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('balanced', 'matching', 'partly_posted', 'posted', 'reconciled'))), fields=('practice', 'payment_key'), name='payment_posted_once')],
            },
        ),
        migrations.CreateModel(
            name='ProviderAdjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=2)),
                ('reference', models.CharField(blank=True, max_length=50)),
                ('amount', models.BigIntegerField()),
                ('disposition', models.CharField(choices=[('posted', 'Posted'), ('held', 'Held'), ('informational', 'Information only')], max_length=15)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('remittance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provider_adjustments', to='remittances.remittance')),
            ],
            options={
                'ordering': ['index'],
                'constraints': [models.UniqueConstraint(fields=('remittance', 'index'), name='plb_once')],
            },
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trace_number', models.CharField(blank=True, max_length=50)),
                ('payer_name', models.CharField(blank=True, max_length=60)),
                ('originator', models.CharField(blank=True, help_text="The sender's company number, TRN03", max_length=20)),
                ('amount', models.BigIntegerField()),
                ('received_on', models.DateField()),
                ('position', models.PositiveIntegerField(default=0)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deposits', to='exchange.exchangefile')),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deposits', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('remittance', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deposit', to='remittances.remittance')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('remittance', None)), fields=['practice', 'received_on', 'id'], name='deposit_without_remit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('trace_number', ''), _negated=True), fields=('practice', 'trace_number', 'amount', 'received_on'), name='deposit_once'), models.UniqueConstraint(fields=('file', 'position'), name='bank_line_once')],
            },
        ),
        migrations.CreateModel(
            name='RemittanceClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.PositiveIntegerField(help_text='Which CLP of the file, from 1')),
                ('patient_control_number', models.CharField(max_length=38)),
                ('payer_claim_control_number', models.CharField(blank=True, max_length=50)),
                ('patient_name', models.CharField(blank=True, max_length=100)),
                ('status_code', models.CharField(help_text='CLP02', max_length=2)),
                ('charge', models.BigIntegerField()),
                ('paid', models.BigIntegerField()),
                ('patient_responsibility', models.BigIntegerField(null=True)),
                ('service_from', models.DateField(null=True)),
                ('content', models.BinaryField(help_text="The core's ClaimPayment as JSON")),
                ('matched_by', models.CharField(choices=[('control_number', 'Our claim number'), ('payer_number', "Payer's claim number"), ('content', 'Member, dates and charge'), ('person', 'By a person'), ('none', 'Not found')], default='none', max_length=20)),
                ('disposition', models.CharField(choices=[('posted', 'Posted'), ('held', 'Held'), ('informational', 'Information only')], max_length=15)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('work', models.JSONField(blank=True, default=list, help_text="The core's Work that posting it left")),
                ('is_denial', models.BooleanField(default=False, help_text='A line adjudicated and not paid, by its CARC')),
                ('unmatched', models.PositiveSmallIntegerField(default=0, help_text='How often its match was taken back')),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='claims.claim')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('remittance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='remittances.remittance')),
            ],
            options={
                'ordering': ['index'],
                'indexes': [models.Index(fields=['practice', 'claim'], name='clp_claim'), models.Index(fields=['practice', 'disposition'], name='clp_disposition'), models.Index(condition=models.Q(('disposition', 'held')), fields=['practice', 'patient_control_number'], name='clp_held')],
                'constraints': [models.UniqueConstraint(fields=('remittance', 'index'), name='clp_once')],
            },
        ),
        migrations.CreateModel(
            name='ScannedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=40)),
                ('content', models.BinaryField()),
                ('added_at', models.DateTimeField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('remittance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='remittances.remittance')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Underpayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('expected', models.BigIntegerField()),
                ('allowed', models.BigIntegerField()),
                ('amount', models.BigIntegerField(help_text='Expected less allowed')),
                ('arithmetic', models.JSONField(default=list, help_text='The steps to the expected amount, in words')),
                ('found_on', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='underpayments', to='remittances.remittanceclaim')),
                ('dispute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='underpayments', to='remittances.dispute')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='underpayments', to='ledger.chargeline')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='underpayments', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'payer', '-amount', 'id'], name='underpayment_payer'), models.Index(fields=['practice', 'dispute'], name='underpayment_dispute')],
                'constraints': [models.UniqueConstraint(fields=('answer', 'line'), name='underpayment_once')],
            },
        ),
    ]
