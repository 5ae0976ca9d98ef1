using System.CommandLine;
using System.Text.Json.Nodes;

namespace FanOut.Cli.Commands;

/// <summary>The options of <c>run</c> for a list that the app reads itself, instead of one that is sent to it.</summary>
internal sealed class ListOptions
{
    private readonly Option<string> _blob = new("--blob")
    {
        Description = "A list in the app's storage instead of one from here: a container that lists are read from, and a name in it",
        HelpName = "container/name",
    };

    private readonly Option<string> _format = new("--blob-format") { Description = "What that blob holds, where its name does not tell", HelpName = "text|ndjson|csv" };

    private readonly Option<string> _column = new("--blob-column") { Description = "Where in its lines the URL is; url unless set", HelpName = "name" };

    private readonly Option<string> _sitemap = new("--sitemap") { Description = "A sitemap instead of a list, or an index of sitemaps; the app fetches it", HelpName = "url" };

    public void AddTo(Command command, Argument<string[]> urls)
    {
        foreach (var option in new Option[] { _blob, _format, _column, _sitemap })
            command.Add(option);
        command.Validators.Add(result =>
        {
            var lists = new[] { result.GetResult(_blob) is not null, result.GetResult(_sitemap) is not null, result.GetResult(urls)?.Tokens.Count > 0 }.Count(given => given);
            if (lists == 0)
                result.AddError("say what to fetch: a FILE, URLs, - for standard input, --blob or --sitemap");
            else if (lists > 1)
                result.AddError("say only once what to fetch: URLs and files, or --blob, or --sitemap");
            else if (result.GetResult(_blob) is null && (result.GetResult(_format) ?? result.GetResult(_column)) is not null)
                result.AddError("--blob-format and --blob-column go with --blob");
        });
    }

    /// <summary>Where the app finds the list; null when it is sent the URLs.</summary>
    public JsonObject? Read(ParseResult result)
    {
        var from = new JsonObject();
        foreach (var (name, option) in new[] { ("blob", _blob), ("format", _format), ("column", _column), ("sitemap", _sitemap) })
        {
            if (result.GetValue(option) is { } value)
                from[name] = value;
        }

        return from.Count > 0 ? from : null;
    }
}
