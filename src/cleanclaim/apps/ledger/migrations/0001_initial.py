import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('patients', '0001_initial'),
        ('practices', '0001_initial'),
        ('practices', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChargeLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('encounter_id', models.BigIntegerField(db_index=True)),
                ('visit', models.CharField(help_text='What a copay is earmarked for: appointment:7 or encounter:9', max_length=40)),
                ('service_on', models.DateField()),
                ('procedure', models.CharField(max_length=5)),
                ('modifiers', models.CharField(blank=True, help_text='Comma separated: 25,59', max_length=11)),
                ('units', models.DecimalField(decimal_places=3, default=1, max_digits=9)),
                ('charge', models.BigIntegerField()),
                ('payers', models.JSONField(default=list, help_text='Parties of the journal in the order they are billed')),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('posted_at', models.DateTimeField()),
                ('clinician', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.clinician')),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.location')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charge_lines', to='patients.patient')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='ledger.chargeline')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'patient', 'service_on'], name='charge_line_patient'), models.Index(fields=['practice', 'service_on'], name='charge_line_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('charge__gte', 0)), name='charge_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='HeldMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('party', models.CharField(max_length=40)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('amount', models.BigIntegerField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'account', 'party', 'reference'), name='held_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalTransaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('posted_on', models.DateField(help_text='Day in the books')),
                ('occurred_on', models.DateField(help_text='Day it happened')),
                ('patient_id', models.BigIntegerField(blank=True, null=True)),
                ('reference', models.CharField(blank=True, help_text="Which of a party's money it moves", max_length=120)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('user_name', models.CharField(max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('digest', models.CharField(blank=True, help_text='Of itself and its entries: core.ledger.chain', max_length=64)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.journaltransaction')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'patient_id', 'posted_on'], name='journal_patient')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'source_key'), name='source_posted_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('posted_on', models.DateField()),
                ('account', models.CharField(max_length=40)),
                ('party', models.CharField(blank=True, help_text='payer:12, patient:5, site:1, bank:1', max_length=40)),
                ('debit', models.BigIntegerField(default=0)),
                ('credit', models.BigIntegerField(default=0)),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.chargeline')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('transaction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.journaltransaction')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'account', 'party'], name='entry_account'), models.Index(fields=['practice', 'account', 'posted_on', 'debit', 'credit'], name='entry_sums'), models.Index(fields=['practice', 'line'], name='entry_line')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('debit__gt', 0), ('credit', 0)), models.Q(('credit__gt', 0), ('debit', 0)), _connector='OR'), name='one_side')],
            },
        ),
        migrations.CreateModel(
            name='LineAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('payer', models.CharField(max_length=40)),
                ('source_key', models.CharField(max_length=200)),
                ('standing', models.CharField(help_text='posted, held, undone', max_length=8)),
                ('content', models.BinaryField(help_text="The core's Answer as JSON")),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ledger.chargeline')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('line', 'position'), name='answer_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('day', 'Day'), ('month', 'Month')], max_length=5)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('closed_at', models.DateTimeField()),
                ('closed_by_name', models.CharField(max_length=120)),
                ('left_open', models.JSONField(default=list, help_text='What was not done yet and was acknowledged')),
                ('figures', models.JSONField(default=dict, help_text='Cents by account: opening, debits, credits')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', '-last'], name='period_last')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'kind', 'last'), name='period_once')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('method', models.CharField(choices=[('cash', 'Cash'), ('check', 'Check'), ('card', 'Card')], max_length=10)),
                ('purpose', models.CharField(choices=[('copay', 'Copay'), ('balance', 'Balance'), ('prepayment', 'Prepayment')], max_length=12)),
                ('reference', models.CharField(blank=True, max_length=60)),
                ('amount', models.BigIntegerField()),
                ('received_at', models.DateTimeField()),
                ('appointment_id', models.BigIntegerField(blank=True, db_index=True, null=True)),
                ('taken_by', models.CharField(max_length=120)),
                ('location', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.location')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='patients.patient')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('transaction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='receipt', to='ledger.journaltransaction')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', '-received_at'], name='receipt_recent')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'number'), name='receipt_number_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='receipt_positive')],
            },
        ),
        migrations.CreateModel(
            name='Balance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('party', models.CharField(blank=True, max_length=40)),
                ('line_id', models.BigIntegerField(default=0)),
                ('patient_id', models.BigIntegerField(default=0)),
                ('service_on', models.DateField(blank=True, help_text='Of the line, for aging', null=True)),
                ('amount', models.BigIntegerField(default=0)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'patient_id'], name='balance_patient'), models.Index(fields=['practice', 'line_id', 'account', 'amount'], name='balance_line'), models.Index(condition=models.Q(('amount', 0), _negated=True), fields=['practice', 'account', 'service_on', 'amount', 'patient_id', 'line_id'], name='balance_open')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'account', 'party', 'line_id'), name='balance_once')],
            },
        ),
        migrations.CreateModel(
            name='JournalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.BigIntegerField(help_text='1, 2, 3 … in the order of commitment')),
                ('hash', models.CharField(max_length=64)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('transaction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='link', to='ledger.journaltransaction')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'position'), name='link_position_once')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('write_off', 'Write-off'), ('refund', 'Refund'), ('release', 'Release to suspense'), ('take_out', 'Take out of suspense'), ('transfer', "Make it the patient's"), ('new', 'Post as another payment'), ('unmatch', 'Unmatch')], max_length=12)),
                ('party', models.CharField(help_text='Whose money: payer:12, patient:5', max_length=40)),
                ('account', models.CharField(blank=True, help_text='The account the amount goes to', max_length=40)),
                ('subject', models.CharField(blank=True, help_text='What it is about, of a later stage: remittance:12', max_length=60)),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('state', models.CharField(default='waiting', max_length=12)),
                ('asked_by_name', models.CharField(max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('expires_on', models.DateField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.chargeline')),
                ('patient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.patient')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'state', 'asked_at'], name='approval_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='asked_amount_positive')],
            },
        ),
        migrations.CreateModel(
            name='ApprovalDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agrees', models.BooleanField()),
                ('why', models.CharField(blank=True, max_length=300)),
                ('user_name', models.CharField(max_length=120)),
                ('decided_at', models.DateTimeField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='ledger.approvalrequest')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('request', 'user'), name='decided_once')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=40)),
                ('amount', models.BigIntegerField()),
                ('due_on', models.DateField(blank=True, help_text='The statutory day it has to be back', null=True)),
                ('state', models.CharField(default='requested', max_length=12)),
                ('method', models.CharField(blank=True, choices=[('cash', 'Cash'), ('check', 'Check'), ('card', 'Card')], max_length=10)),
                ('reference', models.CharField(blank=True, help_text="Check number or the processor's reference", max_length=60)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('patient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='patients.patient')),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='refund', to='ledger.approvalrequest')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'state', 'due_on'], name='refund_open')],
            },
        ),
    ]
