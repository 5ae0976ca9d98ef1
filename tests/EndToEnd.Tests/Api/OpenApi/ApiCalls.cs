using EndToEnd.Tests.App;
using static EndToEnd.Tests.Api.OpenApi.ApiCall;

namespace EndToEnd.Tests.Api.OpenApi;

/// <summary>Calls that lead every operation to each of its statuses, in an order that must be kept.</summary>
internal static class ApiCalls
{
    public const string Unknown = "0123456789abcdef01234567";

    /// <summary>More than the calls that steer a job take.</summary>
    private static readonly string s_long = $$"""{"outcomes":["{{new string('x', 20_000)}}"]}""";

    public static async Task<IReadOnlyList<ApiCall>> CreateAsync(AppFixture app)
    {
        var page = app.Url("/page/1");
        var ended = (await app.Api.RunAsync([page, app.Url("/status/404"), "no url"], new { capture = "text" })).Text("id");
        var gone = (await app.Api.RunAsync([page])).Text("id");
        var running = (await app.Api.StartAsync([app.Url("/delay/30000")], new { timeoutSeconds = 60 })).Text("id");
        using var results = await app.Api.Http.GetAsync(new Uri($"/api/jobs/{ended}/results", UriKind.Relative));
        using var document = await app.Api.Http.GetAsync(new Uri("/api/openapi.json", UriKind.Relative));
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        return
        [
            .. Starting(page, key), .. Reading(ended, results.Headers.ETag!.ToString()), .. Steering(running, ended), .. Redriving(running, ended),
            Of("cancelJob", 202, HttpMethod.Delete, $"/api/jobs/{running}"),
            Of("cancelJob", 204, HttpMethod.Delete, $"/api/jobs/{gone}?purge=true"),
            Of("cancelJob", 400, HttpMethod.Delete, $"/api/jobs/{ended}?purge=maybe"),
            Of("cancelJob", 404, HttpMethod.Delete, $"/api/jobs/{gone}?purge=true"),
            Of("cancelJob", 404, HttpMethod.Delete, $"/api/jobs/{Unknown}"),
            Of("cancelJob", 409, HttpMethod.Delete, $"/api/jobs/{ended}"),
            Of("getHealth", 200, HttpMethod.Get, "/api/health"),
            Of("getOpenApi", 200, HttpMethod.Get, "/api/openapi.json"),
            Of("getOpenApi", 304, HttpMethod.Get, "/api/openapi.json", headers: ("If-None-Match", document.Headers.ETag!.ToString())),
        ];
    }

    private static IEnumerable<ApiCall> Starting(string page, (string, string) key)
    {
        var list = $$$"""{"name":"a","urls":["{{{page}}}"],"options":{"maxConcurrency":1,"deadlineSeconds":60,"toleratedFailures":"5%"}}""";
        yield return Of("startJob", 200, HttpMethod.Post, "/api/jobs", list, headers: ("Prefer", "wait=60"));
        yield return Of("startJob", 202, HttpMethod.Post, "/api/jobs", list, headers: key);
        yield return Of("startJob", 202, HttpMethod.Post, "/api/jobs?name=b&maxConcurrency=2&headers=X-A:%201", page, "text/plain");
        yield return Of("startJob", 400, HttpMethod.Post, "/api/jobs", """{"urls":[],"options":{"maxConcurrency":0}}""");
        yield return Of("startJob", 413, HttpMethod.Post, "/api/jobs", new string('\n', 40 * 1024 * 1024), "text/plain");
        yield return Of("startJob", 415, HttpMethod.Post, "/api/jobs", "<urls/>", "application/xml");
        yield return Of("startJob", 422, HttpMethod.Post, "/api/jobs", list + " ", headers: key);
        yield return Of("startJob", 400, HttpMethod.Post, "/api/jobs", """{"urlsFrom":{"blob":"lists/none.txt"}}""");
        yield return Of("startJob", 400, HttpMethod.Post, "/api/jobs", """{"urlsFrom":{"blob":"none.txt","sitemap":"x"}}""");
        yield return Of("startJob", 502, HttpMethod.Post, "/api/jobs", $$$"""{"urlsFrom":{"sitemap":"{{{page}}}/no-such-page"}}""");
        yield return Of("listJobs", 200, HttpMethod.Get, "/api/jobs?top=1");
        yield return Of("listJobs", 400, HttpMethod.Get, "/api/jobs?top=0");
    }

