-- Linked procedures: to which whole a part belongs, and what a whole knows of its parts. All of it is keyed by the dossier that
-- it belongs to; between two dossiers there is no foreign key, because they may lie on different machines.

ALTER TABLE dossiers_dossier
    ADD COLUMN parent_id uuid,
    ADD COLUMN part_n integer,
    ADD COLUMN part_key varchar(40),
    ADD COLUMN part_version_id bigint REFERENCES catalogue_procedureversion,
    ADD COLUMN acknowledged_at timestamptz,
    ADD COLUMN parts_due_at timestamptz,
    ADD CONSTRAINT a_part_knows_its_place_in_the_whole CHECK (
        num_nulls(parent_id, part_n, part_key, part_version_id) IN (0, 4)),
    ADD CONSTRAINT only_a_part_is_acknowledged CHECK (acknowledged_at IS NULL OR parent_id IS NOT NULL);
CREATE INDEX dossiers_parts_of_a_whole ON dossiers_dossier (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE dossiers_dossierpart (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    n integer NOT NULL,
    child varchar(40) NOT NULL,
    step varchar(60) NOT NULL,
    part_id uuid NOT NULL,
    agency_id bigint NOT NULL REFERENCES identity_agency,
    sent_at timestamptz NOT NULL,
    acknowledge_by timestamptz,
    acknowledged_at timestamptz,
    silent_at timestamptz,
    code varchar(60) NOT NULL,
    due_at timestamptz,
    waiting_for varchar(20),
    ended_at timestamptz,
    outcome varchar(40) NOT NULL,
    number varchar(120) NOT NULL,
    late boolean NOT NULL,
    called_off_at timestamptz,
    PRIMARY KEY (dossier_id, n),
    CONSTRAINT an_ended_part_has_its_outcome CHECK ((ended_at IS NULL) = (outcome = '')),
    CONSTRAINT a_part_ends_or_is_called_off CHECK (ended_at IS NULL OR called_off_at IS NULL)
) PARTITION BY RANGE (dossier_id);
-- The few whose agency says nothing: everybody whom it concerns asks for them on every page.
CREATE INDEX dossiers_silent_parts ON dossiers_dossierpart (agency_id)
    WHERE silent_at IS NOT NULL AND acknowledged_at IS NULL AND ended_at IS NULL AND called_off_at IS NULL;

CREATE OR REPLACE FUNCTION dossiers_prepare_month(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part text;
    first uuid := dossiers_first_id(date_trunc('month', month::timestamp) AT TIME ZONE 'UTC');
    next uuid := dossiers_first_id((date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
    FOREACH parent IN ARRAY ARRAY['dossiers_dossier', 'dossiers_content', 'dossiers_dossierparty', 'dossiers_dossierpaper',
        'dossiers_dossierevent', 'dossiers_remark', 'dossiers_dossierletter', 'dossiers_dossieropinion',
        'dossiers_dossierpart'] LOOP
        part := parent || to_char(month, '_YYYY_MM');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent, first, next);
        END IF;
    END LOOP;
END $$;
-- The months that were prepared before this table was there get its part as well, before the first row can come.
CREATE TABLE dossiers_dossierpart_other PARTITION OF dossiers_dossierpart DEFAULT;
DO $$
DECLARE
    prepared text;
BEGIN
    FOR prepared IN SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname ~ '^dossiers_content_\d{4}_\d{2}$' LOOP
        PERFORM dossiers_prepare_month(to_date(right(prepared, 7), 'YYYY_MM'));
    END LOOP;
END $$;
