"""The parts of a name that do not name: particles, titles, kunyas, legal forms.

Small closed tables, by hand, from the usage of the lists and of the region; each word is folded and romanised, or
folded Arabic. What a table does not hold is a base word.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a word does in a name."""

    BASE = "base"
    PARTICLE = "particle"
    TITLE = "title"
    INITIAL = "initial"
    KUNYA = "kunya"
    LEGAL_FORM = "legal_form"
    NUMBER = "number"


_PARTICLES = """
al el ul ur ar as ad an at az ash ed er es ez esh ou il
bin ben ibn bint binti ebn bn uld ould wa ag walad aal
de da do dos das di del della dei du des la le les e y i und and et of the und
van von den der ter ten zu zum zur af av
oglu ogli oglou ogly oghlu ugli kyzy qizi kizi kyzi uulu ulu zoda zada zade
ال بن ابن بنت ولد اوغلو
"""
_TITLES = """
mr mrs ms miss dr prof professor sir lord lady dame eng ing engineer
sheikh shaykh sheik shaikh shekh cheikh cheik xeque sheikha mullah mulla molla mawlawi maulavi maulawi molvi maulana
mufti qari hafiz ustad ustaz haji hajji hadji al-hajj hajj hadj haj alhaji alhaj elhadj said-i
imam emir amir ayatollah hojatoleslam hojjatoleslam akhund akhunzada
general gen colonel col lieutenant lt major maj captain capt brigadier brig admiral commander cmdr sergeant
brigadegeneral marshal
senhor senhora sr sra dona dom padre pastor mwalimu bwana mestre comandante doutor doutora dra engenheiro engenheira
coronel capitao tenente sargento brigadeiro almirante ndugu mzee xehe shehe
prince princess king queen minister president ambassador
الشيخ شيخ الحاج حاج دكتور الدكتور سيد السيد الملا ملا مولوي حاجي عميد لواء عقيد
القائد قائد الاستاذ استاذ المهندس مهندس الامام العقيد اللواء العميد الرائد النقيب المقدم
السيدة المولوي المفتي القاري
gospodin gospozha polkovnik podpolkovnik kapitan komandir inzhener doktor khadzhi mulla sheikh serzhant leytenant
marechal alferes furriel major xeique cheique mualimo mualimu ustadh ustadhi ustaze sharifa mheshimiwa kamanda
daktari mhandisi hakimu sheha maalim malim
docteur commandant maitre ingenieur colonel elhaj
seyh haci hoca efendi komutan muhendis molla
"""
_KUNYAS = """
abu abou abo aboe ebu bu umm um oum om abi aba abul
ابو ام ابي ابا
"""
_LEGAL_FORMS = """
ltd limited llc llp lp inc incorporated corp corporation company plc pty pte gmbh mbh kg ohg sarl srl sas spa lda ltda
eurl fze fzco fzc fzllc dmcc jsc ojsc cjsc pjsc pao oao zao ooo ao zat tov pat ag ab oy oyj asa aps bv nv sdn bhd
aktiengesellschaft gesellschaft mit beschrankter haftung liability joint stock societatea raspundere limitata
kabushiki kaisha doo dd ad eood ood kft zrt rt nyrt sro spol as
"""

_ROLES = {
    word: role
    for role, words in (
        (Role.LEGAL_FORM, _LEGAL_FORMS),
        (Role.KUNYA, _KUNYAS),
        (Role.TITLE, _TITLES),
        (Role.PARTICLE, _PARTICLES),
    )
    for word in words.split()
}


def role_of(letters: str) -> Role:
    """The role of a word by itself; its place in the name may still change it."""
    if len(letters) == 1:
        return Role.NUMBER if letters.isdigit() else Role.INITIAL if letters not in {"e", "y", "i"} else Role.PARTICLE
    if letters.isdigit():
        return Role.NUMBER
    return _ROLES.get(letters, Role.BASE)
