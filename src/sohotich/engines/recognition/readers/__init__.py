"""A port for programs that read handwriting: what they are asked, what they may answer.

Found by name: those of the entry-point group `sohotich.recognisers`, and `server`, the province's
own machine spoken to over HTTP.
"""

from sohotich.engines.recognition.readers.answers import checked
from sohotich.engines.recognition.readers.installed import Known, known, reader_called
from sohotich.engines.recognition.readers.port import (
    FieldPicture,
    Guess,
    Reader,
    ReaderError,
    ReaderWrong,
)
from sohotich.engines.recognition.readers.scores import Score, score
from sohotich.engines.recognition.readers.server import Server, ServerReader

__all__ = [
    "FieldPicture",
    "Guess",
    "Known",
    "Reader",
    "ReaderError",
    "ReaderWrong",
    "Score",
    "Server",
    "ServerReader",
    "checked",
    "known",
    "reader_called",
    "score",
]
