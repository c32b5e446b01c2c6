"""Text is shown as Slack shows it, and can never become anything else than text."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.bot.sandbox_pages.kit import Json, actions, button, mrkdwn, plain, section
from tests.bot.sandbox_pages.page import WorkspacePage
from tests.bot.sandbox_pages.tiny_app import TinyApp

pytestmark = pytest.mark.asyncio(loop_scope="session")

KAREN = "U0KAREN001"

SHOW = """async (cases) => {
  const { mrkdwn } = await import("/pages/text/mrkdwn.js");
  return cases.map(([text, options]) => mrkdwn(text, options).innerHTML);
}"""
SHOW_MARKDOWN = """async (cases) => {
  const { markdown } = await import("/pages/text/markdown.js");
  return cases.map((text) => markdown(text).innerHTML);
}"""

LINK = '<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>'
URL = LINK.format("https://eksempel.dk/", "https://eksempel.dk")
ALI = '<span class="mention" data-user="U0ALI00001">@Ali Eksempel</span>'
#: What nobody sees, and between which a mark marks nothing.
J = "\u2060"

MRKDWN = {
    "*fed*": "<p><strong>fed</strong></p>",
    "_skrå_ ~streget~ `kode`": "<p><em>skrå</em> <s>streget</s> <code>kode</code></p>",
    "*_begge_*": "<p><strong><em>begge</em></strong></p>",
    "*fed*, (*fed*) og*ikke*": "<p><strong>fed</strong>, (<strong>fed</strong>) og*ikke*</p>",
    "2 * 3 * 4": "<p>2 * 3 * 4</p>",
    "*åben _kryds* lukket_": "<p><strong>åben _kryds</strong> lukket_</p>",
    "*over\nlinjer*": "<p>*over\nlinjer*</p>",
    "snake_case_navn": "<p>snake_case_navn</p>",
    "** og __": "<p>** og __</p>",
    "`*ikke fed*`": "<p><code>*ikke fed*</code></p>",
    "```\na *b* &lt;c&gt;\n```": "<pre><code>a *b* &lt;c&gt;</code></pre>",
    "før ```kode``` efter": "<p>før </p><pre><code>kode</code></pre><p> efter</p>",
    f"*før {J}*{J}fed{J}*{J} efter*": f"<p><strong>før {J}*{J}fed{J}*{J} efter</strong></p>",
    f"{J}`{J}kode{J}`{J} {J}_{J}x{J}_{J}": f"<p>{J}`{J}kode{J}`{J} {J}_{J}x{J}_{J}</p>",
    f"{J}&gt; ikke citat": f"<p>{J}&gt; ikke citat</p>",
    "a`b`c": "<p>a`b`c</p>",
    "``` uden ende": "<p>``` uden ende</p>",
    "&gt; citat\n&gt; mere\nslut": "<blockquote>citat\nmere</blockquote><p>slut</p>",
    "> citat": "<blockquote>citat</blockquote>",
    "&gt;&gt;&gt; alt\nefter": "<blockquote>alt\nefter</blockquote>",
    "• ét\n• *to*": "<ul><li>ét</li><li><strong>to</strong></li></ul>",
    "<https://eksempel.dk>": f"<p>{URL}</p>",
    "<https://eksempel.dk|et *link*>": "<p>"
    + LINK.format("https://eksempel.dk/", "et *link*")
    + "</p>",
    "*<https://eksempel.dk|x>*": "<p><strong>"
    + LINK.format("https://eksempel.dk/", "x")
    + "</strong></p>",
    "<mailto:a@eksempel.dk|skriv>": "<p>" + LINK.format("mailto:a@eksempel.dk", "skriv") + "</p>",
    "se https://eksempel.dk.": f"<p>se {URL}.</p>",
    "<@U0ALI00001>": f"<p>{ALI}</p>",
    "<@UUKENDT>": '<p><span class="mention" data-user="UUKENDT">@UUKENDT</span></p>',
    "<#C0SAMSKAB1>": '<p><a class="mention" href="#C0SAMSKAB1">#samskabelse</a></p>',
    "<!channel> <!here>": '<p><span class="mention mention-all">@channel</span> '
    '<span class="mention mention-all">@here</span></p>',
    "&lt;!channel&gt;": "<p>&lt;!channel&gt;</p>",
    "&amp;lt;": "<p>&amp;lt;</p>",
    "<!date^1772438400^{date_num} {time}|nu>": '<p><time title="nu">02.03.2026 09:00</time></p>',
    "<!date^nej^{date}|en dag>": '<p><time title="en dag">en dag</time></p>',
    ":white_check_mark: :findes_ikke:": "<p>✅ :findes_ikke:</p>",
    "<ikke et link>": "<p>&lt;ikke et link&gt;</p>",
}

HARMLESS = {
    "<img src=x onerror=alert(1)>": "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "&lt;img src=x onerror=alert(1)&gt;": "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "<javascript:alert(1)|klik>": "<p>klik</p>",
    "<java\tscript:alert(1)|klik>": "<p>&lt;java\tscript:alert(1)|klik&gt;</p>",
    "<data:text/html,x|klik>": "<p>klik</p>",
    '<https://eksempel.dk/"onclick=alert(1)|x>': "<p>"
    + LINK.format("https://eksempel.dk/%22onclick=alert(1)", "x")
    + "</p>",
    "</script><script>x</script>": "<p>&lt;/script&gt;&lt;script&gt;x&lt;/script&gt;</p>",
    '<@"><b>': '<p><span class="mention" data-user="&quot;">@"</span>&lt;b&gt;</p>',
}

MARKDOWN = {
    "# Stor\n## Mindre": '<p class="md-heading md-heading-1">Stor</p>'
    '<p class="md-heading md-heading-2">Mindre</p>',
    "**fed** *skrå* ~~væk~~ `kode`": "<p><strong>fed</strong> <em>skrå</em> <s>væk</s> "
    "<code>kode</code></p>",
    "[et link](https://eksempel.dk)": "<p>"
    + LINK.format("https://eksempel.dk/", "et link")
    + "</p>",
    "[x](javascript:alert(1))": "<p>x</p>",
    "- et\n- to\n  1. tre": '<ul><li>et</li><li>to<ol start="1"><li>tre</li></ol></li></ul>',
    "> citat": "<blockquote><p>citat</p></blockquote>",
    "---": "<hr>",
    "```py\na < b\n```": "<pre><code>a &lt; b</code></pre>",
    r"\*ikke fed\*": "<p>*ikke fed*</p>",
    "<img src=x onerror=alert(1)>": "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "| A | B |\n|---|---|\n| 1 | 2 |": '<div class="table-box"><table><thead><tr><th>A</th>'
    "<th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
}


NASTY = [
    "*" * 20_000,
    "*a " * 13_000,
    "*_~" * 13_000,
    "<" * 40_000,
    "`" * 39_999,
    "```" * 13_333,
    "&amp;" * 8_000,
    "> " * 20_000,
    "https://" * 5_000,
    "[" * 12_000,
    "- " * 6_000,
    "![](" * 3_000,
    "| - " * 3_000,
    "# " + " " * 12_000,
]


MEASURE = """async (texts) => {
  const { mrkdwn } = await import("/pages/text/mrkdwn.js");
  const { markdown } = await import("/pages/text/markdown.js");
  return texts.map((text) => {
    const from = performance.now();
    mrkdwn(text);
    markdown(text.slice(0, 12000));
    return performance.now() - from;
  });
}"""
SLOW_MS = 2_000


async def test_text_is_shown_as_slack_shows_it(karen: WorkspacePage) -> None:
    cases = {**MRKDWN, **HARMLESS}
    shown = await karen.page.evaluate(SHOW, [[text, {}] for text in cases])
    assert dict(zip(cases, shown, strict=True)) == cases
    verbatim = [["*fed* https://eksempel.dk", {"verbatim": True}]]
    shown = await karen.page.evaluate(SHOW, verbatim)
    assert shown == ["<p><strong>fed</strong> https://eksempel.dk</p>"]

    shown = await karen.page.evaluate(SHOW_MARKDOWN, list(MARKDOWN))
    assert dict(zip(MARKDOWN, shown, strict=True)) == MARKDOWN

    times = await karen.page.evaluate(MEASURE, NASTY)
    slow = {text[:10]: ms for text, ms in zip(NASTY, times, strict=True) if ms > SLOW_MS}
    assert not slow, "no text is slow to draw, not even one that is made to be"


ATTACKS = [
    "<img src=x onerror=\"document.title='ramt'\">",
    "<javascript:document.title='ramt'|klik her>",
    "</script><script>document.title='ramt'</script>",
    "<b onmouseover=\"document.title='ramt'\">b</b>",
]


async def test_nothing_that_is_written_becomes_markup(karen: WorkspacePage, app: TinyApp) -> None:
    before = await karen.messages.count()
    for text in ATTACKS:
        blocks: list[Json] = [
            section(text),
            {"type": "section", "text": plain(text)},
            {"type": "header", "text": plain(text)},
            {"type": "context", "elements": [mrkdwn(text), plain(text)]},
            {"type": "markdown", "text": text},
            actions(button(text)),
        ]
        await app.client.chat_postMessage(channel=KAREN, text=text, blocks=blocks)
    await expect(karen.messages).to_have_count(before + len(ATTACKS))
    feed = karen.page.get_by_role("log", name="Beskeder")
    await expect(feed.locator("img, script, [onerror], [onmouseover]")).to_have_count(0)
    await expect(feed.locator('a[href^="javascript"]')).to_have_count(0)
    for text in ATTACKS:
        await karen.say(text)
    await expect(karen.messages).to_have_count(before + 2 * len(ATTACKS))
    await expect(feed.locator("img, script, [onerror], [onmouseover]")).to_have_count(0)
    assert "ramt" not in await karen.page.title()


@pytest.mark.slow
async def test_blocks_of_text(karen: WorkspacePage, app: TinyApp) -> None:
    styled = {"type": "text", "text": "fed", "style": {"bold": True}}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "et punkt"}]}
    blocks: list[Json] = [
        {"type": "header", "text": plain("En overskrift :bulb:")},
        {"type": "section", "text": {**plain("*ikke fed* :bulb:"), "emoji": False}},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("_Kilde: Torfing_")]},
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [styled]},
                {"type": "rich_text_list", "style": "ordered", "elements": [item]},
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "<citat>"}]},
            ],
        },
    ]
    await app.client.chat_postMessage(channel=KAREN, text="blokke", blocks=blocks)
    message = karen.last_message
    await expect(message.get_by_role("heading", name="En overskrift 💡")).to_be_visible()
    await expect(message.get_by_text("*ikke fed* :bulb:")).to_be_visible()
    await expect(message.get_by_role("separator")).to_have_count(1)
    await expect(message.locator(".context em")).to_have_text("Kilde: Torfing")
    await expect(message.locator(".rich-text strong")).to_have_text("fed")
    await expect(message.locator("ol li")).to_have_text("et punkt")
    await expect(message.locator("blockquote")).to_have_text("<citat>")
