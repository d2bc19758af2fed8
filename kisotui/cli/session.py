"""One run of the program: what was given to it, and what it opened."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import click

from kisotui import settings
from kisotui.locale import use

if TYPE_CHECKING:
    from kisotui.service.context import Context
    from kisotui.settings import Settings, Source


class Session:
    """Settings and store of one run; each is read or opened when a command first needs it."""

    def __init__(self) -> None:
        self.given: dict[str, object] = {}
        """What the command line said, by setting."""

    @cached_property
    def loaded(self) -> tuple[Settings, dict[str, Source]]:
        """The settings, and where each one came from."""
        loaded = settings.load(self.given)
        use(loaded[0].lang)
        return loaded

    @property
    def settings(self) -> Settings:
        return self.loaded[0]

    @cached_property
    def context(self) -> Context:
        """The store and who asks it, closed when the command ends."""
        from kisotui.service.actor import current_actor
        from kisotui.service.context import open_context

        context = open_context(self.settings, current_actor())
        click.get_current_context().find_root().call_on_close(context.close)
        return context


pass_session = click.make_pass_decorator(Session)
