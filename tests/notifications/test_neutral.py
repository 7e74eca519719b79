"""Words that a stranger must not read on somebody's screen."""

import pytest

from portal.notifications.neutral import forbidden_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rendez-vous pour les migrants.", ["migrants"]),
        ("Votre titre de SÉJOUR, vos papiers", ["SÉJOUR"]),
        ("la demande d’asile", ["asile"]),
        ("les sans-papiers", ["sans papiers"]),
        ("Régularisation et regularización", ["Régularisation", "regularización"]),
        ("refugees, refugiados, réfugiée", ["refugees", "refugiados", "réfugiée"]),
        ("undocumented residents", ["undocumented", "residents"]),
        ("للمهاجرين واللاجئين", ["للمهاجرين", "واللاجئين"]),
        ("مُهاجِرون", ["مُهاجِرون"]),
        ("بطاقة الإقامة", ["الإقامة"]),
        ("رخصة إقامة", ["رخصة إقامة"]),
        ("تسوية وضعيتكم", ["تسوية وضعيتكم"]),
        ("Work4Life, work 4 life, WORK-4-LIFE", ["Work4Life", "work 4 life", "WORK 4 LIFE"]),
        ("le HCR et Caritas", ["HCR", "Caritas"]),
        ("consultation médicale, santé", ["médicale", "santé"]),
        ("femmes enceintes", ["femmes enceintes"]),
        ("المستشفى والصحة", ["المستشفى", "والصحة"]),
        ("mi\u00adgrants, mi\u200bgrants", ["migrants"]),
        ("𝐦𝐢𝐠𝐫𝐚𝐧𝐭𝐬", ["𝐦𝐢𝐠𝐫𝐚𝐧𝐭𝐬"]),
    ],
)
def test_a_word_that_tells_too_much_is_found_as_it_was_written(text, found):
    assert forbidden_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Vous pouvez séjourner à l'auberge.",
        "Entrée par l'enceinte de la foire, violons et fleurs violettes.",
        "Deportes, regularidad, la feria de Rabat.",
        "Postes d'infirmier et d'aide-soignante. Formation résidentielle.",
        "Votre code : 7K3M-9QXH. Venez vendredi 12 février à 9 h.",
        "سيتم إقامة المعرض يوم الجمعة",  # the fair will be held
        "السنة الهجرية",  # the year of the calendar
        "فرص شغل للممرضين، شهادة، صحيح، طبيعي",
    ],
)
def test_words_that_only_look_alike_pass(text):
    assert forbidden_in(text) == []


def test_a_word_said_twice_is_named_once():
    assert forbidden_in("asile, asile") == ["asile"]
