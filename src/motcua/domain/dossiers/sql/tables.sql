-- The big tables: partitioned by month of the dossier's id, which carries its time (UUIDv7). What belongs to a dossier has
-- the dossier's id first in its key, so one act touches one dossier's rows in one partition of each table.

CREATE TABLE dossiers_dossier (
    id uuid PRIMARY KEY,
    version_id bigint NOT NULL REFERENCES catalogue_procedureversion,
    procedure_code varchar(40) NOT NULL,
    case_key varchar(40) NOT NULL,
    channel varchar(10) NOT NULL,
    assisted boolean NOT NULL,
    reference varchar(16) NOT NULL,
    code varchar(60),
    phase varchar(20) NOT NULL,
    waiting_for varchar(20),
    receiving_id bigint NOT NULL REFERENCES identity_agency,
    competent_id bigint NOT NULL REFERENCES identity_agency,
    support_id bigint REFERENCES identity_agency,
    handler_id bigint REFERENCES identity_officer,
    handler_office_id bigint REFERENCES identity_agency,
    handler_role varchar(40) NOT NULL,
    applicant_name varchar(200) NOT NULL,
    applicant_kind varchar(20) NOT NULL,
    submitted_at timestamptz NOT NULL,
    accepted_at timestamptz,
    due_at timestamptz,
    original_due_at timestamptz,
    resolved_at timestamptz,
    ended_at timestamptz,
    clock jsonb,
    process jsonb NOT NULL,
    answers jsonb NOT NULL,
    supplements smallint NOT NULL,
    fees_due bigint NOT NULL,
    fees_paid bigint NOT NULL,
    contents smallint NOT NULL,
    papers smallint NOT NULL,
    letters smallint NOT NULL,
    seq integer NOT NULL,
    head bytea NOT NULL,
    CONSTRAINT an_assisted_dossier_is_filed_online CHECK (NOT assisted OR channel = 'online'),
    CONSTRAINT an_accepted_dossier_has_code_and_due_date CHECK (
        (accepted_at IS NULL) = (code IS NULL) AND (accepted_at IS NULL) = (original_due_at IS NULL)),
    CONSTRAINT a_dossier_is_accepted_after_it_is_submitted CHECK (accepted_at >= submitted_at),
    CONSTRAINT a_final_phase_has_its_end CHECK (
        (phase IN ('not_accepted', 'returned', 'withdrawn', 'stopped')) = (ended_at IS NOT NULL)),
    CONSTRAINT no_more_is_paid_than_is_due CHECK (fees_paid BETWEEN 0 AND fees_due),
    CONSTRAINT a_handler_has_office_and_role CHECK (
        (handler_id IS NULL) = (handler_office_id IS NULL) AND (handler_id IS NULL) = (handler_role = '')),
    CONSTRAINT a_head_is_a_sha256 CHECK (octet_length(head) = 32),
    CONSTRAINT a_chain_has_events CHECK (seq > 0)
) PARTITION BY RANGE (id);

-- What an office still owes, by the day it is owed: leaders' counts, an office's open dossiers.
CREATE INDEX dossiers_open_by_competent ON dossiers_dossier (competent_id, due_at) WHERE resolved_at IS NULL AND ended_at IS NULL;
CREATE INDEX dossiers_open_by_handler ON dossiers_dossier (handler_id, due_at) WHERE ended_at IS NULL AND handler_id IS NOT NULL;
CREATE INDEX dossiers_to_return ON dossiers_dossier (receiving_id, submitted_at) WHERE ended_at IS NULL;

CREATE TABLE dossiers_content (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    n smallint NOT NULL,
    at timestamptz NOT NULL,
    form jsonb NOT NULL,
    PRIMARY KEY (dossier_id, n)
) PARTITION BY RANGE (dossier_id);

CREATE TABLE dossiers_dossierparty (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    role varchar(20) NOT NULL,
    n smallint NOT NULL,
    kind varchar(20) NOT NULL,
    name varchar(200) NOT NULL,
    search_name varchar(200) NOT NULL,
    identifier varchar(20) NOT NULL,
    phone varchar(20) NOT NULL,
    email varchar(254) NOT NULL,
    address varchar(300) NOT NULL,
    person_id uuid REFERENCES identity_person,
    PRIMARY KEY (dossier_id, role, n),
    CONSTRAINT a_party_has_a_name CHECK (name <> '')
) PARTITION BY RANGE (dossier_id);
CREATE INDEX dossiers_of_a_person ON dossiers_dossierparty (person_id, dossier_id DESC) WHERE person_id IS NOT NULL;
CREATE INDEX dossiers_by_phone ON dossiers_dossierparty (phone) WHERE phone <> '';
CREATE INDEX dossiers_by_identifier ON dossiers_dossierparty (identifier) WHERE identifier <> '';
CREATE INDEX dossiers_by_name ON dossiers_dossierparty USING gin (search_name gin_trgm_ops);

