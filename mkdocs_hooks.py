"""What the pages take from elsewhere: pictures of the gallery, and the help of every command."""

import re
from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).parent
HELP = "cli-help.md"


def on_files(files, config):
    """Add the figures, which lie beside the documents, not among them."""
    for path in sorted((ROOT / "figures").iterdir()):
        if path.suffix in (".svg", ".png", ".py", ".csv", ".toml"):
            place = f"figures/{path.name}"
            files.append(File.generated(config, place, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown, page, config, files):
    """Lead links to the figures to where they are now; write the help of every command."""
    inside = re.sub(r"\]\(\.\./figures/", "](figures/", markdown)
    return inside + _help() if page.file.src_uri == HELP else inside


def _help():
    import click
    from typer.main import get_command

    from toolkit.cli.app import VERBS, build

    group = get_command(build())
    parts = []
    for verb in VERBS:
        command = group.commands[verb]
        context = click.Context(command, info_name=f"rhetoric {verb}", terminal_width=78)
        parts.append(f"\n## {verb}\n\n```text\n{command.get_help(context)}\n```\n")
    return "".join(parts)
