-- What only the trial space has. No foreign keys, as in the whole mirror.

-- The files of a version as they were when a trial began with it: a draft goes on changing.
CREATE UNLOGGED TABLE trial_package (
    hash varchar(64) PRIMARY KEY,
    version_id bigint NOT NULL,
    shared_id bigint NOT NULL,
    files jsonb NOT NULL
);

-- One test dossier. shown_at: what its own clock shows; started_at: when it was started, by the city's clock.
CREATE UNLOGGED TABLE trial_dossier (
    dossier_id uuid PRIMARY KEY,
    version_id bigint NOT NULL,
    package varchar(64) NOT NULL,
    seed varchar(100) NOT NULL,
    started_by bigint NOT NULL,
    started_at timestamptz NOT NULL,
    shown_at timestamptz NOT NULL
);
CREATE INDEX trial_dossiers_of_a_version ON trial_dossier (version_id, started_at DESC);
