"""A junk text layer is told from words; tables, other scripts, lists and short pages are no junk."""

import random

import pytest

from ingest.recognition.legibility import is_garbled, is_unprintable, reads_better

ENGLISH = (
    "The commission meets four times a year and publishes its minutes within a month. Every authority names one person who "
    "answers for the register, and a citizen may ask that person which data are held and why. "
)
FRENCH = (
    "La commission se réunit quatre fois par an et publie ses comptes rendus dans le mois. Chaque autorité désigne une "
    "personne qui répond du registre ; l’usager peut lui demander quelles données sont conservées et pourquoi. "
)
GERMAN = (
    "Die Kommission tagt viermal im Jahr und veröffentlicht ihre Niederschriften binnen eines Monats. Jede Behörde benennt "
    "eine Person, die für das Melderegister einsteht; Straßenverkehrszulassungsordnung und Datenschutzgrundverordnung gelten. "
)


def shifted(text: str, by: int) -> str:
    return "".join(chr((ord(c) - 97 + by) % 26 + 97) if "a" <= c <= "z" else c for c in text.lower())


SOUND = {
    "English": ENGLISH,
    "French": FRENCH,
    "German": GERMAN,
    "Spanish": "La comisión se reúne cuatro veces al año y publica sus actas en un mes; cada autoridad nombra a quien responde.",
    "Polish": "Komisja zbiera się cztery razy w roku i publikuje protokoły w ciągu miesiąca; każdy urząd wyznacza jedną osobę.",
    "Finnish": "Toimikunta kokoontuu neljä kertaa vuodessa ja julkaisee pöytäkirjansa kuukauden kuluessa kokouksestaan.",
    "capitals": ENGLISH.upper(),
    "Greek": "Η επιτροπή συνεδριάζει τέσσερις φορές τον χρόνο και δημοσιεύει τα πρακτικά της μέσα σε έναν μήνα.",
    "Arabic": "تجتمع اللجنة أربع مرات في السنة وتنشر محاضرها في غضون شهر واحد وتسمي كل سلطة شخصا واحدا مسؤولا عن السجل " * 2,
    "Chinese": "委员会每年举行四次会议并在一个月内公布会议记录。每个机关指定一名负责登记册的人员。" * 3,
    "Hindi": "आयोग वर्ष में चार बार बैठक करता है और एक महीने के भीतर अपना कार्यवृत्त प्रकाशित करता है। " * 2,
    "a table of figures": "\n".join(f"{n} {n * 3 % 97}.{n % 10} {n * 7 % 1000:,} – {n % 13} %" for n in range(1990, 2030)),
    "a contents page": "\n".join(f"{n}.{n} Chapter on registers {'.' * 60} {n * 4}" for n in range(1, 30)),
    "a list of codes": " ".join(f"AB-{n:03}/XK-{n * 7 % 100}" for n in range(80)),
    "addresses": " ".join(f"https://www.example.org/register/entry-{n}/minutes-of-the-commission.html" for n in range(20)),
    "formulas": "x = a + b, y = c / d, z = e * f; " * 10,
    "bullets of a symbol font": "\n".join(f"\uf0b7 {line}" for line in ENGLISH.split(". ") * 3),
    "code": "for (int i = 0; i < n; i++) { sum += a[i] * b[i]; if (sum > max) { max = sum; } } return max; " * 4,
    "a short line": "Qx 7",
    "nothing": "",
}  # fmt: skip
JUNK = {
    "replacement characters": "".join("\ufffd" if at % 3 == 0 and c != " " else c for at, c in enumerate(ENGLISH)),
    "glyphs of a private area": "".join(chr(0xE000 + ord(c)) if c != " " else c for c in ENGLISH),
    "every letter another one": shifted(ENGLISH, 3),
    "every letter another one, in French": shifted(FRENCH, 7),
    "codes of glyphs instead of letters": "".join(chr(ord(c) - 29) if c > "a" else c for c in ENGLISH),
    "mojibake": FRENCH.encode().decode("latin-1") * 2,
    "mojibake of Windows": GERMAN.replace("ö", "ö").encode().decode("cp1252", "replace") * 2,
    "glued words": ENGLISH.replace(" ", "").replace(".", "").replace(",", "") * 2,
    "letters spaced out": " ".join(ENGLISH.replace(" ", "")),
    "signs": "".join(random.Random(7).choices("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~", k=600)),
}  # fmt: skip


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_a_page_may_hold_is_no_junk(text):
    assert not is_garbled(text)


@pytest.mark.parametrize("text", JUNK.values(), ids=JUNK)
def test_junk_is_known_as_such(text):
    assert is_garbled(text)


def test_recognised_words_replace_junk_but_not_sound_words():
    assert reads_better(ENGLISH, shifted(ENGLISH, 3), 0.9)
    assert not reads_better(ENGLISH, ENGLISH, 0.9)
    assert not reads_better(ENGLISH, shifted(ENGLISH, 3), 0.2), "Tesseract is not sure of them"
    assert not reads_better(shifted(ENGLISH, 5), shifted(ENGLISH, 3), 0.9), "they are junk, too"
    assert not reads_better("", shifted(ENGLISH, 3), 0.9)


def test_recognised_words_replace_a_few_sound_ones_only_where_they_are_many_more():
    assert reads_better(ENGLISH, "A cover", 0.9)
    assert not reads_better("A cover of 7", "A cover", 0.9)


def test_a_page_without_words_takes_whatever_words_are_recognised():
    assert reads_better("Stamp", " \n•", 0.3)
    assert not reads_better(" \n", "", 0.0), "a photograph"


def test_junk_is_known_below_a_sound_heading():
    assert is_garbled(ENGLISH[:120] + "\n" + shifted(ENGLISH * 4, 3))
    assert is_garbled((ENGLISH * 11)[:1800] + shifted(ENGLISH * 12, 3))


def test_a_page_of_control_codes_is_known_by_what_pdfium_gives():
    codes = "\x01\x02\x0e\x1a \x03\x04\x05\r\n"
    assert is_unprintable(codes * 4 + "Page 12")
    assert not is_unprintable(ENGLISH)
    assert not is_unprintable(f"\x02 {ENGLISH}\r\n" * 30), "bullets"
    assert not is_unprintable("\x01\x02"), "too few to tell"
    assert not is_unprintable("")
