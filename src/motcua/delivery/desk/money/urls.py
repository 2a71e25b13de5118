from __future__ import annotations

from django.urls import path, re_path

from motcua.delivery.desk.views.money import books, payouts, receipts, reconciliation, settlement

urlpatterns = [
    path("so-thu/", books.books, name="books"),
    path("so-thu/tep.xlsx", books.books_sheet, name="books_sheet"),
    path("so-thu/ky-hieu/", books.new_series, name="new_series"),
    path("so-thu/bien-lai/<int:receipt_id>/", receipts.receipt, name="money_receipt"),
    path("so-thu/bien-lai/<int:receipt_id>/tep.pdf", receipts.receipt_pdf, name="money_receipt_pdf"),
    path("so-thu/bien-lai/<int:receipt_id>/tep.xml", receipts.receipt_xml, name="money_receipt_xml"),
    path("so-thu/bien-lai/<int:receipt_id>/sua/", receipts.correct_receipt, name="correct_receipt"),
    path("doi-soat/", reconciliation.reconciliation, name="reconciliation"),
    path("doi-soat/tep.xlsx", reconciliation.reconciliation_sheet, name="reconciliation_sheet"),
    path("doi-soat/nhan/", reconciliation.take_file, name="take_bank_file"),
    path("doi-soat/lai/", reconciliation.compare_day, name="compare_day"),
    path("doi-soat/<int:difference_id>/", reconciliation.settle, name="settle_difference"),
    path("ban-giao/", settlement.settlement, name="settlement"),
    path("ban-giao/ghi/", settlement.hand_over, name="hand_over"),
    re_path(
        r"^ban-giao/(?P<what>ban-giao\.xlsx|ban-giao\.pdf|hoan-tra\.xlsx)$",
        settlement.settlement_file,
        name="settlement_file",
    ),
    path("chi-tra/", payouts.payouts, name="payouts"),
    path("chi-tra/moi/", payouts.new_list, name="new_payout_list"),
    path("chi-tra/<int:list_id>/", payouts.payout_list, name="payout_list"),
    path("chi-tra/<int:list_id>/duyet/", payouts.approve, name="approve_payouts"),
    path("chi-tra/<int:list_id>/bo/", payouts.give_up, name="give_up_payouts"),
    path("chi-tra/<int:list_id>/nguoi/<int:payout_id>/", payouts.mend, name="mend_payout"),
    path("chi-tra/<int:list_id>/lo/<int:batch_id>.csv", payouts.batch_file, name="payout_batch"),
    path("chi-tra/<int:list_id>/lo/<int:batch_id>/ket-qua/", payouts.results, name="payout_results"),
]
