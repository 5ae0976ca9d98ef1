using System.CommandLine.Parsing;

namespace FanOut.Cli.Commands;

internal static class EndpointOption
{
    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https"))
            return endpoint;
        result.AddError($"--endpoint must be a URL such as http://127.0.0.1:7071, and not {text}");
        return null;
    }
}
