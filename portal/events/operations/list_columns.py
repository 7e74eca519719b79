"""Which column of a list holds what, whoever made it: headers in four languages."""

import re

from portal.core.errors import Refused
from portal.core.folding import fold
from portal.core.tables import Row

LOOKED_AT = 20  # rows in which the header is looked for: a title may stand above it
FIELDS = ("phone", "session", "interest", "trade", "city", "language")

# "nom", "name", "nombre" mean the whole name when they stand alone, and a part of it beside one
# of `first` or `family`.
_HEADERS = {
    "whole": """
        nom complet, nom et prenom, noms et prenoms, nom et prenoms, nom prenom, nom prenoms,
        prenom et nom, prenoms et nom, prenom nom, participant, participante, candidat,
        candidate, personne, full name, whole name, name and surname, participant name,
        الاسم الكامل, الاسم والنسب, النسب والاسم, الاسم الشخصي والعائلي, الاسم العائلي والشخصي,
        nombre completo, nombre y apellido, nombre y apellidos, nombres y apellidos,
        apellidos y nombre
    """,
    "name": "nom, noms, name, names, الاسم, اسم, nombre, nombres",
    "first": """
        prenom, prenoms, first name, firstname, first names, given name, given names, forename,
        الاسم الشخصي, الاسم الاول, nombre de pila
    """,
    "family": """
        nom de famille, family name, last name, lastname, surname, الاسم العائلي, النسب, اللقب,
        apellido, apellidos
    """,
    "phone": """
        telephone, tel, telephone portable, telephone mobile, tel portable, tel mobile,
        portable, gsm, mobile, numero de telephone, num de telephone, num telephone, num tel,
        n de telephone, n telephone, n de tel, n tel, no tel, numero de tel, votre telephone,
        whatsapp, phone, phone number, phone no, telephone number, mobile phone, mobile number,
        cell, cell phone, your phone, الهاتف, هاتف, رقم الهاتف, الهاتف المحمول, الهاتف النقال,
        النقال, المحمول, الجوال, رقم الجوال, telefono, telefonos, numero de telefono,
        telefono movil, movil, celular
    """,
    "session": """
        session, sessions, seance, seances, date, dates, date et heure, jour, creneau, horaire,
        quand, day, when, date and time, time slot, slot, الحصة, الحصص, الجلسة, الجلسات,
        التاريخ, اليوم, الموعد, sesion, sesiones, fecha, fecha y hora, dia, turno
    """,
    "interest": """
        interet, interets, centre d interet, centres d interet, recherche, recherches,
        recherche de, cherche, que cherche t on, vous cherchez, que cherchez vous, interest,
        interests, looking for, what are you looking for, الاهتمام, الاهتمامات, يبحث عن,
        تبحث عن, البحث عن, عم تبحث, ماذا تبحث عنه, interes, intereses, busca, buscan, que busca
    """,
    "trade": """
        metier, metiers, profession, specialite, trade, trades, occupation, job title, المهنة,
        مهنة, الحرفة, حرفة, التخصص, oficio, oficios, profesion, ocupacion
    """,
    "city": """
        ville, ville de residence, votre ville, city, town, المدينة, مدينة, ciudad, localidad
    """,
    "language": """
        langue, langue des messages, language, language of messages, اللغة, لغة, لغة الرسائل,
        idioma, lengua, idioma de los mensajes
    """,
}


def _plain(header: str) -> str:
    """`N° de Tél. :` as `n de tel`."""
    return " ".join(re.findall(r"\w+", fold(header)))


_MEANING = {_plain(header): field for field, text in _HEADERS.items() for header in text.split(",")}


def people(table: list[Row]) -> tuple[list[dict[str, str]], list[str]]:
    """The people of a table, a dict each, and the headers that were not understood.

    Raises Refused with list_no_name, or list_empty when nobody stands below the header.
    """
    place, columns, ignored = _header(table)
    found = []
    for number, cells in table[place + 1 :]:
        said = {field: _first(cells, columns.get(field, [])) for field in FIELDS}
        name = _name(cells, columns)
        if name or any(said.values()):
            found.append({"row": str(number), "name": name, **{k: v for k, v in said.items() if v}})
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
        if columns.keys() & {"whole", "name", "first", "family"}:
            return place, columns, ignored
    raise Refused("list_no_name", "file")


def _name(cells: list[str], columns: dict[str, list[int]]) -> str:
    whole = _first(cells, columns.get("whole", []))
    if whole:
        return whole
    # Beside "prénom", "nom" is the family name; beside "apellidos", "nombre" is the first name.
    parts = (_first(cells, columns.get(field, [])) for field in ("first", "name", "family"))
    return " ".join(part for part in parts if part)


def _first(cells: list[str], columns: list[int]) -> str:
    """What the first of these columns says that says anything."""
    return next((cells[i] for i in columns if i < len(cells) and cells[i]), "")
