using System.CommandLine;
using System.CommandLine.Parsing;
using FanOut.Cli.Jobs;

namespace FanOut.Cli.Commands;

/// <summary>Where the app is, for commands that need one that runs already.</summary>
internal sealed class EndpointOptions
{
    private static readonly Uri s_local = new("http://127.0.0.1:7071");

    private readonly Option<Uri> _endpoint = new("--endpoint")
    {
        Description = $"The app to ask (default {s_local.GetLeftPart(UriPartial.Authority)})",
        HelpName = "url",
        CustomParser = result => Parse(result) ?? s_local,
        DefaultValueFactory = _ => s_local,
    };

    private readonly Option<string?> _key = new("--key") { Description = "The function key of that app", HelpName = "key" };

    public void AddTo(Command command)
    {
        command.Add(_endpoint);
        command.Add(_key);
    }

    public JobClient Open(ParseResult result) => new(result.GetRequiredValue(_endpoint), result.GetValue(_key));

    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https"))
            return endpoint;
        result.AddError($"--endpoint must be a URL such as http://127.0.0.1:7071, and not {text}");
        return null;
    }
}
