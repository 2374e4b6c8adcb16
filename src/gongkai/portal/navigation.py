"""The blocks of the disclosure column that stand on the portal."""

from __future__ import annotations

from gongkai.registry import PublicPage

NAVIGATION = (
    PublicPage(id="portal.organ", label="机构概况", url_name="portal:organ"),
    PublicPage(id="portal.guide", label="政府信息公开指南", url_name="portal:guide"),
    PublicPage(id="portal.rules", label="政府信息公开制度", url_name="portal:rules"),
    PublicPage(id="portal.documents", label="法定主动公开内容", url_name="portal:documents"),
    PublicPage(id="portal.reports", label="政府信息公开年报", url_name="portal:reports"),
)