CREATE TABLE dossiers_dossierpaper (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    n smallint NOT NULL,
    component varchar(40) NOT NULL,
    variant varchar(40) NOT NULL,
    origin varchar(20) NOT NULL,
    document_id uuid REFERENCES records_document,
    sha256 varchar(64) NOT NULL,
    name varchar(200) NOT NULL,
    originals smallint NOT NULL,
    copies smallint NOT NULL,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (dossier_id, n),
    CONSTRAINT a_digital_paper_has_a_document CHECK ((document_id IS NULL) = (sha256 = ''))
) PARTITION BY RANGE (dossier_id);
CREATE INDEX dossiers_of_a_document ON dossiers_dossierpaper (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE dossiers_dossierevent (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind varchar(40) NOT NULL,
    actor varchar(60) NOT NULL,
    office_id bigint REFERENCES identity_agency,
    step varchar(60) NOT NULL,
    role varchar(40) NOT NULL,
    data jsonb NOT NULL,
    command uuid NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (dossier_id, seq),
    CONSTRAINT events_count_from_one CHECK (seq > 0),
    CONSTRAINT an_event_is_chained_by_sha256 CHECK (octet_length(previous) = 32 AND octet_length(hash) = 32)
) PARTITION BY RANGE (dossier_id);
CREATE INDEX dossiers_events_as_recorded ON dossiers_dossierevent USING brin (recorded_at);

CREATE TABLE dossiers_remark (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    seq integer NOT NULL,
    words text NOT NULL,
    PRIMARY KEY (dossier_id, seq)
) PARTITION BY RANGE (dossier_id);

CREATE TABLE dossiers_dossierletter (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    n smallint NOT NULL,
    key varchar(40) NOT NULL,
    number varchar(60) NOT NULL,
    issued_at timestamptz NOT NULL,
    issued_by varchar(60) NOT NULL,
    details jsonb NOT NULL,
    document_id uuid REFERENCES records_document,
    PRIMARY KEY (dossier_id, n)
) PARTITION BY RANGE (dossier_id);

CREATE TABLE dossiers_dossieropinion (
    dossier_id uuid NOT NULL REFERENCES dossiers_dossier,
    n smallint NOT NULL,
    step varchar(60) NOT NULL,
    agency_id bigint NOT NULL REFERENCES identity_agency,
    question text NOT NULL,
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    verdict varchar(24),
    answered_at timestamptz,
    words text NOT NULL,
    PRIMARY KEY (dossier_id, n),
    CONSTRAINT an_answer_has_its_time CHECK ((verdict IS NULL) = (answered_at IS NULL))
) PARTITION BY RANGE (dossier_id);

-- The log is append-only. Only the owner of the database can switch this off, and then the chain and the digest tell.
CREATE FUNCTION dossiers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER dossiers_events_stay BEFORE UPDATE OR DELETE ON dossiers_dossierevent
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_change();

-- The smallest id of a month, and the partitions of one month. Rows of a month that nobody prepared go to the default
-- partition, so that nothing is ever refused for want of a table.
CREATE FUNCTION dossiers_first_id(month timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
    SELECT (lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
CREATE FUNCTION dossiers_prepare_month(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part text;
    first uuid := dossiers_first_id(date_trunc('month', month::timestamp) AT TIME ZONE 'UTC');
    next uuid := dossiers_first_id((date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
    FOREACH parent IN ARRAY ARRAY['dossiers_dossier', 'dossiers_content', 'dossiers_dossierparty', 'dossiers_dossierpaper',
        'dossiers_dossierevent', 'dossiers_remark', 'dossiers_dossierletter', 'dossiers_dossieropinion'] LOOP
        part := parent || to_char(month, '_YYYY_MM');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent, first, next);
        END IF;
    END LOOP;
END $$;
DO $$
DECLARE
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['dossiers_dossier', 'dossiers_content', 'dossiers_dossierparty', 'dossiers_dossierpaper',
        'dossiers_dossierevent', 'dossiers_remark', 'dossiers_dossierletter', 'dossiers_dossieropinion'] LOOP
        EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', parent || '_other', parent);
    END LOOP;
END $$;
