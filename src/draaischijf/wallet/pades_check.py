"""The signatures in a PDF. Runs in the worker process (`draaischijf.wallet.worker`).

What counts as changed afterwards is decided by pyHanko's rules for incremental updates: only what keeps a signature
alive (certificates, revocation, timestamps) may be added. A page that was laid over, hidden and shown later, or a form
that was filled in is a change (the "shadow" and "incremental saving" attacks on signed PDFs).
"""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from draaischijf.wallet.worker import Refused

MAX_SIGNATURES: Final = 16
_KEPT: Final = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known about each signature in a PDF.

    Raises:
        Refused: It is no PDF that can be read, is encrypted, or has too many signatures.
    """
    logging.disable(logging.CRITICAL)
    data, at = b64decode(request["data"]), datetime.fromisoformat(request["at"])
    roots = [x509.Certificate.load(b64decode(one)) for one in request["roots"]]
    try:
        reader = PdfFileReader(BytesIO(data), strict=True)
        if reader.encrypted:
            raise Refused("pdf-encrypted", "is encrypted.")
        signatures = reader.embedded_regular_signatures
    except (PdfError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Refused("pdf-damaged", "is no PDF that can be read strictly.") from error
    if len(signatures) > MAX_SIGNATURES:
        raise Refused("pdf-signatures", f"has more than {MAX_SIGNATURES} signatures.")
    return {"signatures": [_judge(one, roots, at) for one in signatures]}


def _judge(embedded: Any, roots: list[x509.Certificate], at: datetime) -> dict[str, Any]:
    # Nothing is fetched: neither certificates nor revocation, so that revocation stays unknown.
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=at, revocation_mode="soft-fail")
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    try:
        status = validate_pdf_signature(
            embedded, signer_validation_context=context, ts_validation_context=context, key_usage_settings=usage
        )
    except (SignatureValidationError, SigningError, PdfError, ValueError, KeyError, TypeError) as error:
        return {"intact": False, "code": "signature-invalid", "reason": f"cannot be checked: {str(error)[:160]}"}
    stamp = status.timestamp_validity
    moment = stamp.timestamp if stamp is not None and stamp.valid and stamp.trusted else None
    others = [one.dump() for one in status.validation_path] if status.validation_path else []
    signer = status.signing_cert.dump()
    return {
        "intact": bool(status.intact and status.valid),
        "whole": status.coverage is SignatureCoverageLevel.ENTIRE_FILE or _only_kept(status),
        "only_signed": _only_signed(status),
        "changes": status.modification_level.name if status.modification_level is not None else "UNKNOWN",
        "signer": status.signing_cert.subject.human_friendly,
        "chain": [b64encode(one).decode() for one in [signer, *_others(embedded, signer)]],
        "said": status.signer_reported_dt.isoformat() if status.signer_reported_dt else None,
        "stamped": moment.isoformat() if moment else None,
        "path": len(others),
    }


def _only_kept(status: Any) -> bool:
    covered = status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
    return bool(covered and status.modification_level in _KEPT and status.docmdp_ok is not False)


def _only_signed(status: Any) -> bool:
    """Return whether what came after is a further signature and what keeps it alive."""
    level = status.modification_level
    return level in (*_KEPT, ModificationLevel.FORM_FILLING) and status.docmdp_ok is not False


def _others(embedded: Any, signer: bytes) -> list[bytes]:
    held = [one.dump() for one in embedded.other_embedded_certs]
    return [one for one in held if one != signer][:4]
