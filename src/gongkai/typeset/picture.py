"""Pictures that come with a text, made no larger than a page shows them."""

import io

from PIL import Image

LARGEST = 1600  # pixels along a side: 150 mm at some 270 to the inch


def small_picture(data: bytes) -> bytes:
    """The same picture, PNG or JPEG, within `LARGEST`; unchanged where it is. Raises OSError for what is no picture."""
    with Image.open(io.BytesIO(data)) as picture:
        if max(picture.size) <= LARGEST:
            return data
        kind = picture.format
        picture.thumbnail((LARGEST, LARGEST))
        out = io.BytesIO()
        picture.save(out, kind)
    return out.getvalue()
