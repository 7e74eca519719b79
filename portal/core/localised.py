"""Text that staff write in several languages: a JSON map by language, with a fallback order."""

FALLBACK = ("fr", "en", "es", "ar")


def pick(texts: dict[str, str] | None, language: str) -> str:
    """The text in `language`, else in the first language of the fallback order that has one."""
    texts = texts or {}
    return next((texts[code] for code in (language, *FALLBACK) if texts.get(code)), "")


def language_of(texts: dict[str, str] | None, language: str) -> str:
    """The language in which pick() answers."""
    texts = texts or {}
    return next((code for code in (language, *FALLBACK) if texts.get(code)), language)
