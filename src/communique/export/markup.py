"""An event as a piece of HTML in which nothing of the report is markup."""

from __future__ import annotations

from html import escape

from communique.export.look import Data, Look, plain, web_address


def fragment(look: Look, event: Data) -> str:
    """The sentence, what was said if it was quoted, the facts, and a link if the report has an address; one line of HTML.

    Every word of the report, its outlet and its address is escaped, quotation marks too; an address that is none of http or https
    is left out.
    """
    parts = [f"<blockquote>{_safe(look.sentence(event) or look.quote(event['trigger']))}</blockquote>"]
    if event["content"]:
        parts.append(f"<p>{_safe(look.content(event))}</p>")
    facts = [f"<li>{_safe(label)}: {_safe(value)}</li>" for label, value in look.facts(event)]
    parts.append(f"<ul>{''.join(facts)}</ul>")
    address = web_address(look.document["url"])
    if address is not None:
        parts.append(f'<p><a href="{escape(address)}" rel="noopener noreferrer">{_safe(address)}</a></p>')
    return "".join(parts)


def _safe(text: str) -> str:
    return escape(plain(text), quote=True)
