// The least that fetching many URLs costs on this runtime: one client, so many requests at once, each body read to its end.
// Each line of standard input names a file of URLs and how many to fetch at once; the answer is how many were there.
using System.Globalization;

using var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = int.MaxValue };
using var client = new HttpClient(handler);
while (await Console.In.ReadLineAsync() is { } line)
{
    var cut = line.LastIndexOf(' ');
    var urls = await File.ReadAllLinesAsync(line[..cut]);
    var ok = 0;
    var atOnce = new ParallelOptions { MaxDegreeOfParallelism = int.Parse(line[(cut + 1)..], CultureInfo.InvariantCulture) };
    await Parallel.ForEachAsync(urls, atOnce, async (url, cancellationToken) =>
    {
        using var response = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        if (response.IsSuccessStatusCode) Interlocked.Increment(ref ok);
    });
    Console.WriteLine(ok);
}
