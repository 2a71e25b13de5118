"""Trying a procedure out before it is published: test dossiers against any version, drafts too, done by the same acts
in a space of their own (docs/how-it-works/trial-space.md).

- `sample_form(version_id, case, channel, now, seed="1") -> Sample`
- `start_trial(version_id, case, channel, by, now, *, form=None, papers=None, receiving_id=None, seed="1") -> UUID`
- `trial_page(trial_id) -> TrialPage`, `who_could_act(trial_id) -> tuple[OpenWork, ...]`
- `act(trial_id, work, choice, by, *, words="", officer_id=None, given_to=None, command=None)`
- `let_time_pass(trial_id, until=None) -> Passed`
- `play(trial_id, by, seed) -> Played`, `play_many(version_id, n, seed, by, now, *, case=None, channel=None) -> Plays`
- `trial_letter(trial_id, n) -> bytes`
- `list_trials(version_id) -> tuple[TrialCard, ...]`, `discard_trial(trial_id)`, `discard_trials(version_id) -> int`

`by` is the id of the officer who tries. Who may is decided at the door of the laboratory: nothing here counts.
"""
