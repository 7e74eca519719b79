"""How a rule says no: with a code, never with a sentence."""


class Refused(Exception):
    """A rule declined the operation.

    `code` is looked up in the domain's labels.py, which turns it into a sentence; `field` names
    the form field the sentence belongs to, if there is one.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


class SettingsError(Exception):
    """The portal can't start with these settings. The message is a sentence for the operator."""
