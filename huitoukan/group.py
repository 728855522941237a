"""The shape that all commands share: lazily loaded, Chinese, with examples."""

import importlib
import os
import re
import sys
from collections.abc import Mapping
from typing import Any

import click

from huitoukan.chinese import speak_chinese
from huitoukan.failures import require_output, told
from huitoukan.terminal import harmless_output

_NO_OPTION = re.compile(r"^-(?=[^-A-Za-z0-9])")


class Command(click.Command):
    """A command whose usage line and epilog are ours."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the words behind the command; a missing one is told in a Chinese sentence."""
        try:
            return super().parse_args(ctx, args)
        except click.MissingParameter as error:
            # This one sentence of click's ends with an English full stop, whatever the language.
            sentence = error.format_message().removesuffix(".")
            raise click.UsageError(f"{sentence}。", ctx) from None

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the epilog as it is: examples must not be wrapped."""
        _write_as_is(self.epilog, formatter)


class QueryCommand(Command):
    """A command that takes a query, in which -接待 leaves a word out and is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the words behind the command; options begin with a Latin letter."""
        # The query language knows the full-width sign as well, and click does not.
        return super().parse_args(ctx, [_NO_OPTION.sub("－", each) for each in args])


class Group(click.Group):
    """A command with commands in it."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[选项]")
        settings.setdefault("subcommand_metavar", "命令 [参数]…")
        super().__init__(*args, **settings)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the epilog as it is."""
        _write_as_is(self.epilog, formatter)


class DefaultGroup(Group):
    """A group whose first command runs where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the first command before options that are not for help."""
        named = args and (not args[0].startswith("-") or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else [next(iter(self.commands)), *args])


class LazyGroup(Group):
    """The program: loads a command's module only when that command, or the help, is asked for.

    `lazy` maps a command's name to `module:attribute`.
    """

    def __init__(self, *args: Any, lazy: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of use."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if cmd_name not in self._lazy:
            return None
        module, _, attribute = self._lazy[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def main(self, *args: Any, **settings: Any) -> Any:
        """Runs the program; every ending is one of `huitoukan.exits`."""
        speak_chinese()
        require_output()
        with harmless_output():
            return super().main(*args, **settings)

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        """Reads the program's own options; help that cannot be printed is told in one sentence."""
        with told(debug=False):
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what goes wrong is told in one sentence."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        with told(debug=bool(ctx.params.get("debug"))):
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result


def _write_as_is(epilog: str | None, formatter: click.HelpFormatter) -> None:
    if epilog:
        formatter.write_paragraph()
        formatter.write(f"{epilog.strip()}\n")
