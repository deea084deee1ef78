"""What a letter looks like on paper, in a word processor and in an e-mail: one content, three forms."""

from casework.letters.rendering.docx import render_docx
from casework.letters.rendering.filename import letter_filename
from casework.letters.rendering.mail import mail_subject, render_html, render_text
from casework.letters.rendering.pdf import render_pdf
from casework.letters.rendering.printable import Passage, Printable, passages_of
from casework.letters.rendering.typeface import not_printable

__all__ = [
    "Passage",
    "Printable",
    "letter_filename",
    "mail_subject",
    "not_printable",
    "passages_of",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_text",
]
