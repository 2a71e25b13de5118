"""Trying a procedure out before it is published: test dossiers against any version, drafts too, led by the same acts in
a space of their own (docs/how-it-works/trial-space.md).

`by` is the id of the officer who tries. Who may try is decided at the door of the laboratory: nothing here counts.
"""

from motcua.domain.dossiers.trial.acting import act, let_time_pass
from motcua.domain.dossiers.trial.courses import NotPassedOnError
from motcua.domain.dossiers.trial.discarding import discard_trial, discard_trials
from motcua.domain.dossiers.trial.page import list_trials, trial_letter, trial_page, who_could_act
from motcua.domain.dossiers.trial.plays import play, play_many
from motcua.domain.dossiers.trial.starting import sample_form, start_trial
from motcua.domain.dossiers.trial.types import (
    Choice,
    Hand,
    LinkedPart,
    OpenWork,
    PartPlays,
    Passed,
    Played,
    PlayFault,
    Plays,
    Sample,
    TimerAhead,
    TrialCard,
    TrialPage,
    Unstaffed,
    WorkKind,
)

__all__ = [
    "Choice",
    "Hand",
    "LinkedPart",
    "NotPassedOnError",
    "OpenWork",
    "PartPlays",
    "Passed",
    "PlayFault",
    "Played",
    "Plays",
    "Sample",
    "TimerAhead",
    "TrialCard",
    "TrialPage",
    "Unstaffed",
    "WorkKind",
    "act",
    "discard_trial",
    "discard_trials",
    "let_time_pass",
    "list_trials",
    "play",
    "play_many",
    "sample_form",
    "start_trial",
    "trial_letter",
    "trial_page",
    "who_could_act",
]
