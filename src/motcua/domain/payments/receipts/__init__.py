"""Electronic receipts (NĐ 254/2026/NĐ-CP Điều 23-25): numbered with the payment, then signed, printed, and for ever."""
