"""Words that a moderator looks at, by what they may mean.

Patterns are written as contacts.plain() leaves a text: small letters, no accents, digits 0 to 9,
one shape for each Arabic letter (ا for أ and إ, ه for ة, ي for ى and ئ), single spaces. Each list
is looked for in every language, since people mix them.
"""

import re
from dataclasses import dataclass

from portal.reference import contacts

# Arabic articles, "and", "with", "for" are written on to the word.
_AR = r"(?<!\w)[وف]?[بلك]?(?:ال|ل)?"


@dataclass(frozen=True)
class Suspicion:
    """`unless`: the same words with an innocent meaning, around or at the place that was found."""

    code: str
    found: re.Pattern[str]
    unless: re.Pattern[str] | None = None


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _words(*patterns: str) -> re.Pattern[str]:
    return _any(*(rf"(?<!\w)(?:{pattern})(?!\w)" for pattern in patterns))


_TO_WRITE = (
    r"(?:contact\w*|envo\w+|ecri\w+|cv|candidatur\w+|appel\w*|joindre|joignez|messages?|repon\w+"
    r"|postul\w+|send|write|call|text|apply|reply|reach|envi\w+|escrib\w+|llam\w+|mand\w+"
    r"|respond\w+|راسل\w*|تواصل\w*|ابعث\w*|ارسل\w*|اتصل\w*|الاتصال|التواصل|عبر)"
)
_WHATSAPP = r"(?:what'?s? ?app?s?|wh?ats?app?|watsapp?|wtsp|wts|الواتساب|واتساب|واتس ?اب|وتساب)"

