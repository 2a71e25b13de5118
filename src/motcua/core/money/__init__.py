"""Money on its way: what a bank's app reads from a VietQR code."""

from motcua.core.money.vietqr import InvalidTransferError, crc16, transfer_memo, vietqr

__all__ = ["InvalidTransferError", "crc16", "transfer_memo", "vietqr"]
