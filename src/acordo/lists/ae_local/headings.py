"""What the table is made of: its headings, and the choices that are closed.

A heading has one word of ours; two spellings of it that were printed stand side by side.
"""

from __future__ import annotations

from acordo.facts import Kind

NUMBER = "#"

HEADINGS = {
    NUMBER: "number",
    "التصنيف": "category",
    "الجنسية": "nationality",
    "اسم العائلة (بالحروف العربية)": "arabic family name",
    "اسم العائلة (بالحروف اللاتينية)": "latin family name",
    "الاسم الكامل (بالحروف العربية)": "arabic name",
    "الاسم الكامل (باللغة العربية)": "arabic name",
    "الاسم الكامل (بالحروف اللاتينية)": "latin name",
    "تاريخ الميلاد": "born",
    "مكان الميلاد": "birth place",
    "الاسم": "known as",
    "الشارع": "street",
    "المدينة": "city",
    "الدولة": "country",
    "المقر": "seat",
    "النوع": "document type",
    "رقم الوثيقة": "document number",
    "جهة الإصدار": "document issuer",
    "تاريخ الإصدار": "document issued",
    "تاريخ الانتهاء": "document expires",
    "رقم الرخصة": "licence number",
    "انتهاء الترخيص": "licence expires",
    "قرار الإدراج": "decision",
    "معلومات أخرى": "further",
    "ملاحظات": "note",
}
"""Headings as printed, on one line, and what stands under each; those of the tables of bodies are among them."""

NEEDED = ("number", "category", "arabic name")

KINDS = {"شخص إرهابي": Kind.PERSON, "كيان إرهابي": Kind.GROUP, "تنظيم إرهابي": Kind.GROUP}
"""Terrorist person, terrorist entity, terrorist organisation."""

DOCUMENT_TYPES = frozenset(
    {"جواز سفر", "جواز السفر", "جواز سفر يمني", "جواز سفر سعودي", "الرقم الموحد", "تأشيرة سياحية"}
)
"""Passport (also Yemeni, Saudi), the unified number of the Emirates, visa of a visitor."""
