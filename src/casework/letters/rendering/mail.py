"""A letter as the body of an e-mail: plain text and HTML of the same content. Postal addresses stay out."""

from html import escape

from casework.letters.rendering.blocks import (
    Bullets,
    Element,
    Heading,
    Line,
    Lines,
    Paragraph,
    content,
    one_line,
    plain,
    plain_lines,
)
from casework.letters.rendering.labels import LABELS
from casework.letters.rendering.printable import Printable


def mail_subject(printable: Printable) -> str:
    """The subject: the reference and what the letter is. It is shown on locked screens, so it names nobody."""
    return f"{one_line(printable.title)} ({one_line(printable.reference)})"


def render_text(printable: Printable) -> str:
    """The letter as plain text: a heading on a line of its own, bullets with a hyphen, tables told row by row."""
    parts = [one_line(printable.organisation), "\n".join(_facts(printable))]
    parts += [_as_text(element) for element in content(printable)]
    if sign_off := _sign_off(printable):
        parts.append(_closing(printable))
        parts.append("\n".join(sign_off))
    parts.append("\n".join([one_line(printable.organisation), *_reach(printable)]))
    return "\n\n".join(part for part in parts if part) + "\n"


def render_html(printable: Printable) -> str:
    """The letter as one HTML page without pictures, links or anything that is fetched when it is opened."""
    labels = LABELS[printable.language]
    body = [
        f'<p style="color:{printable.ink};font-weight:bold;font-size:1.25em">{_e(printable.organisation)}</p>',
        f"<p>{'<br>'.join(map(escape, _facts(printable)))}</p>",
        *(_as_html(element) for element in content(printable)),
    ]
    if sign_off := _sign_off(printable):
        body.append(f"<p>{_e(_closing(printable))}</p><p>{'<br>'.join(map(escape, sign_off))}</p>")
    if reach := _reach(printable):
        body.append(f"<p>{'<br>'.join(map(escape, reach))}</p>")
    style = f"font-family:Arial,sans-serif;font-size:{printable.points}pt;line-height:1.5;color:#0b0c0c"
    return (
        f'<!DOCTYPE html>\n<html lang="{labels.locale}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_e(mail_subject(printable))}</title>\n</head>\n"
        f'<body style="{style};max-width:40em">\n' + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _facts(printable: Printable) -> list[str]:
    labels = LABELS[printable.language]
    return [
        f"{labels.reference}: {one_line(printable.reference)}",
        f"{labels.dated}: {labels.day(printable.dated_on)}",
    ]


def _reach(printable: Printable) -> list[str]:
    lines = [one_line(line) for line in printable.address]
    if telephone := one_line(printable.telephone):
        lines.append(f"{LABELS[printable.language].telephone}: {telephone}")
    if footer := one_line(printable.footer):
        lines.append(footer)
    return [line for line in lines if line]


def _closing(printable: Printable) -> str:
    return one_line(printable.closing) or LABELS[printable.language].closing


def _sign_off(printable: Printable) -> list[str]:
    return [words for one in (printable.sign_off_name, printable.sign_off_role) if (words := one_line(one))]


def _as_text(element: Element) -> str:
    if isinstance(element, Heading):
        return element.text
    if isinstance(element, Paragraph):
        return plain_lines(element.lines)
    if isinstance(element, Bullets):
        return "\n".join("- " + plain_lines(row).replace("\n", "\n  ") for row in element.rows)
    names = [plain(cell) for cell in element.header]
    if not element.rows:
        return "\n".join(names)
    return "\n\n".join(
        "\n".join(f"{name}: {plain(cell)}" for name, cell in zip(names, row, strict=True))
        for row in element.rows
    )


def _as_html(element: Element) -> str:
    if isinstance(element, Heading):
        return f"<h{element.level}>{escape(element.text)}</h{element.level}>"
    if isinstance(element, Paragraph):
        return f"<p>{_lines(element.lines)}</p>"
    if isinstance(element, Bullets):
        return "<ul>\n" + "\n".join(f"<li>{_lines(row)}</li>" for row in element.rows) + "\n</ul>"
    edge = "border:1px solid #505a5f;padding:0.4em;text-align:left"
    head = "".join(f'<th scope="col" style="{edge}">{_line(cell)}</th>' for cell in element.header)
    rows = "\n".join(
        "<tr>" + "".join(f'<td style="{edge}">{_line(cell)}</td>' for cell in row) + "</tr>"
        for row in element.rows
    )
    return (
        f'<table style="border-collapse:collapse">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _lines(lines: Lines) -> str:
    return "<br>".join(map(_line, lines))


def _line(line: Line) -> str:
    return "".join(
        f"<strong>{escape(span.text)}</strong>" if span.bold else escape(span.text) for span in line
    )


def _e(words: str) -> str:
    return escape(one_line(words))
