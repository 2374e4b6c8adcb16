"""Files that come with a form: each of a kind that may be given out. A form that is refused leaves none on the disk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from gongkai.papers import files
from gongkai.papers.content import NewAttachment
from gongkai.shell import SeveralFiles, SeveralFilesField


class FilesField(SeveralFilesField):
    """Files that can be given out; its clean value is the tuple of attachments, which the action keeps."""

    widget = SeveralFiles(attrs={"accept": ",".join(files.MEDIA_TYPES)})

    def clean(self, data: Any, initial: Any = None) -> tuple[NewAttachment, ...]:
        """Return the files chosen."""
        return tuple(self._received(file) for file in super().clean(data, initial))

    def _received(self, file: UploadedFile) -> NewAttachment:
        try:
            return files.received(file.read(), name=file.name or "")
        except files.FileRefused as refused:
            raise forms.ValidationError(refused.sentences) from refused
