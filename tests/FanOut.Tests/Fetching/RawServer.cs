using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FanOut.Tests.Fetching;

/// <summary>Says exactly the bytes it was given, once a request's headers are in or at once, and hangs up.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly bool _reset;
    private readonly bool _speaksFirst;

    public RawServer(string answer, bool reset = false, bool speaksFirst = false)
        : this(Encoding.Latin1.GetBytes(answer), reset, speaksFirst)
    {
    }

    public RawServer(byte[] answer, bool reset = false, bool speaksFirst = false)
    {
        _answer = answer;
        _reset = reset;
        _speaksFirst = speaksFirst;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}/";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        while (!_speaksFirst && await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        await stream.WriteAsync(_answer);
        if (_reset)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
    }
}
