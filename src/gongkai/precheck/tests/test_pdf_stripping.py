"""What a PDF hides is taken out and told; what its pages say and look like stays, and a signature is not broken."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from gongkai.precheck import ProtectedArchive, check_file, stripped_file
from gongkai.precheck.files import pdf_layers, pdf_size, pdf_stripping

SECRET = "ZHANGSAN"
PLAIN = "BT /F1 24 Tf 72 700 Td (SHOWN) Tj ET 0 0 1 rg 72 600 100 40 re f"

Change = Callable[[pikepdf.Pdf, Any], None]


def made(*changes: Change, content: str = PLAIN, **options: Any) -> bytes:
    """Return a PDF of one page, changed so."""
    file = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = file.add_blank_page()
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font), Properties=Dictionary(), XObject=Dictionary())
    page.obj.Contents = file.make_stream(content.encode())
    for change in changes:
        change(file, page.obj)
    return saved(file, **options)


def saved(file: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    file.save(out, **options)
    return out.getvalue()


def annotated(kind: str, **more: Any) -> Change:
    """Give the page an annotation by whom the secret is."""

    def change(file: pikepdf.Pdf, page: Any) -> None:
        said = {"T": String(SECRET), "Contents": String(SECRET), "F": 4, **more}
        each = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[300, 300, 400, 340], **said)
        if more.get("shown", False) or kind in ("Stamp", "FreeText", "Widget"):
            each.AP = Dictionary(N=appearance(file))
        page.Annots = Array([*page.get("/Annots", []), file.make_indirect(each)])

    return change


def appearance(file: pikepdf.Pdf) -> Any:
    """Return what a stamp looks like."""
    stream = file.make_stream(b"1 0 0 rg 0 0 100 40 re f")
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 40])
    return stream


def field(file: pikepdf.Pdf, page: Any) -> None:
    """Give the page a form field with a value."""
    annotated("Widget", FT=Name.Tx, V=String(SECRET))(file, page)
    file.Root.AcroForm = Dictionary(Fields=Array([page.Annots[-1]]))


def properties(file: pikepdf.Pdf, page: Any) -> None:
    file.docinfo["/Author"] = SECRET
    file.docinfo["/Company"] = SECRET
    file.docinfo["/SourceModified"] = SECRET
    file.docinfo["/Title"] = "示例"


def xmp(file: pikepdf.Pdf, page: Any) -> None:
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:creator"] = [SECRET]
        metadata["dc:title"] = "示例"
        metadata["pdfaid:part"] = "2"


def embedded(file: pikepdf.Pdf, page: Any) -> None:
    file.attachments["a.txt"] = SECRET.encode()


def script(file: pikepdf.Pdf, page: Any) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String(SECRET))
    file.Root.OpenAction = action
    file.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
    page.AA = Dictionary(O=action)


def private(file: pikepdf.Pdf, page: Any) -> None:
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))
    page.Thumb = file.make_stream(SECRET.encode())


def layer(*, off: bool = True, **config: Any) -> Change:
    """Declare a layer L that is off or on."""

    def change(file: pikepdf.Pdf, page: Any) -> None:
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
        states = {"OFF" if off else "ON": Array([group])}
        file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**states, **config))
        page.Resources.Properties.L = group

    return change


def picture_in_layer(file: pikepdf.Pdf, page: Any) -> None:
    image = file.make_stream(SECRET.encode().ljust(12, b" "))
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 2, 2
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.OC = page.Resources.Properties.L
    page.Resources.XObject.I = image


HIDDEN = f"/OC /L BDC BT /F1 24 Tf 72 500 Td ({SECRET}) Tj ET 72 400 9 9 re f EMC"


def everything(data: bytes) -> str:
    """Return all that a PDF holds, unpacked, whoever can see it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        out = io.BytesIO()
        file.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    text = out.getvalue() + data
    return text.decode("latin-1") + text.replace(b"\0", b"").decode("latin-1")


def drawn(data: bytes) -> Any:
    with pypdfium2.PdfDocument(data) as file:
        file.init_forms()
        return [page.render().to_pil().tobytes() for page in file]