    private static IEnumerable<ApiCall> Reading(string ended, string tag)
    {
        yield return Of("getJob", 200, HttpMethod.Get, $"/api/jobs/{ended}");
        yield return Of("getJob", 404, HttpMethod.Get, $"/api/jobs/{Unknown}");
        yield return Of("getManifest", 200, HttpMethod.Get, $"/api/jobs/{ended}/manifest");
        yield return Of("getManifest", 404, HttpMethod.Get, $"/api/jobs/{Unknown}/manifest");
        foreach (var (operation, method) in new[] { ("getResults", HttpMethod.Get), ("headResults", HttpMethod.Head) })
        {
            var path = $"/api/jobs/{ended}/results";
            foreach (var query in new[] { "", "?format=json", "?format=csv", "?format=json&outcome=ok,httpError" }) yield return Of(operation, 200, method, path + query);
            // A range is something to GET.
            yield return Of(operation, method == HttpMethod.Get ? 206 : 200, method, path, headers: ("Range", "bytes=0-"));
            yield return Of(operation, 304, method, path, headers: ("If-None-Match", tag));
            yield return Of(operation, 400, method, path + "?format=xml");
            yield return Of(operation, 404, method, $"/api/jobs/{Unknown}/results");
            yield return Of(operation, method == HttpMethod.Get ? 416 : 200, method, path, headers: ("Range", "bytes=1000000-"));
        }
    }

    private static IEnumerable<ApiCall> Steering(string running, string ended)
    {
        foreach (var action in new[] { "pause", "resume" })
        {
            yield return Of($"{action}Job", 202, HttpMethod.Post, $"/api/jobs/{running}/{action}");
            yield return Of($"{action}Job", 404, HttpMethod.Post, $"/api/jobs/{Unknown}/{action}");
            yield return Of($"{action}Job", 409, HttpMethod.Post, $"/api/jobs/{ended}/{action}");
        }
        const string Change = """{"maxConcurrency":7}""";
        yield return Of("changeJob", 202, HttpMethod.Patch, $"/api/jobs/{running}", Change);
        yield return Of("changeJob", 400, HttpMethod.Patch, $"/api/jobs/{running}", "{}");
        yield return Of("changeJob", 404, HttpMethod.Patch, $"/api/jobs/{Unknown}", Change);
        yield return Of("changeJob", 409, HttpMethod.Patch, $"/api/jobs/{ended}", Change);
        yield return Of("changeJob", 413, HttpMethod.Patch, $"/api/jobs/{running}", s_long);
        yield return Of("changeJob", 415, HttpMethod.Patch, $"/api/jobs/{running}", Change, "text/plain");
    }

    private static IEnumerable<ApiCall> Redriving(string running, string ended)
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var path = $"/api/jobs/{ended}/redrive";
        yield return Of("redriveJob", 202, HttpMethod.Post, path, headers: key);
        yield return Of("redriveJob", 400, HttpMethod.Post, path, """{"outcomes":["ok"]}""");
        yield return Of("redriveJob", 404, HttpMethod.Post, $"/api/jobs/{Unknown}/redrive");
        yield return Of("redriveJob", 409, HttpMethod.Post, $"/api/jobs/{running}/redrive");
        yield return Of("redriveJob", 409, HttpMethod.Post, path, """{"outcomes":["dnsError"]}""");
        yield return Of("redriveJob", 413, HttpMethod.Post, path, s_long);
        yield return Of("redriveJob", 415, HttpMethod.Post, path, "outcomes=timeout", "application/x-www-form-urlencoded");
        yield return Of("redriveJob", 422, HttpMethod.Post, path, """{"outcomes":["httpError"]}""", headers: key);
    }
}
