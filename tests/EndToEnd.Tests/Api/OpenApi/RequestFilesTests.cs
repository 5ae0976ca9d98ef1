using System.Text.RegularExpressions;
using EndToEnd.Tests.App;

namespace EndToEnd.Tests.Api.OpenApi;

/// <summary>requests/*.http have an example of every call.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class RequestFilesTests(AppFixture app)
{
    [Fact]
    public async Task Requests_HaveEveryOperationAndNoOther()
    {
        var document = await ApiDocument.ReadAsync(app.Api.Http);
        var lines = Directory.GetFiles(Path.Combine(Repository.Root, "requests"), "*.http").SelectMany(File.ReadLines);

        var calls = lines.Select(line => Request().Match(line)).Where(match => match.Success)
            .Select(match => $"{match.Groups["method"].Value.ToLowerInvariant()} {match.Groups["path"].Value.Replace("{{id}}", "{id}", StringComparison.Ordinal)}");

        Assert.Equal(document.Calls.Order(StringComparer.Ordinal), calls.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^(?<method>[A-Z]+) \{\{host\}\}(?<path>/api/[^?\s]*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Request();
}
