-- All rows of one act in one statement, guarded by the number of the last event its author saw. The answer is the id of the
-- dossier that now stands, or null when somebody else was quicker and nothing was written.
--
-- act: dossier (a whole row), is_new, seen (the seq the act was decided on), keys, contents, parties, papers, events, remarks,
--      letters, letter_changes, opinions, tasks, closed_tasks, timers, closed_timers, parts, errands, reminder, outbox
CREATE OR REPLACE FUNCTION dossiers_write(act jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    d dossiers_dossier := jsonb_populate_record(NULL::dossiers_dossier, act->'dossier');
    standing uuid;
BEGIN
    IF (act->>'is_new')::boolean THEN
        -- The first key is that of the request: whoever sends it again gets the dossier that it made.
        INSERT INTO dossiers_dossierkey (key, dossier_id) SELECT act->'keys'->>0, d.id ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            SELECT dossier_id INTO standing FROM dossiers_dossierkey WHERE key = act->'keys'->>0;
            RETURN standing;
        END IF;
        INSERT INTO dossiers_dossier SELECT d.*;
        INSERT INTO dossiers_dossierparty SELECT * FROM jsonb_populate_recordset(NULL::dossiers_dossierparty, act->'parties');
        INSERT INTO dossiers_dossierkey (key, dossier_id)
            SELECT key, d.id FROM jsonb_array_elements_text(act->'keys') WITH ORDINALITY AS k (key, n) WHERE n > 1;
    ELSE
        UPDATE dossiers_dossier SET
            version_id = d.version_id, terms_id = d.terms_id, code = d.code, phase = d.phase, waiting_for = d.waiting_for,
            competent_id = d.competent_id, handler_id = d.handler_id, handler_office_id = d.handler_office_id,
            handler_role = d.handler_role, accepted_at = d.accepted_at, due_at = d.due_at,
            original_due_at = d.original_due_at, resolved_at = d.resolved_at, ended_at = d.ended_at, clock = d.clock,
            process = d.process, answers = d.answers, supplements = d.supplements, fees_due = d.fees_due,
            fees_paid = d.fees_paid, contents = d.contents,
            papers = d.papers, letters = d.letters, acknowledged_at = d.acknowledged_at,
            parts_due_at = d.parts_due_at, seq = d.seq, head = d.head
        WHERE id = d.id AND seq = (act->>'seen')::int;
        IF NOT FOUND THEN
            RETURN NULL;
        END IF;
        IF act ? 'keys' THEN
            INSERT INTO dossiers_dossierkey (key, dossier_id) SELECT key, d.id FROM jsonb_array_elements_text(act->'keys') AS k (key);
        END IF;
    END IF;
    INSERT INTO dossiers_dossierevent
        (dossier_id, seq, at, kind, actor, office_id, step, role, data, command, previous, hash)
        SELECT dossier_id, seq, at, kind, actor, office_id, step, role, data, command, previous, hash
        FROM jsonb_populate_recordset(NULL::dossiers_dossierevent, act->'events');
    IF act ? 'closed_tasks' THEN
        DELETE FROM dossiers_opentask t USING jsonb_populate_recordset(NULL::dossiers_opentask, act->'closed_tasks') c
            WHERE t.dossier_id = d.id AND t.kind = c.kind AND t.n = c.n;
    END IF;
    IF act ? 'tasks' THEN
        INSERT INTO dossiers_opentask SELECT * FROM jsonb_populate_recordset(NULL::dossiers_opentask, act->'tasks')
            ON CONFLICT (dossier_id, kind, n) DO UPDATE SET
                step = excluded.step, role = excluded.role, office_id = excluded.office_id, holder_id = excluded.holder_id,
                claimed_at = excluded.claimed_at, started_at = excluded.started_at, due_at = excluded.due_at, counts_from = excluded.counts_from,
                dossier_due_at = excluded.dossier_due_at, waits = excluded.waits;
    END IF;
    IF act ? 'closed_timers' THEN
        DELETE FROM dossiers_dossiertimer t USING jsonb_array_elements_text(act->'closed_timers') c (n)
            WHERE t.dossier_id = d.id AND t.n = c.n::int;
    END IF;
    IF act ? 'timers' THEN
        INSERT INTO dossiers_dossiertimer SELECT * FROM jsonb_populate_recordset(NULL::dossiers_dossiertimer, act->'timers')
            ON CONFLICT (dossier_id, n) DO UPDATE SET node = excluded.node, due_at = excluded.due_at, armed_at = excluded.armed_at;
    END IF;
    IF act ? 'contents' THEN
        INSERT INTO dossiers_content SELECT * FROM jsonb_populate_recordset(NULL::dossiers_content, act->'contents');
    END IF;
    IF act ? 'papers' THEN
        INSERT INTO dossiers_dossierpaper SELECT * FROM jsonb_populate_recordset(NULL::dossiers_dossierpaper, act->'papers');
    END IF;
    IF act ? 'remarks' THEN
        INSERT INTO dossiers_remark SELECT * FROM jsonb_populate_recordset(NULL::dossiers_remark, act->'remarks');
    END IF;
    IF act ? 'letters' THEN
        INSERT INTO dossiers_dossierletter SELECT * FROM jsonb_populate_recordset(NULL::dossiers_dossierletter, act->'letters');
    END IF;
    IF act ? 'letter_changes' THEN
        UPDATE dossiers_dossierletter l SET
            state = c.state, number = coalesce(c.number, l.number), document_id = coalesce(c.document_id, l.document_id),
            issued_at = coalesce(c.issued_at, l.issued_at)
        FROM jsonb_populate_recordset(NULL::dossiers_dossierletter, act->'letter_changes') c
        WHERE l.dossier_id = d.id AND l.n = c.n;
    END IF;
    IF act ? 'opinions' THEN
        INSERT INTO dossiers_dossieropinion
            SELECT * FROM jsonb_populate_recordset(NULL::dossiers_dossieropinion, act->'opinions')
            ON CONFLICT (dossier_id, n) DO UPDATE SET
                due_at = excluded.due_at, verdict = excluded.verdict, answered_at = excluded.answered_at, words = excluded.words;
    END IF;
    IF act ? 'parts' THEN
        INSERT INTO dossiers_dossierpart SELECT * FROM jsonb_populate_recordset(NULL::dossiers_dossierpart, act->'parts')
            ON CONFLICT (dossier_id, n) DO UPDATE SET
                acknowledged_at = excluded.acknowledged_at, silent_at = excluded.silent_at, code = excluded.code,
                due_at = excluded.due_at, waiting_for = excluded.waiting_for, ended_at = excluded.ended_at,
                outcome = excluded.outcome, number = excluded.number, late = excluded.late,
                called_off_at = excluded.called_off_at;
    END IF;
    IF act ? 'errands' THEN
        INSERT INTO dossiers_errand SELECT * FROM jsonb_populate_recordset(NULL::dossiers_errand, act->'errands')
            ON CONFLICT (dossier_id, kind) DO UPDATE SET due_at = excluded.due_at, seq = excluded.seq;
    END IF;
    IF act ? 'reminder' THEN
        -- Never later than before: looking once too often changes nothing, looking too late forgets somebody.
        INSERT INTO dossiers_reminder (dossier_id, due_at) VALUES (d.id, (act->>'reminder')::timestamptz)
            ON CONFLICT (dossier_id) DO UPDATE SET due_at = least(dossiers_reminder.due_at, excluded.due_at);
    END IF;
    INSERT INTO infra_outboxentry (consumer, subject, first, last)
        SELECT consumer, d.id, (act->'events'->0->>'seq')::int, d.seq FROM jsonb_array_elements_text(act->'outbox') AS o (consumer);
    RETURN d.id;
END $$;