def said(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as file:
        return [page.get_textpage().get_text_bounded().strip() for page in file]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (made(properties), ("作者", "单位", "其他属性")),
        (made(xmp), ("XMP 元数据",)),
        (made(annotated("Text"), annotated("Popup")), ("1 条批注",)),
        (made(annotated("Highlight", F=2)), ("1 条批注",)),
        (made(annotated("Stamp"), annotated("FreeText")), ("2 处图章、批画",)),
        (made(field), ("1 个表单项",)),
        (made(embedded), ("1 个附带的文件",)),
        (made(annotated("FileAttachment", FS=Dictionary(F=String(SECRET)))), ("1 条批注",)),
        (made(script), ("脚本和动作",)),
        (made(private), ("编辑软件留下的数据", "页面缩略图")),
        (made(layer(), content=f"{PLAIN} {HIDDEN}"), ("看不见的图层",)),
        (made(layer(), picture_in_layer, content=f"{PLAIN} q 99 0 0 99 9 9 cm /I Do Q"), ("看不见的图层",)),
        (made(layer(BaseState=Name.OFF), content=f"{PLAIN} {HIDDEN}"), ("看不见的图层",)),
    ],
    ids=[
        *("properties", "xmp", "notes", "hidden", "stamps", "form", "embedded", "attached", "script"),
        *("private", "layer", "picture", "all off"),
    ],
)
def test_what_is_hidden_goes_and_what_is_shown_stays(data: bytes, told: tuple[str, ...]) -> None:
    found = stripped_file(data)
    assert set(told) <= set(found.removed)
    assert found.left == ()
    assert SECRET in everything(data)
    assert SECRET not in everything(found.data)
    assert said(found.data) == ["SHOWN"]
    assert not [each for each in check_file(found.data).findings if each.category == "metadata"]
    again = stripped_file(data)
    assert again == found, "the same file is the same again: it is kept by its bytes"
    assert stripped_file(found.data).removed == ()


@pytest.mark.parametrize(
    "data",
    [
        made(properties, xmp, embedded, script, private),
        made(annotated("Stamp"), annotated("FreeText")),
        made(field),
        made(layer(), content=f"{HIDDEN} {PLAIN}"),
        made(layer(), content=f"q 72 72 300 650 re W n {HIDDEN} {PLAIN} Q"),
        made(layer(off=False), annotated("Stamp"), content=f"{HIDDEN.replace(SECRET, 'ON')} {PLAIN}"),
    ],
    ids=["document", "stamps", "form", "layer", "clipped", "layer that is on"],
)
def test_every_page_looks_the_same(data: bytes) -> None:
    found = stripped_file(data)
    assert found.removed
    assert drawn(found.data) == drawn(data)


def test_what_earlier_savings_held_goes() -> None:
    first = made(content=f"BT /F1 24 Tf 72 700 Td ({SECRET}) Tj ET")
    with pikepdf.open(io.BytesIO(first)) as file:
        number, _ = file.pages[0].Contents.objgen
    body = f"{number} 0 obj\n<< /Length {len(PLAIN)} >>\nstream\n{PLAIN}\nendstream\nendobj\n".encode()
    at, start = len(first), first.rindex(b"startxref") + len(b"startxref")
    xref = f"xref\n{number} 1\n{at:010} 00000 n \n".encode()
    trailer = first[first.rindex(b"trailer") : first.rindex(b"startxref")].replace(
        b"<<", f"<< /Prev {int(first[start:].split()[0])}".encode(), 1
    )
    data = first + body + xref + trailer + f"startxref\n{at + len(body)}\n%%EOF\n".encode()
    assert said(data) == ["SHOWN"]
    found = stripped_file(data)
    assert found.removed == ("以前各次保存的内容",)
    assert SECRET not in everything(found.data)
    assert said(found.data) == ["SHOWN"]


def test_one_with_a_signature_is_not_touched_and_told_what_is_in_it() -> None:
    def signed(file: pikepdf.Pdf, page: Any) -> None:
        field(file, page)
        page.Annots[-1].FT = Name.Sig
        page.Annots[-1].V = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("1"))

    data = made(signed, properties, annotated("Text"))
    found = stripped_file(data)
    assert (found.data, found.removed) == (data, ())
    (left,) = found.left
    assert "数字签名" in left
    assert "作者" in left
    assert "1 条批注" in left


def test_one_that_needs_a_password_is_refused_with_what_to_do() -> None:
    data = made(encryption=pikepdf.Encryption(user="示例", owner="示例"))
    with pytest.raises(ProtectedArchive, match="请取消密码"):
        stripped_file(data)


def test_one_that_only_restricts_what_readers_do_is_opened() -> None:
    data = made(encryption=pikepdf.Encryption(user="", owner="示例"))
    found = stripped_file(data)
    assert found.removed == ("编辑、打印的限制",)
    assert said(found.data) == ["SHOWN"]


