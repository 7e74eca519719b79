"""Words that people and advertisements put around a trade, and that say nothing of it."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Articles, prepositions, pronouns of French, Spanish, English, Portuguese, Darija, Arabic.
_SMALL = _words(
    """
    de du des d l la le les et en a au aux un une ou sur pour par avec sans son sa ses mes mon ma
    que qui se ce est dans chez je j ai suis the of and in for to with an or at on by as am i my is
    el los las del y para con por al lo unos unas soy da do dos das e o os um uma em no na nos nas
    f fi dyal d b w wa ana li l lil ka kan x
    في من على الى عن مع و او ف ب ل ك ديال د انا لي هو هي
    """
)
# What adverts and greetings are made of.
_AROUND = _words(
    """
    urgent recrute recrutons recrutement cherche cherchons recherche recherchons besoin offre poste
    cdi cdd anapec debutant debutante experimente experimentee experience confirme confirmee
    disponible svp merci bonjour salut monsieur madame profil societe oui non ok tout rien
    demain dieu faim labas
    hello thanks yes hiring wanted needed urgently job jobs vacancy looking seeking please
    experienced
    busco buscamos necesito necesitamos trabajo empleo urgente quiero experiencia contratamos
    salam khdem khedam khdam khedama khdama khaddam khaddama kankhdem kankhedem kankhdm nkhdem
    kanekhdem khadam khadama kandir bghit kanqeleb kanqleb khdma khedma lkhedma
    lkhdma knt kont mohtaj
    السلام سلام عليكم شكرا
    خدام خدامه كنخدم نخدم كنقلب خدمه الخدمه بغيت اعمل ابحث اشتغل مطلوب وظيفه عمل كنت كندير شغل محتاج
    """
)
EMPTY = _SMALL | _AROUND
# Only as a whole: each of their words may belong to a trade.
PHRASES = re.compile(
    r"\b(?:je (?:fais|travaille|veux|sais|peux)(?: (?:etre|devenir|faire|travailler))?"
    r"(?: (?:dans|comme|de|en))?|je suis|j'ai ete|j'etais|j'ai travaille(?: (?:comme|dans))?"
    r"|(?:un|du|mon|le) (?:travail|boulot|emploi|job)(?: (?:de|d'|comme|dans))?"
    r"|travail (?:de|d'|comme)|emploi (?:de|d')|metier (?:de|d')|formation (?:de|en)"
    r"|(?:i|we) (?:work|worked|want to work|want to be|used to work|am|was|can|do|need"
    r"|are looking for)"
    r"(?: (?:as|in))?(?: an?)?|work as(?: an?)?|(?:a |any )?(?:work|job|position) (?:as|of|for)"
    r"|(?:yo )?(?:trabajo|trabajaba|trabaje|trabajar) (?:de|como|en)|puesto de|soy|quiero ser"
    r"|rabat sale|ma femme|mon (?:fils|mari)|aide[rz]? moi"
    r"|(?:avec|sans) experience|tout de suite|a plein temps|a temps (?:plein|partiel))\b"
)
