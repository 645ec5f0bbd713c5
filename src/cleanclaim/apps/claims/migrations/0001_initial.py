import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cleanclaim.apps.practices.tables import NewTables


class Migration(NewTables):

    initial = True

    dependencies = [
        ('encounters', '0001_initial'),
        ('ledger', '0001_initial'),
        ('patients', '0001_initial'),
        ('practices', '0001_initial'),
        ('practices', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receiver_id', models.CharField(help_text='ISA08', max_length=15)),
                ('control_number', models.BigIntegerField(help_text='ISA13')),
                ('group_control_number', models.BigIntegerField(help_text='GS06')),
                ('reference', models.CharField(help_text='BHT03', max_length=30)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('claim_count', models.PositiveIntegerField()),
                ('amount', models.BigIntegerField()),
                ('state', models.CharField(default='building', max_length=20)),
                ('created_at', models.DateTimeField()),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', '-created_at', '-id'], name='batch_recent')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'receiver_id', 'control_number'), name='interchange_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('control_number', models.CharField(help_text='CLM01', max_length=20)),
                ('sequence', models.CharField(choices=[('P', 'Primary'), ('S', 'Secondary'), ('T', 'Tertiary')], default='P', max_length=1)),
                ('frequency', models.CharField(choices=[('1', 'Original'), ('7', 'Replacement'), ('8', 'Void')], default='1', max_length=1)),
                ('payer_claim_control_number', models.CharField(blank=True, help_text='From the last 277CA or 835', max_length=50)),
                ('state', models.CharField(default='draft', max_length=25)),
                ('charge', models.BigIntegerField()),
                ('service_from', models.DateField()),
                ('service_to', models.DateField()),
                ('filing_deadline', models.DateField()),
                ('hold_reason', models.CharField(blank=True, max_length=200)),
                ('snapshot', models.BinaryField()),
                ('created_at', models.DateTimeField()),
                ('first_sent_at', models.DateTimeField(blank=True, null=True)),
                ('was_clean_at_first', models.BooleanField(help_text='No edit needed a person before sending (KPI K13)', null=True)),
                ('edits_version', models.CharField(blank=True, help_text='Of the edits that it passed', max_length=12)),
                ('first_rejected_at', models.DateTimeField(blank=True, help_text='By 999 or 277CA (KPIs K14, K15)', null=True)),
                ('first_adjudicated_at', models.DateTimeField(blank=True, null=True)),
                ('was_denied_at_first', models.BooleanField(help_text='A line was, at its first adjudication (KPI K17)', null=True)),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='claims.batch')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='claims.claim')),
                ('coverage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='patients.coverage')),
                ('encounter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='encounters.encounter')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='patients.patient')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', '-created_at', '-id'], name='claim_recent'), models.Index(fields=['practice', 'state', 'filing_deadline'], name='claim_state'), models.Index(fields=['practice', 'payer', '-created_at', '-id'], name='claim_payer'), models.Index(fields=['practice', 'patient', '-service_from', 'created_at'], name='claim_patient'), models.Index(fields=['practice', 'state', 'payer', 'charge'], name='claim_sums'), models.Index(fields=['practice', 'first_sent_at', 'first_rejected_at'], name='claim_sent'), models.Index(fields=['practice', 'first_adjudicated_at', 'frequency', 'sequence', 'was_denied_at_first'], name='claim_adjudicated'), models.Index(fields=['practice', 'payer_claim_control_number'], name='claim_payer_number'), models.Index(fields=['practice', 'edits_version', 'first_sent_at', 'first_rejected_at'], name='claim_edits_version'), models.Index(condition=models.Q(('state__in', ('draft', 'held', 'edit_failed', 'scrubbed'))), fields=['practice', 'filing_deadline', 'id'], name='claim_held'), models.Index(condition=models.Q(('first_rejected_at__isnull', False)), fields=['practice', 'first_rejected_at'], name='claim_rejected')],
                'constraints': [models.UniqueConstraint(fields=('practice', 'control_number'), name='claim_control_number_once', opclasses=['int8_ops', 'varchar_pattern_ops'])],
            },
        ),
        migrations.CreateModel(
            name='ClaimFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edit', models.CharField(max_length=20)),
                ('severity', models.CharField(max_length=8)),
                ('where', models.CharField(max_length=60)),
                ('path', models.CharField(max_length=80)),
                ('box', models.CharField(blank=True, help_text='CMS-1500 item', max_length=8)),
                ('message', models.CharField(max_length=300)),
                ('fix', models.CharField(max_length=300)),
                ('autofix', models.JSONField(blank=True, null=True)),
                ('leads', models.BooleanField(default=False, help_text='The first of its edit on the claim: what a cause counts')),
                ('is_mendable', models.BooleanField(default=False, help_text='On the first: its edit has a safe fix for the claim')),
                ('override_reason', models.CharField(blank=True, max_length=200)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='claims.claim')),
                ('overridden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'edit'], name='finding_edit')],
            },
        ),
        migrations.CreateModel(
            name='ClaimFix',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=32)),
                ('words', models.CharField(max_length=200)),
                ('before', models.BinaryField()),
                ('after', models.CharField(help_text='SHA-256 of the claim as the fix left it', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fixes', to='claims.claim')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'indexes': [models.Index(fields=['practice', 'act'], name='fix_act')],
            },
        ),
        migrations.CreateModel(
            name='ClaimLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('control_number', models.CharField(max_length=30)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='claims.claim')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_lines', to='ledger.chargeline')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('claim', 'number'), name='claim_line_number_once')],
            },
        ),
        migrations.CreateModel(
            name='EditChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('group_number', models.CharField(blank=True, help_text='The plan, SBR03', max_length=50)),
                ('specialty', models.CharField(blank=True, help_text='A taxonomy code or its beginning', max_length=10)),
                ('select', models.JSONField(blank=True, default=list)),
                ('ignore', models.JSONField(blank=True, default=list)),
                ('why', models.CharField(max_length=200)),
                ('payer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edit_choices', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PayerRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('text', models.TextField(help_text='A file of one rule: docs/payer-rules.md')),
                ('why', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField()),
                ('effective_from', models.DateField(blank=True, null=True)),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='written_rules', to='practices.payer')),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practices.organization')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'payer', 'number'), name='payer_rule_number_once')],
            },
        ),
    ]
