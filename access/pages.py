"""The door's pages as HTML: plain forms that every phone can draw, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from access.page_style import SCRIPT, STYLE
from access.passwords import SHORTEST
from questionnaire.stages import Function
from words.phrases import LANGUAGES, OWN_NAMES, Phrases


@dataclass(frozen=True)
class FormField:
    """One field of a form: its name, its words, what stands in it, what kind it is for the browser."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    kind: str = "text"
    complete: str = "off"
    from_address: bool = False
    as_code: bool = False
    longest: int = 200

    def html(self) -> str:
        """The field with its label."""
        facts = {
            "type": self.kind,
            "name": self.name,
            "value": self.value,
            "autocomplete": self.complete,
            "maxlength": str(self.longest),
            "autocapitalize": "characters" if self.as_code else "off",
            "spellcheck": "false",
            "class": "code" if self.as_code else "",
        }
        written = " ".join(f'{name}="{escape(value)}"' for name, value in facts.items() if value)
        extra = " data-from-address" if self.from_address else ""
        hint = f"<span>{escape(self.hint)}</span>" if self.hint else ""
        return f"<label>{escape(self.label)}{hint}<input {written}{extra} required></label>"


def page(say: Phrases, title: str, *parts: str, path: str, refused: str = "", done: str = "", onward: str = "") -> str:
    """A whole page: title, what was refused or done, its parts, and the other language."""
    told = f'<p class="refused" role="alert">{escape(refused)}</p>' if refused else ""
    told += f'<p class="done" role="status">{escape(done)}</p>' if done else ""
    data = f' data-onward="{escape(onward)}"' if onward else ""
    return (
        f'<!doctype html><html lang="{say.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="/favicon.png"><title>{escape(title)}</title><style>{STYLE}</style></head>'
        f"<body{data}>{_languages(say, path)}<main><h1>{escape(title)}</h1>{told}{''.join(parts)}</main>"
        f"<script>{SCRIPT}</script></body></html>"
    )


def _languages(say: Phrases, path: str) -> str:
    join = "&" if "?" in path else "?"
    words = (
        f"<b>{OWN_NAMES[one]}</b>"
        if one == say.language
        else f'<a href="{escape(path)}{join}lang={one}" data-keeps lang="{one}">{OWN_NAMES[one]}</a>'
        for one in LANGUAGES
    )
    return f"<nav>{''.join(words)}</nav>"


def form(action: str, fields: Iterable[str], button: str, *, plain: bool = False, language: str = "") -> str:
    """A form that is sent to `action`."""
    kind = ' class="plain"' if plain else ""
    hidden = f'<input type="hidden" name="lang" value="{escape(language)}">' if language else ""
    return (
        f'<form method="post" action="{escape(action)}">{hidden}{"".join(fields)}'
        f"<button{kind}>{escape(button)}</button></form>"
    )


def text(sentence: str) -> str:
    """A paragraph."""
    return f"<p>{escape(sentence)}</p>"


def links(*named: tuple[str, str]) -> str:
    """Links one below the other: address and words."""
    lines = "".join(f'<a href="{escape(to)}" data-keeps>{escape(words)}</a>' for to, words in named)
    return f'<p class="links">{lines}</p>'


def join_page(say: Phrases, *, code: str = "", name: str = "", function: str = "", refused: str = "") -> str:
    """The page on which a phone joins a room."""
    fields = [
        FormField(
            "code", say("access.join.code"), say("access.join.code_hint"), code, from_address=True, as_code=True,
            longest=40,
        ).html(),
        FormField("name", say("access.join.name"), value=name, complete="nickname", longest=60).html(),
        _functions(say, function),
    ]  # fmt: skip
    return page(
        say,
        say("access.title.join"),
        text(say("access.join.how")),
        form("/join", fields, say("access.join.enter"), language=say.language),
        text(say("access.join.hidden")),
        links(
            (f"/join?back=1&lang={say.language}", say("access.join.was_here")),
            (f"/signin?lang={say.language}", say("access.join.has_account")),
        ),
        path="/join?new=1",
        refused=refused,
    )


def _functions(say: Phrases, chosen: str) -> str:
    named = {one.value: say(f"function.{one.value}") for one in Function}
    options = "".join(
        f'<option value="{id}"{" selected" if id == chosen else ""}>{escape(words)}</option>'
        for id, words in named.items()
    )
    first = f'<option value="">{escape(say("access.join.choose"))}</option>'
    return (
        f"<label>{escape(say('access.join.function'))}<span>{escape(say('access.join.function_hint'))}</span>"
        f'<select name="function" required>{first}{options}</select></label>'
    )


