"""The closed choices of the layout. A value that stands in no table is an alarm, never a guess."""

from __future__ import annotations

from acordo.facts import Kind, Property, Sex

SUBJECTS = {("person", "P"): Kind.PERSON, ("enterprise", "E"): Kind.GROUP}
"""What a party is, by ``code`` and ``classificationCode``; an enterprise is any body, firm, group or ship."""

SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}

STRENGTHS = {"true": Property.GOOD_ALIAS, "false": Property.LOW_ALIAS}
"""Classes of further names, by ``strong``."""

TRUTHS = {"true": True, "false": False, "": False}

CALENDARS = frozenset({"GREGORIAN", "ISLAMIC"})

REGULATION_TYPES = frozenset({"regulation", "amendment", "repealing"})
ORGANISATIONS = frozenset({"council", "commission", "un"})

CONTACTS = {
    "PHONE": (Property.PHONE, ""),
    "FAX": (Property.NOTE, "Fax: "),
    "EMAIL": (Property.EMAIL, ""),
    "WEB": (Property.WEBSITE, ""),
}
"""What a contact is, and the words before it."""

DOCUMENT_TYPES = {
    "passport": "National passport",
    "id": "National identification card",
    "other": "Other identification number",
    "regnumber": "Registration number",
    "fiscalcode": "Fiscal code",
    "taxid": "Tax identification number",
    "euvat": "EU VAT number",
    "swiftbic": "SWIFT BIC",
    "imo": "IMO number",
    "birthcert": "Birth certificate",
    "nationcert": "Nationality certificate",
    "drivinglicence": "Driving licence",
    "travelcardid": "Travel card",
    "residentperm": "Resident permit",
    "electionid": "Election card",
    "tradelic": "Trade licence",
    "ssn": "Social security number",
    "unssn": "United Nations social security number",
    "NRN": "National registration number",
}
"""What a kind of document is called where the file gives its code alone."""

_REGIMES = """
    AFG BDI BIH BLR CAF CHEM COD CYB EGY EUAQ GIN GNB GTM HAM HR HTI IRN IRQ LBN LBY MDA MLI MMR NIC PRK RUS RUSDA
    SDN SDNZ SOM SRB SSD SYR TAQA TERR TUN TUR UKR UNLI VEN YEM ZWE
"""
PROGRAMMES = frozenset(_REGIMES.split())
"""The regimes as the list abbreviates them: those of 2026, and those of earlier years."""

_CODES = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv
    ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_CODES.split())
"""ISO 639-1, with the withdrawn ``mo`` and ``sh``, which the list uses."""

FORMER_COUNTRIES = frozenset({"AN", "BU", "CS", "DD", "SU", "TP", "YD", "YU", "ZR"})
"""Codes withdrawn from ISO 3166-1 (ISO 3166-3) that no other country has got."""

UNKNOWN_COUNTRY = "00"
NOTHING = "-"
NO_REMARK = "none"
