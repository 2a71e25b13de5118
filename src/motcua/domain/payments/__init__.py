"""Money: charges, how they are paid, receipts, refunds, reconciliation. Knows a `subject_ref`, never a dossier."""
