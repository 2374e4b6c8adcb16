"""What is said on a channel of a version, made from it by rule: the reviewers read it before it is approved."""

from __future__ import annotations

import re
import unicodedata

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.proactive import queries as proactive
from gongkai.proactive.ledgers import CHANNELS
from gongkai.proactive.models import Channel, Medium

LINK = re.compile(r"https?://[!-~]+")
POST_LENGTH = 140  # characters of a post, as its interface counts them: two of ASCII are one


def length_of(text: str) -> int:
    """Return how long a post is: a Chinese character is one, an ASCII one a half."""
    halves = sum(1 if char.isascii() else 2 for char in text)
    return (halves + 1) // 2


def same_words(one: str, other: str) -> bool:
    """Return whether two posts say the same: platforms write links and blanks in their own way."""
    return _words(one) == _words(other)


def _words(text: str) -> str:
    return "".join(LINK.sub("", unicodedata.normalize("NFKC", text)).split())


def link_to(viewer: Viewer, version: Version) -> str:
    """Return the whole address of a version on the organ's own site; "" where the site's is not registered."""
    release = version.document.declared_kind.release
    site = proactive.own_site(viewer, viewer.day)
    return site.address_of(release.address(version)) if site and release else ""


def text_for(viewer: Viewer, version: Version, channel: Channel) -> str:
    """Return what is said on a channel that does not take the whole text: a post; "" for the others."""
    return _post(version, link_to(viewer, version)) if channel.medium == Medium.WEIBO else ""


def _post(version: Version, link: str) -> str:
    """Title, beginning of the text and link, no longer than a post may be; the number sign would begin a topic."""
    title, _, body = text_of(version).replace("#", "＃").partition("\n")  # noqa: RUF001
    said = " ".join(body.split())[: 2 * POST_LENGTH]
    while said and length_of(f"【{title}】{said}{link}") > POST_LENGTH:
        said = f"{said.removesuffix('…')[:-1]}…" if len(said) > 1 else ""
    return f"【{title}】{said}{link}"


def lacking(viewer: Viewer, version: Version, channel: Channel) -> list[Blocker]:
    """Return what a channel asks for and the version does not have."""
    found = []
    if channel.medium == Medium.WEIBO:
        if not link_to(viewer, version):
            words = "在“公开渠道”中把由本系统发布的网站的网址写完整（https://…）"
            url = reverse("shell:register", args=[CHANNELS.id])
            found.append(
                Blocker(
                    f"发往“{channel}”的文字没有链接：没有登记本机关网站的网址，",
                    remedy=remedy(viewer, "proactive.manage_channels", words, url),
                )
            )
        over = length_of(text_for(viewer, version, channel)) - POST_LENGTH
        if over > 0:
            found.append(Blocker(f"发往“{channel}”的文字只有标题和链接也超出 {over} 个字，请缩短标题。"))
    if channel.medium == Medium.WECHAT and not version.content.pictures:
        found.append(Blocker(f"发往“{channel}”的文章须有封面图，正文里没有图片，请另备。"))
    return found
