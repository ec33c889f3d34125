"""The brand: how an organisation's reports look, checked so that everybody can read them."""

from evaluation.brand.brand import FONTS, Brand, Font
from evaluation.brand.colours import as_hex, readable

__all__ = ["FONTS", "Brand", "Font", "as_hex", "readable"]
