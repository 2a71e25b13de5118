"""The files with which anybody checks a sealed day without our code."""

from __future__ import annotations

from pathlib import Path

from motcua.domain.dossiers.services.day_stamps import StampedDay
from motcua.infra.signing import Trust
from motcua.infra.signing.timestamps import moment_of

_README = """# Proof of {day}

On this day {chains} dossiers got new events. `{day}.digest` ties all of them together, `{day}.tst` is a time stamp
(RFC 3161) over it by a server outside the city. If the stamp holds, the log was then what the digest says.

Check it with openssl alone:

```
{command}
```

The answer must be `Verification: OK`. When the certificate of the server has expired meanwhile, add
`-attime {stamped_at}`, the moment of the stamp. If you do not want to rely on the copy of the authority's certificates
that the city gives you in `roots.pem`, take them from the authority itself.

When it was stamped, and by whom:

```
openssl ts -reply -token_in -in {day}.tst -text
```

The {size} bytes of `{day}.digest` are the digest of the day before (32 bytes), the day (10 letters), the number of
dossiers (8 bytes), and the root of the Merkle tree over the last event of each (32 bytes; RFC 9162, SHA-256). Its
SHA-256

```
openssl dgst -sha256 {day}.digest
```

is the digest of the day, with which the file of the next day begins. So one stamp proves all days before it as well.
"""
_VERIFY = "openssl ts -verify -token_in -in {day}.tst -data {day}.digest -CAfile roots.pem"


def write_proof(folder: Path, proof: StampedDay, trust: Trust) -> None:
    """Write the digest, its stamp, the certificates that `trust` relies on, and a README with the commands.

    Raises TimestampRefusedError for a stamp that nobody can read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{proof.day}.digest").write_bytes(proof.content)
    (folder / f"{proof.day}.tst").write_bytes(proof.stamp)
    (folder / "roots.pem").write_bytes(trust.roots_pem())
    stamped_at = int(moment_of(proof.stamp).timestamp())
    told = {"day": proof.day, "chains": proof.chains, "size": len(proof.content), "stamped_at": stamped_at}
    (folder / "README.md").write_text(_README.format(command=_VERIFY.format(**told), **told), encoding="utf-8")
