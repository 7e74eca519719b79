"""What attackers type: addresses that may not stand on a page, texts that want to run."""

# None of these may become a link. (On a network's field the last group is refused too.)
ADDRESSES = (
    # Schemes that run or read
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript://atelier.ma/%0aalert(1)"),
    *("java\nscript:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)"),
    *("&#106;avascript:alert(1)", "data:text/html,<script>alert(1)</script>"),
    *("data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "vbscript:msgbox(1)"),
    *("file:///etc/passwd", "file://atelier.ma/etc/passwd", "ftp://atelier.ma/", "gopher://x.ma"),
    *("blob:https://atelier.ma/1", "about:blank", "view-source:https://atelier.ma"),
    *("mailto:a@atelier.ma", "tel:+212600000000", "intent://atelier.ma#Intent;end", "ws://a.ma/"),
    *("feed:https://atelier.ma", "jar:https://atelier.ma!/x", "//evil.com", "///evil.com"),
    *("https:/evil.com", "https:evil.com", "https:///evil.com", "http:\\\\evil.com"),
    # A name before the host, a port, a backslash
    *("https://user@evil.com/", "https://user:pass@evil.com/", "https://facebook.com@evil.com/"),
    *("https://facebook.com:pass@evil.com", "https://evil.com\\@facebook.com", "a@b.com"),
    *("https://atelier.ma:8080/", "atelier.ma:22", "https://atelier.ma:443", "https://x.ma:0/"),
    *("https://evil.com\\.facebook.com", "https://evil.com%2f@facebook.com"),
    # Inside a network
    *("http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/"),
    *("http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/"),
    *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1"),
    *("http://localhost/", "http://localhost.localdomain/", "http://printer.local/"),
    *("http://redis.internal:6379/", "http://router.lan", "http://wiki.corp/", "http://intranet/"),
    *("http://metadata.google.internal/", "http://127.0.0.1.nip.io/", "http://a.localtest.me/"),
    *("http://10.0.0.1.sslip.io", "http://x.home.arpa/", "http://hidden.onion/", "http://x.test"),
    *("http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://ⓛocalhost/", "http://0.0.0.0"),
    # No name at all
    *("", " ", ".", "..", "/", "http://", "https://.", "https://.com", "https://ma", "evil"),
    *("https://-evil.com", "https://evil-.com", "https://evil..com", "https://evil.com."),
    *("https://evil_host.com", "https://evil.c", "https://evil.123", "https://%65vil.com"),
    *("https://" + "a" * 64 + ".com", "https://" + "a." * 140 + "com", "a.ma/" + "x" * 400),
    # Signs that can't be seen, or end an attribute
    *("https://evil\u200b.com", "https://evil\u202e.com", "https://evil\u00ad.com"),
    *("https://evil.com/\x00", "https://evil.com/\r\nSet-Cookie:a=b", "https://evil com"),
    *('https://evil.com/" onclick="alert(1)', "https://evil.com/'><script>alert(1)</script>"),
    *("https://evil.com/<svg/onload=alert(1)>", "https://evil.com/`x`", "https://evil.com/{{7*7}}"),
    *("https://evil\ud800.com", "https://xn--a.com/\u2028x"),
)
# Fit for a website, but not as a page of Facebook: they only look like it.
NOT_FACEBOOK = (
    *("https://facebook.com.evil.com/atelier", "https://facebook-com.ma/atelier"),
    *("https://evilfacebook.com/atelier", "https://evil.com/facebook.com/atelier"),
    *("https://fаcebook.com/atelier", "https://facebook.co/atelier", "https://www.facebook.com/"),
    *("https://instagram.com/atelier", "https://evil.com?x=facebook.com"),
    *("https://facebook.com.", "https://facebook.com:443/atelier"),
)

_TAGS = (
    *("script", "img src=x onerror", "svg onload", "svg/onload", "body onload", "iframe onload"),
    *("input autofocus onfocus", "select autofocus onfocus", "textarea autofocus onfocus"),
    *("video src=x onerror", "audio src=x onerror", "details open ontoggle", "marquee onstart"),
    *("object data=x onerror", "embed src=x onload", "a href=x onclick", "form onsubmit"),
    *("button onclick", "div onmouseover", "p onpointerenter", "style onload", "link onload"),
    *("math onclick", "table onscroll", "isindex onfocus"),
)
_BREAKS = ("", '">', "'>", "--></textarea>", "</title></option></select>")
TEXTS = (
    *(f"{out}<{tag}=alert(1)>" for tag in _TAGS for out in _BREAKS),
    *(
        "<script>alert(1)</script>",
        "<ScRiPt >alert(1)</sCrIpT>",
        "<script src=//evil.com></script>",
    ),
    *("<<script>alert(1)//<</script>", "<scr<script>ipt>alert(1)</script>", "<img src=x:x>"),
    *("</script><script>alert(1)</script>", "{{7*7}}", "{% raw %}", "${alert(1)}", "#{alert(1)}"),
    *('" hx-get="/fr/me/" hx-trigger="load', "' hx-on:load='alert(1)'", "<div hx-post=/x>"),
    *('<div hx-get="/fr/" hx-trigger="load"></div>', "<b data-hx-get=/fr/>", "hx-swap-oob=true"),
    *('" style="position:fixed', "' onmouseover='alert(1)", '"onfocus=alert(1) autofocus="'),
    *(
        "<base href=//evil.com>",
        "<meta http-equiv=refresh content=0;url=//evil.com>",
        "<!--",
        "-->",
    ),
    *("<a href=javascript:alert(1)>x</a>", "<iframe srcdoc='<script>alert(1)</script>'>"),
    *("<![CDATA[<script>alert(1)</script>]]>", "%3Cscript%3Ealert(1)%3C/script%3E"),
    *("&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;"),
    *("\u003cscript\u003ealert(1)\u003c/script\u003e", "＜script＞alert(1)＜/script＞"),
    *("<svg><animate onbegin=alert(1) attributeName=x>", "<noscript><p title='</noscript><img>'>"),
    *("<template><script>alert(1)</script></template>", "<svg><use href=data:image/svg+xml,x>"),
    *("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "=cmd|'/c calc'!A1"),
    *("\u202e>trela<", "\u2028<script>alert(1)</script>", "</bdi><script>alert(1)</script>"),
    *('{"@type":"x"}</script><script>alert(1)</script>', "]]></script>", "\\u003cscript\\u003e"),
)
