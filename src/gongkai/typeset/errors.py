"""What can go wrong while setting a document.

TypesettingError
├── TypesettingFailed   Typst refused the template or its data
│   └── GlyphMissing    no font has a character of the data
└── ChartFailed         a chart could not be drawn
"""


class TypesettingError(Exception):
    """Root of the errors of this room; the message is a Chinese sentence."""


class TypesettingFailed(TypesettingError):
    """Typst refused the template or its data."""


class GlyphMissing(TypesettingFailed):
    """No font has a glyph for some characters: `texts` are those, as they stand in the data."""

    def __init__(self, texts: frozenset[str]) -> None:
        self.texts = texts
        super().__init__(
            f"“{'”“'.join(sorted(texts))}”没有可用的字体，不能写入 PDF。"
            "请换一种写法，或把含有该字的字体文件放入本单位的字体文件夹。"
        )


class ChartFailed(TypesettingError):
    """A chart could not be drawn."""
