"""English and other languages, said and not guessed at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique import ingest
from communique.errors import DocumentError
from communique.ingest.lang import identify, sample

FOREIGN = {
    "de": "Der Außenminister sagte am Freitag in Berlin, dass die Regierung den Vorschlag ablehnt und keine "
    "weiteren Gespräche mit Moskau führen wird, solange die Truppen an der Grenze stehen.",
    "nl": "De minister van Buitenlandse Zaken zei vrijdag in Den Haag dat het kabinet het voorstel afwijst en "
    "dat er geen gesprekken met Moskou zullen volgen zolang de troepen aan de grens staan.",
    "da": "Udenrigsministeren sagde fredag i København, at regeringen afviser forslaget og ikke vil føre "
    "samtaler med Moskva, så længe tropperne står ved grænsen.",
    "pl": "Minister spraw zagranicznych powiedział w piątek w Warszawie, że rząd odrzuca propozycję i nie "
    "będzie prowadził rozmów z Moskwą, dopóki wojska stoją na granicy.",
    "fr": "Le ministre des Affaires étrangères a déclaré vendredi à Paris que le gouvernement rejette la "
    "proposition et ne mènera pas de discussions avec Moscou tant que les troupes sont à la frontière.",
    "es": "El ministro de Asuntos Exteriores dijo el viernes en Madrid que el Gobierno rechaza la propuesta y "
    "que no mantendrá conversaciones con Moscú mientras las tropas sigan en la frontera.",
    "tr": "Dışişleri Bakanı cuma günü Ankara'da hükümetin öneriyi reddettiğini ve askerler sınırda kaldığı "
    "sürece Moskova ile görüşme yapılmayacağını söyledi.",
    "id": "Menteri Luar Negeri mengatakan pada hari Jumat di Jakarta bahwa pemerintah menolak usulan tersebut "
    "dan tidak akan mengadakan pembicaraan dengan Moskow selama pasukan berada di perbatasan.",
    "ru": "Министр иностранных дел заявил в пятницу, что правительство отклоняет предложение и не будет вести "
    "переговоры.",
    "uk": "Міністр закордонних справ заявив у п'ятницю, що уряд відхиляє пропозицію і не вестиме переговорів.",
    "zh": "外交部长星期五表示，政府拒绝这项提议，只要军队还在边境，就不会与莫斯科进行会谈。",
    "ar": "قال وزير الخارجية يوم الجمعة إن الحكومة ترفض الاقتراح ولن تجري محادثات مع موسكو",
}

# Weak evidence or none against English: names, headlines, capitals, fragments, translated grammar, quotations, numbers.
ENGLISH = [
    "Kyiv denied it.",
    "Ni!",
    "12:30 — 14:00",
    "🇺🇦 🤝 🇵🇱",
    "LAVROV, BORREL, BLINKEN, SZYJJARTO, ZELENSKY MEET IN GENEVA ON SECURITY GUARANTEES DEMAND",
    "Sergei Shoigu, Valery Gerasimov, Nikolai Patrushev, Dmitry Medvedev, Maria Zakharova, Dmitry Peskov attended.",
    "President Andrzej Duda, Premier Mateusz Morawiecki, Zbigniew Rau meet Ursula von der Leyen, Olaf Scholz.",
    "Russia rejects NATO proposal; Kremlin cites Donbass shelling, warns Kyiv of consequences, recalls envoy Antonov.",
    "Minister on Friday told, that troops stand near border and that talk about sanction is by him too early.",
    "He wrote to the ministers: «Министр иностранных дел заявил в пятницу, что правительство отклоняет предложение», "
    "and said that this was what he had heard from the office on the day before.",
]


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_are_named(code: str) -> None:
    with pytest.raises(DocumentError, match=rf"written in .*\({code}\), and Communiqué reads English only"):
        ingest.from_text(FOREIGN[code])


@pytest.mark.parametrize("text", ENGLISH)
def test_doubt_is_for_the_text(text: str) -> None:
    assert ingest.from_text(text).text == text


@pytest.mark.parametrize("text", [text.upper() for code, text in FOREIGN.items() if code in {"de", "pl", "fr", "ru"}])
def test_capitals_do_not_hide_a_language(text: str) -> None:
    assert identify(text).foreign


def test_the_check_can_be_passed_over() -> None:
    assert ingest.from_text(FOREIGN["pl"], lang="en-GB").lang == "en"
    assert ingest.from_text(FOREIGN["pl"], limits=ingest.Limits(any_language=True)).lang == "pl"
    with pytest.raises(DocumentError, match=r"Polish \(pl\)"):
        ingest.from_text("The minister said it.", lang="pl")
    assert ingest.from_text("The minister said it.", lang="pl", limits=ingest.Limits(any_language=True)).lang == "pl"


def test_a_long_text_is_judged_by_samples() -> None:
    text = FOREIGN["pl"] * 20_000
    assert len(sample(text)) < 4000
    assert identify(text).code == "pl"


def texts(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_all_english_reference_texts_pass(shared: Path) -> None:
    paths = sorted([*shared.glob("corpora/*.jsonl"), *shared.glob("gold/*.jsonl")])
    records = [record for path in paths for record in texts(path) if record.get("lang", "en") == "en"]
    assert len(records) > 4000
    refused = [
        (verdict.code, record["text"][:80]) for record in records if (verdict := identify(record["text"])).foreign
    ]
    assert refused == []
