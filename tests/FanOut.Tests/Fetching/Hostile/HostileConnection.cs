using System.Net.Sockets;
using System.Text;

namespace FanOut.Tests.Fetching.Hostile;

/// <summary>The server's end of a connection, in the hands of a scenario.</summary>
/// <param name="number">Which connection of the scenario it is, from 1.</param>
internal sealed class HostileConnection(Stream stream, Socket socket, int number, CancellationToken stopping)
{
    public Stream Stream => stream;
    public int Number => number;
    public CancellationToken Stopping => stopping;

    public Task SayAsync(string text) => SayAsync(Encoding.Latin1.GetBytes(text));

    public async Task SayAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stopping);
        await stream.FlushAsync(stopping);
    }

    public Task SayAsync(string head, byte[] body) => SayAsync([.. Encoding.Latin1.GetBytes(head), .. body]);

    /// <summary>Says the same for as long as the client listens.</summary>
    public async Task RepeatAsync(byte[] bytes)
    {
        while (true)
        {
            await SayAsync(bytes);
        }
    }

    public Task RepeatAsync(string text) => RepeatAsync(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(text, 1 + 4096 / text.Length))));

    /// <summary>Says the same again and again, but so slowly that no read waits for long and nothing comes of it.</summary>
    public async Task TrickleAsync(string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await SayAsync(text);
        }
    }

    /// <summary>Says nothing until the client has gone.</summary>
    public async Task StallAsync() => await stream.CopyToAsync(Stream.Null, stopping);

    public void Reset() => socket.LingerState = new LingerOption(enable: true, seconds: 0);

    /// <summary>Reads the head of a request.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, stopping);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
