"""One product or service of a page."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from portal.startups.forms.fields import PriceField
from portal.startups.labels import UNITS
from portal.startups.models import StartupProduct
from portal.startups.operations.products import Said as ProductSaid
from portal.startups.states import Unit
from portal.web.forms import ChoiceField, Form, Said
from portal.web.texts import TextsField

LONGEST_PRODUCT = 60


class ProductForm(Form):
    """What it is and what it costs."""

    name = TextsField(
        _("Product or service"),
        [Said(_("Write what you sell."))],
        most=LONGEST_PRODUCT,
    )
    price_from = PriceField(_("Price in dirhams"))
    price_to = PriceField(_("Up to"))
    unit = ChoiceField(_("This price is for"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit.choices = list(UNITS.items())
        if self.unit.raw_data is None:
            self.unit.data = Unit.PIECE

    @property
    def is_empty(self) -> bool:
        """Was nothing typed? Then there is nothing to add."""
        prices = (self.price_from, self.price_to)
        return not (self.name.data or any(any(price.raw_data or ()) for price in prices))

    def validate_price_to(self, field):
        if field.data is None:
            return
        if self.price_from.data is None:
            raise StopValidation(gettext("Write the lower price in the first field."))
        if field.data < self.price_from.data:
            raise StopValidation(gettext("This price is lower than the first one."))

    def show(self, product: StartupProduct) -> None:
        self.name.data = dict(product.name)
        self.price_from.data, self.price_to.data = product.price_from, product.price_to
        self.unit.data = product.unit

    def answers(self) -> ProductSaid:
        same = self.price_to.data == self.price_from.data
        return ProductSaid(
            name=self.name.data,
            price_from=self.price_from.data,
            price_to=None if same else self.price_to.data,
            unit=self.unit.data or Unit.PIECE,
        )
