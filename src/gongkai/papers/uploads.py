"""Files that come with a form: each of a kind that may be given out, kept as an attachment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.papers import files
from gongkai.papers.content import Attachment


class SeveralFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, kept when they can be given out; its clean value is the tuple of attachments."""

    widget = SeveralFiles(attrs={"accept": ",".join(files.MEDIA_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> tuple[Attachment, ...]:
        """Return the files chosen, kept."""
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        return tuple(self._kept(super(FilesField, self).clean(file, initial)) for file in chosen)

    def _kept(self, file: UploadedFile) -> Attachment:
        try:
            return files.store(file.read(), name=file.name or "")
        except files.FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
