"""Which column of a list of companies holds what, whoever made it: headers in four languages."""

import re

from portal.core.errors import Refused
from portal.core.folding import fold
from portal.core.tables import Row

LOOKED_AT = 20  # rows in which the header is looked for: a title may stand above it
_HEADERS = {
    "name": """
        nom, nom commercial, nom de l entreprise, entreprise, entreprises, societe, raison sociale,
        denomination, denomination sociale, nom de la societe, nom de la cooperative, cooperative,
        enseigne, projet, nom du projet, startup, start up, name, company, company name, business,
        business name, trade name, enterprise, project, project name, الاسم, اسم, اسم المقاولة,
        المقاولة, المقاولات, المؤسسة, اسم الشركة, الشركة, اسم التعاونية, التعاونية, المشروع,
        الاسم التجاري, اسم المشروع, nombre, nombre de la empresa, empresa, empresas,
        nombre comercial, razon social, negocio, nombre del negocio, cooperativa, proyecto,
        nombre del proyecto
    """,
    "form": """
        forme, forme juridique, statut, statut juridique, type, type d entreprise, legal form, form,
        legal status, company type, type of company, الشكل القانوني, الشكل, الصفة القانونية, النوع,
        forma juridica, forma legal, forma, tipo, tipo de empresa
    """,
    "trade": """
        secteur ou metier, sector or trade, القطاع او المهنه, sector u oficio,
        metier, activite, activites, secteur, secteur d activite, domaine, domaine d activite,
        filiere, specialite, trade, activity, sector, industry, field, what it does, المهنة, النشاط,
        القطاع, المجال, مجال العمل, نشاط المقاولة, التخصص, oficio, actividad, sector de actividad,
        ramo, especialidad
    """,
    "city": """
        ville, commune, localite, lieu, city, town, place, المدينة, مدينة, الجماعة, المكان, ciudad,
        localidad, municipio, lugar
    """,
    "phone": """
        telephone, tel, telephone portable, telephone mobile, portable, gsm, mobile, fixe, contact,
        numero de telephone, num de telephone, num telephone, num tel, n de telephone, n telephone,
        n de tel, n tel, no tel, numero de tel, phone, phone number, telephone number, mobile phone,
        mobile number, cell, cell phone, الهاتف, هاتف, رقم الهاتف, الهاتف المحمول, الهاتف النقال,
        النقال, المحمول, الجوال, telefono, telefonos, numero de telefono, telefono movil, movil,
        celular
    """,
    "whatsapp": """
        whatsapp, whats app, numero whatsapp, n whatsapp, tel whatsapp, whatsapp number, واتساب,
        الواتساب, رقم الواتساب, واتس اب, numero de whatsapp
    """,
    "programme": """
        programme, program, projet d appui, phase, cohorte, promotion, cohort, round, البرنامج,
        برنامج, الفوج, الدفعة, programa, cohorte del programa, promocion
    """,
    "supported_by": """
        avec le soutien de, con el apoyo de, soutenu par, soutenue par, appuye par, appuyee par,
        accompagne par, accompagnee par,
        finance par, financee par, partenaire, partenaires, bailleur, bailleurs, supported by,
        funded by, partner, partners, donor, بدعم من, بدعم, بتمويل من, الشريك, الشركاء,
        apoyado por, apoyada por, financiado por, socio, socios
    """,
    "hub": "hub, antenne, bureau, office, branch, الفرع, المكتب, oficina, sede",
    "address": """
        adresse, adresse postale, siege, siege social, local, address, street address, seat,
        العنوان, عنوان, المقر, مقر المقاولة, direccion, domicilio, domicilio social
    """,
    "founder": """
        fondateur, fondatrice, fondateurs, nom du fondateur, nom de la fondatrice, fondateur trice,
        gerant, gerante, nom du gerant, porteur, porteuse, porteur de projet, porteur du projet,
        nom du porteur, president, presidente, responsable, beneficiaire, nom et prenom,
        personne de contact, founder, founder s name, name of the founder, founders, owner,
        manager, contact person, contact name, المؤسس, اسم المؤسس, اسم المؤسسة, صاحب المشروع,
        صاحبة المشروع, حامل المشروع, حاملة المشروع, المسير, المسيرة, الرئيس, الرئيسة, المسؤول,
        fundador, fundadora, nombre del fundador, nombre de la fundadora, gerente, presidenta,
        responsable del proyecto, titular, persona de contacto
    """,
}
FIELDS = tuple(_HEADERS)


def _plain(header: str) -> str:
    """`N° de Tél. :` as `n de tel`."""
    return " ".join(re.findall(r"\w+", fold(header)))


_MEANING = {_plain(header): field for field, text in _HEADERS.items() for header in text.split(",")}


def companies(table: list[Row]) -> tuple[list[dict[str, str]], list[str]]:
    """The companies of a table, a dict each, and the headers that were not understood.

    Raises Refused with list_no_company, or list_empty when nothing stands below the header.
    """
    place, columns, ignored = _header(table)
    found = []
    for number, cells in table[place + 1 :]:
        said = {field: _first(cells, columns.get(field, [])) for field in FIELDS}
        if any(said.values()):
            found.append({"row": str(number), **{k: v for k, v in said.items() if v}})
    if not found:
        raise Refused("list_empty", "file")
    return found, ignored


def _header(table: list[Row]) -> tuple[int, dict[str, list[int]], list[str]]:
    """Where the header stands; the columns of each field; the headers not understood."""
    for place, (_, cells) in enumerate(table[:LOOKED_AT]):
        columns: dict[str, list[int]] = {}
        ignored = []
        for i, cell in enumerate(cells):
            field = _MEANING.get(_plain(cell))
            if field:
                columns.setdefault(field, []).append(i)
            elif cell:
                ignored.append(cell[:60])
        # A title above it may be "Entreprises" alone: two columns make a header, or one list.
        if "name" in columns and (len(columns) > 1 or _stands_alone(table, place)):
            return place, columns, ignored
    raise Refused("list_no_company", "file")


def _stands_alone(table: list[Row], place: int) -> bool:
    """Is this a list of one column, with its name above it?"""
    return all(len(cells) <= 1 for _, cells in table[place:])


def _first(cells: list[str], columns: list[int]) -> str:
    """What the first of these columns says that says anything."""
    return next((cells[i] for i in columns if i < len(cells) and cells[i]), "")
