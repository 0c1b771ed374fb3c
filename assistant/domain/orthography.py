"""Whether letters can be a syllable of Vietnamese: a phonotactic check.

Vietnamese writes each syllable apart, and a syllable is onset + rhyme + tone from small closed
sets (about 160 rhymes). Source of the sets: the orthography of quốc ngữ as school books teach it.
"""

import unicodedata
from functools import lru_cache

_RHYME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng êc
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăp oăt oe oem oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ôông
    ơ ơi ơm ơn ơng ơp ơt u ua uc ui um un ung up ut uâc uân uâng uât uây
    uê uêch uên uênh uêt uêu uơ uơn uôc uôi uôm uôn uông uôp uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    uy uya uych uyn uynh uyp uyt uyu uyên uyêt y ych yêm yên yêng yêt yêu yn ynh yt
"""
_ONSET_TABLE = "ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x"
_RHYMES = frozenset(_RHYME_TABLE.split())
_ONSETS = tuple(_ONSET_TABLE.split())  # the longest first
_TONES = {"\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
_STOPS = ("c", "ch", "p", "t")
_BEFORE_FRONT = {"k", "gh", "ngh"}
_BEFORE_OTHER = {"c", "g", "ng"}
_FRONT = "ieêy"


def _split_tone(word: str) -> tuple[str, int, int]:
    """The word without tone mark, the tone (0 level), and how many marks there were."""
    marks = [char for char in unicodedata.normalize("NFD", word) if char in _TONES]
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if char not in _TONES)
    return unicodedata.normalize("NFC", bare), _TONES[marks[0]] if marks else 0, len(marks)


def _rhyme_fits(onset: str, rhyme: str, tone: int) -> bool:
    if rhyme not in _RHYMES:
        return False
    if rhyme.endswith(_STOPS) and tone not in (2, 5):
        return False
    front = rhyme[0] in _FRONT
    return not (onset in _BEFORE_FRONT and not front) and not (onset in _BEFORE_OTHER and front)


def _parses(bare: str, tone: int) -> bool:
    if _rhyme_fits("", bare, tone):
        return True
    for onset in _ONSETS:
        if bare.startswith(onset):
            rest = bare[len(onset) :]
            glides = {"gi": "i", "qu": "u"}
            if _rhyme_fits(onset, rest, tone) or (
                onset in glides and _rhyme_fits("", glides[onset] + rest, tone)
            ):
                return True
    return False


@lru_cache(maxsize=32_768)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (any case, NFC or NFD) can be a Vietnamese syllable.

    Stop finals carry only the sharp or the heavy tone, in writing always marked.
    """
    bare, tone, marks = _split_tone(word.lower())
    return marks <= 1 and _parses(bare, tone)
