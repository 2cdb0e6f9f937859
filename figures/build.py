"""The whole gallery: every picture that needs no corpus of one's own, and the page that lists all.

``python figures/build.py`` draws everything; ``python figures/build.py drift scan`` only these.
"""

import ast
import runpy
import sys
import time
import tomllib
from pathlib import Path

import archive

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "gallery.md"
# Scripts that draw no picture of the planted archive.
SHARED, REAL = ("archive", "build"), ("un_debate",)
HEAD = """# Gallery

Every figure of the package, drawn from an invented archive in which it is known what changed and
what did not. `make figures` draws them again in a few minutes. Beside each picture lie its table
(CSV) and how it was made (TOML).
"""


def scripts() -> list[Path]:
    """List the scripts that draw from the planted archive."""
    return [path for path in sorted(HERE.glob("*.py")) if path.stem not in SHARED + REAL]


def draw(script: Path) -> None:
    """Draw one picture and save it beside its script."""
    began = time.process_time()
    archive.save(runpy.run_path(str(script))["draw"](), str(script))
    print(f"{script.stem}: {time.process_time() - began:.1f} core-seconds", flush=True)


def page() -> str:
    """Write the page from the scripts and from what lies beside them."""
    parts = [HEAD]
    for script in [*(HERE / f"{name}.py" for name in REAL), *scripts()]:
        about = tomllib.loads(script.with_suffix(".toml").read_text(encoding="utf-8"))
        says = (ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or "").split(
            "\n\n"
        )
        heard = " ".join(about["alt"].split()).replace("[", "(").replace("]", ")")
        parts.append(
            f"## {script.stem}\n\n{' '.join(says[0].split())}\n\n"
            f"![{heard}](../figures/{script.stem}.svg)\n\n{about['caption']}\n\n"
            f"Script: [figures/{script.name}](../figures/{script.name})\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for script in scripts():
        if not wanted or script.stem in wanted:
            draw(script)
    PAGE.write_text(page(), encoding="utf-8")