LINKS = Suspicion("link", contacts.LINKS)
MAILS = Suspicion(
    "email",
    _any(
        r"[\w.+-]+ ?@ ?[\w-]+(?: ?\. ?[\w-]+)+",
        r"[\w.+-]+ ?(?:\(at\)|\[at\]|\barobase\b|\barroba\b) ?[\w-]+",
        r"(?<!\w)(?:gmail|hotmail|outlook|yahoo)(?!\w)",
    ),
    _any(r"outlook (?:et|and|y|,)|(?:excel|word|office|maitrise|connaissance)[^.]{0,40}outlook"),
)
HANDLES = Suspicion(
    "handle",
    _any(
        r"(?<![\w@.])@[a-z0-9_.]{3,}",
        r"(?<!\w)(?:insta|instagram|facebook|fb|telegram|tiktok|snap|snapchat|messenger)"
        r" ?(?:[:=@]|page ) ?@?[a-z0-9_.]{3,}",
        r"(?:sur|par|via|on|en|por|علي|عبر) (?:telegram|messenger|تلغرام|تيليجرام|ماسنجر)",
    ),
)
WHATSAPP = Suspicion(
    "whatsapp",
    _any(
        rf"(?<!\w){_TO_WRITE}[^.!\n]{{0,30}}?(?<!\w){_WHATSAPP}(?!\w)",
        rf"(?<!\w){_WHATSAPP} ?(?:seulement|uniquement|only|solo|solamente|فقط|:)",
    ),
    _any(r"repon\w+ aux clients|aux clients|to customers|a los clientes|للزبناء|الزبناء"),
)
MONEY = Suspicion(
    "money",
    _any(
        r"(?<!\w)frais(?!\w)",
        r"(?<!\w)(?:caution|acompte|arrhes|cotisation)(?!\w)",
        r"(?<!\w)depot de garantie",
        r"(?<!\w)droits? d'(?:inscription|entree|adhesion)",
        r"(?<!\w)(?:inscription|formation|stage) payante?(?!\w)",
        r"(?<!\w)(?:payer|verser|regler|avancer) (?:une? |la |les |des )?"
        r"(?:somme|avance|inscription|formation|dossier|place|\d)",
        r"(?<!\w)(?:acheter|achat d'|achat du|achat de) ?(?:un |le |son |votre )?kit",
        r"(?<!\w)(?:western union|moneygram|wafacash|cash ?plus|mandat cash|orange money)(?!\w)",
        r"(?<!\w)fees?(?!\w)",
        r"(?<!\w)(?:security |refundable )?deposit (?:of|is|required|\d)",
        r"(?<!\w)refundable deposit",
        r"(?<!\w)(?:up ?front payment|pay (?:up ?front|in advance|to apply|for (?:the |your )?"
        r"(?:training|registration|application|file|place)))",
        r"(?<!\w)(?:tasas?|fianza|cuota de (?:inscripcion|entrada))(?!\w)",
        r"(?<!\w)gastos de (?:inscripcion|gestion|tramitacion|matricula|expediente|formacion)",
        r"(?<!\w)(?:pagar|abonar|adelantar) (?:una? |la |el |los )?"
        r"(?:inscripcion|formacion|curso|plaza|cuota|\d)",
        rf"{_AR}رسوم(?!\w)",
        rf"{_AR}مصاريف (?:ال)?(?:تسجيل|ملف|تكوين|اداريه)",
        rf"{_AR}واجبات (?:ال)?(?:تسجيل|انخراط|تكوين)",
        rf"{_AR}(?:تسبيق|عربون|ضمانه ماليه|مبلغ الضمان|كفاله)(?!\w)",
        r"(?:ادفع|دفع|تدفع|يدفع|اداء) (?:مبلغ|رسوم|واجب|\d)",
    ),
    _any(
        r"(?:sans|aucune?s?|pas de|zero|ni|no|without|sin|ningun\w*) (?:\w+ ){0,2}(?:frais|caution"
        r"|acompte"
        r"|depot de garantie|cotisation|fees?|deposit|tasas?|fianza|gastos)",
        r"(?:بدون|دون|لا) (?:اي |توجد )?(?:رسوم|مصاريف|واجبات)",
        r"رسوم (?:متحركه|هندسيه|فنيه)",
        r"(?:produits?|legumes?|fruits?|poissons?|aliments?|jus|fromages?|plats?|pains?|laits?"
        r"|viandes?"
        r"|pates?|oeufs?|herbes?|fleurs?|rayons?|rayon) (?:\w+ )?(?:et )?frais",
        r"frais (?:et|du jour|de saison|de port|generaux)",
        r"frais [^.!\n]{0,45}(?:rembours\w+|pris en charge|a notre charge|payes|offerts|couverts)",
        r"(?:rembours\w+|prise? en charge|couvr\w+|payons)[^.!\n]{0,25}frais",
        r"(?:tuition|fees?) (?:is |are )?(?:free|paid|covered|reimbursed)",
        r"notes? de frais",
    ),
)
PAPERS = Suspicion(
    "papers",
    _any(
        r"(?<!\w)(?:passeports?|passports?|pasaportes?)(?!\w)",
        r"(?<!\w)(?:carte|titre|permis) de (?:sejour|residence)",
        r"(?<!\w)cartes? (?:nationales?|d'identite|d'immatriculation)",
        r"(?<!\w)pieces? d'identite",
        r"(?<!\w)(?:cin|cnie|c\.i\.n\.?)(?!\w)",
        r"(?<!\w)(?:id|identity) (?:card|document|papers)",
        r"(?<!\w)residen(?:ce|t|cy) (?:card|permit)",
        r"(?<!\w)work permits?(?!\w)",
        r"(?<!\w)(?:permiso|tarjeta|carta) de (?:residencia|trabajo)",
        r"(?<!\w)(?:documento|carne|carnet) de identidad",
        r"(?<!\w)(?:papiers|papeles|papers) (?:en regle|valides?|a jour|d'identite|en regla"
        r"|in order)",
        r"(?<!\w)(?:sans|avec|avoir (?:ses|des|vos)|con|sin|tener|with|without"
        r"|legal) (?:papiers|papeles|papers)"
        r"(?! peints)",
        r"(?<!\w)(?:visa (?:de|valide|valid|obligatoire)|situation reguliere|sejour regulier)",
        rf"{_AR}جواز(?:ات)? ?(?:ال)?سفر",
        rf"{_AR}جواز(?:كم|ك|ه|ها)?(?!\w)",
        rf"{_AR}(?:بطاقه|بطاقتك\w*|رخصه|شهاده) (?:ال)?(?:اقامه|تعريف|وطنيه|هويه)",
        rf"{_AR}اوراق (?:ال)?(?:اقامه|ثبوتيه|قانونيه)",
        rf"{_AR}(?:وضعيه|اقامه) قانونيه",
    ),
)

