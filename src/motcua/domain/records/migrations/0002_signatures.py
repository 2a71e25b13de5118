import django.db.models.deletion
from django.db import migrations, models

# A log in which a line could be changed is none.
THE_LOG_STAYS = """
CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what became of a paper is never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER records_standing_stays BEFORE UPDATE OR DELETE ON records_standingchange
    FOR EACH ROW EXECUTE FUNCTION records_refuse_change();
"""
IT_MAY_GO = """
DROP TRIGGER records_standing_stays ON records_standingchange;
DROP FUNCTION records_refuse_change();
"""

# What was uploaded before signatures were looked at is judged by and by.
WHAT_IS_THERE = """
INSERT INTO records_signaturecheck (document_id, due_at, tries)
SELECT id, now(), 0 FROM records_document WHERE media_type = 'application/pdf' AND origin IN ('upload', 'counter_scan')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignatureCheck',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='records.document')),
                ('due_at', models.DateTimeField(db_index=True)),
                ('tries', models.SmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Issuance',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='issuance', serialize=False, to='records.document')),
                ('token', models.CharField(blank=True, max_length=24)),
                ('title', models.CharField(max_length=300)),
                ('number', models.CharField(blank=True, max_length=120)),
                ('issuer', models.CharField(max_length=300)),
                ('issued_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('token', ''), _negated=True), fields=['token', '-document'], name='issued_papers_by_token')],
            },
        ),
        migrations.CreateModel(
            name='SignatureJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judged_at', models.DateTimeField()),
                ('trust', models.CharField(max_length=64)),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.document')),
            ],
        ),
        migrations.CreateModel(
            name='FoundSignature',
            fields=[
                ('pk', models.CompositePrimaryKey('judgement_id', 'n', blank=True, editable=False, primary_key=True, serialize=False)),
                ('n', models.SmallIntegerField()),
                ('standing', models.CharField(max_length=20)),
                ('signer', models.CharField(blank=True, max_length=300)),
                ('organisation', models.CharField(blank=True, max_length=300)),
                ('issuer', models.CharField(blank=True, max_length=300)),
                ('serial', models.CharField(blank=True, max_length=80)),
                ('signed_at', models.DateTimeField(null=True)),
                ('stamped_at', models.DateTimeField(null=True)),
                ('covers_whole', models.BooleanField()),
                ('changed_after', models.BooleanField()),
                ('judgement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='records.signaturejudgement')),
            ],
        ),
        migrations.CreateModel(
            name='StandingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('validity', models.CharField(max_length=10)),
                ('reason', models.TextField()),
                ('by', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('document', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.document')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.document')),
            ],
        ),
        migrations.AddIndex(
            model_name='signaturejudgement',
            index=models.Index(fields=['document', '-id'], name='judgements_of_a_document'),
        ),
        migrations.AddIndex(
            model_name='standingchange',
            index=models.Index(fields=['document', '-id'], name='standing_of_a_document'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('successor__isnull', False), ('validity', 'replaced')), models.Q(('successor__isnull', True), ('validity', 'revoked')), _connector='OR'), name='what_is_replaced_has_a_successor_and_what_is_revoked_has_none'),
        ),
        migrations.AddConstraint(
            model_name='standingchange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_paper_is_taken_out_of_force_for_a_reason'),
        ),
        migrations.RunSQL(THE_LOG_STAYS, IT_MAY_GO),
        migrations.RunSQL(WHAT_IS_THERE, migrations.RunSQL.noop),
    ]
