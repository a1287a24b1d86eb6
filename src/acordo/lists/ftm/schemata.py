"""The kinds of thing that FollowTheMoney knows: those that are parties, and why the others are left out."""

from __future__ import annotations

from acordo.facts import Kind

PARTIES = {
    "Person": Kind.PERSON,
    "Organization": Kind.GROUP,
    "PublicBody": Kind.GROUP,
    "LegalEntity": Kind.UNKNOWN,  # a person or a company: the maker of the file did not know
    "Company": Kind.COMPANY,
    "Vessel": Kind.VESSEL,
    "Airplane": Kind.AIRCRAFT,
}
"""Schemata whose entities become entries."""

_LINK = "a link between two entities, and links make no entry"
_PLACE = "belongs to entities that point to it; what they say of it themselves is read"
_THING = "a thing or a document, not a party that can be met"

NO_PARTIES = {
    **dict.fromkeys(
        (
            "Associate",
            "Control",
            "ContractAward",
            "CourtCaseParty",
            "Debt",
            "Directorship",
            "Documentation",
            "EconomicActivity",
            "Employment",
            "Family",
            "Membership",
            "Occupancy",
            "Ownership",
            "Payment",
            "ProjectParticipant",
            "Representation",
            "Similar",
            "Succession",
            "TaxRoll",
            "UnknownLink",
        ),
        _LINK,
    ),
    **dict.fromkeys(("Address", "Identification", "Passport", "Position", "Sanction", "Risk", "Territory"), _PLACE),
    **dict.fromkeys(
        (
            "Article",
            "Assessment",
            "Asset",
            "Audio",
            "BankAccount",
            "Call",
            "CallForTenders",
            "Contract",
            "CourtCase",
            "CryptoWallet",
            "Document",
            "Email",
            "Event",
            "Folder",
            "HyperText",
            "Image",
            "License",
            "Mention",
            "Message",
            "Note",
            "Package",
            "Page",
            "Pages",
            "PlainText",
            "Post",
            "Project",
            "RealEstate",
            "Security",
            "Table",
            "Trip",
            "UserAccount",
            "Vehicle",
            "Video",
            "Workbook",
        ),
        _THING,
    ),
}
"""Schemata that are read past, each with its reason. One that stands in neither table is an alarm."""
