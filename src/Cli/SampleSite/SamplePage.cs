using System.Text;

namespace FanOut.Cli.Site;

/// <summary>The numbered bodies: a page as dense in tags as real ones are, about 5,000 bytes long, and a small JSON object.</summary>
internal static class SamplePage
{
    private const int NavLinks = 8, Sections = 6, ItemsPerSection = 4, TableRows = 21;

    public static NumberedBody Html { get; } = new("text/html; charset=utf-8", BuildHtml());

    public static NumberedBody Json { get; } = new("application/json",
        """{"id":{n},"name":"Item {n}","price":{"amount":19.5,"currency":"EUR"},"tags":["sample","json"],"inStock":true}""");

    private static string BuildHtml()
    {
        var html = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="description" content="Page {n} of a catalogue that exists only to be fetched">
            <title>Page {n} of the sample site</title>
            <link rel="canonical" href="/page/{n}">
            <style>body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem}nav a{margin-right:1rem}td,th{padding:.2rem .6rem;border-bottom:1px solid #ccc}</style>
            <script>document.addEventListener("click",function(e){if(e.target.matches("[data-more]"))e.target.nextElementSibling.hidden=false});</script>
            </head>
            <body>
            <header><h1>Page <em>{n}</em></h1>
            <nav>
            """);
        for (var link = 1; link <= NavLinks; link++)
            html.Append($"<a href=\"/page/{link}\" rel=\"section\">Shelf {link}</a>");
        html.Append("</nav></header>\n<main>\n");
        for (var section = 1; section <= Sections; section++)
        {
            html.Append($"<section id=\"s{section}\"><h2>Part {section}</h2>\n<p>Every part has a <strong>few words</strong>, "
                + $"a <a href=\"#s{section}\">link</a> and a list.</p>\n<ul>");
            for (var item = 1; item <= ItemsPerSection; item++)
                html.Append($"<li><a href=\"/json/{section * 10 + item}\">Item {section}.{item}</a> <span class=\"tag\">new</span></li>");
            html.Append("</ul></section>\n");
        }

        html.Append("<table><thead><tr><th>Row</th><th>Name</th><th>Size</th></tr></thead><tbody>\n");
        for (var row = 1; row <= TableRows; row++)
            html.Append($"<tr><td>{row}</td><td><code>part-{row}</code></td><td>{row * 128} B</td></tr>\n");
        return html.Append("</tbody></table>\n</main>\n<footer><small>Page {n}, served on loopback.</small></footer>\n</body>\n</html>\n").ToString();
    }
}