_SEEK = (
    r"(?:rech?erch\w+|cherch\w+|embauch\w+|recrut\w+|besoin d'|want(?:ed)?|looking for|need(?:ed)?"
    r"|hiring|busc\w+|necesit\w+|seek\w*)"
)
SEX = Suspicion(
    "sex",
    _any(
        r"(?<!\w)jeunes? (?:filles?|femmes?|hommes?|garcons?|dames?)(?!\w)",
        rf"(?<!\w){_SEEK} (?:des |une? |d'une? |a |an )?(?:femmes?|filles?|hommes?|garcons?"
        rf"|dames?|wom[ae]n"
        r"|girls?|ladies|lady|m[ae]n|boys?|mujer(?:es)?|hombres?|chicas?|chicos?|senoritas?)"
        r"(?! (?:de (?:menage|chambre|service)|a tout faire))(?!\w)",
        r"(?<!\w)(?:femmes?|filles?|hommes?|garcons?|females?|males?|girls?|boys?|wom[ae]n"
        r"|m[ae]n|mujer(?:es)?"
        r"|hombres?|chicas?|chicos?) (?:uniquement|seulement|exclusivement|only|solamente"
        r"|unicamente)",
        r"(?<!\w)(?:reserve|only|uniquement|seulement|solo) (?:aux |a des |for |para )?"
        r"(?:femmes|filles|hommes|garcons|females?|males?|girls|boys|women|men|mujeres|hombres"
        r"|chicas|chicos)",
        r"(?<!\w)(?:de )?sexe (?:feminin|masculin)",
        r"(?<!\w)(?:young (?:lad(?:y|ies)|wom[ae]n|girls?|m[ae]n|boys?)|senoritas?|mujer joven"
        r"|chica joven)(?!\w)",
        rf"{_AR}(?:فتاه|فتيات|شابات|شابه|انسات|انسه)(?!\w)",
        r"(?:للذكور|للاناث|للنساء|للرجال|ذكور|اناث|نساء|رجال) فقط",
        r"(?:مطلوب|نبحث عن|نريد|محتاجين) (?:امراه|سيده|رجل|رجال|نساء|بنت|بنات|ولد|شاب)(?!\w)",
    ),
    _any(
        r"(?:pour|vetements?|coiffure|mode|rayon|chaussures|sport|habits) (?:\w+ )?(?:de "
        r"|pour )?(?:jeunes? )?(?:femmes?|filles?|hommes?"
        r"|garcons?)(?:,| et)",
        r"(?:femmes?|hommes?) (?:et|ou|and|or|y|o) (?:femmes?|hommes?|wom[ae]n|m[ae]n|mujer\w*"
        r"|hombres?)",
        r"(?:wom[ae]n|m[ae]n|mujer\w*|hombres?|girls|boys) (?:and|or|y|o) (?:wom[ae]n|m[ae]n"
        r"|mujer\w*|hombres?|girls|boys)",
        r"(?:رجال|نساء) (?:و|او) ?(?:رجال|نساء)",
    ),
)
_WITHOUT_EXPERIENCE = (
    r"(?! ?(?:d'exp|de exp|of exp|d'anc|de anc|exp|minimum d'exp|من الخبره|من التجربه|خبره|تجربه))"
)
_ADULT = r"(?:1[5-79]|[2-6]\d)"  # 18 alone is the law, not a preference
_YEARS = r"(?:ans|anos|years?(?: old)?|yo|سنه|سنوات|عام\w*)"
AGE = Suspicion(
    "age",
    _any(
        rf"(?<!\w)(?:moins de|pas plus de|jusqu'a|under|below|younger than|not older than|up to"
        rf"|menos de"
        rf"|no mas de|menor(?:es)? de|hasta|اقل من|لا يتجاوز|لا تتجاوز|لا يفوق"
        rf"|دون) {_ADULT} {_YEARS}{_WITHOUT_EXPERIENCE}",
        rf"(?<!\d){_ADULT} ?(?:-|a|et|to|and|y|ou|الي|و"
        rf"|حتي) ?{_ADULT} {_YEARS}{_WITHOUT_EXPERIENCE}",
        rf"(?<!\w)18 ?(?:-|a|et|to|and|y|الي|و|حتي) ?{_ADULT} {_YEARS}{_WITHOUT_EXPERIENCE}",
        r"(?<!\w)agee?s? (?:de|entre|d'environ|minimum|maximum|max|limite|moins)",
        r"(?<!\w)(?:age limite|limite d'age|age (?:maximum|maximal|max|requis|souhaite)|age ?:"
        r"|age limit"
        r"|maximum age|aged (?:between )?\d|edad (?:maxima|entre|limite)|edad ?:)",
        r"(?<!\w)(?:years old|ans max(?:imum)?)(?!\w)",
        rf"{_AR}(?:عمر|سن)(?:ه|ها|ك|كم)? (?:بين|من|اقل|لا|اقصي|المطلوب|ما بين|الاقصي)",
        r"(?:السن|العمر) ?:",
    ),
    _any(
        r"(?:enfants?|jeunes|eleves?|adolescents?|ados|children|kids|pupils|ninos|ninas|اطفال"
        r"|تلاميذ)"
        r" (?:\w+ )?(?:ages? )?(?:de |from |between |entre |aged |من |بين )\d+",
        r"(?:18 ans (?:revolus|et plus|minimum)|(?:plus|au moins|over|at least"
        r"|mayor(?:es)?) (?:de )?18)",
    ),
)
_PEOPLE_OF = (
    r"(?:europ(?:een|eenne|eens|eennes|ean|eans|eo|ea|eos|eas)|african?s?|africain(?:e|s|es)?"
    r"|sub-?saharien(?:ne|s|nes)?|subsaharian[oa]s?|marocain(?:e|s|es)?|moroccans?|marroquies?"
    r"|asiatiques?|asians?|senegalais(?:e|es)?|ivoirien(?:ne|s|nes)?|camerounais(?:e|es)?)"
)
ORIGIN = Suspicion(
    "origin",
    _any(
        rf"(?<!\w){_PEOPLE_OF} (?:uniquement|seulement|exclusivement|only|solamente|unicamente"
        rf"|exiges?|souhaites?)",
        rf"(?<!\w)(?:que des|uniquement|seulement|only|solo|pas de|no|sans|sauf|except"
        rf"|excepto|pas d') ?{_PEOPLE_OF}(?!\w)",
        r"(?<!\w)(?:europ(?:een|eenne|eens|eennes|ean|eans|eo|ea|eos|eas))(?!\w)",
        rf"(?<!\w)(?:candidat\w*|profils?|personnes?|employe\w*|person|people"
        rf"|candidates?) {_PEOPLE_OF}(?!\w)",
        r"(?<!\w)(?:nationalites?|nationality|nationalities|nacionalidad(?:es)?)(?!\w)",
        rf"(?<!\w)(?:d'origine|of origin|de origen) {_PEOPLE_OF}",
        r"(?<!\w)(?:race|raza|teint|peau|skin|piel) (?:blanch\w+|noire?s?|clair\w*|white|black"
        r"|fair|light|clar\w+|blanca|negra)",
        r"(?<!\w)(?:white|black|light|fair|dark) (?:people|skin\w*|candidates?|only)(?!\w)",
        r"(?<!\w)(?:voilees?|sans voile|sans hijab|no hijab|with hijab|musulman(?:e|s|es|a|os"
        r"|as)?|chretien(?:ne|s|nes)?|muslims?"
        r"|christians?|cristian[oa]s?)(?!\w)",
        rf"{_AR}(?:جنسيه|جنسيات)(?!\w)",
        r"(?:مغاربه|افارقه|اوروبيين|اوروبيون|مغربيه|مغربي|بيض|سود) فقط",
        rf"{_AR}(?:بشره|محجبه|غير محجبه|مسلمه|مسيحي\w*)(?!\w)",
    ),
    _any(
        r"(?:normes?|standards?|unions?|clients?|clienteles?|marches?|projets?|project|market"
        r"|qualites?|cuisines?|food|commission"
        r"|fonds|fund|entreprises?|company|societes?|financement|programme|langues?"
        r"|partenaires?|norma|cocina|mercado"
        r"|union|programa|proyecto|empresa|style|mode|musiques?) (?:\w+ )?europ",
        r"europe(?:an|o|a|en|enne) (?:union|standards?|projects?|markets?|norms?|food|commission)",
        r"(?:toutes?|any|all|cualquier|todas|sans distinction de|quelle que soit (?:la|votre)"
        r"|جميع|كل) (?:las |les |la )?"
        r"(?:ال)?(?:nationalit\w+|nacionalidad\w*|جنسيات)",
    ),
)
LOOKS = Suspicion(
    "looks",
    _any(
        r"(?<!\w)(?:tres )?presentables?(?!\w)",
        r"(?<!\w)(?:bonne|belle|tres bonne|excellente) presentation(?! (?:des?|du|de la|orale"
        r"|ecrite|visuelle|en rayon))(?!\w)",
        r"(?<!\w)(?:physique (?:agreable|soigne|avantageux)|belle apparence|charmante?s?"
        r"|jolies?|elancees?|mince)(?!\w)",
        r"(?<!\w)(?:good[- ]looking|attractive (?:wom[ae]n|girls?|appearance|person"
        r"|candidates?)|pretty|beautiful (?:wom[ae]n|girls?)"
        r"|pleasant appearance)(?!\w)",
        r"(?<!\w)(?:buena (?:presencia|apariencia|imagen)|guapas?|guapos?"
        r"|bien parecid[oa]s?)(?!\w)",
        r"(?<!\w)(?:cv|candidature|dossier|lettre|resume|curriculum)\W+(?:\w+\W+){0,3}(?:photo"
        r"|foto|picture)(?!\w)",
        r"(?<!\w)(?:photo|foto|picture)s? (?:\w+ )?(?:obligatoires?|exigees?|recentes?"
        r"|d'identite|personnelle|en pied|obligatoria|reciente|required)",
        r"(?<!\w)(?:envoye[rz]|joindre|joignez|avec|transmettre|enviar|con|with|send) (?:votre"
        r"|une|sa|your|a|una|su|tu) (?:photo|foto|picture)(?!\w)",
        r"(?:حسنه|حسن|جميله|جميل|لايقه) (?:ال)?(?:مظهر|هندام|شكل)",
        rf"{_AR}مظهر (?:لايق|حسن|جميل|انيق)",
        r"(?:صوره شخصيه|مع صوره|ارسال صوره)",
    ),
    _any(
        r"jolies? (?:choses|creations|tables|assiettes)|photo d'identite (?:numerique|pour clients)"
    ),
)

IN_ORDER = (WHATSAPP, LINKS, MAILS, HANDLES, MONEY, PAPERS, SEX, AGE, ORIGIN, LOOKS)
