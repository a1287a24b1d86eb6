"""The documents and registers to which the publisher's numbers belong, by its own names for them."""

from __future__ import annotations

DOCUMENT_TYPES = frozenset(
    line.strip()
    for line in """
Afghan Money Service Provider License Number
Aircraft Construction Number (also called L/N or S/N or F/N)
Aircraft Manufacturer's Serial Number (MSN)
Aircraft Mode S Transponder Code
Aircraft Serial Identification
BIK (RU)
Birth Certificate Number
Bosnian Personal ID No.
Branch Unit Number
British National Overseas Passport
Business Number
Business Registration Document #
Business Registration Number
C.I.F.
C.R. No.
C.U.I.
C.U.I.P.
C.U.I.T.
C.U.R.P.
CNP (Personal Numerical Code)
Cartilla de Servicio Militar Nacional
Cedula No.
Cedula de Residencia
Central Registration System Number
Certificate of Incorporation Number
Chamber of Commerce Number
Chinese Commercial Code
Citizen's Card Number
Commercial Registry Number
Company ID
Company Number
Credencial electoral
D-U-N-S Number
D.N.I.
Diplomatic Passport
Driver's License No.
Dubai Chamber of Commerce Membership No.
Economic Register Number (CBLS)
Electoral Registry No.
Enterprise Number
Equity Ticker
File Number
Fiscal Code
Folio Mercantil No.
Global Intermediary Identification Number
Government Gazette Number
I.F.E.
ISIN
Identification Number
Immigration No.
International Maritime Organization No.
Istanbul Chamber of Comm. No.
Italian Fiscal Code
Kenyan ID No.
LE Number
Legal Entity Number
License
MICEX Code
MSB Registration Number
Matricula Mercantil No
Moroccan Personal ID No.
N.I.E.
NIT #
National Foreign ID Number
National ID No.
Numero Unico de Identificacao Tributaria (NUIT)
Numero de Identidad
Paraguayan tax identification number
Passport
Personal ID Card
Pilot License Number
Political Parties, Public Associations, and Religious Groups Register
Public Registration Number
Public Security and Immigration No.
R.F.C.
RFC
RIF #
RSIN
RTN
RUC #
Refugee ID Card
Registered Charity No.
Registration ID
Registration Number
Residency Number
Romanian C.R.
Romanian Permanent Resident
Romanian Tax Registration
SRE Permit No.
SSN
SWIFT/BIC
Seafarer's Identification Document
Serial No.
Stateless Person ID Card
Stateless Person Passport
Tarjeta Profesional
Tax ID No.
Tazkira National ID Card
Temporary suspension of deportation No.
Tourism License No.
Trade License No.
Travel Document Number
Turkish Identification Number
U.S.A. Passport
UAE Identification
UK Company Number
US FEIN
Unified Social Credit Code (USCC)
United Social Credit Code Certificate (USCCC)
V.A.T. Number
VisaNumberID
""".strip().splitlines()
)
