"""The books of an office's money: receipts, statements of a bank, what does not agree, payments to people.

Everything here is a function of its arguments: what a receipt says and which year it is numbered in (NĐ 254/2026/NĐ-CP
Điều 23-25), what a bank's file says, which of its lines belong to which payment, and what must be true of a list of
people to be paid. Money is integer đồng.
"""