def test_links_stay_and_say_no_place_on_a_computer() -> None:
    def linked(file: pikepdf.Pdf, page: Any) -> None:
        for address in ("https://www.example.gov.cn/a", f"file:///C:/{SECRET}/a.docx"):
            action = Dictionary(S=Name.URI, URI=String(address))
            annotated("Link", A=action, Contents=String("示例办法"))(file, page)

    found = stripped_file(made(linked))
    assert "脚本和动作" in found.removed
    text = everything(found.data)
    assert "https://www.example.gov.cn/a" in text
    assert SECRET not in text


def test_what_is_shown_by_a_condition_is_left_and_told() -> None:
    conditions = {"AS": Array([Dictionary(Event=Name.Print)])}

    def printed_only(file: pikepdf.Pdf, page: Any) -> None:
        usage = Dictionary(View=Dictionary(ViewState=Name.OFF), Print=Dictionary(PrintState=Name.ON))
        page.Resources.Properties.L.Usage = usage

    data = made(layer(**conditions), printed_only, content=f"{PLAIN} {HIDDEN}")
    assert stripped_file(data) == type(stripped_file(data))(data, left=(pdf_layers.UNCLEAR,))


def test_what_would_look_otherwise_is_left_and_told() -> None:
    """Text behind a hidden one that is set without a new place: where it stands depends on what is taken out."""
    after = "BT /F1 24 Tf 72 300 Td /OC /L BDC (ZHANGSAN) Tj EMC (AFTER) Tj ET"
    data = made(layer(), content=f"{PLAIN} {after}")
    found = stripped_file(data)
    assert found.data == data
    assert found.left == (f"{pdf_stripping.OTHERWISE}；其中有看不见的图层",)


def test_a_portfolio_and_what_is_marked_to_be_blackened_are_told() -> None:
    def portfolio(file: pikepdf.Pdf, page: Any) -> None:
        file.Root.Collection = Dictionary()

    assert stripped_file(made(portfolio)).left == (pdf_stripping.PORTFOLIO,)
    assert stripped_file(made(annotated("Redact"))).left == (pdf_stripping.REDACTIONS,)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 100, made()[:300]])
def test_a_damaged_one_comes_back_as_it_was_and_is_told(data: bytes) -> None:
    found = stripped_file(data)
    assert (found.data, found.removed, found.left) == (data, (), (pdf_stripping.UNREADABLE,))


def test_one_that_hides_nothing_is_not_written_anew() -> None:
    data = made()
    assert stripped_file(data) == type(stripped_file(data))(data)


def bomb(filters: int) -> bytes:
    """Return a PDF whose XMP packet unpacks to much more than it takes."""
    packet = b"<x>" + b" " * 40_000_000
    for _ in range(filters):
        packet = zlib.compress(packet, 9)
    names = b" ".join([b"/FlateDecode"] * filters)
    head = b"<< /Type /Metadata /Subtype /XML /Length %d /Filter [%b] >>" % (len(packet), names)
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"%b\nstream\n%b\nendstream" % (head, packet),
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % each for each in enumerate(parts, start=1))
    return b"%PDF-1.7\n" + body + b"trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n"


@pytest.mark.parametrize("filters", [1, 2, 3])
def test_one_that_unpacks_to_too_much_is_not_opened_and_is_told(
    filters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_size, "LARGEST", 10_000_000)
    data = bomb(filters)
    tracemalloc.start()
    found = stripped_file(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.data, found.left) == (data, (pdf_stripping.TOO_LARGE,))
    assert most < 20_000_000


def test_all_streams_together_may_not_unpack_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_size, "MOST", 50)
    assert stripped_file(made(annotated("Stamp"))).left == (pdf_stripping.TOO_LARGE,)


def test_a_page_as_large_as_a_house_is_drawn_no_larger_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[int, int]] = []
    render = pypdfium2.PdfPage.render

    def noted(page: Any, **how: Any) -> Any:
        bitmap = render(page, **how)
        drawn.append((bitmap.width, bitmap.height))
        return bitmap

    def house(file: pikepdf.Pdf, page: Any) -> None:
        page.MediaBox = Array([0, 0, 14400, 14400])

    monkeypatch.setattr(pypdfium2.PdfPage, "render", noted)
    assert stripped_file(made(annotated("Stamp"), house)).removed == ("1 处图章、批画",)
    assert drawn
    assert all(width * height <= 16_100_000 for width, height in drawn)
