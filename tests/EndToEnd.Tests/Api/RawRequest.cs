using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Tests.Api;

/// <summary>Sends a request line as it is given: every HTTP client would tidy up its path first.</summary>
internal static class RawRequest
{
    public static async Task<(int Status, string Text)> SendAsync(Uri server, string method, string target)
    {
        using var client = new TcpClient(server.Host, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 ", answer, StringComparison.Ordinal);
        return (int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3)), answer);
    }
}
