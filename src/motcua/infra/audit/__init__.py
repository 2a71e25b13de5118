"""Hash chains: each event of a subject carries the hash of the one before it, so that none can be altered, removed or
moved unseen; a daily digest ties the heads of all chains that grew that day to the digest of the day before.
"""

from motcua.infra.audit.chain import GENESIS, Break, ChainedEvent, Fault, Head, canonical, link, verify
from motcua.infra.audit.digest import merkle_root

__all__ = ["GENESIS", "Break", "ChainedEvent", "Fault", "Head", "canonical", "link", "merkle_root", "verify"]
