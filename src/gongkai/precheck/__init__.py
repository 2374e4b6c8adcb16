"""A text in, findings out: what must not leave, what must be answered for, what is worth a look.

Floor 1, no Django, nothing imported from other rooms. `check_text` runs every check of `CHECKS`, `check_file` reads a
file first (text, DOCX, XLSX, PDF, picture) and tells what it hides; `OfficeArchive` opens office files without trust,
for the rooms above too. Each category is one module, and what it looks up stands in `dictionaries/*.toml`, which a unit
extends with its own file (`load_dictionary`).
"""

from gongkai.precheck.checks import CHECKS, TextCheck, check_text
from gongkai.precheck.dictionary import Dictionary, load_dictionary, shipped_dictionary
from gongkai.precheck.errors import (
    DamagedArchive,
    DictionaryError,
    ForbiddenArchive,
    OversizedArchive,
    PrecheckError,
    ProtectedArchive,
    UncheckableFile,
)
from gongkai.precheck.files import CheckedFile, check_file, word_archive
from gongkai.precheck.files.archive import OfficeArchive, local_name
from gongkai.precheck.files.stripping import StrippedFile, stripped_file
from gongkai.precheck.finding import Category, Severity, TextFinding
from gongkai.precheck.identity import is_credit_code, is_identity_number

__all__ = [
    "CHECKS",
    "Category",
    "CheckedFile",
    "DamagedArchive",
    "Dictionary",
    "DictionaryError",
    "ForbiddenArchive",
    "OfficeArchive",
    "OversizedArchive",
    "PrecheckError",
    "ProtectedArchive",
    "Severity",
    "StrippedFile",
    "TextCheck",
    "TextFinding",
    "UncheckableFile",
    "check_file",
    "check_text",
    "is_credit_code",
    "is_identity_number",
    "load_dictionary",
    "local_name",
    "shipped_dictionary",
    "stripped_file",
    "word_archive",
]