def already_page(say: Phrases, *, name: str, onward: str) -> str:
    """The page for a phone that is in already: it goes on by itself, to the room whose code it brings if it has one."""
    code = '<input type="hidden" name="again" value="1"><input type="hidden" name="code" data-from-address>'
    return page(
        say,
        say("access.title.already"),
        text(say("access.already.how", name=name)),
        f'<p><a class="button" href="{escape(onward)}">{escape(say("access.already.go_on"))}</a></p>',
        form("/join", [code], say("access.already.other"), plain=True, language=say.language),
        path="/join",
        onward=onward,
    )


def back_page(say: Phrases, *, refused: str = "") -> str:
    """The page on which somebody comes back with a code of their own."""
    code = FormField(
        "code", say("access.back.code"), say("access.back.code_hint"), from_address=True, as_code=True, longest=40
    )
    hidden = '<input type="hidden" name="back" value="1">'
    return page(
        say,
        say("access.title.back"),
        text(say("access.back.how")),
        form("/join", [hidden, code.html()], say("access.back.enter"), language=say.language),
        links((f"/join?new=1&lang={say.language}", say("access.back.new"))),
        path="/join?back=1",
        refused=refused,
    )


def sign_in_page(say: Phrases, *, login: str = "", refused: str = "", elsewhere: str = "") -> str:
    """The page on which the owner of an account signs in; `elsewhere` is the way to an organisation's own sign-in."""
    fields = [
        FormField("login", say("access.sign_in.login"), value=login, complete="username").html(),
        FormField("password", say("access.sign_in.password"), kind="password", complete="current-password").html(),
    ]
    return page(
        say,
        say("access.title.sign_in"),
        form("/signin", fields, say("access.sign_in.enter"), language=say.language),
        elsewhere,
        links((f"/join?new=1&lang={say.language}", say("access.sign_in.has_code"))),
        path="/signin",
        refused=refused,
    )


def secret_page(
    say: Phrases, kind: str, *, path: str, secret: str = "", name: str = "", login: str = "", refused: str = "",
    accept_as: str = "",
) -> str:  # fmt: skip
    """The page for somebody with a secret: `kind` is "first", "invited" or "renew"; `accept_as` who is signed in."""
    given = FormField("secret", say(f"access.{kind}.secret"), value=secret, from_address=True).html()
    if accept_as:
        how = say("access.invited.as_account", name=accept_as)
        accept = form(path, [given], say("access.invited.accept", name=accept_as), language=say.language)
        return page(say, say("access.title.invited"), text(how), accept, path=path, refused=refused)
    fields = [given]
    if kind != "renew":
        hint = say("access.form.login_hint")
        fields += [
            FormField("name", say("access.form.name"), value=name, complete="name", longest=60).html(),
            FormField("login", say("access.form.login"), hint, login, complete="username").html(),
        ]
    return page(
        say,
        say(f"access.title.{kind}"),
        text(say(f"access.{kind}.how")),
        form(path, [*fields, *_new_password(say)], say(f"access.{kind}.enter"), language=say.language),
        path=path,
        refused=refused,
    )


def _new_password(say: Phrases, label: str = "access.form.password") -> list[str]:
    hint = say("access.form.password_hint", n=SHORTEST)
    return [
        FormField("password", say(label), hint, kind="password", complete="new-password").html(),
        FormField("again", say("access.form.password_again"), kind="password", complete="new-password").html(),
    ]


def account_page(say: Phrases, *, name: str, owns: bool, refused: str = "", done: str = "") -> str:
    """The page of one's own account; who joined by a code can only leave."""
    said = text(say("access.account.as_name", name=name))
    title = say("access.title.account")
    if not owns:
        leave = form("/signout", [text(say("access.account.leave_how"))], say("access.account.leave"), plain=True)
        return page(say, title, said, leave, path="/account", refused=refused)
    old = FormField("old", say("access.account.old"), kind="password", complete="current-password").html()
    change = [old, *_new_password(say, "access.account.new")]
    everywhere = '<input type="hidden" name="everywhere" value="1">'
    return page(
        say,
        title,
        said,
        links((f"/?lang={say.language}", say("access.account.to_pages"))),
        form("/account", change, say("access.account.change"), language=say.language),
        form("/signout", [], say("access.account.sign_out"), plain=True),
        form("/signout", [everywhere], say("access.account.everywhere"), plain=True),
        path="/account",
        refused=refused,
        done=done,
    )
