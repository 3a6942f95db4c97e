"""What tells a document's country where its text names none: addresses on the web, telephone codes, money, laws.

A clue is no name: it counts only for what a document as a whole is about, and only as a proposal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_ADDRESS = re.compile(r"(?:https?://|www\.|@)[\w.-]*?\.([a-z]{2,3}(?:\.[a-z]{2})?)(?![\w.-]*\.[a-z])", re.IGNORECASE)
_WORLDWIDE = frozenset("ac ai am be cc co eu fm gg im io is it la ly me nu pm re sh so st tk to tv us ws".split()) - {
    "be",
    "it",
    "is",
}
"""Ends of addresses that are sold to anybody."""
_BARE = re.compile(
    r"(?<![\w./@-])[A-Za-z][\w-]{2,}\.(de|fr|ca|au|uk|nz|ch|nl|se|dk|fi|cz|ie|jp|kr|br|mx|za|hu|pt|gr|gov)(?![\w-])"
)
_ABOVE = re.compile(
    r"\b(?:European Union|European Commission|EU Member States|Member States|Union européenne|Commission européenne|Europäische\w*"
    r" (?:Union|Kommission)|europa\.eu|United Nations|Nations unies|Vereinte\w* Nationen|OECD|OCDE|World Bank|Banque mondiale|Weltbank"
    r"|African Union|Union africaine|ASEAN|UNESCO|UNICEF|World Health Organi[sz]ation)\b"
)
"""Bodies of many countries."""
_OWN_ENDS = {"uk": "GB", "gov": "US", "mil": "US", "su": "RU"}
_TELEPHONE = re.compile(r"(?<!\w)\+\s?(\d{2,3})(?=[\s(./-]|\d{6})")
_CALLED = {
    "20": "EG", "27": "ZA", "30": "GR", "31": "NL", "32": "BE", "33": "FR", "34": "ES", "36": "HU", "39": "IT", "40": "RO",
    "41": "CH", "43": "AT", "44": "GB", "45": "DK", "46": "SE", "47": "NO", "48": "PL", "49": "DE", "51": "PE", "52": "MX",
    "54": "AR", "55": "BR", "56": "CL", "57": "CO", "60": "MY", "61": "AU", "62": "ID", "63": "PH", "64": "NZ", "65": "SG",
    "66": "TH", "81": "JP", "82": "KR", "84": "VN", "86": "CN", "90": "TR", "91": "IN", "92": "PK", "94": "LK", "98": "IR",
    "212": "MA", "213": "DZ", "216": "TN", "221": "SN", "233": "GH", "234": "NG", "250": "RW", "251": "ET", "254": "KE",
    "255": "TZ", "256": "UG", "260": "ZM", "263": "ZW", "351": "PT", "352": "LU", "353": "IE", "354": "IS", "355": "AL",
    "356": "MT", "357": "CY", "358": "FI", "359": "BG", "370": "LT", "371": "LV", "372": "EE", "380": "UA", "381": "RS",
    "385": "HR", "386": "SI", "420": "CZ", "421": "SK", "852": "HK", "880": "BD", "886": "TW", "961": "LB", "962": "JO",
    "966": "SA", "971": "AE", "972": "IL", "977": "NP", "995": "GE",
}  # fmt: skip
_SIGNS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"\bA(?:U)?\$\s?\d|\bAUD\b|\bABN \d\d|\(Cth\)|\bPty\.? Ltd\b", "AU"),
        (r"\bC(?:A|DN)?\$\s?\d|\bCAD\b|\bHST\b|\bR\.S\.C\.|\bCRTC\b|\bL\.R\.C\.", "CA"),
        (r"£\s?\d|\bGBP\b|\bcouncil tax\b|\bNHS\b|\bHM Government\b|\b(?:Cm|Cmnd)\.? \d{4}\b", "GB"),
        (r"\bNZ\$\s?\d|\bNZD\b|\biwi\b", "NZ"),
        (r"\b[Ff]ederal [Aa]genc(?:y|ies)\b|\bSection 508\b|\bGSA\b|\bOMB\b|\bNIST SP\b|\bU\.S\.C\.|\bC\.?F\.?R\.? (?:Part|§)|\bFed\. Reg\.|\b401\(k\)|\bForm 10-[KQ]\b|\bPub\. ?L\. |\bOMB (?:Circular|Memorandum)|\bM-\d\d-\d\d\b", "US"),
        (r"₹|\bINR\b|\bRs\.? ?\d|\b(?:lakh|crore)s?\b", "IN"),
        (r"\bR\$\s?\d|\bBRL\b", "BR"), (r"\bCHF\b|\bFr\. \d|\bSR \d{3}\.\d", "CH"), (r"\bSEK\b", "SE"), (r"\bNOK\b", "NO"),
        (r"\bDKK\b|\bdkr\b", "DK"), (r"\bPLN\b|\bzł\b", "PL"), (r"\bCZK\b|\bKč\b", "CZ"), (r"\bHUF\b", "HU"),
        (r"\bZAR\b|\bR\d{1,3}(?: \d{3})+\b", "ZA"), (r"\bKES\b|\bK[Ss]hs?\b", "KE"), (r"₦|\bNGN\b", "NG"), (r"₱|\bPHP \d", "PH"),
        (r"₩|\bKRW\b", "KR"), (r"\bJPY\b", "JP"), (r"\bCNY\b|\bRMB\b", "CN"), (r"₪|\bNIS \d", "IL"), (r"₺", "TR"), (r"₽|\bRUB\b", "RU"),
        (r"₴|\bUAH\b", "UA"), (r"\bS\$\s?\d|\bSGD\b", "SG"), (r"\bHK\$\s?\d|\bHKD\b", "HK"), (r"\bMXN\b", "MX"),
        (r"\bBGBl\. I\b|\b(?:BGB|SGB [IVX]+|OZG|VwVfG|DSGVO-Bund|BDSG|GGO)\b|\bBundesländer\b", "DE"),
        (r"\b[Dd]écret n[°o]|\bCode (?:général|de la) \w+|\bSIRET\b|\bpréfectures?\b|\bcollectivités territoriales\b|\bJORF\b|\bRGPD\b.*\bCNIL\b|\bCNIL\b|\bIGN\b", "FR"),
        (r"\bBGBl\. (?:Nr|II)\b|\bASVG\b", "AT"), (r"\bS\.p\.A\.|\bD\.Lgs\b|\bcodice fiscale\b", "IT"),
    )
)  # fmt: skip


def clues(texts: Sequence[str]) -> Counter[str]:
    """Country → on how many pages something speaks for it."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_on_page(text))
    return found


def pages_of_many_countries(texts: Sequence[str]) -> int:
    """On how many pages a body of many countries is named: the European Union, the United Nations, the World Bank…"""
    return sum(_ABOVE.search(text) is not None for text in texts)


def _on_page(text: str) -> set[str]:
    ends = {match[1].casefold().split(".")[-1] for match in _ADDRESS.finditer(text)} if "." in text else set()
    ends |= {match[1] for match in _BARE.finditer(text)}
    told = {_OWN_ENDS.get(end, end.upper()) for end in ends - _WORLDWIDE if len(end) == 2 or end in _OWN_ENDS}
    if "+" in text:
        told |= {_CALLED[match[1]] for match in _TELEPHONE.finditer(text) if match[1] in _CALLED}
    return told | {code for pattern, code in _SIGNS if pattern.search(text)}
